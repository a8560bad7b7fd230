/** Short form of `npm run faults -- solver`, and what the attacker must be able to. */
import { describe, expect, it } from 'vitest';
import { breakages } from './broken.ts';
import { assessment } from './experiment.ts';
import { exactScoreAt } from './lattice.ts';
import { anySquares, scoreAt, scoresOf } from './places.ts';
import { memberMean } from './pooled.ts';
import { extremes } from './simplex.ts';
import { solve } from './solve.ts';
import { leftOut } from './statements.ts';

const dialog = await assessment();
const statements = scoresOf(5);
/** On a machine that is busy with something else. */
const timeout = 120_000;

describe('somebody who has all that is published', () => {
  it('finds out no hidden mean and nobody’s score', { timeout }, () => {
    const { disclosed, wrong, thrown, cells } = solve(dialog, { campaigns: 40, seed: 4 });
    expect({ disclosed, wrong, thrown }).toEqual({ disclosed: [], wrong: [], thrown: [] });
    expect(cells).toBeGreaterThan(1500);
  });

  it.each(breakages)(
    'finds somebody where the build is careless with %s, and claims nothing that is not so',
    (broken) => {
      const { disclosed, wrong, thrown } = solve(dialog, { campaigns: 100, seed: 4, broken, enough: 1 });
      expect({ wrong, thrown }).toEqual({ wrong: [], thrown: [] });
      expect(disclosed).not.toEqual([]);
    },
  );
});

describe('the attacker', () => {
  it('knows what is left to the lowest and the highest of five with a mean of 90', () => {
    const group = { n: 5, mean: [90, 90], squares: anySquares, scores: statements } as const;
    expect(scoreAt(group, 1)).toEqual([50, 90]);
    expect(scoreAt(group, 5)).toEqual([90, 100]);
  });

  it('knows everybody’s score where there is no spread', () => {
    const group = { n: 12, mean: [39.95, 40.05], squares: [[0, 0.1]], scores: statements } as const;
    expect(scoreAt(group, 7)).toEqual([40, 40]);
  });

  it('goes through small groups score by score', () => {
    // Of three people with 0, 50 and 100 there is no other set with this sum and these squares.
    const group = { n: 3, mean: [50, 50], squares: [[5000, 5000]], scores: statements } as const;
    expect(exactScoreAt(group, 2, [0, 100])).toEqual([50, 50]);
    expect(exactScoreAt(group, 1, [0, 100])).toEqual([0, 0]);
  });

  it('solves relations that hang together', () => {
    // a + b = 100, b + c = 60, a + c = 80.
    const rows = [
      { weights: [1, 1, 0], range: [100, 100] },
      { weights: [0, 1, 1], range: [60, 60] },
      { weights: [1, 0, 1], range: [80, 80] },
    ] as const;
    const box = [0, 100] as const;
    const range = extremes([box, box, box], rows, 0) ?? [];
    expect(range.map((end) => Math.round(end * 1e6) / 1e6)).toEqual([60, 60]);
    expect(extremes([box], [{ weights: [1], range: [101, 102] }], 0)).toBeUndefined();
  });

  it('takes what is known out of a pool', () => {
    const known = { count: { least: 10, most: 10 }, mean: [60, 60] } as const;
    const hidden = { count: { least: 0, most: 4 }, mean: [0, 100] } as const;
    const range = memberMean([hidden, known], { least: 12, most: 12 }, [55, 55]) ?? [];
    expect(range.map(Math.round)).toEqual([30, 30]);
  });

  it('solves for the one who left a statement out', () => {
    // Nine people with 50 everywhere; one with 100, who left the first statement out.
    const told = (id: string, n: number, mean: number) =>
      ({ id, ignorance: 'low', n: { least: n, most: n }, value: { low: mean, high: mean, decimals: 0 } }) as const;
    const list = [told('a', 9, 50), ...['b', 'c', 'd', 'e'].map((id) => told(id, 10, 55))];
    const found = leftOut({ statements: list, n: 10, answered: 10, mean: [54.95, 55.05], k: 5 });
    expect(found?.lowest).toEqual([100, 100]);
  });
});
