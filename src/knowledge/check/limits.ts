/**
 * What platforms can show. Every page is made as people would read it, in every language, and then measured; the bot's
 * own few words around it count as their keys.
 */
import { type Limits, nameOf } from '../../dialog/check/finding.ts';
import type { Find } from '../../dialog/find.ts';
import { type Facet, facets } from '../../dialog/knowledge.ts';
import { Language } from '../../dialog/language.ts';
import { createPages, type Pages } from '../page.ts';
import { shelve } from '../shelf.ts';
import { type Finding, inArticle, type Written, type WrittenArticle } from './finding.ts';

/** Each side of an article, and the part that makes it long. */
const sides: Readonly<Record<Facet, { readonly name: string; readonly part?: string }>> = {
  main: { name: 'short answer', part: 'short' },
  more: { name: 'long answer' },
  example: { name: 'example', part: 'example' },
  law: { name: 'legal basis' },
  tools: { name: 'page with the tools' },
  standards: { name: 'page with the standards' },
  related: { name: 'page with what is related' },
};

const find: Find = (_language, _space, key, values = {}) => [key, ...Object.values(values)].join(' ');

/** Needs ids that stand for one article each. */
export function checkLimits({ articles, sources, standards }: Written, limits: Limits): readonly Finding[] {
  const shelf = shelve(Object.fromEntries(articles.map(({ id, article }) => [id, article])), sources, standards);
  const page = createPages(shelf, find);
  return articles.flatMap((written) =>
    Language.options.flatMap((language) => [
      ...checkTitle(written, language, limits),
      ...facets.flatMap((facet) => checkPage(page, written, facet, language, limits)),
    ]),
  );
}

function checkTitle(written: WrittenArticle, language: Language, { labelChars }: Limits): readonly Finding[] {
  const { title } = written.article[language];
  if (title.length <= labelChars) return [];
  return [
    {
      at: inArticle(written, language, 'title'),
      what: `The title of ${written.id} in ${nameOf(language)} has ${title.length} characters, and ${labelChars} fit on a button.`,
      mend: 'Shorten it; the whole name may stand among the aliases.',
    },
  ];
}

function checkPage(
  page: Pages,
  written: WrittenArticle,
  facet: Facet,
  language: Language,
  { textChars }: Limits,
): readonly Finding[] {
  const shown = page(written.id, facet, language);
  const chars = shown ? [shown.text, ...shown.links.map(({ label }) => label)].join('\n').length : 0;
  if (chars <= textChars) return [];
  const { name, part } = sides[facet];
  return [
    {
      at: inArticle(written, language, ...(part === undefined ? [] : [part])),
      what: `The ${name} of ${written.id} in ${nameOf(language)} takes ${chars} characters with its title, sources and buttons, and ${textChars} fit in one message.`,
      mend: 'Shorten it, or name less of what is shown with it.',
    },
  ];
}
