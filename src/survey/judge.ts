/** Words for figures (domain: R8–R10). The cut-offs are our own: 50 is the middle of the scale, 70 lies near national means. */

export const levels = ['deficit', 'to-strengthen', 'strength'] as const;
export type Level = (typeof levels)[number];
export const agreements = ['confirmed-gap', 'possible-gap', 'agreement'] as const;
export type Agreement = (typeof agreements)[number];
export const trends = ['rise', 'fall', 'no-clear-change'] as const;
export type Trend = (typeof trends)[number];

/** Below the first: deficit; from the second on: strength. */
export const cuts = [50, 70] as const;
/** From so many points on, the two sides see it differently. */
export const gapMin = 15;
/** A change is never told from fewer points. */
export const changeMin = 5;

/** Sums of fractions end this near to where they should: what lies exactly on a cut-off must not fall below it. */
const noise = 1e-9;

/** Anything with a point and an interval. */
export type Figure = { readonly point: number; readonly interval: readonly [number, number] };

/** The class of a level (R8). */
export function levelOf(point: number): Level {
  if (point < cuts[0] - noise) return 'deficit';
  return point < cuts[1] - noise ? 'to-strengthen' : 'strength';
}

/** Does the whole interval lie in the class of its point? Otherwise it is said with "rather". */
export function isCertain({ point, interval: [low, high] }: Figure): boolean {
  return levelOf(low) === levelOf(point) && levelOf(high) === levelOf(point);
}

function excludesZero([low, high]: Figure['interval']): boolean {
  return low > noise || high < -noise;
}

/** What the gap between the sides means (R9). */
export function agreementOf({ point, interval }: Figure): Agreement {
  if (Math.abs(point) < gapMin - noise) return 'agreement';
  return excludesZero(interval) ? 'confirmed-gap' : 'possible-gap';
}

/** What a change between two waves means (R10). */
export function trendOf({ point, interval }: Figure): Trend {
  if (Math.abs(point) < changeMin - noise || !excludesZero(interval)) return 'no-clear-change';
  return point > 0 ? 'rise' : 'fall';
}
