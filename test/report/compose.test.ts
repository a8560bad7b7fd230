/** The report as blocks: the same numbers everywhere, nothing of what is hidden, and always something to do next. */
import { describe, expect, it } from 'vitest';
import { compose } from '../../src/report/compose.ts';
import type { Block, ReportDocument } from '../../src/report/document.ts';
import { toJson } from '../../src/report/json.ts';
import type { Materials } from '../../src/report/subject.ts';
import { areasIn, planes, sides } from '../../src/survey/instrument.ts';
import { isHidden } from '../../src/survey/published.ts';
import type { Wave } from '../../src/survey/wave.ts';
import { drawCase } from '../faults/solver/campaigns.ts';
import { assessment } from '../faults/solver/experiment.ts';
import { languages, materialsOf, reportOf } from './materials.ts';
import { type Place, waveOf } from './waves.ts';

const usual: readonly Place[] = [
  { name: 'Gmina Lipowo', ngo: 14, office: 12 },
  { name: 'Gmina Dębno', ngo: 7, office: 11, middle: 2 },
  { name: 'Gmina Ałki', ngo: 3, office: 6 },
];
const two = [waveOf('fala-1', usual), waveOf('fala-2', usual)] as const;
const dialog = await assessment();
const drawn = Array.from({ length: 12 }, (_, seed) => drawCase(seed, dialog));

type Of<K extends Block['kind']> = Extract<Block, { readonly kind: K }>;

function all<K extends Block['kind']>({ blocks }: ReportDocument, kind: K): readonly Of<K>[] {
  return blocks.filter((block): block is Of<K> => block.kind === kind);
}

/** Every text of a document, also those in pictures. */
function textsOf({ title, subtitle, blocks }: ReportDocument): readonly string[] {
  const inside = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(inside) : [];
  };
  return [title, subtitle, ...blocks.flatMap(inside)];
}

const numbersIn = (text: string): readonly string[] => text.match(/\d+(?:,\d+)?/g) ?? [];

/** Every number of what is published, as it may be written in Polish. */
function publishedNumbers(materials: Materials): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'number')
      for (const decimals of [0, 1] as const)
        if (Math.abs(value * 10 ** decimals - Math.round(value * 10 ** decimals)) < 1e-6)
          found.add(Math.abs(value).toFixed(decimals).replace('.', ','));
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(toJson(materials));
  visit(materials.report.earlier);
  return found;
}

describe('numbers', () => {
  const campaigns: readonly { readonly name: string; readonly waves: readonly Wave[] }[] = [
    { name: 'of known answers', waves: two },
    ...drawn.map(({ seed, waves }) => ({ name: `of seed ${seed}`, waves })),
  ];
  it.each(campaigns)('in pictures, tables and figures are those of the JSON: a campaign $name', ({ waves }) => {
    const materials = materialsOf(reportOf(waves));
    const document = compose(materials);
    const published = publishedNumbers(materials);
    // Drawn on the scale itself, said of the usual bounds, and "< 5" of k.
    const scale = ['0', '25', '50', '70', '75', '100', '20', '40', '80', '5', String(materials.report.published.k)];
    const cells = all(document, 'table').flatMap(({ rows }) => rows.flatMap((row) => row.slice(1)));
    const figures = all(document, 'figures').flatMap(({ items }) =>
      items.flatMap(({ value, words }) => [value, words]),
    );
    const drawings = all(document, 'picture').flatMap(({ scene }) =>
      scene.marks.flatMap((mark) => (mark.kind === 'text' && !/\p{L}/u.test(mark.text) ? [mark.text] : [])),
    );
    const strangers = [...cells, ...figures, ...drawings].filter((text) =>
      numbersIn(text).some((number) => !published.has(number) && !scale.includes(number)),
    );
    expect(cells.length + figures.length).toBeGreaterThan(0);
    expect(strangers).toEqual([]);
  });

  it('in the table of a plane stand beside the same ones in its picture', () => {
    const document = compose(materialsOf(reportOf(two)), 'unit-0');
    const pictures = document.blocks.flatMap((block, at) => {
      const next = document.blocks[at + 1];
      return block.kind === 'picture' && next?.kind === 'table' ? [{ scene: block.scene, table: next }] : [];
    });
    const planePictures = pictures.filter(({ scene }) => scene.title.includes('Płaszczyzna'));
    expect(planePictures).toHaveLength(3);
    for (const { scene, table } of planePictures) {
      const drawnValues = scene.marks.flatMap((mark) =>
        mark.kind === 'text' && mark.size === 16 && /^[≤≥\d]/.test(mark.text) ? [mark.text] : [],
      );
      const written = table.rows.flatMap(([, ngo = '', office = '']) =>
        [ngo, office].map((cell) => cell.split(' (')[0]),
      );
      expect(drawnValues).toEqual(written);
    }
  });
});

