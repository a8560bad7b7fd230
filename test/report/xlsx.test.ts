import { beforeAll, describe, expect, it } from 'vitest';
import { describeFigures, toFigures } from '../../src/report/export/figures.ts';
import { toXlsx } from '../../src/report/export/xlsx.ts';
import { describeTables, toCodebook } from '../../src/survey/codebook.ts';
import { disclose } from '../../src/survey/disclose.ts';
import { isHidden, isPoint } from '../../src/survey/published.ts';
import { type Table, toRecords, toTables } from '../../src/survey/table.ts';
import { scoreWave } from '../../src/survey/wave.ts';
import { readCampaign } from '../support/campaign.ts';
import { answeredBy, hostileTexts, questionnaire, wordingIn } from '../support/exports.ts';
import { readWorkbook, type Sheet } from '../support/workbook.ts';

const units = [
  { id: 'lipowo', name: '=Gmina „Lipowo” <&>', scope: 'all' as const },
  { id: 'debno', name: 'Ґміна Дембно', scope: 'II' as const },
  { id: 'male', name: 'constructor', scope: 'all' as const },
];
const campaign = readCampaign({ units, agreed: { lipowo: { 'I.1': 2.5 } } });
const earlier = readCampaign({ units, id: 'fala-0' });
const sizes = { lipowo: { ngo: 14, office: 12 }, debno: { ngo: 6, office: 11 }, male: { ngo: 2, office: 1 } };
const boxes = answeredBy(campaign, sizes, { open: hostileTexts });
const published = disclose([
  scoreWave(earlier, questionnaire, answeredBy(earlier, sizes, { seed: 9 })),
  scoreWave(campaign, questionnaire, boxes),
]);
const wording = wordingIn('pl');
const columns = [...describeTables(campaign, questionnaire, campaign.name.pl, wording), ...describeFigures(wording)];
const tables: readonly Table[] = [
  ...toTables(campaign, questionnaire, boxes),
  toCodebook(columns, wording),
  toFigures(published, 'pl', wording),
];

let sheets: readonly Sheet[];
beforeAll(async () => {
  sheets = readWorkbook(await toXlsx(tables));
});

/** Rows end with their last filled cell. */
const trimmed = (row: readonly (string | number)[]) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1);
const oneLineEnd = (cell: string | number) => (typeof cell === 'string' ? cell.replace(/\r\n?/g, '\n') : cell);

describe('a workbook', () => {
  it('has a sheet for each table, with the same values of the same types', () => {
    expect(sheets.map(({ name }) => name)).toEqual(['answers', 'background', 'open_text', 'codebook', 'index']);
    for (const [n, { columns: names, rows }] of tables.entries())
      expect(sheets[n]?.rows.map(trimmed)).toEqual([[...names], ...rows.map((row) => trimmed(row).map(oneLineEnd))]);
  });

  it('keeps the first row in sight and bold, and columns wide enough to read', () => {
    for (const { frozenRows, boldTop, widths } of sheets) {
      expect([frozenRows, boldTop]).toEqual([1, true]);
      for (const width of widths) expect([width >= 8, width <= 70]).toEqual([true, true]);
    }
    expect(sheets.find(({ name }) => name === 'codebook')?.wrapped).toBeGreaterThan(100);
  });

  it('calculates nothing that people wrote', () => {
    const texts = sheets
      .find(({ name }) => name === 'open_text')
      ?.rows.slice(1)
      .map(([text]) => text);
    expect(sheets.reduce((total, { formulas }) => total + formulas, 0)).toBe(0);
    expect(texts?.toSorted()).toEqual(hostileTexts.map(oneLineEnd).toSorted());
  });

  it('leaves out what the format forbids in a text, and nothing else', async () => {
    const table = { name: 't', columns: ['c'], rows: [['a\u0000\u0007b\ud800c'], ['_x000D_ and \u0001']] };
    const [sheet] = readWorkbook(await toXlsx([table]));
    expect(sheet?.rows.slice(1)).toEqual([['abc'], ['_x000D_ and ']]);
  });

  it('holds 10,000 rows, made in seconds', { timeout: 60_000 }, async () => {
    const row = Array.from({ length: 30 }, (_, n) => (n % 2 ? n : `tekst ${n}`));
    const table = {
      name: 'answers',
      columns: row.map((_, n) => `c${n}`),
      rows: Array.from({ length: 10_000 }, () => row),
    };
    const begun = performance.now();
    const bytes = await toXlsx([table]);
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(bytes.length).toBeGreaterThan(10_000);
  });
});

describe('the sheet with the index', () => {
  const index = toRecords(tables[4] ?? { name: '', columns: [], rows: [] });
  const line = (unit: string, side: string, area: string) =>
    index.find((one) => one.place === 'unit' && one.unit === unit && one.side === side && one.area === area);

  it('says each area, plane and the whole of each side and of both as it is published', () => {
    const [lipowo] = published.units;
    const area = lipowo?.sides.ngo.area['I.1'];
    const joint = lipowo?.joint.area['I.1'];
    if (!area || isHidden(area) || !joint || isHidden(joint)) throw new Error('this wave shows too little');
    const { value, interval, change } = area;
    expect(isPoint(value) && interval && change).toBeTruthy();
    expect(line('lipowo', 'ngo', 'I.1')).toMatchObject({
      shown: value.low.toFixed(1).replace('.', ','),
      value: value.low,
      low: interval?.[0],
      high: interval?.[1],
      n: String(area.n.least),
      level: area.level,
      certain: area.certain ? 1 : 0,
      change: change?.value.low,
      trend: change?.trend,
      hidden: '',
    });
    expect(line('lipowo', 'joint', 'I.1')).toMatchObject({
      value: joint.combined.value.low,
      gap: joint.gap.value.low,
      agreement: joint.gap.agreement,
      agreed: 2.5,
    });
    expect(index.filter((one) => one.unit === 'lipowo' && one.side === 'office').map((one) => one.area)).toEqual([
      'I.1',
      'I.2',
      'II.1',
      'II.2',
      'III.1',
      'III.2',
      'I',
      'II',
      'III',
      'overall',
    ]);
  });

  it('tells of small groups no more than is published', () => {
    expect(line('debno', 'ngo', 'overall')).toMatchObject({ hidden: 'not-asked', n: '5–9', value: '' });
    expect(line('debno', 'ngo', 'I.1')).toMatchObject({ hidden: 'not-asked', shown: '', value: '', n: '' });
    expect(line('debno', 'ngo', 'II.1')).toMatchObject({ basis: 'usual', n: '5–9', certain: 0 });
    expect(line('male', 'ngo', 'I.1')).toMatchObject({ hidden: 'few', shown: '', value: '', n: '', low: '' });
    expect(line('male', 'ngo', 'overall')?.n).toMatch(/^<\s5$/);
    expect(line('male', 'joint', 'overall')).toMatchObject({ shown: '', gap_shown: '', agreement: '' });
    expect(toRecords(tables[0] ?? { name: '', columns: [], rows: [] }).some((row) => row.unit === 'male')).toBe(false);
  });
});
