/** A plane: both sides beside each other, then each of its areas, statement by statement, and facts. */
import type { Area } from '../../dialog/dialog.ts';
import { areasIn, type Plane, planes } from '../../survey/instrument.ts';
import { type Figure, type Hidden, isHidden, type JointResult } from '../../survey/published.ts';
import type { Block } from '../document.ts';
import { dots } from '../pictures/dots.ts';
import { combined, figureAt, isUnit, type Materials, type Subject } from '../subject.ts';
import { cell, dotRow, dotTexts, end, gapIn, notes, officeOf, start } from './cells.ts';
import { facts } from './facts.ts';
import { standingsOf } from './standings.ts';
import { statements } from './statements.ts';

/** The planes that it was asked about, each a part of its own. */
export function planeParts(materials: Materials, subject: Subject): readonly Block[] {
  return planes
    .filter((plane) => areasIn[plane].some((area) => subject.scope.includes(area)))
    .flatMap((plane) => part(materials, subject, plane));
}

type Row = {
  readonly label: string;
  readonly ngo: Figure | Hidden;
  readonly office: Figure | Hidden;
  readonly joint: JointResult['overall'];
};

function part(materials: Materials, subject: Subject, plane: Plane): readonly Block[] {
  const { words, measure } = materials;
  const { say } = words;
  const { result, name, scope } = subject;
  const areas = areasIn[plane].filter((area) => scope.includes(area));
  const rows: readonly Row[] = [
    {
      label: words.plane(plane),
      ngo: result.sides.ngo.plane[plane],
      office: result.sides.office.plane[plane],
      joint: result.joint.plane[plane],
    },
    ...areas.map((area) => ({
      label: words.area(area),
      ngo: figureAt(result, 'ngo', area),
      office: figureAt(result, 'office', area),
      joint: result.joint.area[area],
    })),
  ];
  const figures = rows.flatMap(({ ngo, office, joint }) => [ngo, office, combined(joint)]);
  const heading: Block = {
    kind: 'heading',
    level: 1,
    text: say('plane.title', { place: name, plane: words.plane(plane) }),
  };
  const told = isUnit(result) ? facts(materials, result, areas) : [];
  // An empty picture and empty tables would say no more than one sentence.
  if (figures.every(isHidden)) {
    if (told.length === 0 && !standingsOf(subject)) return [];
    const ofAreas = areas.flatMap((area) => [figureAt(result, 'ngo', area), figureAt(result, 'office', area)]);
    return [heading, ...notes(materials, ofAreas, result), ...told];
  }
  return [
    heading,
    { kind: 'text', tone: 'lead', text: lead(materials, result, plane) },
    {
      kind: 'picture',
      scene: dots(
        {
          title: say('plane.picture', { plane: words.plane(plane), place: name }),
          rows: rows.map(({ label, ngo, office }) => dotRow(words, label, ngo, office)),
          ...dotTexts(words, result),
        },
        measure,
      ),
    },
    {
      kind: 'table',
      caption: say('plane.table'),
      columns: [
        start(say('columns.what')),
        end(words.side('ngo')),
        end(officeOf(words, result)),
        end(say('columns.both')),
        start(say('columns.gap')),
      ],
      rows: rows.map(({ label, ngo, office, joint }) => [
        label,
        cell(words, ngo),
        cell(words, office),
        cell(words, combined(joint)),
        isHidden(joint) ? say('noScore') : gapIn(words, result, joint.gap),
      ]),
    },
    ...notes(materials, figures, result),
    ...areas.flatMap((area) => areaBlocks(materials, subject, area)),
    ...told,
  ];
}

function lead({ words }: Materials, result: Subject['result'], plane: Plane): string {
  const joint = result.joint.plane[plane];
  if (isHidden(joint)) return words.say('plane.leadHidden', { reason: words.hidden(joint) });
  return words.say('plane.lead', {
    value: words.shown(joint.combined.value),
    level: words.level(joint.combined),
    gap: gapIn(words, result, joint.gap),
  });
}

/** A region has no statements: they are shown for each JST. */
function areaBlocks(materials: Materials, { result }: Subject, area: Area): readonly Block[] {
  const { words } = materials;
  const official = words.say('plane.official', { area, name: words.official(area) });
  if (!isUnit(result)) return [{ kind: 'text', tone: 'note', text: official }];
  return [
    { kind: 'heading', level: 2, text: words.area(area) },
    { kind: 'text', tone: 'note', text: official },
    ...statements(materials, result, area),
  ];
}