it('puts a table beside every picture', () => {
  const { blocks } = compose(materialsOf(reportOf(two)));
  const pictures = blocks.flatMap(({ kind }, at) => (kind === 'picture' ? [blocks[at + 1]?.kind] : []));
  expect(pictures.length).toBeGreaterThan(20);
  expect(new Set(pictures)).toEqual(new Set(['table']));
});

it.each([0, 1, 2, 3, 4, 5])('never writes a number where a figure is hidden: campaign of seed %i', (seed) => {
  const materials = materialsOf(reportOf(drawCase(seed, dialog).waves));
  const { units } = materials.report.published;
  let hidden = 0;
  for (const unit of units) {
    const tables = all(compose(materials, unit.id), 'table').filter(({ columns }) => columns.length === 5);
    for (const plane of planes)
      for (const area of areasIn[plane].filter((one) => unit.scope.includes(one))) {
        const name = materials.words.area(area);
        const row = tables.flatMap(({ rows, columns }) =>
          columns[4]?.text === 'Różnica' ? rows.filter(([first]) => first === name) : [],
        )[0];
        sides.forEach((side, at) => {
          const figure = unit.sides[side].area[area];
          const cell = row?.[at + 1] ?? '';
          if (isHidden(figure)) hidden += 1;
          expect([unit.name, area, side, /\d/.test(cell)]).toEqual([unit.name, area, side, !isHidden(figure)]);
        });
      }
  }
  expect(units.length + hidden).toBeGreaterThan(0);
});

it('says what to do next where nobody can be shown', () => {
  const nobody = waveOf('fala-1', [
    { name: 'Gmina Lipowo', ngo: 2, office: 0 },
    { name: 'Gmina Dębno', ngo: 0, office: 4 },
  ]);
  const document = compose(materialsOf(reportOf([nobody])));
  const parts = all(document, 'text').map(({ text }) => text.replaceAll('\u00A0', ' '));
  expect(parts.filter((text) => text.includes('W następnym badaniu zaproście więcej osób')).length).toBeGreaterThan(6);
  expect(all(document, 'step')).toEqual([]);
  expect(all(document, 'figures')[0]?.items.map(({ value }) => value.replaceAll('\u00A0', ' '))).toEqual([
    '–',
    '< 5',
    '< 5',
  ]);
});

it('says on few pages that nothing is shown: no empty picture, no table of empty cells', () => {
  const nobody = waveOf('fala-1', [
    { name: 'Gmina Lipowo', ngo: 2, office: 0 },
    { name: 'Gmina Dębno', ngo: 0, office: 4 },
  ]);
  const document = compose(materialsOf(reportOf([nobody])));
  expect(all(document, 'picture')).toEqual([]);
  const parts = all(document, 'heading').filter(({ level }) => level === 1);
  expect(parts.filter(({ text }) => text.includes('Wszystkie samorządy razem'))).toHaveLength(1);
});

