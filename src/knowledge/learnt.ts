/** What was learnt from the example questions: how much each feature speaks for each topic. */
import { type Features, kinds } from './features.ts';

export type Learnt = {
  readonly topics: readonly string[];
  /** Topics that example questions often ask for at once: an answer to one is an answer to the other. */
  readonly ties: readonly (readonly [string, string])[];
  /** Features in the order of their numbers, each with how telling it is: ln(1 + examples ÷ examples that have it). */
  readonly features: Uint32Array;
  readonly telling: Float32Array;
  /** What a feature never seen is worth. */
  readonly strange: number;
  /** From `starts[f]` to `starts[f + 1]`: topics that feature f speaks for or against, and by how many `unit`s. */
  readonly starts: Uint32Array;
  readonly spokenFor: Uint16Array;
  readonly weights: Int8Array;
  readonly unit: number;
};

/** A question as numbers: places of its features, and what each is worth. Each kind weighs what its share says. */
export type Vector = { readonly places: readonly number[]; readonly values: readonly number[] };

/**
 * tf-idf, each kind normalised to its share. What was never seen has no place but counts in the norm: a question of
 * many strange words speaks less clearly.
 */
export function vectorOf(
  features: Features,
  place: (feature: number) => number | undefined,
  telling: (place: number) => number,
  strange: number,
): Vector {
  const places: number[] = [];
  const values: number[] = [];
  kinds.forEach(({ share }, kind) => {
    const from = places.length;
    let square = 0;
    for (const [feature, count] of features[kind] ?? []) {
      const at = place(feature);
      const value = (1 + Math.log(count)) * (at === undefined ? strange : telling(at));
      square += value * value;
      if (at === undefined) continue;
      places.push(at);
      values.push(value);
    }
    const norm = share / Math.sqrt(square || 1);
    for (let at = from; at < values.length; at += 1) values[at] = (values[at] ?? 0) * norm;
  });
  return { places, values };
}

/** `shares`: how likely each topic is, in the order of `learnt.topics`; they add up to 1. */
type Score = (features: Features) => { readonly shares: Float64Array; readonly knownWords: number };

/** Weighs a question's features; says also how many of its words are known at all. */
export function scorer(learnt: Learnt): Score {
  const place = (feature: number): number | undefined => placeOf(learnt.features, feature);
  const telling = (at: number): number => learnt.telling[at] ?? 0;
  return (features) => {
    const { places, values } = vectorOf(features, place, telling, learnt.strange);
    const sums = new Float64Array(learnt.topics.length);
    places.forEach((feature, at) => {
      const value = (values[at] ?? 0) * learnt.unit;
      const end = learnt.starts[feature + 1] ?? 0;
      for (let entry = learnt.starts[feature] ?? 0; entry < end; entry += 1) {
        const topic = learnt.spokenFor[entry] ?? 0;
        sums[topic] = (sums[topic] ?? 0) + (learnt.weights[entry] ?? 0) * value;
      }
    });
    const knownWords = [...(features[0]?.keys() ?? [])].filter((word) => place(word) !== undefined).length;
    return { shares: softmax(sums), knownWords };
  };
}

/** Where a feature stands among the sorted ones: a search takes microseconds, and a table of them megabytes. */
function placeOf(features: Uint32Array, feature: number): number | undefined {
  let low = 0;
  let high = features.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = features[middle] as number;
    if (found === feature) return middle;
    if (found < feature) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** In place: numbers as shares of one. */
export function softmax<T extends Float64Array | Float32Array>(sums: T): T {
  let most = -Infinity;
  for (const sum of sums) if (sum > most) most = sum;
  let total = 0;
  for (let at = 0; at < sums.length; at += 1) {
    const share = Math.exp((sums[at] ?? 0) - most);
    sums[at] = share;
    total += share;
  }
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) / total;
  return sums;
}
