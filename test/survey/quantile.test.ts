/** Student's t against published tables. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studentQuantile } from '../../src/survey/quantile.ts';

/** The 0.975 quantiles as tables print them, for 1–30 degrees of freedom. */
const first = [
  12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139, 2.200985,
  2.178813, 2.160369, 2.144787, 2.13145, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963, 2.079614, 2.073873, 2.068658,
  2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.04523, 2.042272,
];
const table: readonly (readonly [number, number])[] = [
  ...first.map((t, index) => [index + 1, t] as const),
  [7.5, 2.33304],
  [40, 2.021075],
  [60, 2.000298],
  [120, 1.97993],
];

describe('the t quantile', () => {
  it.each(table)('with %d degrees of freedom is %d to six decimals', (df, t) => {
    expect(studentQuantile(df).toFixed(6)).toBe(t.toFixed(6));
  });

  it('has the values that closed formulas give', () => {
    expect(studentQuantile(1)).toBeCloseTo(Math.tan(0.475 * Math.PI), 10);
    expect(studentQuantile(2)).toBeCloseTo(0.95 * Math.sqrt(2 / (1 - 0.95 ** 2)), 10);
  });

  it('comes down to that of the normal distribution', () => {
    expect(studentQuantile(1e9)).toBeCloseTo(1.959964, 6);
  });

  it('falls as the degrees of freedom grow', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 1e5, noNaN: true }),
        fc.double({ min: 1.001, max: 10, noNaN: true }),
        (df, times) => studentQuantile(df * times) < studentQuantile(df),
      ),
    );
  });

  it.each([0, -1, Number.NaN])('is refused for %d degrees of freedom', (df) => {
    expect(() => studentQuantile(df)).toThrow(RangeError);
  });
});
