/**
 * What may be shown. Reports, pages, chats, pictures and files take this and nothing else; only `disclose` makes it.
 * Every figure is rounded already, and whoever shows it writes it as it stands here.
 */
import type { Area } from '../dialog/dialog.ts';
import type { Plane, Side } from './instrument.ts';
import type { Agreement, Level, Trend } from './judge.ts';

/** A figure as it may be told. `low` = `high`: a point. Otherwise only the range is told, such as 80–100: "≥ 80". */
export type Shown = { readonly low: number; readonly high: number; readonly decimals: 0 | 1 };

/** A number of people. `least` = `most`: exact; otherwise "5–9", or "< 5" from 0. */
export type Count = { readonly least: number; readonly most: number };

/** Whose spread the interval rests on: the group's own, or the usual one of 20 points, as for every small group. */
export type Basis = 'own' | 'usual';

export type Interval = readonly [number, number];

export type Figure = {
  readonly value: Shown;
  /** 95 %; absent where only a range is told. */
  readonly interval?: Interval;
  readonly basis: Basis;
  readonly level: Level;
  /** `false`: said with "rather". */
  readonly certain: boolean;
  /** Since the wave before, in points. */
  readonly change?: Change;
};

export type Change = { readonly value: Shown; readonly interval: Interval; readonly trend: Trend };

/** office − ngo: positive where the office sees it better. */
export type Gap = { readonly value: Shown; readonly interval?: Interval; readonly agreement: Agreement };

/**
 * Why there is no figure. `few`: fewer than k answered it, or too few for their statements to be listed. `part`: something it is made of is not shown. `not-asked`:
 * outside what this JST was asked about. `incomplete`: too few people left statements out, so that a list would tell
 * what they answered.
 */
export type Hidden = { readonly hidden: 'few' | 'part' | 'not-asked' | 'incomplete' };

export type Counted<T> = T & { readonly n: Count };

/** How many did not know, of those asked: under a fifth, up to two fifths, more (a finding of its own: not known). */
export const ignorances = ['low', 'some', 'high'] as const;
export type Ignorance = (typeof ignorances)[number];

export type ItemFigure = {
  readonly id: string;
  readonly reverse: boolean;
  readonly value: Shown;
  readonly ignorance: Ignorance;
};

export type SideResult = {
  /** Everybody of this side who sent answers. */
  readonly answered: Count;
  /** Personal codes given out; 0 where people came by a link only. */
  readonly invited: number;
  readonly area: Readonly<Record<Area, Counted<Figure> | Hidden>>;
  readonly plane: Readonly<Record<Plane, Figure | Hidden>>;
  readonly overall: Figure | Hidden;
  readonly items: Readonly<Record<Area, readonly ItemFigure[] | Hidden>>;
};

/** Both sides together, each with the same weight. */
export type JointFigure = { readonly combined: Figure; readonly gap: Gap };
export type JointResult = {
  readonly area: Readonly<Record<Area, JointFigure | Hidden>>;
  readonly plane: Readonly<Record<Plane, JointFigure | Hidden>>;
  readonly overall: JointFigure | Hidden;
};

export type PublishedFact = {
  readonly id: string;
  readonly area: Area;
  readonly state: 'yes' | 'no' | 'unclear' | 'unknown';
};

export type UnitResult = {
  readonly id: string;
  readonly name: string;
  /** The areas this JST was asked about. */
  readonly scope: readonly Area[];
  readonly sides: Readonly<Record<Side, SideResult>>;
  readonly joint: JointResult;
  /** `score`: the share of “yes” among “yes” and “no”, in whole points of 100. */
  readonly facts: { readonly facts: readonly PublishedFact[]; readonly score?: number };
  /** Scores from 0 to 5 that a workshop agreed on, beside the index and never in it. */
  readonly agreed: Readonly<Partial<Record<Area, number>>>;
};

/** The region: means of the JST that are shown, each with the same weight, where at least two are. */
export type RegionResult = {
  readonly answered: Readonly<Record<Side, Count>>;
  readonly invited: Readonly<Record<Side, number>>;
  readonly sides: Readonly<
    Record<Side, Pick<SideResult, 'plane' | 'overall'> & { readonly area: Readonly<Record<Area, Figure | Hidden>> }>
  >;
  readonly joint: JointResult;
  /** How many JST each area rests on, by side and for both together. */
  readonly units: Readonly<Record<Side | 'joint', Readonly<Record<Area, number>>>>;
};

/** JST whose side is too small to be shown alone, together. */
export type PoolResult = {
  readonly units: readonly string[];
  readonly answered: Count;
  readonly area: Readonly<Record<Area, Counted<Figure> | Hidden>>;
};

declare const disclosed: unique symbol;

export type Published = {
  readonly [disclosed]: true;
  readonly campaign: string;
  readonly k: number;
  /** The wave before, with which it is compared. */
  readonly earlier?: string;
  readonly units: readonly UnitResult[];
  /** Absent for a wave of a single JST. */
  readonly region?: RegionResult;
  readonly pools: Readonly<Partial<Record<Side, PoolResult>>>;
};

export function isHidden<T extends object>(figure: T | Hidden): figure is Hidden {
  return 'hidden' in figure;
}

export function isShown<T extends object>(figure: T | Hidden): figure is T {
  return !isHidden(figure);
}

/** A point rather than a range. */
export function isPoint({ low, high }: Shown): boolean {
  return low === high;
}
