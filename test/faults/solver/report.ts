/** What an attacker reads out of a published text: figures as ranges of what they can have been before rounding. */
import type { Area } from '../../../src/dialog/dialog.ts';
import type { Plane, Side } from '../../../src/survey/instrument.ts';

export const areas = ['I.1', 'I.2', 'II.1', 'II.2', 'III.1', 'III.2'] as const satisfies readonly Area[];
export const areasOf = {
  I: ['I.1', 'I.2'],
  II: ['II.1', 'II.2'],
  III: ['III.1', 'III.2'],
} as const satisfies Record<Plane, readonly Area[]>;
export const sides = ['ngo', 'office'] as const satisfies readonly Side[];

export type Range = readonly [low: number, high: number];
export type Shown = { readonly low: number; readonly high: number; readonly decimals: number };
export type Count = { readonly least: number; readonly most: number };
export type Change = { readonly value: Shown };
/** A figure or, with `hidden`, the reason why there is none. A careless build may tell a count beside either. */
export type Figure = {
  readonly hidden?: string;
  readonly value?: Shown;
  readonly interval?: Range;
  readonly basis?: 'own' | 'usual';
  readonly change?: Change;
  readonly n?: Count;
};
export type Joint = { readonly hidden?: string; readonly combined?: Figure; readonly gap?: Figure };
export type Statement = {
  readonly id: string;
  readonly value: Shown;
  readonly ignorance: 'low' | 'some' | 'high';
  readonly n?: Count;
};
export type Places<T> = {
  readonly area: Readonly<Record<Area, T>>;
  readonly plane: Readonly<Record<Plane, T>>;
  readonly overall: T;
};
export type SideReport = Places<Figure> & {
  readonly answered: Count;
  readonly items: Readonly<Record<Area, readonly Statement[] | { readonly hidden: string }>>;
};
export type UnitReport = {
  readonly id: string;
  readonly scope: readonly Area[];
  readonly sides: Readonly<Record<Side, SideReport>>;
  readonly joint: Places<Joint>;
};
export type Report = {
  readonly k: number;
  readonly units: readonly UnitReport[];
  readonly region?: {
    readonly sides: Readonly<Record<Side, Places<Figure>>>;
    readonly joint: Places<Joint>;
  };
  readonly pools: Readonly<Partial<Record<Side, { readonly units: readonly string[] } & Pick<SideReport, 'area'>>>>;
};

/** For fractions that a computer cannot hold. */
const slack = 1e-6;

/** What was rounded to this. `blur`: how far off the parts of it may have been already. */
export function rangeOf({ low, high, decimals }: Shown, blur = 0): Range {
  const half = 0.5 * 10 ** -decimals + slack + blur;
  return [low - half, high + half];
}

/** By how much a part of a figure in whole points may have been rounded before. */
export const partBlur = 0.5;

/** A figure made of others: whole points say that parts of it were rounded before. */
export function madeRange(value: Shown, parts = 1): Range {
  return rangeOf(value, value.decimals === 0 ? partBlur * parts : 0);
}

export function overlap(a: Range, b: Range): Range {
  return [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
}

export function unite(a: Range | undefined, b: Range): Range {
  return a ? [Math.min(a[0], b[0]), Math.max(a[1], b[1])] : b;
}

export function widthOf([low, high]: Range): number {
  return high - low;
}
