/** Articles by their names: a question that is nothing but a title or an alias, in whatever grammatical case. */
import type { Shelf, Shelved } from './shelf.ts';
import { stem, wordsOf } from './words.ts';

/** Shorter words are prepositions and the like. */
const lettersMin = 4;
/** "Co to jest", and the kind of place that a name is of. */
const empty = /^(jest|obszar\w*|plaszczyzn\w*)$/;

/** The own topic of the article that is named. A name that two articles could have names none. */
export function nameReader(shelf: Shelf): (question: string) => string | undefined {
  const named = new Map<string, string | undefined>();
  const all = [...shelf.articles.values()].filter(({ kind }) => kind !== 'list' && kind !== 'chitchat');
  // A title, or the part of it behind "Obszar I.1:", before what people call it besides.
  for (const namesOf of [titlesOf, aliasesOf]) {
    const settled = new Set(named.keys());
    for (const article of all)
      for (const key of new Set(namesOf(article).map(keyOf))) {
        if (settled.has(key)) continue;
        const topic = article.topics[0];
        named.set(key, named.has(key) && named.get(key) !== topic ? undefined : topic);
      }
  }
  named.delete('');
  return (question) => named.get(keyOf(question));
}

function titlesOf(article: Shelved): readonly string[] {
  const titles = [article.pl.title, article.en.title, article.uk.title];
  const named = article.kind === 'plane' || article.kind === 'area';
  const official = named ? [article.pl.official, article.en.official, article.uk.official] : [];
  return [...titles, ...titles.flatMap((title) => title.split(': ')), ...official];
}

function aliasesOf({ pl, en, uk }: Shelved): readonly string[] {
  return [pl, en, uk].flatMap(({ aliases }) => aliases);
}

function keyOf(text: string): string {
  const words = wordsOf(text).filter((word) => (word.length >= lettersMin && !empty.test(word)) || /\d/.test(word));
  return [...new Set(words.map(stem))].sort().join(' ');
}
