/**
 * Somebody's place in the sorted scores of a group: what the score there can be, given how many they are, their mean,
 * their spread, the ends of the scale, and that only some scores are possible at all.
 */
import type { Range } from './report.ts';

export type Group = {
  readonly n: number;
  readonly mean: Range;
  /** What Σ (score − mean)² can be: in any of these ranges. */
  readonly squares: readonly Range[];
  /** All scores that there can be, from the lowest. */
  readonly scores: readonly number[];
};

export const anySquares: readonly Range[] = [[0, Number.POSITIVE_INFINITY]];
const most = 100;
const slack = 1e-6;

/** The scores of an area of so many statements: means of 0, 25, … 100 over at least half of them. */
export function scoresOf(statements: number, answeredMin = Math.ceil(statements / 2)): readonly number[] {
  const scores = new Set<number>();
  for (let answered = answeredMin; answered <= statements; answered += 1)
    for (let sum = 0; sum <= 4 * answered; sum += 1) scores.add((25 * sum) / answered);
  return [...scores].sort((a, b) => a - b);
}

/** The lowest and highest score of who is at place `rank` from below; `undefined` where the figures contradict each other. */
export function scoreAt(group: Group, rank: number, within: Range = [0, most]): Range | undefined {
  const { scores } = group;
  const fits = (score: number): boolean =>
    score >= within[0] - slack && score <= within[1] + slack && isPossible(group, rank, score);
  const low = scores.find(fits);
  if (low === undefined) return undefined;
  return [low, scores.findLast(fits) ?? low];
}

/** Can the person at this place have this score, if the others are anywhere between the ends of the scale? */
export function isPossible({ n, mean, squares }: Group, rank: number, score: number): boolean {
  const above = n - rank;
  // `rank` people are at most `score`, those above at least; the one at that place is both.
  const least = Math.max(n * mean[0], (above + 1) * score) - slack;
  const greatest = Math.min(n * mean[1], rank * score + above * most) + slack;
  if (least > greatest) return false;
  const total: Range = [Math.max(0, least), greatest];
  const near = leastSquares(n, rank, score, total);
  return squares.some(
    ([low, high]) => near <= high + slack && (low <= 0 || mostSquares(n, rank, score, total) >= low - slack),
  );
}

/** Everybody beyond the person, seen from the mean, is at least as far away; the rest stay together. */
function leastSquares(n: number, rank: number, score: number, [low, high]: Range): number {
  if (score * n >= low && score * n <= high) return 0;
  const away = score - (score * n > high ? high : low) / n;
  const moved = away > 0 ? n - rank + 1 : rank;
  return moved === n ? 0 : (moved * n * away ** 2) / (n - moved);
}

/** Between the kinks the greatest spread is convex in the sum of all scores, so it is greatest at a kink or an end. */
function mostSquares(n: number, rank: number, score: number, [low, high]: Range): number {
  const base = (n - rank + 1) * score;
  const lift = most - score;
  let best = Math.max(squaresWith(n, rank, score, low), squaresWith(n, rank, score, high));
  const tops = base + (n - rank) * lift;
  const kinks = (from: number, step: number, count: number): void => {
    if (step <= slack) return;
    for (let at = Math.max(0, Math.ceil((low - from) / step)); at <= count && from + at * step <= high; at += 1)
      best = Math.max(best, squaresWith(n, rank, score, from + at * step));
  };
  kinks(base, lift, n - rank);
  kinks(tops, score, rank - 1);
  return best;
}

function squaresWith(n: number, rank: number, score: number, total: number): number {
  const above = n - rank;
  const lift = most - score;
  let rest = Math.max(0, total - (above + 1) * score);
  const raised = Math.min(rest, above * lift);
  const tops = lift > slack ? Math.min(above, Math.floor(raised / lift + slack)) : above;
  const part = Math.max(0, raised - tops * lift);
  let sum = score ** 2 + tops * most ** 2;
  if (tops < above) sum += (score + part) ** 2 + (above - tops - 1) * score ** 2;
  rest = Math.max(0, rest - raised);
  const full = score > slack ? Math.min(rank - 1, Math.floor(rest / score + slack)) : 0;
  sum += full * score ** 2 + Math.max(0, rest - full * score) ** 2;
  return sum - total ** 2 / n;
}
