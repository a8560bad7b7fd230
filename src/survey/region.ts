/** The region of a wave: made of what is shown of its JST, each with the same weight. */
import { Area } from '../dialog/dialog.ts';
import { areasIn, byArea, byPlane, type Side, sides } from './instrument.ts';
import { figureOf, inFives, jointOf, jointResult, type Knowns, madeOf, ownMin, type Unit } from './knowable.ts';
import { type Known, meanOfGroups } from './known.ts';
import { type Count, type Figure, type Hidden, isHidden, isShown, type RegionResult } from './published.ts';

/** The region is made of what is shown of its JST: it tells nothing of those that are hidden. */
export function regionOf(
  units: readonly Unit[],
  earlier: readonly Unit[],
  comparable: (area: Area) => boolean,
  k: number,
): RegionResult {
  const now = regionKnowns(units);
  const then = earlier.length > 1 ? regionKnowns(earlier) : undefined;
  const show = (pick: (region: RegionKnowns) => Known | Hidden, areas: readonly Area[]): Figure | Hidden =>
    // Only the same JST are compared.
    figureOf(pick(now), then && sameUnits(units, earlier) && areas.every(comparable) ? pick(then) : undefined);
  const side = (one: Side): RegionResult['sides'][Side] => ({
    area: byArea((area) => show((region) => region.sides[one].area[area], [area])),
    plane: byPlane((plane) => show((region) => region.sides[one].plane[plane], areasIn[plane])),
    overall: show((region) => region.sides[one].overall, Area.options),
  });
  const shownIn = (pick: (unit: Unit) => Knowns): Readonly<Record<Area, number>> =>
    byArea((area) => units.filter((unit) => !isHidden(pick(unit).area[area])).length);
  return {
    answered: { ngo: answeredIn(units, 'ngo', k), office: answeredIn(units, 'office', k) },
    invited: { ngo: invitedIn(units, 'ngo'), office: invitedIn(units, 'office') },
    sides: { ngo: side('ngo'), office: side('office') },
    joint: jointResult((pick, areas) =>
      jointOf(
        show((region) => pick(region.joint), areas),
        pick(now.both.ngo),
        pick(now.both.office),
      ),
    ),
    units: {
      ngo: shownIn((unit) => unit.sides.ngo),
      office: shownIn((unit) => unit.sides.office),
      joint: shownIn((unit) => unit.joint),
    },
  };
}

/** `both`: each side of the JST where both are shown, so that their gap compares the same places. */
type RegionKnowns = {
  readonly sides: Readonly<Record<Side, Knowns>>;
  readonly both: Readonly<Record<Side, Knowns>>;
  readonly joint: Knowns;
};

function regionKnowns(units: readonly Unit[]): RegionKnowns {
  const over = (pick: (unit: Unit) => Knowns, counts: (unit: Unit, area: Area) => boolean = () => true): Knowns => {
    const area = byArea((one): Known | Hidden => {
      const known = units.filter((unit) => counts(unit, one)).map((unit) => pick(unit).area[one]);
      const parts = known.filter(isShown);
      return parts.length < 2 ? { hidden: 'few' } : meanOfGroups(parts);
    });
    const made = (areas: readonly Area[]): Known | Hidden =>
      madeOf(
        areas.map((one) => area[one]),
        { n: 0 },
      );
    return {
      area,
      plane: byPlane((plane) => made(areasIn[plane])),
      overall: made(Area.options),
    };
  };
  const isJoint = (unit: Unit, area: Area): boolean => !isHidden(unit.joint.area[area]);
  const ofSide = (side: Side) => (unit: Unit) => unit.sides[side];
  return {
    sides: { ngo: over(ofSide('ngo')), office: over(ofSide('office')) },
    both: { ngo: over(ofSide('ngo'), isJoint), office: over(ofSide('office'), isJoint) },
    joint: over((unit) => unit.joint),
  };
}

/** Are the same JST shown in both waves, area by area and side by side? */
function sameUnits(later: readonly Unit[], earlier: readonly Unit[]): boolean {
  const seen = (units: readonly Unit[]): string =>
    units
      .flatMap((unit) =>
        Area.options.flatMap((area) =>
          sides
            .filter((side) => !isHidden(unit.sides[side].area[area]))
            .map((side) => `${unit.from.id} ${area} ${side}`),
        ),
      )
      .sort()
      .join();
  return seen(later) === seen(earlier);
}

/** Everybody of a side, in steps of five where a JST among them is told as a range. */
function answeredIn(units: readonly Unit[], side: Side, k: number): Count {
  const counts = units.map(({ from }) => from.index.groups[side].respondents);
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total < k) return { least: 0, most: k - 1 };
  if (counts.every((n) => n >= ownMin)) return { least: total, most: total };
  return inFives(total);
}

function invitedIn(units: readonly Unit[], side: Side): number {
  return units.reduce((sum, { from }) => sum + from.invited[side], 0);
}
