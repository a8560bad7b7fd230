/** What somebody who has the export and the published report may find out about a JST that is too small. */
import { describe, expect, it } from 'vitest';
import type { Group } from '../../src/dialog/session.ts';
import { areasOf, type Unit } from '../../src/survey/campaign.ts';
import { disclose } from '../../src/survey/disclose.ts';
import { type Side, sides } from '../../src/survey/instrument.ts';
import { type AnswersRow, protect } from '../../src/survey/protect.ts';
import { isShown } from '../../src/survey/published.ts';
import { scoreWave } from '../../src/survey/wave.ts';
import { readCampaign } from '../support/campaign.ts';
import { answeredBy, createChance, questionnaire } from '../support/exports.ts';

const unit = (id: string, scope: Unit['scope'] = 'all'): Unit => ({ id, name: `Gmina ${id}`, scope });
const from = ({ row }: Pick<AnswersRow, 'row'>): string => row.id.split(' ')[1] ?? '';

/** Which units of one group are named, which are blank, which are left out. */
function seen(counts: Readonly<Record<string, number>>, scopes: Readonly<Record<string, Unit['scope']>> = {}) {
  const campaign = readCampaign({ units: Object.keys(counts).map((id) => unit(id, scopes[id])) });
  const sizes = Object.fromEntries(Object.entries(counts).map(([id, office]) => [id, { office }]));
  const { answers, background } = protect(campaign, questionnaire, answeredBy(campaign, sizes));
  const names = (rows: readonly AnswersRow[]) => [...new Set(rows.map(from))].sort().join(' ');
  const blank = answers.filter((one) => one.unit === '');
  return {
    named: names(answers.filter((one) => one.unit !== '')),
    blank: names(blank),
    background: background.length,
    areas: new Set(blank.map(({ row }) => Object.keys(row.values).sort().join(' '))),
  };
}

describe('units in an export', () => {
  it.for<[string, Record<string, number>, { named: string; blank: string; background: number }]>([
    ['all are named when each is large enough', { a: 5, b: 9, c: 30 }, { named: 'a b c', blank: '', background: 44 }],
    ['two small ones hide together', { a: 3, b: 4, c: 30 }, { named: 'c', blank: 'a b', background: 37 }],
    [
      'a small one alone is left out: whoever hid it would be told by what is published',
      { a: 2, b: 9, c: 30 },
      { named: 'b c', blank: '', background: 39 },
    ],
    ['so are two that are too small together', { a: 1, b: 2, c: 9 }, { named: 'c', blank: '', background: 9 }],
    ['and a whole group that is', { a: 2, b: 2 }, { named: '', blank: '', background: 0 }],
    ['an empty one needs no protection', { a: 0, b: 9, c: 30 }, { named: 'b c', blank: '', background: 39 }],
  ])('%s', ([, counts, expected]) => {
    expect(seen(counts)).toMatchObject(expected);
  });

  it('a blank row tells its unit neither by what was not asked there nor by facts, which are published', () => {
    const { blank, areas } = seen({ a: 3, b: 3, c: 30 }, { a: 'I' });
    expect(blank).toBe('a b');
    expect(areas.size).toBe(1);
    const [asked] = areas;
    expect(asked).toContain('a11_info_ahead');
    expect(asked).not.toContain('a21_rules_clear');
    expect(asked).not.toContain('f_council');
    expect(asked).toContain('c_overall');
  });
});

describe('over 300 waves by chance', () => {
  const waves = Array.from({ length: 300 }, (_, seed) => {
    const chance = createChance(seed);
    const scopes = ['all', 'all', 'I', 'II', 'III'] as const;
    const units = Array.from({ length: 1 + chance(6) }, (_, n) => unit(`u${n}`, scopes[chance(scopes.length)]));
    const campaign = readCampaign({ units, k: 3 + chance(4) });
    const size = () => (chance(3) === 0 ? chance(14) : chance(6));
    const sizes = Object.fromEntries(units.map(({ id }) => [id, { ngo: size(), office: size(), other: size() }]));
    const boxes = answeredBy(campaign, sizes, { seed });
    return { campaign, boxes, exported: protect(campaign, questionnaire, boxes), sizes };
  });

  it('there are named, blank and left out rows among them', () => {
    const rows = waves.flatMap(({ exported }) => exported.answers);
    expect(rows.filter((row) => row.unit === '').length).toBeGreaterThan(300);
    expect(rows.filter((row) => row.unit !== '').length).toBeGreaterThan(300);
    expect(
      waves.some(({ exported, boxes }) => exported.answers.length < boxes.flatMap((box) => box.rows).length / 2),
    ).toBe(true);
  });

  it('a unit is named only where k of a group answered, and never another than its own', () => {
    for (const { campaign, exported, sizes } of waves)
      for (const row of exported.answers.filter((one) => one.unit !== '')) {
        expect(row.unit).toBe(from(row));
        expect(sizes[row.unit]?.[row.group]).toBeGreaterThanOrEqual(campaign.k);
      }
  });

  it('a blank row is one of at least k alike, of at least two units of which nothing is published', () => {
    for (const { campaign, boxes, exported } of waves) {
      const published = disclose([scoreWave(campaign, questionnaire, boxes)]);
      for (const [group, rows] of Map.groupBy(
        exported.answers.filter((row) => row.unit === ''),
        (row) => row.group,
      )) {
        const units = new Set(rows.map(from));
        expect(rows.length).toBeGreaterThanOrEqual(campaign.k);
        expect(units.size).toBeGreaterThanOrEqual(2);
        expect(new Set(rows.map(({ row }) => Object.keys(row.values).sort().join())).size).toBe(1);
        const shown = published.units
          .filter(({ id }) => units.has(id))
          .flatMap((one) =>
            sides.includes(group as Side) ? Object.values(one.sides[group as Side].area).filter(isShown) : [],
          );
        expect(shown).toEqual([]);
      }
    }
  });

  it('rows with a unit have all that was asked there', () => {
    for (const { campaign, exported } of waves)
      for (const { unit: id, group, row } of exported.answers.filter((one) => one.unit !== '' && one.group === 'ngo')) {
        const { scope } = campaign.units.find((one) => one.id === id) ?? unit(id);
        const areas = new Set(
          questionnaire.steps.flatMap((step) => (row.values[step.id] !== undefined ? (step.area ?? []) : [])),
        );
        expect([group, [...areas].sort()]).toEqual(['ngo', [...areasOf(scope)].sort()]);
      }
  });

  it('the background has as many of each group as the answers, so that it tells nobody who is left out', () => {
    const groupOf: Readonly<Record<string, Group>> = { organisation: 'ngo', clerk: 'office', village: 'other' };
    const counts = (groups: readonly (Group | undefined)[]) =>
      Object.fromEntries([...Map.groupBy(groups, (group) => group ?? '')].map(([group, own]) => [group, own.length]));
    for (const { exported } of waves)
      expect(counts(exported.background.map(({ values }) => groupOf[String(values.m_role)]))).toEqual(
        counts(exported.answers.map(({ group }) => group)),
      );
  });
});
