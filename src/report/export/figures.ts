/** The published index as a table: one row for each place, side and area, plane or the whole. */
import { Area } from '../../dialog/dialog.ts';
import type { Language } from '../../dialog/language.ts';
import type { Described, Wording } from '../../survey/codebook.ts';
import type { Cell } from '../../survey/column.ts';
import { planes, sides } from '../../survey/instrument.ts';
import {
  type Count,
  type Counted,
  type Figure,
  type Gap,
  type Hidden,
  isHidden,
  isPoint,
  type JointFigure,
  type JointResult,
  type Published,
  type Shown,
  type SideResult,
} from '../../survey/published.ts';
import type { Table } from '../../survey/table.ts';
import { type Numbers, numbersIn } from '../numbers.ts';

const columns = {
  place: ['unit', 'region', 'pool'],
  unit: 'string',
  name: 'string',
  side: ['ngo', 'office', 'joint', 'facts'],
  area: [...planes, 'overall'],
  shown: 'string',
  value: 'number',
  low: 'number',
  high: 'number',
  basis: ['own', 'usual'],
  n: 'string',
  level: ['deficit', 'to-strengthen', 'strength'],
  certain: [1, 0],
  gap_shown: 'string',
  gap: 'number',
  gap_low: 'number',
  gap_high: 'number',
  agreement: ['confirmed-gap', 'possible-gap', 'agreement'],
  change_shown: 'string',
  change: 'number',
  change_low: 'number',
  change_high: 'number',
  trend: ['rise', 'fall', 'no-clear-change'],
  agreed: 'number',
  hidden: ['few', 'part', 'not-asked', 'incomplete'],
} as const satisfies Record<string, 'string' | 'number' | readonly Cell[]>;

type Name = keyof typeof columns;
type Line = Readonly<Partial<Record<Name, Cell>>>;

/** The columns of that table. */
export function describeFigures(wording: Wording): readonly Described[] {
  return Object.entries(columns).map(([name, takes]) => {
    const common = { table: 'index', name, about: wording.own(`index.${name}`) };
    if (typeof takes === 'string') return { ...common, type: takes };
    const values = takes.map((value) => ({ value, label: wording.own(`values.${name}.${value}`) }));
    const areas = Area.options.map((value) => ({ value, label: wording.asked(`areas.${value}.short`) ?? value }));
    return { ...common, type: 'string' as const, values: name === 'area' ? [...areas, ...values] : values };
  });
}

type Say = Numbers & { readonly fromTo: (low: string, high: string) => string };

/** Everything that may be shown, as it is shown, with its numbers beside it. */
export function toFigures(published: Published, language: Language, { own }: Wording): Table {
  const { units, region, pools } = published;
  const say: Say = { ...numbersIn(language), fromTo: (low, high) => own('fromTo', { low, high }) };
  const lines = [
    ...units.flatMap((unit): Line[] => {
      const place = { place: 'unit', unit: unit.id, name: unit.name };
      const facts = unit.facts.score;
      const joint = partsOf(unit.joint, say, fromJoint).map((line) => {
        const agreed = unit.agreed[line.area as Area];
        return { ...line, ...(agreed !== undefined && { agreed }) };
      });
      return [
        ...sides.flatMap((side) => sideLines({ ...place, side }, unit.sides[side], unit.sides[side].answered, say)),
        ...joint.map((line) => ({ ...place, side: 'joint', ...line })),
        ...(facts === undefined
          ? []
          : [{ ...place, side: 'facts', area: 'overall', value: facts, shown: say.point(facts, 1) }]),
      ];
    }),
    ...(region
      ? [
          ...sides.flatMap((side) =>
            sideLines({ place: 'region', side }, region.sides[side], region.answered[side], say),
          ),
          ...partsOf(region.joint, say, fromJoint).map((line) => ({ place: 'region', side: 'joint', ...line })),
        ]
      : []),
    ...sides.flatMap((side): Line[] => {
      const pool = pools[side];
      if (!pool) return [];
      const place = { place: 'pool', unit: pool.units.join(' '), side };
      return Area.options.map((area) => ({ ...place, area, ...fromSide(pool.area[area], say) }));
    }),
  ];
  const names = Object.keys(columns) as Name[];
  return { name: 'index', columns: names, rows: lines.map((line) => names.map((name) => line[name] ?? '')) };
}

type Parts<F> = {
  readonly area: Readonly<Record<Area, F>>;
  readonly plane: Readonly<Record<(typeof planes)[number], F>>;
  readonly overall: F;
};

function partsOf<F>(parts: Parts<F>, say: Say, line: (figure: F, say: Say) => Line): readonly Line[] {
  return [
    ...Area.options.map((area) => ({ area, ...line(parts.area[area], say) })),
    ...planes.map((plane) => ({ area: plane, ...line(parts.plane[plane], say) })),
    { area: 'overall', ...line(parts.overall, say) },
  ];
}

/** Beside the whole stands how many sent answers. */
function sideLines(
  place: Line,
  parts: Pick<SideResult, 'plane' | 'overall'> & { readonly area: Readonly<Record<Area, Figure | Hidden>> },
  answered: Count,
  say: Say,
): readonly Line[] {
  return partsOf<Counted<Figure> | Figure | Hidden>(parts, say, fromSide).map((line) => ({
    ...place,
    ...line,
    ...(line.area === 'overall' && { n: say.count(answered) }),
  }));
}

function fromSide(figure: Counted<Figure> | Figure | Hidden, say: Say): Line {
  if (isHidden(figure)) return { hidden: figure.hidden };
  return { ...fromFigure(figure, say), ...('n' in figure && { n: say.count(figure.n) }) };
}

function fromJoint(joint: JointResult['overall'], say: Say): Line {
  if (isHidden<JointFigure>(joint)) return { hidden: joint.hidden };
  return { ...fromFigure(joint.combined, say), ...fromGap(joint.gap, say) };
}

function fromFigure({ value, interval, basis, level, certain, change }: Figure, say: Say): Line {
  return {
    shown: say.shown(value),
    ...(isPoint(value) && { value: value.low }),
    ...(interval && { low: interval[0], high: interval[1] }),
    basis,
    level,
    certain: certain ? 1 : 0,
    ...(change && {
      change_shown: difference(change.value, say),
      ...(isPoint(change.value) && { change: change.value.low }),
      change_low: change.interval[0],
      change_high: change.interval[1],
      trend: change.trend,
    }),
  };
}

function fromGap({ value, interval, agreement }: Gap, say: Say): Line {
  return {
    gap_shown: difference(value, say),
    ...(isPoint(value) && { gap: value.low }),
    ...(interval && { gap_low: interval[0], gap_high: interval[1] }),
    agreement,
  };
}

/** A difference with its sign: "+3,2", "od −4 do +9". */
function difference({ low, high, decimals }: Shown, say: Say): string {
  const ends = [say.signed(low, decimals), say.signed(high, decimals)] as const;
  return low === high ? ends[0] : say.fromTo(...ends);
}
