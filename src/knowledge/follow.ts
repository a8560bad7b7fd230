/** Short messages that lean on the last answer: "a podstawa prawna?", "przykład", "i co dalej?" */
import type { Find } from '../dialog/find.ts';
import { type Facet, facets } from '../dialog/knowledge.ts';
import { Language } from '../dialog/language.ts';
import { stem, wordsOf } from './words.ts';

/** Longer messages say what they are about themselves. */
const wordsMax = 6;

/** Built once, from the phrases of every language (`knowledge.follow`, by side; `knowledge.filler`). */
export function followReader(find: Find): (text: string) => Facet | undefined {
  const phrases = new Map<string, Facet>();
  const asked: [readonly string[], Facet][] = [];
  const filler = new Set<string>();
  const list = (language: Language, key: string): readonly string[] =>
    (find(language, 'bot', `knowledge.${key}`) ?? '').split(',').filter((phrase) => phrase.trim() !== '');
  for (const language of Language.options) {
    for (const word of list(language, 'filler')) for (const one of wordsOf(word)) filler.add(one);
    for (const facet of facets)
      for (const phrase of list(language, `follow.${facet}`)) asked.push([wordsOf(phrase), facet]);
  }
  const bare = (words: readonly string[]): readonly string[] => words.filter((word) => !filler.has(word));
  for (const [words, facet] of asked)
    for (const key of [keyOf(words), keyOf(bare(words))]) if (key !== '' && !phrases.has(key)) phrases.set(key, facet);
  return (text) => {
    const words = wordsOf(text);
    if (words.length === 0 || words.length > wordsMax) return undefined;
    return phrases.get(keyOf(words)) ?? phrases.get(keyOf(bare(words)));
  };
}

function keyOf(words: readonly string[]): string {
  return words.map(stem).join(' ');
}
