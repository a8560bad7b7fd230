/** Where articles and standards point: to other articles, to sources, to questions of the survey. */
import { nameOf, type Path } from '../../dialog/check/finding.ts';
import { Language } from '../../dialog/language.ts';
import type { ArticleKind } from '../article.ts';
import { type Finding, inArticle, type Place, type Written, type WrittenArticle } from './finding.ts';

/** The source of what no provision says: whoever relies on it alone sends people to ask. */
const practice = 'praktyka';

/** `steps`: the ids of all questions in the dialogs, or `undefined` where they are not all known. */
export function checkLinks(written: Written, steps: ReadonlySet<string> | undefined): readonly Finding[] {
  const { articles, standards, sources } = written;
  const kinds = new Map(articles.map(({ id, article }) => [id, article.kind]));
  const known = Object.keys(sources);
  return [
    ...articles.flatMap((one) => [
      ...checkLed(one, 'law', one.article.law, kinds, 'law'),
      ...checkLed(one, 'related', one.article.related, kinds),
      ...(one.article.kind === 'law' ? checkLed(one, 'tools', one.article.tools, kinds, 'tool') : []),
      ...checkItems(one.article.items, one.id, steps, (...path) => inArticle(one, ...path)),
      ...checkSources(one, known),
      ...checkPractice(one),
    ]),
    ...Object.entries(standards).flatMap(([id, { items }]) =>
      checkItems(items, id, steps, (...path) => ({ in: 'standards', path: ['standards', id, ...path] })),
    ),
  ];
}

/** Links of one key, to articles of any kind or only of one. */
function checkLed(
  from: WrittenArticle,
  key: string,
  ids: readonly string[],
  kinds: ReadonlyMap<string, ArticleKind>,
  wanted?: 'law' | 'tool',
): readonly Finding[] {
  return ids.flatMap((id, nth): readonly Finding[] => {
    const at = inArticle(from, key, nth);
    const link = `"${key}" of ${from.id} leads to`;
    const kind = kinds.get(id);
    if (id === from.id) return [{ at, what: `${link} the article itself.`, mend: 'Take it out.' }];
    if (kind === undefined)
      return [
        {
          at,
          what: `${link} "${id}", and there is no such article.`,
          mend: 'Correct the id, take it out, or write the article.',
        },
      ];
    if (wanted === undefined || kind === wanted) return [];
    const name = { law: 'law card', tool: 'tool' }[wanted];
    return [{ at, what: `${link} "${id}", which is no ${name}.`, mend: 'Move it to "related", or take it out.' }];
  });
}

function checkItems(
  items: readonly string[],
  id: string,
  steps: ReadonlySet<string> | undefined,
  placeOf: (...path: Path) => Place,
): readonly Finding[] {
  if (!steps) return [];
  return items.flatMap((item, nth) =>
    steps.has(item)
      ? []
      : [
          {
            at: placeOf('items', nth),
            what: `"items" of ${id} names "${item}", and no dialog has a question of this id.`,
            mend: 'Use the id of a question in dialogs/, or take it out.',
          },
        ],
  );
}

function checkSources(one: WrittenArticle, known: readonly string[]): readonly Finding[] {
  const { article, id } = one;
  const named = article.sources.map((source, nth) => ({ source: source.id, path: ['sources', nth, 'id'] }));
  const act = article.kind === 'law' ? [{ source: article.act, path: ['act'] }] : [];
  return [...act, ...named]
    .filter(({ source }) => !known.includes(source))
    .map(({ source, path }) => ({
      at: inArticle(one, ...path),
      what: `${id} names the ${path[0] === 'act' ? 'act' : 'source'} "${source}", which is not in sources.yaml.`,
      mend: `Describe it there, or use one of: ${known.join(', ')}.`,
    }));
}

function checkPractice(one: WrittenArticle): readonly Finding[] {
  if (one.article.sources.some(({ id }) => id !== practice)) return [];
  return Language.options
    .filter((language) => one.article[language].check === undefined)
    .map((language) => ({
      at: inArticle(one, language),
      what: `${one.id} has no source but practice, and no "check" in ${nameOf(language)}.`,
      mend: 'Add "check": a sentence that tells people what to ask the office about.',
    }));
}
