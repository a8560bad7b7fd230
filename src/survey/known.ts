/**
 * The arithmetic of what may be told: rounding, the ends of the scale, and figures that are made of other figures. A
 * figure of small groups is made only of what is shown of its parts, so that it tells nothing beyond them.
 */
import { difference, type Estimate, estimate, uncertaintyOfMean } from './interval.ts';
import { agreementOf, isCertain, levelOf, trendOf } from './judge.ts';
import type { Basis, Change, Figure, Gap, Shown } from './published.ts';

/** Small groups are never told to be nearer to an end of the scale than this. */
const ends = [20, 80] as const;
/** The spread that small groups are taken to have, in points. */
const usualDeviation = 20;

/** A figure on its way: what may be told of it, and its estimate where a point may be told. */
export type Known = {
  readonly low: number;
  readonly high: number;
  readonly basis: Basis;
  /** From what is published: of the group's own spread, or of the usual one. */
  readonly estimate?: Estimate;
};

/** To so many decimals, halves away from zero (R11). */
export function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  const rounded = (Math.sign(value) * Math.floor(Math.abs(value) * scale + 0.5 + 1e-9)) / scale;
  return rounded === 0 ? 0 : rounded;
}

/** A mean with the group's own interval. */
export function own(mean: Estimate): Known {
  return { low: mean.point, high: mean.point, basis: 'own', estimate: mean };
}

/** A mean as small groups are told: whole points, no nearer to an end than 20, the usual spread of at least `n` people. */
export function usual(point: number, n: number): Known {
  const [low, high] = ends;
  const whole = round(point, 0);
  if (whole <= low) return { low: 0, high: low, basis: 'usual' };
  if (whole >= high) return { low: high, high: 100, basis: 'usual' };
  const told = estimate('level', whole, usualDeviation / Math.sqrt(n), n - 1);
  return { low: whole, high: whole, basis: 'usual', estimate: told };
}

/** The mean of figures of the same people, whose errors go together: as uncertain as the least certain of them. */
export function meanOfAreas(parts: readonly Known[]): Known {
  return mean(parts, (estimates) => {
    const widest = estimates.reduce((a, b) => (b.se > a.se ? b : a));
    return { se: widest.se, df: widest.df };
  });
}

/** The mean of figures of different people. */
export function meanOfGroups(parts: readonly Known[]): Known {
  return mean(parts, uncertaintyOfMean);
}

function mean(
  parts: readonly Known[],
  uncertainty: (estimates: readonly Estimate[]) => Pick<Estimate, 'se' | 'df'>,
): Known {
  const estimates = parts.flatMap((part) => part.estimate ?? []);
  const basis = parts.every((part) => part.basis === 'own') ? 'own' : 'usual';
  const average = (pick: (part: Known) => number): number =>
    parts.reduce((total, part) => total + pick(part), 0) / parts.length;
  const low = average((part) => part.low);
  const high = average((part) => part.high);
  if (estimates.length < parts.length) return { low, high, basis };
  const { se, df } = uncertainty(estimates);
  return { low, high, basis, estimate: estimate('level', low, se, df) };
}

function shown(low: number, high: number, basis: Basis): Shown {
  const decimals = basis === 'own' ? 1 : 0;
  return { low: round(low, decimals), high: round(high, decimals), decimals };
}

function rounded([low, high]: Estimate['interval'], { decimals }: Shown): readonly [number, number] {
  return [round(low, decimals), round(high, decimals)];
}

/** As it is published. Small groups are always told with "rather". */
export function toFigure({ low, high, basis, estimate: told }: Known): Figure {
  const value = shown(low, high, basis);
  return {
    value,
    ...(told && { interval: rounded(told.interval, value) }),
    basis,
    // R11 judges what is not rounded; of small groups nobody may know more than what is shown.
    level: levelOf(basis === 'own' ? (low + high) / 2 : (value.low + value.high) / 2),
    certain: basis === 'own' && told !== undefined && isCertain(told),
  };
}

/** office − ngo, as it is published. */
export function toGap(ngo: Known, office: Known): Gap {
  const basis = ngo.basis === 'own' && office.basis === 'own' ? 'own' : 'usual';
  const value = shown(office.low - ngo.high, office.high - ngo.low, basis);
  const middle = (value.low + value.high) / 2;
  // Of a range nothing is confirmed.
  if (!ngo.estimate || !office.estimate)
    return { value, agreement: agreementOf({ point: middle, interval: [-100, 100] }) };
  const { point, interval } = difference(office.estimate, ngo.estimate);
  const agreement = agreementOf({ point: basis === 'own' ? point : middle, interval });
  return { value, interval: rounded(interval, value), agreement };
}

/** later − earlier, as it is published; absent where either is told as a range. */
export function toChange(earlier: Known, later: Known): Change | undefined {
  if (!earlier.estimate || !later.estimate) return undefined;
  const basis = earlier.basis === 'own' && later.basis === 'own' ? 'own' : 'usual';
  const delta = difference(later.estimate, earlier.estimate);
  const value = shown(delta.point, delta.point, basis);
  return { value, interval: rounded(delta.interval, value), trend: trendOf(delta) };
}
