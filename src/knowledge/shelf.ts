/** All articles, and how they belong together. */
import type { Area } from '../dialog/dialog.ts';
import type { Article, ArticleKind, Plane, SourceFile, StandardFile } from './article.ts';

export type Shelved = Article & { readonly id: string };
export type ShelvedOf<K extends ArticleKind> = Extract<Shelved, { kind: K }>;

export type Shelf = {
  readonly articles: ReadonlyMap<string, Shelved>;
  readonly sources: SourceFile['sources'];
  readonly standards: StandardFile['standards'];
  /** The article whose own topic this is, or else one that answers it too. */
  readonly of: (topic: string) => Shelved | undefined;
};

export function shelve(
  articles: Readonly<Record<string, Article>>,
  sources: SourceFile['sources'],
  standards: StandardFile['standards'],
): Shelf {
  const all = new Map(Object.entries(articles).map(([id, article]) => [id, { ...article, id }]));
  const byTopic = new Map<string, Shelved>();
  // An article named after its topic, then those that begin with it, then those that answer it too.
  const claims: readonly ((article: Shelved, topic: string) => boolean)[] = [
    ({ id }, topic) => id === topic.replace(':', '-'),
    ({ kind, topics }, topic) => kind !== 'law' && topics[0] === topic,
    () => true,
  ];
  for (const claim of claims)
    for (const article of all.values())
      for (const topic of article.topics) if (!byTopic.has(topic) && claim(article, topic)) byTopic.set(topic, article);
  return { articles: all, sources, standards, of: (topic) => byTopic.get(topic) };
}

export function ofKind<K extends ArticleKind>(shelf: Shelf, kind: K): readonly ShelvedOf<K>[] {
  return [...shelf.articles.values()].filter((article): article is ShelvedOf<K> => article.kind === kind);
}

/** The tools of an area: those at home there first, and of these the ones that the founding document names. */
export function toolsAt(shelf: Shelf, area: Area): readonly ShelvedOf<'tool'>[] {
  const rank = ({ areas, seed }: ShelvedOf<'tool'>): number => (areas[0] === area ? 0 : 2) + (seed ? 0 : 1);
  return ofKind(shelf, 'tool')
    .filter(({ areas }) => areas.includes(area))
    .sort((a, b) => rank(a) - rank(b));
}

export function planeOf(area: Area): Plane {
  return area.split('.')[0] as Plane;
}

/** "I.2" → "1-2", as topics and ids write it. */
export function digits(place: Area | Plane): string {
  return place
    .split('.')
    .map((part) => ({ I: '1', II: '2', III: '3' })[part] ?? part)
    .join('-');
}

/** The area that an article is about first, if it is about one. */
export function areaOf(article: Shelved): Area | undefined {
  return article.kind === 'tool' || article.kind === 'area' ? article.areas[0] : undefined;
}
