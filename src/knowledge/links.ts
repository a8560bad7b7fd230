/** The ways on from a page: what stands on its buttons. */
import type { Facet, Link } from '../dialog/knowledge.ts';
import type { Language } from '../dialog/language.ts';
import { areaOf, digits, ofKind, type Shelf, type Shelved, toolsAt } from './shelf.ts';

/** The bot's own words about articles, by key below `knowledge`. */
export type Words = (key: string, params?: Record<string, string>) => string;

/** Of what else may be wanted, so much stands on the first page where it has no button of its own. */
const relatedMax = 3;

export function linksOf(shelf: Shelf, article: Shelved, facet: Facet, language: Language, words: Words): Link[] {
  const to = (id: string, side: Facet = 'main'): Link[] => {
    const target = shelf.articles.get(id);
    return target ? [{ article: id, facet: side, label: target[language].title }] : [];
  };
  const topics = (...names: readonly string[]): Link[] => names.flatMap((name) => to(shelf.of(name)?.id ?? ''));
  const sides = sidesOf(shelf, article, facet).map(
    (side): Link => ({
      article: article.id,
      facet: side,
      label: words(`button.${side}`),
    }),
  );
  const back: Link = { article: article.id, facet: 'main', label: words('button.main') };
  switch (facet) {
    case 'main':
      return [...below(shelf, article, to, topics), ...sides, ...above(shelf, article, to)];
    case 'law':
      return [...article.law.flatMap((id) => to(id)), back];
    case 'tools':
      return [...toolsOf(shelf, article).flatMap((id) => to(id)), back];
    case 'related':
      return [...article.related.flatMap((id) => to(id)), back];
    default:
      return [...sides, back];
  }
}

/** What an article holds, as direct ways on. */
function below(
  shelf: Shelf,
  article: Shelved,
  to: (id: string, side?: Facet) => Link[],
  topics: (...names: readonly string[]) => Link[],
): Link[] {
  switch (article.kind) {
    case 'plane': {
      const at = digits(article.plane);
      return topics(`area-${at}-1`, `area-${at}-2`);
    }
    case 'list':
      return listed(shelf, article.topics[0] ?? '', to);
    case 'principle':
    case 'term':
    case 'howto':
      return article.related.slice(0, relatedMax).flatMap((id) => to(id));
    default:
      return [];
  }
}

function listed(shelf: Shelf, topic: string, to: (id: string, side?: Facet) => Link[]): Link[] {
  const all = <K extends Shelved['kind']>(kind: K): Link[] => ofKind(shelf, kind).flatMap(({ id }) => to(id));
  const { kind, place } = /^list:(?:(?<kind>tools|areas)-of-)?(?<place>.+)$/.exec(topic)?.groups ?? {};
  const inside = ofKind(shelf, 'area').filter(
    ({ id }) => id === place || id.startsWith(`${place?.replace('plane', 'area')}-`),
  );
  if (kind === 'areas') return inside.flatMap(({ id }) => to(id));
  if (kind === 'tools')
    return [...new Set(inside.flatMap(({ areas }) => areas.flatMap((area) => toolsAt(shelf, area))))].flatMap(
      ({ id }) => to(id),
    );
  switch (place) {
    case 'planes':
      return all('plane');
    case 'areas':
      return all('area');
    case 'principles':
      return all('principle');
    case 'tools':
      return ofKind(shelf, 'area').flatMap(({ id }) => to(id, 'tools'));
    case 'laws':
      return ofKind(shelf, 'law')
        .filter(({ article }) => article === undefined)
        .flatMap(({ id }) => to(id));
    default:
      return [];
  }
}

/** The other sides that this article has, in the order of their buttons. */
function sidesOf(shelf: Shelf, article: Shelved, facet: Facet): readonly Facet[] {
  const text = article.pl;
  const has: Readonly<Record<Facet, boolean>> = {
    main: false,
    tools: toolsOf(shelf, article).length > 0,
    standards: article.kind === 'area',
    more: article.kind !== 'chitchat' && article.kind !== 'list' && (!('more' in text) || text.more !== undefined),
    example: text.example !== undefined,
    law: article.law.length > 0,
    related: (article.kind === 'tool' || article.kind === 'law') && article.related.length > 0,
  };
  return (['tools', 'more', 'standards', 'example', 'law', 'related'] as const).filter(
    (side) => has[side] && side !== facet,
  );
}

function toolsOf(shelf: Shelf, article: Shelved): readonly string[] {
  const area = areaOf(article);
  if (article.kind === 'area' && area) return toolsAt(shelf, area).map(({ id }) => id);
  return article.kind === 'law' ? article.tools : [];
}

/** One step up: from a tool to its area, from an area to its plane, from a provision to its act. */
function above(shelf: Shelf, article: Shelved, to: (id: string, side?: Facet) => Link[]): Link[] {
  const up = (topic: string): Link[] =>
    to(shelf.of(topic)?.id ?? '').map((link) => ({ ...link, label: `↑ ${link.label}` }));
  switch (article.kind) {
    case 'tool':
      return article.areas.slice(0, 1).flatMap((area) => up(`area-${digits(area)}`));
    case 'area':
      return up(`plane-${digits(article.plane)}`);
    case 'plane':
      return up('list:planes');
    default:
      return [];
  }
}
