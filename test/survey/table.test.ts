import { describe, expect, it } from 'vitest';
import type { Group } from '../../src/dialog/session.ts';
import { hiddenUnits } from '../../src/survey/table.ts';

const ballots = (counts: Record<string, number>) =>
  Object.entries(counts).map(([unit, count]) => ({ unit, group: 'ngo' as Group, box: { rows: Array(count).fill(0) } }));

describe('units left blank in an export', () => {
  it.for<[string, Record<string, number>, string[]]>([
    ['nobody when every group is large enough', { a: 5, b: 9, c: 30 }, []],
    ['a small one takes the next smallest along, so that it is not told by what is missing', { a: 2, b: 9, c: 30 }, ['a', 'b']],
    ['two small ones that are large enough together', { a: 3, b: 4, c: 30 }, ['a', 'b']],
    ['two small ones that are not', { a: 1, b: 2, c: 9, d: 30 }, ['a', 'b', 'c']],
    ['an empty one needs no protection', { a: 0, b: 9, c: 30 }, []],
    ['all of them when there is nobody to hide among', { a: 2, b: 2 }, ['a', 'b']],
  ])('%s', ([, counts, hidden]) => {
    expect([...hiddenUnits(ballots(counts), 5)].map((key) => key.split('/')[0]).toSorted()).toEqual(hidden);
  });
});
