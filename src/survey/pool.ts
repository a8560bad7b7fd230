/** JST that are too small to be shown alone, together: from three of them on, none of which is more than half. */
import { byArea, type Side } from './instrument.ts';
import { inFives, ownMin } from './knowable.ts';
import { toFigure, usual } from './known.ts';
import type { PoolResult } from './published.ts';
import type { PoolIndex } from './wave.ts';

const unitsMin = 3;
const shareMax = 0.5;

/** What may be told of them; `undefined`: nothing. */
export function poolOf({ units, people, index }: PoolIndex, side: Side, k: number): PoolResult | undefined {
  const group = index.groups[side];
  const largest = Math.max(0, ...Object.values(people));
  const isMixed = units.length >= unitsMin && largest <= shareMax * group.respondents;
  if (group.respondents < ownMin || !isMixed) return undefined;
  return {
    units,
    answered: inFives(group.respondents),
    area: byArea((area) => {
      const { n, estimate } = group.area[area];
      // Whoever is missing in this area could be a whole JST: so hardly anybody may be.
      const enough = estimate && n >= Math.max(k, ownMin) && largest <= shareMax * n;
      if (!enough) return { hidden: 'few' };
      const { least, most } = inFives(n);
      return { ...toFigure(usual(estimate.point, least)), n: { least, most } };
    }),
  };
}
