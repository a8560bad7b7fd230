/** Names of articles: each stands for one of them, whether it is an id or what people call it. */
import { nameOf } from '../../dialog/check/finding.ts';
import { Language } from '../../dialog/language.ts';
import { fold } from '../../dialog/words.ts';
import { type Finding, inArticle, repeatedIn, type Written, type WrittenArticle } from './finding.ts';

/** The same id in two files; in one file YAML itself refuses it. */
export function checkIds({ articles }: Written): readonly Finding[] {
  return repeatedIn(articles, ({ id }) => id).map(({ first, again }) => ({
    at: inArticle(again),
    what: `There is another article with the id "${again.id}", in ${first.file}.`,
    mend: 'Give one of them another id, or take one out.',
  }));
}

/** Titles and aliases, compared as the engine compares what people type. */
export function checkNames({ articles }: Written): readonly Finding[] {
  return Language.options.flatMap((language) => {
    const names = articles.flatMap((written) => namesOf(written, language));
    return repeatedIn(names, ({ name }) => fold(name)).map(({ first, again: { written, path, name } }) => ({
      at: inArticle(written, ...path),
      ...(first.written === written
        ? {
            what: `"${name}" stands twice among the title and aliases of ${written.id} in ${nameOf(language)}.`,
            mend: 'Take it out of the aliases.',
          }
        : {
            what: `"${name}" is the name of two articles in ${nameOf(language)}, ${first.written.id} and ${written.id}.`,
            mend: 'Leave it to the one that people mean by it.',
          }),
    }));
  });
}

function namesOf(written: WrittenArticle, language: Language) {
  const { title, aliases } = written.article[language];
  return [
    { name: title, written, path: [language, 'title'] },
    ...aliases.map((name, nth) => ({ name, written, path: [language, 'aliases', nth] })),
  ];
}
