/**
 * What may be told of a JST: its areas, and whatever is made of them. Something of which a part is hidden is hidden too
 * (R4, R5), so that the part cannot be reckoned from the whole.
 */
import { Area } from '../dialog/dialog.ts';
import { fixesSomebody } from './bounds.ts';
import { coarse } from './campaign.ts';
import { areasIn, byArea, byPlane, type Plane, type Side } from './instrument.ts';
import { type Known, meanOfAreas, meanOfGroups, own, toChange, toFigure, toGap, usual } from './known.ts';
import {
  type Count,
  type Figure,
  type Hidden,
  isHidden,
  isShown,
  type JointFigure,
  type JointResult,
} from './published.ts';
import type { Cell, Index } from './score.ts';
import type { UnitIndex } from './wave.ts';

/** From so many people on a group is told with its own spread and an exact count. */
export const ownMin = 10;

/** What is known of a side, or of both: each a figure on its way, or the reason why there is none. */
export type Knowns = {
  readonly area: Readonly<Record<Area, Known | Hidden>>;
  readonly plane: Readonly<Record<Plane, Known | Hidden>>;
  readonly overall: Known | Hidden;
};
export type Unit = { readonly from: UnitIndex; readonly sides: Readonly<Record<Side, Knowns>>; readonly joint: Knowns };

/** The mean of an area of so many statements as it may be told. */
function tell({ n, estimate }: Cell, k: number, statements: number): Known | undefined {
  if (!estimate) return undefined;
  const deviation = estimate.se * Math.sqrt(n);
  if (n < ownMin || fixesSomebody(estimate.point, deviation, n, statements))
    return usual(estimate.point, n < ownMin ? k : n);
  return own(estimate);
}

/** A number of people in steps of five, where an exact one would tell too much by itself or beside others. */
export function inFives(n: number): Count {
  const least = coarse(n);
  return { least, most: least + 4 };
}

/** What may be told of a JST in one wave. */
export function unitOf(from: UnitIndex): Unit {
  const ofSide = (side: Side): Knowns => sideKnowns(from.index, side, from.scope);
  const both = { ngo: ofSide('ngo'), office: ofSide('office') };
  return { from, sides: both, joint: jointKnowns(both, from.index) };
}

function sideKnowns({ groups, instrument, k }: Index, side: Side, scope: readonly Area[]): Knowns {
  const group = groups[side];
  const statements = (one: Area): number => instrument.filter(({ area }) => area === one).length;
  const area = byArea((one): Known | Hidden =>
    scope.includes(one) ? (tell(group.area[one], k, statements(one)) ?? { hidden: 'few' }) : { hidden: 'not-asked' },
  );
  return {
    area,
    plane: byPlane((plane) =>
      madeOf(
        areasIn[plane].map((one) => area[one]),
        group.plane[plane],
      ),
    ),
    overall: madeOf(
      Area.options.map((one) => area[one]),
      group.overall,
    ),
  };
}

/** What is made of areas of the same people: with their own spread only where every part has it. */
export function madeOf(parts: readonly (Known | Hidden)[], { estimate }: Cell): Known | Hidden {
  const known = parts.filter(isShown);
  if (known.length < parts.length) {
    return { hidden: parts.some((part) => isHidden(part) && part.hidden === 'not-asked') ? 'not-asked' : 'part' };
  }
  return estimate && known.every(({ basis }) => basis === 'own') ? own(estimate) : meanOfAreas(known);
}

function jointKnowns(both: Readonly<Record<Side, Knowns>>, index: Index): Knowns {
  const join = (pick: (knowns: Knowns) => Known | Hidden, exact: Index['overall']): Known | Hidden => {
    const [ngo, office] = [pick(both.ngo), pick(both.office)];
    if (isHidden(ngo)) return ngo.hidden === 'not-asked' ? ngo : { hidden: 'part' };
    if (isHidden(office)) return { hidden: 'part' };
    return exact && ngo.basis === 'own' && office.basis === 'own' ? own(exact.combined) : meanOfGroups([ngo, office]);
  };
  return {
    area: byArea((area) => join((knowns) => knowns.area[area], index.area[area])),
    plane: byPlane((plane) => join((knowns) => knowns.plane[plane], index.plane[plane])),
    overall: join((knowns) => knowns.overall, index.overall),
  };
}

/** A number of people as it may be told. */
export function countOf(n: number, k: number): Count {
  if (n < k) return { least: 0, most: k - 1 };
  return n < ownMin ? { least: k, most: ownMin - 1 } : { least: n, most: n };
}

/** A result of both sides, place by place. `areas`: those that a place is made of. */
export function jointResult(
  joint: (pick: (knowns: Knowns) => Known | Hidden, areas: readonly Area[]) => JointFigure | Hidden,
): JointResult {
  return {
    area: byArea((area) => joint((knowns) => knowns.area[area], [area])),
    plane: byPlane((plane) => joint((knowns) => knowns.plane[plane], areasIn[plane])),
    overall: joint((knowns) => knowns.overall, Area.options),
  };
}

/** Both sides together, with the gap between them. */
export function jointOf(combined: Figure | Hidden, ngo: Known | Hidden, office: Known | Hidden): JointFigure | Hidden {
  if (isHidden(combined)) return combined;
  if (isHidden(ngo) || isHidden(office)) return { hidden: 'part' };
  return { combined, gap: toGap(ngo, office) };
}

/** A figure as it is published, compared with the wave before where both may be told. */
export function figureOf(known: Known | Hidden, earlier: Known | Hidden | undefined): Figure | Hidden {
  if (isHidden(known)) return known;
  const change = earlier && !isHidden(earlier) ? toChange(earlier, known) : undefined;
  return { ...toFigure(known), ...(change && { change }) };
}
