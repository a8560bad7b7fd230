/** JST beside each other, in the order of the alphabet: no ranking, since their intervals mostly overlap. */
import { Area } from '../../dialog/dialog.ts';
import { type Side, sides } from '../../survey/instrument.ts';
import {
  type Figure,
  type Hidden,
  isHidden,
  isShown,
  type Published,
  type UnitResult,
} from '../../survey/published.ts';
import type { Block } from '../document.ts';
import { dots } from '../pictures/dots.ts';
import { combined, type Materials } from '../subject.ts';
import { cell, dotRow, dotTexts, end, notes, start } from './cells.ts';
import { standingsOf, whyNoOverall } from './standings.ts';

/** Nothing where there is one JST only. */
export function beside(materials: Materials): readonly Block[] {
  const { report, words } = materials;
  const { region } = report.published;
  if (!region) return [];
  const { say } = words;
  const inOrder = report.published.units.toSorted(byName(words.language));
  const overallOf = (unit: UnitResult): Figure | Hidden => {
    const overall = combined(unit.joint.overall);
    return isHidden(overall) ? whyNoOverall({ result: unit, scope: unit.scope }, overall) : overall;
  };
  return [
    { kind: 'heading', level: 1, text: say('beside.title') },
    { kind: 'text', tone: 'lead', text: say('beside.lead') },
    {
      kind: 'table',
      caption: say('beside.table'),
      columns: [
        start(say('columns.place')),
        end(say('columns.answeredNgo')),
        end(say('columns.answeredOffice')),
        end(say('columns.overall')),
      ],
      rows: inOrder.map((unit) => [
        unit.name,
        words.count(unit.sides.ngo.answered),
        words.count(unit.sides.office.answered),
        cell(words, overallOf(unit)),
      ]),
    },
    ...notes(
      materials,
      inOrder.flatMap((unit) => [
        overallOf(unit),
        ...Area.options.flatMap((area) => sides.map((side) => unit.sides[side].area[area])).filter(isShown),
      ]),
      inOrder[0] ?? region,
    ),
    // Where nothing is shown of anybody, the notes above have said why.
    ...(inOrder.some((unit) => standingsOf({ result: unit, scope: unit.scope }))
      ? Area.options.flatMap((area) => one(materials, inOrder, area))
      : []),
  ];
}

function byName(language: string) {
  const { compare } = new Intl.Collator(language);
  return (a: UnitResult, b: UnitResult): number => compare(a.name, b.name);
}

type Row = Readonly<Record<Side | 'joint', Figure | Hidden>> & { readonly name: string };

function one(materials: Materials, units: readonly UnitResult[], area: Area): readonly Block[] {
  const { words, report, measure } = materials;
  const { say } = words;
  const { region, pools } = report.published;
  const asked = units.filter(({ scope }) => scope.includes(area));
  if (!region || asked.length === 0) return [];
  const rows: readonly Row[] = [
    ...asked.map(
      (unit): Row => ({
        name: unit.name,
        ngo: unit.sides.ngo.area[area],
        office: unit.sides.office.area[area],
        joint: combined(unit.joint.area[area]),
      }),
    ),
    ...pooled(pools, units, area, words.list, (names) => say('beside.pool', { names })),
  ];
  const shown = region.units;
  const heading: Block = { kind: 'heading', level: 2, text: words.area(area) };
  const figures = rows.flatMap(({ ngo, office, joint }) => [ngo, office, joint]);
  // An empty picture and an empty table would say no more than a sentence.
  if (figures.every(isHidden)) {
    const ofSides = rows.flatMap(({ ngo, office }) => [ngo, office]);
    return [heading, ...notes(materials, ofSides, asked[0] ?? region, 'briefly')];
  }
  return [
    heading,
    {
      kind: 'picture',
      scene: dots(
        {
          title: say('beside.picture', { area: words.area(area) }),
          rows: rows.map(({ name, ngo, office }) => dotRow(words, name, ngo, office)),
          ...dotTexts(words, region),
        },
        measure,
      ),
    },
    {
      kind: 'table',
      caption: say('beside.area', { area: words.area(area) }),
      columns: [
        start(say('columns.place')),
        end(words.side('ngo')),
        end(say('sides.offices')),
        end(say('columns.both')),
      ],
      rows: rows.map(({ name, ngo, office, joint }) => [
        name,
        ...[ngo, office, joint].map((figure) => cell(words, figure)),
      ]),
    },
    {
      kind: 'text',
      tone: 'note',
      text: say('beside.rests', { ngo: shown.ngo[area], office: shown.office[area], joint: shown.joint[area] }),
    },
    ...notes(materials, figures, asked[0] ?? region, 'briefly'),
  ];
}

/** JST too small to be shown alone, together: a row for each side that has such. */
function pooled(
  pools: Published['pools'],
  units: readonly UnitResult[],
  area: Area,
  list: (names: readonly string[]) => string,
  call: (names: string) => string,
): readonly Row[] {
  const gone: Hidden = { hidden: 'few' };
  return sides.flatMap((side): readonly Row[] => {
    const pool = pools[side];
    if (!pool || isHidden(pool.area[area])) return [];
    const names = units.filter(({ id }) => pool.units.includes(id)).map(({ name }) => name);
    const row = { name: call(list(names)), ngo: gone, office: gone, joint: gone };
    return [{ ...row, [side]: pool.area[area] }];
  });
}
