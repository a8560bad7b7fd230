/** What a list of statements tells beside the area's mean: of those who left some out, and of everybody's place. */
import { scoresOf } from './places.ts';
import { type Count, overlap, type Range, rangeOf, type Statement, unite } from './report.ts';

/** A list as it is told, with what is known of its area: how many count, how many sent answers, their mean. */
export type List = {
  readonly statements: readonly Statement[];
  readonly n: number;
  readonly answered: number;
  readonly mean: Range;
  readonly k: number;
};

/** Sums are of steps: an answer is 0 to 4, a step is 25 points. */
const steps = 4;
const pointsPerStep = 25;
const slack = 1e-6;

/** How many answered a statement, by what is told of those who did not know. Everybody is asked everything. */
function countOf({ n, ignorance }: Statement, { k, answered }: List): Count {
  if (n) return n;
  switch (ignorance) {
    case 'low':
      return { least: Math.max(k, Math.floor(0.8 * answered) + 1), most: answered };
    case 'some':
      return { least: Math.max(k, Math.ceil(0.6 * answered)), most: Math.floor(0.8 * answered) };
    case 'high':
      return { least: k, most: Math.ceil(0.6 * answered) };
  }
}

/** The sum of answers to a statement: whole numbers that round to what is told. */
function sumOf({ value }: Statement, { least, most }: Count): Range {
  const [low, high] = overlap([0, 100], rangeOf(value));
  return [
    Math.ceil((least * low) / pointsPerStep - slack),
    Math.min(steps * most, Math.floor((most * high) / pointsPerStep + slack)),
  ];
}

function total(ranges: readonly Range[]): Range {
  return ranges.reduce(([low, high], range): Range => [low + range[0], high + range[1]], [0, 0]);
}

/**
 * The scores of who left statements out: the lowest and the highest of them. What an area's mean has beyond its
 * statements' means is theirs, each weighted by how many they left out. `undefined` where there may be none of them.
 */
export function leftOut(list: List): { readonly lowest: Range; readonly highest: Range } | undefined {
  const { statements, n, answered, mean } = list;
  const items = statements.length;
  const counts = statements.map((one) => countOf(one, list));
  const sums = total(statements.map((one, at) => sumOf(one, counts[at] ?? { least: 0, most: answered })));
  const given = total(counts.map(({ least, most }): Range => [least, most]));
  const strayMost = (answered - n) * (Math.ceil(items / 2) - 1);
  let lowest: Range | undefined;
  let highest: Range | undefined;
  // Some who do not count may have answered a few statements too.
  for (let stray = 0; stray <= strayMost; stray += 1) {
    const missing: Range = [items * n - given[1] + stray, items * n - given[0] + stray];
    if (missing[0] <= 0) return undefined;
    const low = items * n * mean[0] - pointsPerStep * sums[1];
    const high = items * n * mean[1] - pointsPerStep * (sums[0] - steps * stray);
    for (let count = missing[0]; count <= missing[1]; count += 1) {
      const [from, to] = overlap([0, 100], [low / count, high / count]);
      if (from > to) continue;
      lowest = unite(lowest, [Math.max(0, count * from - 100 * (count - 1)), to]);
      highest = unite(highest, [from, Math.min(100, count * to)]);
    }
  }
  if (!lowest || !highest) return undefined;
  const possible = scoresOf(items);
  return { lowest: snap(lowest, possible), highest: snap(highest, possible) };
}

function snap([low, high]: Range, scores: readonly number[]): Range {
  const inside = scores.filter((score) => score >= low - slack && score <= high + slack);
  return [inside[0] ?? low, inside.at(-1) ?? high];
}

/** Does the list tell that nobody left anything out? It is shown only where they are none or at least k. */
export function isWhole(list: List): boolean {
  const missing = list.statements.reduce((sum, one) => sum + list.answered - countOf(one, list).least, 0);
  const bare = list.statements.every(({ n }) => n === undefined);
  return missing === 0 || (bare && missing < list.k);
}

/**
 * In which range the score at each place can be, from below: so many people cannot have more of a statement's sum than
 * four steps each, nor less than what the others leave. What is missing is taken to be anything.
 */
export function placesByStatements(list: List): readonly Range[] {
  const { statements, n, answered, mean } = list;
  const items = statements.length;
  const uncounted = isWhole(list) ? 0 : answered - n;
  const columns = statements.map((one): Range => {
    const count = isWhole(list) ? { least: n, most: n } : countOf(one, list);
    const [low, high] = sumOf(one, count);
    const counted = Math.max(0, count.least - uncounted);
    return [Math.max(0, low - steps * uncounted), Math.min(steps * n, high + steps * Math.max(0, n - counted))];
  });
  const all: Range = [(mean[0] * n * items) / pointsPerStep, (mean[1] * n * items) / pointsPerStep];
  const sum = (of: (column: Range) => number): number => columns.reduce((so, column) => so + of(column), 0);
  return Array.from({ length: n }, (_, index): Range => {
    const below = index + 1;
    const above = n - index;
    const top = Math.min(
      sum(([, high]) => Math.min(steps * above, high)),
      all[1] - sum(([low]) => Math.max(0, low - steps * above)),
    );
    const bottom = Math.max(
      sum(([low]) => Math.max(0, low - steps * (n - below))),
      all[0] - sum(([, high]) => Math.min(steps * (n - below), high)),
    );
    const toPoints = pointsPerStep / items;
    return [Math.max(0, (bottom / below) * toPoints), Math.min(100, (top / above) * toPoints)];
  });
}
