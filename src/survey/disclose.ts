/**
 * Indexes → Published: the only thing that a report, page, chat, picture or file may show (design §5, domain §5).
 *
 * What protects people: (1) a side of a JST is shown from k people on, area by area. (2) Whatever is made of several
 * areas, sides, JST or waves is made only of what is shown, or not shown at all; no sum holds anybody who is hidden.
 * (3) Groups under ten, and larger ones whose own spread would fix somebody's score, are told in whole points, no
 * nearer to an end than 20, with the usual spread. (4) Counts under ten are told as a range, counts by statement
 * never; statements are listed only where those who left some out are none or at least k, and where together with the
 * spread they would fix nobody's score.
 */
import { Area } from '../dialog/dialog.ts';
import { areasIn, byArea, byPlane, type Side, sides } from './instrument.ts';
import { itemsOf } from './items.ts';
import { countOf, figureOf, jointOf, jointResult, type Knowns, type Unit, unitOf } from './knowable.ts';
import { type Known, round } from './known.ts';
import { poolOf } from './pool.ts';
import {
  type Count,
  type Counted,
  type Figure,
  type Hidden,
  isHidden,
  type JointFigure,
  type Published,
  type SideResult,
  type UnitResult,
} from './published.ts';
import { regionOf } from './region.ts';
import { sameStatements, type Wave } from './wave.ts';

/** The published form of the last of these waves, compared with the one before it where there is one. */
export function disclose(waves: readonly Wave[]): Published {
  const wave = waves.at(-1);
  if (!wave) throw new RangeError('there is no wave to publish');
  const before = waves.at(-2);
  const units = wave.units.map(unitOf);
  const earlier = before?.units.map(unitOf) ?? [];
  const comparable = (area: Area): boolean => before !== undefined && sameStatements(before, wave, area);
  const pools = Object.fromEntries(
    sides.flatMap((side) => {
      const pool = wave.pools[side] && poolOf(wave.pools[side], side, wave.k);
      return pool ? [[side, pool]] : [];
    }),
  );
  const published: Omit<Published, keyof { [disclosed: symbol]: true }> = {
    campaign: wave.campaign,
    k: wave.k,
    ...(before && { earlier: before.campaign }),
    units: units.map((unit) =>
      unitResult(
        unit,
        earlier.find(({ from }) => from.id === unit.from.id),
        comparable,
        wave.k,
      ),
    ),
    ...(units.length > 1 && { region: regionOf(units, earlier, comparable, wave.k) }),
    pools,
  };
  return published as Published;
}

function unitResult(unit: Unit, earlier: Unit | undefined, comparable: (area: Area) => boolean, k: number): UnitResult {
  const { from } = unit;
  const show = (pick: (unit: Unit) => Known | Hidden, areas: readonly Area[]): Figure | Hidden =>
    figureOf(pick(unit), areas.every(comparable) ? earlier && pick(earlier) : undefined);
  const side = (one: Side): SideResult => {
    const group = from.index.groups[one];
    return {
      answered: countOf(group.respondents, k),
      invited: from.invited[one],
      area: byArea((area) =>
        counted(
          show((of) => of.sides[one].area[area], [area]),
          countOf(group.area[area].n, k),
        ),
      ),
      plane: byPlane((plane) => show((of) => of.sides[one].plane[plane], areasIn[plane])),
      overall: show((of) => of.sides[one].overall, Area.options),
      items: byArea((area) => itemsOf(group, unit.sides[one].area[area], area, from.index)),
    };
  };
  const joint = (pick: (knowns: Knowns) => Known | Hidden, areas: readonly Area[]): JointFigure | Hidden =>
    jointOf(
      show((of) => pick(of.joint), areas),
      pick(unit.sides.ngo),
      pick(unit.sides.office),
    );
  return {
    id: from.id,
    name: from.name,
    scope: from.scope,
    sides: { ngo: side('ngo'), office: side('office') },
    joint: jointResult(joint),
    facts: { facts: from.facts.facts, ...(from.facts.score !== undefined && { score: round(from.facts.score, 0) }) },
    agreed: from.agreed,
  };
}

function counted(figure: Figure | Hidden, n: Count): Counted<Figure> | Hidden {
  return isHidden(figure) ? figure : { ...figure, n };
}
