/** The means of all cells (wave × JST × side × area) and the linear relations that published figures set between them. */
import type { Area } from '../../../src/dialog/dialog.ts';
import type { Plane, Side } from '../../../src/survey/instrument.ts';
import {
  areas,
  areasOf,
  type Figure,
  type Joint,
  madeRange,
  type Places,
  type Range,
  type Report,
  rangeOf,
  sides,
  type UnitReport,
} from './report.ts';

export type Cell = {
  readonly wave: number;
  readonly unit: string;
  readonly side: Side;
  readonly area: Area;
  readonly figure: Figure;
};
/** Σ weight × mean lies in the range. */
export type Relation = { readonly terms: readonly Term[]; readonly range: Range };
export type Term = readonly [cell: number, weight: number];
export type Means = {
  readonly cells: readonly Cell[];
  /** The number of a cell; `undefined` where nobody was asked. */
  readonly at: (wave: number, unit: string, side: Side, area: Area) => number | undefined;
  readonly relations: readonly Relation[];
  /** What each mean is told to be, 0–100 where nothing is told. */
  readonly told: readonly Range[];
};

type Where = { readonly area: Area } | { readonly plane: Plane } | 'overall';

const everywhere: readonly Where[] = [
  ...areas.map((area) => ({ area })),
  ...(Object.keys(areasOf) as Plane[]).map((plane) => ({ plane })),
  'overall',
];

function figureAt<T>(places: Places<T>, where: Where): T {
  if (where === 'overall') return places.overall;
  return 'area' in where ? places.area[where.area] : places.plane[where.plane];
}

function areasAt(where: Where): readonly Area[] {
  if (where === 'overall') return areas;
  return 'area' in where ? [where.area] : areasOf[where.plane];
}

const negative = (terms: readonly Term[]): readonly Term[] => terms.map(([cell, weight]) => [cell, -weight]);
const scaled = (terms: readonly Term[], by: number): readonly Term[] =>
  terms.map(([cell, weight]) => [cell, weight * by]);

/** Reads all reports of a campaign, the earliest first. */
export function readMeans(reports: readonly Report[]): Means {
  const cells: Cell[] = [];
  const numbers = new Map<string, number>();
  const told: Range[] = [];
  const relations: Relation[] = [];
  reports.forEach((report, wave) => {
    for (const { id: unit, scope, sides: both } of report.units) {
      for (const side of sides) {
        for (const area of scope) {
          const figure = both[side].area[area];
          numbers.set(`${wave} ${unit} ${side} ${area}`, cells.length);
          cells.push({ wave, unit, side, area, figure });
          const [low, high] = figure.value ? rangeOf(figure.value) : [0, 100];
          told.push([Math.max(0, low), Math.min(100, high)]);
        }
      }
    }
  });
  const at: Means['at'] = (wave, unit, side, area) => numbers.get(`${wave} ${unit} ${side} ${area}`);
  const relate = (terms: readonly Term[], range: Range): void => {
    if (terms.length > 0) relations.push({ terms, range });
  };
  /** The mean of a side over the areas of a place; none where one of them was not asked. */
  const termsOf = (wave: number, unit: string, side: Side, where: Where): readonly Term[] => {
    const parts = areasAt(where).map((area) => at(wave, unit, side, area));
    return parts.every((part) => part !== undefined) ? parts.map((part) => [part, 1 / parts.length]) : [];
  };
  const readChange = ({ change }: Figure, now: readonly Term[], then: readonly Term[]): void => {
    if (change && then.length > 0) relate([...now, ...negative(then)], madeRange(change.value, 2));
  };
  const both = (wave: number, unit: string, where: Where): readonly Term[] =>
    sides.flatMap((side) => scaled(termsOf(wave, unit, side, where), 0.5));

  reports.forEach((report, wave) => {
    for (const { id, sides: of, joint } of report.units) {
      for (const where of everywhere) {
        for (const side of sides) {
          const figure = figureAt(of[side], where);
          const now = termsOf(wave, id, side, where);
          if (figure.value && areasAt(where).length > 1) relate(now, madeRange(figure.value));
          readChange(figure, now, termsOf(wave - 1, id, side, where));
        }
        const { combined, gap } = figureAt(joint, where);
        const now = both(wave, id, where);
        if (combined?.value) relate(now, madeRange(combined.value));
        if (combined) readChange(combined, now, both(wave - 1, id, where));
        if (gap?.value) relate(gapOf(termsOf, wave, id, where), madeRange(gap.value, 2));
      }
    }
    readRegion(reports, wave, termsOf, relate);
  });
  return { cells, at, relations, told };
}

type TermsOf = (wave: number, unit: string, side: Side, where: Where) => readonly Term[];

function gapOf(termsOf: TermsOf, wave: number, unit: string, where: Where): readonly Term[] {
  return [...termsOf(wave, unit, 'office', where), ...negative(termsOf(wave, unit, 'ngo', where))];
}

/** Is the region told as a mean of all people (with their number) rather than of the JST that are shown? */
export function isPooled({ n, value }: Figure): boolean {
  return n !== undefined && value !== undefined;
}

function readRegion(
  reports: readonly Report[],
  wave: number,
  termsOf: TermsOf,
  relate: (terms: readonly Term[], range: Range) => void,
): void {
  const region = reports[wave]?.region;
  if (!region) return;
  /** The mean over those JST of a wave that show this area. */
  const over = (
    of: number,
    area: Area,
    shows: (unit: UnitReport) => boolean,
    terms: (unit: string) => readonly Term[],
  ): readonly Term[] => {
    const shown = (reports[of]?.units ?? []).filter((unit) => unit.scope.includes(area) && shows(unit));
    return shown.flatMap(({ id }) => scaled(terms(id), 1 / shown.length));
  };
  const sideTerms = (of: number, side: Side, where: Where): readonly Term[] => {
    const parts = areasAt(where).map((area) =>
      over(
        of,
        area,
        (unit) => unit.sides[side].area[area].value !== undefined,
        (id) => termsOf(of, id, side, { area }),
      ),
    );
    return parts.some((part) => part.length === 0) ? [] : parts.flatMap((part) => scaled(part, 1 / parts.length));
  };
  for (const where of everywhere) {
    for (const side of sides) {
      const figure = figureAt(region.sides[side], where);
      const made = areasAt(where).map((area) => region.sides[side].area[area]);
      if (!figure.value || made.some(isPooled)) continue;
      const now = sideTerms(wave, side, where);
      relate(now, madeRange(figure.value));
      const then = sideTerms(wave - 1, side, where);
      if (figure.change && then.length > 0) relate([...now, ...negative(then)], madeRange(figure.change.value, 2));
    }
  }
  for (const area of areas) {
    const { combined, gap }: Joint = region.joint.area[area];
    const shows = (unit: UnitReport): boolean => sides.every((side) => unit.sides[side].area[area].value !== undefined);
    const half = (id: string): readonly Term[] =>
      sides.flatMap((side) => scaled(termsOf(wave, id, side, { area }), 0.5));
    if (combined?.value) relate(over(wave, area, shows, half), madeRange(combined.value));
    const difference = (id: string): readonly Term[] => gapOf(termsOf, wave, id, { area });
    if (gap?.value) relate(over(wave, area, shows, difference), madeRange(gap.value, 2));
  }
}
