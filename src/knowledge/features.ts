/** What a question is recognised by: its words without endings, pairs of them, and runs of letters inside words. */
import { stem, wordsOf } from './words.ts';

/** A kind of feature; each weighs in a question as much as `share` says, however many features it has. */
export const kinds = [
  { name: 'word', share: 1 },
  { name: 'pair', share: 0.8 },
  { name: 'letters', share: 1.2 },
] as const;

/** Runs of so many letters, the edges of the word counted. They see through typing errors and unknown endings. */
const runMin = 3;
const runMax = 4;

/** For each kind, how often each feature occurs. Features are 32-bit hashes: nothing of the words is kept. */
export type Features = readonly ReadonlyMap<number, number>[];

export function featuresOf(question: string): Features {
  const words = wordsOf(question);
  const stems = words.map(stem);
  const word = new Map<number, number>();
  const pair = new Map<number, number>();
  const letters = new Map<number, number>();
  stems.forEach((one, at) => {
    count(word, hash(1, one));
    const next = stems[at + 1];
    if (next !== undefined) count(pair, hash(2, `${one} ${next}`));
  });
  for (const one of words) {
    const edged = `<${one}>`;
    if (one.length < runMin) continue;
    for (let length = runMin; length <= runMax; length += 1)
      for (let at = 0; at + length <= edged.length; at += 1) count(letters, hash(3, edged.slice(at, at + length)));
  }
  return [word, pair, letters];
}

function count(counts: Map<number, number>, feature: number): void {
  counts.set(feature, (counts.get(feature) ?? 0) + 1);
}

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/); the kind is mixed in whole, so that kinds keep apart. */
function hash(seed: number, text: string): number {
  let value = Math.imul(0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1), 0x01000193);
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
