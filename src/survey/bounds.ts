/**
 * What a mean and a spread tell about single people. Sorted by score, the person at place r of n can only lie in a
 * certain range, given the mean, the spread, and that everybody is between 0 and 100. Where such a range is narrow,
 * the figures would tell what somebody answered.
 */

/** Somebody's score is fixed where it is known within so many points. */
const fixedWithin = 12.5;
/** Of who answered all of an area's statements, scores lie so far apart, divided by how many statements these are. */
const pointsPerStep = 25;

const least = 0;
const most = 100;
/** Scores are tried in steps of one point. */
const step = 1;
/** In large groups so many places are looked at, from the lowest to the highest. */
const placesMax = 60;
/** For fractions that a computer cannot hold. */
const slack = 1e-9;

/** The smallest and largest Σ (x − mean)² of n scores with this mean, when the one at place `rank` is `score`. */
function spreadRange(mean: number, n: number, rank: number, score: number): readonly [number, number] | undefined {
  const above = n - rank + 1;
  const total = n * mean;
  // `rank` people are at most `score`, `above` at least; the one at that place is both.
  if (above * score > total + slack || rank * score + (above - 1) * most < total - slack) return undefined;
  return [smallest(mean, n, rank, score), largest(total, mean, n, rank, score)];
}

function smallest(mean: number, n: number, rank: number, score: number): number {
  // The person's side of the mean is pulled along: everybody beyond them is at least as far away.
  const moved = score >= mean ? n - rank + 1 : rank;
  const others = n - moved;
  const away = moved * (score - mean) ** 2;
  return others === 0 ? away : away + (moved * (score - mean)) ** 2 / others;
}

function largest(total: number, mean: number, n: number, rank: number, score: number): number {
  const above = n - rank;
  let rest = total - score - above * score;
  let squares = score ** 2;
  // First those above go to the top, which spreads more than raising those below.
  const raised = Math.min(Math.max(rest, 0), above * (most - score));
  const tops = most > score ? Math.floor(raised / (most - score)) : above;
  const part = raised - tops * (most - score);
  squares += tops * most ** 2;
  if (tops < above) squares += (score + part) ** 2 + (above - tops - 1) * score ** 2;
  rest = Math.max(0, rest - raised);
  const full = score > 0 ? Math.min(rank - 1, Math.floor(rest / score + slack)) : 0;
  squares += full * score ** 2 + (rest - full * score) ** 2;
  return squares - n * mean ** 2;
}

/**
 * What the means of statements (0–100) leave to the person at place `rank`: those at or above it cannot have more of a
 * statement than all of it, nor those at or below it less than what the others leave.
 */
function rangeByStatements(means: readonly number[], n: number, rank: number): readonly [number, number] {
  if (means.length === 0) return [least, most];
  const over = (of: (mean: number) => number): number => means.reduce((sum, mean) => sum + of(mean), 0) / means.length;
  const above = n - rank + 1;
  return [
    over((mean) => Math.max(least, (n * mean - (n - rank) * most) / rank)),
    over((mean) => Math.min(most, (n * mean) / above)),
  ];
}

/**
 * Would the mean and the standard deviation of n ≥ 2 scores of an area of so many statements fix somebody's score? Both
 * are taken as known exactly, which is cautious; so are the `means` of the statements, where these are told too. Of the
 * room that is left, one step at either end may go to scores that there cannot be.
 */
export function fixesSomebody(
  mean: number,
  deviation: number,
  n: number,
  statements: number,
  means: readonly number[] = [],
): boolean {
  const roomMin = fixedWithin + (2 * pointsPerStep) / statements;
  const spread = (n - 1) * deviation ** 2;
  const places = Math.min(n, placesMax);
  for (let place = 0; place < places; place += 1) {
    const rank = 1 + Math.round((place * (n - 1)) / Math.max(1, places - 1));
    const [from, to] = rangeByStatements(means, n, rank);
    let low: number | undefined;
    let high = least;
    for (let score = Math.ceil(from - slack); score <= to + slack; score += step) {
      const range = spreadRange(mean, n, rank, score);
      if (!range || spread < range[0] - slack || spread > range[1] + slack) continue;
      low ??= score;
      high = score;
    }
    if (low === undefined || high - low < roomMin) return true;
  }
  return false;
}
