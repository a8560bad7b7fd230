/** How the life of a process shall end: at a chosen step of its work, or from outside. */
import { type Aim, type Place, places } from './deathbed.ts';
import { pick, type Random } from './person.ts';
import type { Touches } from './talk.ts';

export type Plan = {
  /** Absent: it is stopped from outside. */
  readonly aim?: Aim;
  /** Turns after which it is stopped from outside. */
  readonly turns: number;
  /** An aim that is not reached in so many turns is given up. */
  readonly turnsMax: number;
  /** First everything that is on its way is finished. */
  readonly quiet: boolean;
  readonly afterMs: number;
  /** Lives until the sweep after its start is through. */
  readonly long: boolean;
  /** The disk answers late. */
  readonly slow: boolean;
};

/** About how many steps of a kind a turn has: lives are then equally long whatever they are aimed at. */
const stepsPerTurn: Readonly<Record<Place, number>> = {
  'between turns': 1,
  'claim files': 0.8,
  'temp opened': 1,
  'part of the bytes out': 1,
  'all bytes, before fsync': 1,
  'after fsync, before rename': 1,
  'after rename, before folder sync': 1,
  'box (effect) writes': 1,
  'after commit, before settle': 4,
  'during settle': 6,
};
/** Longer lives do not show more. */
const paceMax = 8;
const turnsMaxFactor = 3;
const longOften = 0.05;
const slowOften = 0.2;

/** Acts that write there are kept for lives that are aimed there. */
export const touchesOf: Partial<Record<Place, Touches>> = { 'claim files': 'claims', 'box (effect) writes': 'boxes' };

/** Draws a plan; every place is as likely as any other, or it is always `only`. `pace`: turns for each life. */
export function drawPlan(random: Random, pace: number, only?: Place): Plan {
  const place = only ?? pick(random, places);
  const long = only === undefined && random() < longOften;
  const outside = {
    turns: Math.round(random() * 2 * pace),
    turnsMax: Math.ceil(pace * (place === 'box (effect) writes' ? turnsMaxFactor * 2 : turnsMaxFactor)),
    quiet: random() < 0.5,
    afterMs: random() * 10,
    long,
    slow: random() < slowOften,
  };
  if (place === 'between turns' || long) return outside;
  const nth = 1 + Math.floor(random() * 2 * Math.min(pace, paceMax) * stepsPerTurn[place]);
  return { ...outside, aim: { place, nth, part: random() } };
}
