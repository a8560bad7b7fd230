/** Uncertainty of means (domain: R7): Student's t for one group, Welch–Satterthwaite for sums and differences of two. */
import { studentQuantile } from './quantile.ts';

/** A figure with its 95 % interval; nothing is rounded. `df`: degrees of freedom. */
export type Estimate = {
  readonly point: number;
  readonly se: number;
  readonly df: number;
  readonly interval: readonly [number, number];
};

/** Where a figure can lie: a level, or a difference of two levels. */
const limits = { level: [0, 100], difference: [-100, 100] } as const;

/** A figure with its interval, cut at what is possible. Answers that were all alike give the interval [point; point]. */
export function estimate(kind: keyof typeof limits, point: number, se: number, df: number): Estimate {
  const [least, most] = limits[kind];
  const half = se === 0 ? 0 : studentQuantile(df) * se;
  return { point, se, df, interval: [Math.max(least, point - half), Math.min(most, point + half)] };
}

/** Degrees of freedom of a sum or difference of independent figures (Welch–Satterthwaite). */
function jointFreedom(parts: readonly Estimate[]): number {
  const variance = parts.reduce((total, { se }) => total + se ** 2, 0);
  const weighted = parts.reduce((total, { se, df }) => total + se ** 4 / df, 0);
  return weighted === 0 ? parts.reduce((total, { df }) => total + df, 0) : variance ** 2 / weighted;
}

/** How uncertain the mean of independent figures is. */
export function uncertaintyOfMean(parts: readonly Estimate[]): Pick<Estimate, 'se' | 'df'> {
  return { se: Math.hypot(...parts.map(({ se }) => se)) / parts.length, df: jointFreedom(parts) };
}

/** (a + b) / 2 of two independent groups (R5). */
export function halfway(a: Estimate, b: Estimate): Estimate {
  const { se, df } = uncertaintyOfMean([a, b]);
  return estimate('level', (a.point + b.point) / 2, se, df);
}

/** a − b of two independent groups or waves (R6, R10). */
export function difference(a: Estimate, b: Estimate): Estimate {
  return estimate('difference', a.point - b.point, Math.hypot(a.se, b.se), jointFreedom([a, b]));
}
