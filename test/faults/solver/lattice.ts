/** Small groups, exactly: is there any set of possible scores with this sum and this sum of squares? */
import type { Group } from './places.ts';
import type { Range } from './report.ts';

/** Scores are multiples of 100 / 240: 2 to 6 answers of five points each. */
const unit = 240 / 100;
/** After so many steps it counts as possible, which claims nothing. */
const stepsMax = 4_000;
const slack = 1e-6;

/** As `scoreAt` of places.ts, and nobody else may have a score that there cannot be. `range`: what is known already. */
export function exactScoreAt(group: Group, rank: number, [low, high]: Range): Range | undefined {
  const candidates = group.scores.filter((score) => score >= low - slack && score <= high + slack);
  const fits = (score: number): boolean => isReachable(group, rank, score);
  const first = candidates.find(fits);
  return first === undefined ? undefined : [first, candidates.findLast(fits) ?? first];
}

function isReachable({ n, mean, squares, scores }: Group, rank: number, score: number): boolean {
  const places = scores.map((one) => Math.round(one * unit));
  const own = Math.round(score * unit);
  let steps = 0;
  /** Those above the place first, from the highest down, then those below; `top`: nobody may be above that. */
  const fill = (above: number, below: number, top: number, sum: number, low: number, high: number): boolean => {
    const left = above + below;
    if (left === 0) return sum === 0 && low <= 0 && high >= 0;
    steps += 1;
    if (steps > stepsMax) return true;
    if (sum < above * own || sum > above * top + below * Math.min(own, top)) return false;
    if (sum ** 2 / left > high + slack) return false;
    const aboveSum = Math.min(above * top, sum);
    if (own * sum + top * aboveSum - above * own * top < low - slack) return false;
    for (const place of places) {
      if (above > 0 ? place < own || place > top : place > Math.min(own, top)) continue;
      const rest = place ** 2;
      if (fill(Math.max(0, above - 1), above > 0 ? below : below - 1, place, sum - place, low - rest, high - rest))
        return true;
    }
    return false;
  };
  for (let sum = Math.ceil(n * mean[0] * unit - slack); sum <= n * mean[1] * unit + slack; sum += 1) {
    for (const [low, high] of squares) {
      const base = sum ** 2 / n - own ** 2;
      const blur = slack * 1000;
      if (fill(n - rank, rank - 1, 240, sum - own, low * unit ** 2 + base - blur, high * unit ** 2 + base + blur))
        return true;
    }
  }
  return false;
}
