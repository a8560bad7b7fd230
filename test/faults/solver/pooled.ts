/** Means over the people of several JST: what they say of each, given how many there can be in each. */
import { type Count, overlap, type Range, unite } from './report.ts';

/** A JST in a pool: how many people it can have there, and what is known of their mean. */
export type Member = { readonly count: Count; readonly mean: Range };

/** More ways than this to share people out are not gone through. */
const waysMax = 50_000;

/**
 * What the mean of the first member can be, if anybody of it is in the pool; over every way to share the people out.
 * `undefined` where there is no way, or too many.
 */
export function memberMean([own, ...others]: readonly Member[], total: Count, mean: Range): Range | undefined {
  if (!own) return undefined;
  const ways = others.reduce(
    (product, { count }) => product * (count.most - count.least + 1),
    total.most - total.least + 1,
  );
  if (ways > waysMax) return undefined;
  let found: Range | undefined;
  const share = (at: number, left: number, points: Range): void => {
    const other = others[at];
    if (other) {
      for (let n = other.count.least; n <= Math.min(left, other.count.most); n += 1)
        share(at + 1, left - n, [points[0] - n * other.mean[1], points[1] - n * other.mean[0]]);
      return;
    }
    if (left === 0 || left < own.count.least || left > own.count.most) return;
    const range = overlap(own.mean, [points[0] / left, points[1] / left]);
    if (range[0] <= range[1]) found = unite(found, range);
  };
  for (let n = total.least; n <= total.most; n += 1) share(0, n, [n * mean[0], n * mean[1]]);
  return found;
}
