/** An article as a page of a conversation: a few lines, and ways on from there. Words only; channels draw it. */
import type { Find } from '../dialog/find.ts';
import type { Facet, Knowledge } from '../dialog/knowledge.ts';
import type { Language } from '../dialog/language.ts';
import { linksOf, type Words } from './links.ts';
import { areaOf, digits, ofKind, planeOf, type Shelf, type Shelved } from './shelf.ts';

/** `undefined` when there is no such article, or nothing on this side of it. */
export type Pages = Knowledge['page'];

export function createPages(shelf: Shelf, find: Find): Pages {
  const say = (language: Language, key: string, params?: Record<string, string>): string =>
    find(language, 'bot', `knowledge.${key}`, params) ?? key;
  return (id, facet, language) => {
    const article = shelf.articles.get(id);
    if (!article) return undefined;
    const words = (key: string, params?: Record<string, string>): string => say(language, key, params);
    const paragraphs = paragraphsOf(shelf, article, facet, language, words);
    if (paragraphs.length === 0) return undefined;
    const links = linksOf(shelf, article, facet, language, words);
    const listed = links.filter((link) => link.article !== id).map(({ label }) => label);
    const items = article.kind === 'list' || facet === 'tools' || facet === 'related' ? listed : [];
    return { article: id, facet, title: article[language].title, text: paragraphs.join('\n\n'), items, links };
  };
}

function paragraphsOf(shelf: Shelf, article: Shelved, facet: Facet, language: Language, words: Words): string[] {
  const text = article[language];
  const under = (heading: string, body: string): string => `# ${heading}\n${body}`;
  switch (facet) {
    case 'main': {
      const short = text.check ? `${text.short} ${words('checkAtOffice')}` : text.short;
      if (article.kind === 'chitchat') return [text.short];
      return [...trail(shelf, article, language), under(text.title, short), source(shelf, article, language, words)];
    }
    case 'more':
      return more(article, language, words);
    case 'example':
      return text.example === undefined ? [] : [under(`${words('button.example')}: ${text.title}`, text.example)];
    case 'law': {
      const cards = article.law.flatMap((id) => shelf.articles.get(id) ?? []);
      const lines = cards.map((card) => under(card[language].title, card[language].short));
      const dated = cards.slice(0, 1).map((card) => source(shelf, card, language, words));
      return [...lines, ...dated];
    }
    case 'tools': {
      if (article.kind !== 'area' && (article.kind !== 'law' || article.tools.length === 0)) return [];
      return [under(text.title, words(article.kind === 'area' ? 'toolsOfArea' : 'toolsOfLaw'))];
    }
    case 'standards': {
      const standards = Object.values(shelf.standards).filter(({ area }) => area === areaOf(article));
      if (article.kind !== 'area' || standards.length === 0) return [];
      return [
        under(`${words('button.standards')}: ${text.title}`, standards.map((one) => `• ${one[language]}`).join('\n')),
      ];
    }
    case 'related':
      return article.related.length === 0 ? [] : [under(text.title, words('relatedTo'))];
    default:
      return facet satisfies never;
  }
}

function more(article: Shelved, language: Language, words: Words): string[] {
  const { check } = article[language];
  const under = (heading: string, body: string): string => `# ${words(heading)}\n${body}`;
  const checked = check === undefined ? [] : [`${words('checkMark')} ${check}`];
  switch (article.kind) {
    case 'tool': {
      const { title, when, steps, takes } = article[language];
      const numbered = steps.map((step, at) => `${at + 1}. ${step}`).join('\n');
      return [`# ${title}`, under('when', when), under('steps', numbered), under('takes', takes), ...checked];
    }
    case 'law':
      return [`# ${article[language].title}\n${article[language].says}`, ...checked];
    case 'plane':
    case 'area': {
      const { title, official, more: rest } = article[language];
      return [`# ${title}\n${official}`, ...(rest === undefined ? [] : [rest]), ...checked];
    }
    default: {
      const { title, more: rest } = article[language];
      return rest === undefined && checked.length === 0
        ? []
        : [`# ${title}${rest === undefined ? '' : `\n${rest}`}`, ...checked];
    }
  }
}

/** "Płaszczyzna I › Obszar I.2", above what belongs there. */
function trail(shelf: Shelf, article: Shelved, language: Language): string[] {
  const area = areaOf(article);
  if (area === undefined) return [];
  const above = [`plane-${digits(planeOf(area))}`, ...(article.kind === 'tool' ? [`area-${digits(area)}`] : [])];
  return [above.map((topic) => shelf.of(topic)?.[language].title ?? '').join(' › ')];
}

/** Where it comes from, and when somebody last looked. */
function source(shelf: Shelf, article: Shelved, language: Language, words: Words): string {
  const names = article.sources.map(({ id, place }) => {
    const name = shelf.sources[id]?.[language] ?? id;
    // Elsewhere the place is a note for those who check; a provision is one for everybody.
    return place?.startsWith('art.') ? `${name}, ${place}` : name;
  });
  const dates = article.sources.map(({ id }) => shelf.sources[id]?.checked ?? '').sort();
  const [year, month, day] = (dates[0] ?? '').split('-');
  return words('source', { sources: names.join('; '), date: `${day}.${month}.${year}` });
}

/** Articles that explain a survey item, the one that says most of it first. */
export function explaining(shelf: Shelf, item: string): readonly string[] {
  const all = [...shelf.articles.values()].filter(({ items }) => items.includes(item));
  const tools = ofKind(shelf, 'tool').filter(({ items }) => items.includes(item));
  return [...tools, ...all.filter((article) => article.kind !== 'tool')].map(({ id }) => id);
}