it('brackets a change that may be chance, and no other', () => {
  const waves = [
    waveOf('fala-1', usual),
    waveOf('fala-2', [{ name: 'Gmina Lipowo', ngo: 14, office: 12, middle: 2 }, ...usual.slice(1)]),
  ];
  const report = reportOf(waves);
  const trends = ['unit-0', 'unit-1'].flatMap((id) => {
    const document = compose(materialsOf(report), id);
    const table = all(document, 'table')[0];
    const joint = report.published.units.find((unit) => unit.id === id)?.joint.area;
    expect(table?.columns.at(-1)?.text).toBe('Zmiana');
    return Object.values(joint ?? {}).flatMap((figure, at) => {
      const trend = isHidden(figure) ? undefined : figure.combined.change?.trend;
      if (trend) expect(table?.rows[at]?.at(-1)).toMatch(trend === 'no-clear-change' ? /^\(.+\)$/ : /^[+−]\d/);
      return trend ? [trend] : [];
    });
  });
  expect(new Set(trends)).toEqual(new Set(['fall', 'no-clear-change']));
});

it('advises with a standard, three tools and a workshop, and says by which rule', () => {
  const document = compose(materialsOf(reportOf(two)), 'unit-1');
  const steps = all(document, 'step');
  expect(steps.length).toBeGreaterThan(0);
  for (const { tools, standard, workshop, why } of steps) {
    expect(tools).toHaveLength(3);
    expect(standard.length * workshop.text.length * why.length).toBeGreaterThan(0);
  }
  expect(textsOf(document).join('\n')).toContain('Wybieramy tak');
});

it('says in every part that answers are made up', () => {
  const { blocks } = compose(materialsOf(reportOf(two, { simulated: true })));
  const parts = blocks.flatMap((block, at) => (block.kind === 'heading' && block.level === 1 ? [blocks[at + 1]] : []));
  expect(parts.length).toBeGreaterThan(10);
  for (const part of parts)
    expect(part).toMatchObject({ kind: 'text', text: expect.stringContaining('Dane zmyślone') });
});

it('puts JST beside each other in the order of the alphabet, whatever their results', () => {
  const document = compose(materialsOf(reportOf(two)));
  const beside = all(document, 'table').find(({ columns }) => columns[0]?.text === 'Samorząd');
  expect(beside?.rows.map(([name]) => name)).toEqual(['Gmina Ałki', 'Gmina Dębno', 'Gmina Lipowo']);
});

it('of one JST says nothing of the others', () => {
  const texts = textsOf(compose(materialsOf(reportOf(two)), 'unit-0')).join('\n');
  expect(texts).toContain('Gmina Lipowo');
  expect(texts).not.toMatch(/Gmina Dębno|Gmina Ałki|Wszystkie samorządy razem/);
});

it('shows facts as the office told them, and asks it to put right what is unclear', () => {
  const document = compose(materialsOf(reportOf([two[1]])), 'unit-0');
  const answers = all(document, 'table').flatMap(({ columns, rows }) =>
    columns[1]?.text === 'Odpowiedź urzędu' ? rows.map((row) => row[1]) : [],
  );
  expect(answers).toEqual(['tak', 'niejasne', 'nie wiadomo']);
  const texts = textsOf(document).join('\n');
  expect(texts).toMatch(/Prosimy urząd o\sspra/);
  expect(texts).not.toMatch(/naruszen/i);
});

it('shows an agreed score beside the result, and does not mix them', () => {
  const agreed = waveOf('fala-1', [{ name: 'Gmina Lipowo', ngo: 14, office: 12 }], { agreed: { 'I.1': 3.5 } });
  const plain = waveOf('fala-1', [{ name: 'Gmina Lipowo', ngo: 14, office: 12 }]);
  const rows = (wave: typeof plain) => all(compose(materialsOf(reportOf([wave]))), 'table')[0]?.rows ?? [];
  expect(rows(agreed).map((row) => row.slice(0, -1))).toEqual(rows(plain));
  expect(rows(agreed)[0]?.at(-1)).toBe('3,5');
});

it.each(languages)('leaves no gap in a sentence, whatever the campaign, in %s', (language) => {
  for (const { waves } of drawn)
    for (const text of textsOf(compose(materialsOf(reportOf(waves), language))))
      expect(text).not.toMatch(/undefined|NaN|null|\{\{|\}\}|^$/);
});
