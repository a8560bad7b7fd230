/** Uncertainty of figures, beside the formulas as they are printed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference, type Estimate, estimate, halfway } from '../../src/survey/interval.ts';
import { agreementOf, isCertain, levelOf } from '../../src/survey/judge.ts';

const estimates: fc.Arbitrary<Estimate> = fc
  .tuple(
    fc.double({ min: 0, max: 100, noNaN: true }),
    fc.double({ min: 0.01, max: 30, noNaN: true }),
    fc.integer({ min: 2, max: 200 }),
  )
  .map(([point, se, df]) => estimate('level', point, se, df));

/** Welch and Satterthwaite: (s₁² + s₂²)² / (s₁⁴ / ν₁ + s₂⁴ / ν₂). */
function welch(a: Estimate, b: Estimate): number {
  return (a.se ** 2 + b.se ** 2) ** 2 / (a.se ** 4 / a.df + b.se ** 4 / b.df);
}

describe('an interval', () => {
  it('reaches t standard errors to both sides', () => {
    expect(estimate('level', 50, 2, 4).interval.map((end) => end.toFixed(4))).toEqual(['44.4471', '55.5529']);
  });

  it.each([
    ['level', 95, [67.23555, 100]],
    ['level', 5, [0, 32.76445]],
    ['difference', 95, [67.23555, 100]],
    ['difference', -95, [-100, -67.23555]],
  ] as const)('of a %s of %d ends where the scale ends', (kind, point, [low, high]) => {
    const { interval } = estimate(kind, point, 10, 4);
    expect(interval[0]).toBeCloseTo(low, 4);
    expect(interval[1]).toBeCloseTo(high, 4);
  });

  it('is the point itself where there is no spread', () => {
    expect(estimate('level', 70, 0, 4).interval).toEqual([70, 70]);
  });
});

describe('two groups', () => {
  it('have together half the error of their difference, and the same degrees of freedom', () => {
    fc.assert(
      fc.property(estimates, estimates, (a, b) => {
        const [both, gap] = [halfway(a, b), difference(a, b)];
        expect(both.point).toBeCloseTo((a.point + b.point) / 2, 9);
        expect(gap.point).toBeCloseTo(a.point - b.point, 9);
        expect(gap.se).toBeCloseTo(Math.sqrt(a.se ** 2 + b.se ** 2), 9);
        expect(both.se).toBeCloseTo(gap.se / 2, 9);
        expect(gap.df).toBeCloseTo(welch(a, b), 6);
        expect(both.df).toBe(gap.df);
      }),
    );
  });

  it('have degrees of freedom between those of the smaller one and both together', () => {
    fc.assert(
      fc.property(estimates, estimates, (a, b) => {
        const { df } = difference(a, b);
        expect(df).toBeGreaterThan(Math.min(a.df, b.df) - 1e-6);
        expect(df).toBeLessThan(a.df + b.df + 1e-6);
      }),
    );
  });

  it('without any spread have no interval, and a gap that is certain', () => {
    const gap = difference(estimate('level', 75, 0, 4), estimate('level', 60, 0, 5));
    expect(gap).toEqual({ point: 15, se: 0, df: 9, interval: [15, 15] });
    expect(agreementOf(gap)).toBe('confirmed-gap');
  });
});

describe('a class', () => {
  it.each([
    [49.999, 'deficit'],
    [50 - 1e-13, 'to-strengthen'],
    [50, 'to-strengthen'],
    [69.999, 'to-strengthen'],
    [70 - 1e-13, 'strength'],
  ] as const)('of %d is %s', (point, level) => {
    expect(levelOf(point)).toBe(level);
  });

  it.each<[string, readonly [number, number], boolean]>([
    ['wholly in it', [50, 69.9], true],
    ['that reaches below', [49.9, 65], false],
    ['that reaches the next one', [55, 70], false],
  ])('is certain only with an interval %s', (_, interval, certain) => {
    expect(isCertain({ point: 60, interval })).toBe(certain);
  });
});

describe('a gap', () => {
  it.each<[number, readonly [number, number], string]>([
    [15, [0.1, 29.9], 'confirmed-gap'],
    [-15, [-29.9, -0.1], 'confirmed-gap'],
    [15 - 1e-13, [-1, 31], 'possible-gap'],
    [-40, [-81, 1], 'possible-gap'],
    [14.99, [14, 15.98], 'agreement'],
  ])('of %d with the interval %j is %s', (point, interval, agreement) => {
    expect(agreementOf({ point, interval })).toBe(agreement);
  });
});
