/** Whom a part of the report is about: a JST, or all of them together. */
import { Area } from '../dialog/dialog.ts';
import type { Guide } from '../survey/guide.ts';
import type { Side } from '../survey/instrument.ts';
import {
  type Count,
  type Figure,
  type Hidden,
  isHidden,
  type JointResult,
  type RegionResult,
  type UnitResult,
} from '../survey/published.ts';
import type { Measure } from './pictures/fonts.ts';
import type { Report } from './report.ts';
import type { Words } from './words.ts';

/** What a report is written from. */
export type Materials = {
  readonly report: Report;
  readonly guide: Guide;
  readonly words: Words;
  /** How wide a text is: pictures leave room for theirs. */
  readonly measure: Measure;
};

export type Subject = {
  readonly name: string;
  readonly answered: Readonly<Record<Side, Count>>;
  readonly invited: Readonly<Record<Side, number>>;
  /** The areas that it was asked about. */
  readonly scope: readonly Area[];
  readonly result: UnitResult | RegionResult;
  /** The same place in the wave before. */
  readonly earlier?: UnitResult | RegionResult;
  readonly agreed: Readonly<Partial<Record<Area, number>>>;
};

/** One side's figures, or those of both together; a JST and the region have them alike. */
export function figureAt(result: Subject['result'], whose: Side | 'joint', area: Area): Figure | Hidden {
  if (whose !== 'joint') return result.sides[whose].area[area];
  return combined(result.joint.area[area]);
}

/** The figure of both together. */
export function combined(figure: JointResult['overall']): Figure | Hidden {
  return isHidden(figure) ? figure : figure.combined;
}

/** The region first, where there is one, and then every JST; or only the JST `unit`. Throws `RangeError` for a stranger. */
export function subjectsOf({ report, words }: Materials, unit?: string): readonly Subject[] {
  const { units, region } = report.published;
  const found = unit === undefined ? units : units.filter(({ id }) => id === unit);
  if (found.length === 0) throw new RangeError(`there is no JST ${unit} in ${report.published.campaign}`);
  const ofUnits = found.map((one): Subject => {
    const earlier = report.earlier?.units.find(({ id }) => id === one.id);
    return {
      name: one.name,
      answered: { ngo: one.sides.ngo.answered, office: one.sides.office.answered },
      invited: { ngo: one.sides.ngo.invited, office: one.sides.office.invited },
      scope: one.scope,
      result: one,
      ...(earlier && { earlier }),
      agreed: one.agreed,
    };
  });
  if (!region || unit !== undefined) return ofUnits;
  const whole: Subject = {
    name: words.say('everywhere'),
    answered: region.answered,
    invited: region.invited,
    scope: Area.options.filter((area) => units.some(({ scope }) => scope.includes(area))),
    result: region,
    ...(report.earlier?.region && { earlier: report.earlier.region }),
    agreed: {},
  };
  return [whole, ...ofUnits];
}

/** A JST rather than all of them. */
export function isUnit(result: Subject['result']): result is UnitResult {
  return 'facts' in result;
}
