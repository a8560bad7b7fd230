/** Two waves of one survey (domain: R10): what changed, in points. Waves are taken as independent, which is cautious. */

import type { Area } from '../dialog/dialog.ts';
import { byArea, byPlane, type Instrument, type Plane } from './instrument.ts';
import { difference, type Estimate } from './interval.ts';
import { type Trend, trendOf } from './judge.ts';
import type { Index } from './score.ts';

/** Later − earlier; absent where either wave has no figure. */
export type Change = { readonly delta: Estimate; readonly trend: Trend };
export type Changes = {
  readonly area: Readonly<Record<Area, Change | undefined>>;
  readonly plane: Readonly<Record<Plane, Change | undefined>>;
  readonly overall: Change | undefined;
};

/** The statements that both waves asked alike: only these may be compared. */
export function shared(earlier: Instrument, later: Instrument): Instrument {
  return later.filter((item) =>
    earlier.some((one) => one.id === item.id && one.area === item.area && one.reverse === item.reverse),
  );
}

/** Changes of each side and of both together. Both indexes are of the same statements (`shared`). */
export function compare(earlier: Index, later: Index): Readonly<Record<'ngo' | 'office' | 'combined', Changes>> {
  const changes = (pick: (index: Index, cell: Place) => Estimate | undefined): Changes => {
    const at = (place: Place): Change | undefined => change(pick(earlier, place), pick(later, place));
    return {
      area: byArea((area) => at({ area })),
      plane: byPlane((plane) => at({ plane })),
      overall: at({}),
    };
  };
  const ofSide = (side: 'ngo' | 'office') => (index: Index, place: Place) => cellAt(index.groups[side], place).estimate;
  return {
    ngo: changes(ofSide('ngo')),
    office: changes(ofSide('office')),
    combined: changes((index, place) => cellAt(index, place)?.combined),
  };
}

type Place = { readonly area?: Area; readonly plane?: Plane };

function cellAt<A, P, O>(
  from: { readonly area: Readonly<Record<Area, A>>; readonly plane: Readonly<Record<Plane, P>>; readonly overall: O },
  { area, plane }: Place,
): A | P | O {
  if (area) return from.area[area];
  return plane ? from.plane[plane] : from.overall;
}

function change(earlier: Estimate | undefined, later: Estimate | undefined): Change | undefined {
  if (!earlier || !later) return undefined;
  const delta = difference(later, earlier);
  return { delta, trend: trendOf(delta) };
}
