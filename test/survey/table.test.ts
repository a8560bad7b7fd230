import { describe, expect, it } from 'vitest';
import { DialogFile, flatten } from '../../src/dialog/dialog.ts';
import type { Group } from '../../src/dialog/session.ts';
import type { Box } from '../../src/survey/response.ts';
import { hiddenUnits, toTables } from '../../src/survey/table.ts';
import { readCampaign } from '../support/campaign.ts';

const ballots = (counts: Record<string, number>) =>
  Object.entries(counts).map(([unit, count]) => ({ unit, group: 'ngo' as Group, box: { rows: Array(count).fill(0) } }));

describe('units left blank in an export', () => {
  it.for<[string, Record<string, number>, string[]]>([
    ['nobody when every group is large enough', { a: 5, b: 9, c: 30 }, []],
    ['a small one takes the next smallest along, or it is told by what is missing', { a: 2, b: 9, c: 30 }, ['a', 'b']],
    ['two small ones that are large enough together', { a: 3, b: 4, c: 30 }, ['a', 'b']],
    ['two small ones that are not', { a: 1, b: 2, c: 9, d: 30 }, ['a', 'b', 'c']],
    ['an empty one needs no protection', { a: 0, b: 9, c: 30 }, []],
    ['all of them when there is nobody to hide among', { a: 2, b: 2 }, ['a', 'b']],
  ])('%s', ([, counts, hidden]) => {
    expect([...hiddenUnits(ballots(counts), 5)].map((key) => key.split('/')[0]).toSorted()).toEqual(hidden);
  });
});

const dialog = flatten(
  DialogFile.parse({
    id: 'test',
    version: 1,
    derive: { group: { from: 'm_role', values: { organisation: 'ngo', clerk: 'office' } } },
    steps: [
      { id: 'm_role', kind: 'choose', table: 'background', choices: ['organisation', 'clerk'] },
      { id: 'why', kind: 'multi', choices: ['money', 'time'] },
    ],
  }),
);

/** A wave in which so many of each side answered, all in one unit. */
function boxes(ngo: number, office: number, simulated = false): Box[] {
  const answered = (group: 'ngo' | 'office', count: number): Box => ({
    address: { table: 'answers', campaign: 'fala-1', unit: 'lipowo', group },
    rows: Array.from({ length: count }, (_, n) => ({ id: `${group}${n}`, values: { why: ['time'] }, simulated })),
    withdrawn: [],
    byLink: 0,
  });
  const roles = [...Array(ngo).fill('organisation'), ...Array(office).fill('clerk')];
  const background: Box = {
    address: { table: 'background', campaign: 'fala-1' },
    rows: roles.map((m_role, n) => ({ id: `b${n}`, values: { m_role }, simulated })),
    withdrawn: [],
    byLink: 0,
  };
  return [answered('ngo', ngo), answered('office', office), background];
}
const sizes = (made: Box[], simulated = false) =>
  toTables(readCampaign({ simulated }), dialog, made, (key) => key).map((table) => table.rows.length);

describe('an export', () => {
  it('leaves out a group that is under k in the whole wave, in every table that would tell it', () => {
    expect(sizes(boxes(9, 4)).slice(0, 2)).toEqual([9, 9]);
    expect(sizes(boxes(9, 5)).slice(0, 2)).toEqual([14, 14]);
  });

  it('keeps made-up people and real ones apart', () => {
    expect(sizes(boxes(2, 1, true), true).slice(0, 2)).toEqual([3, 3]);
    expect(sizes(boxes(9, 9, true)).slice(0, 2)).toEqual([0, 0]);
  });

  it('has a column for each choice of a list, and no row with unit and role together', () => {
    const [answers, background] = toTables(readCampaign(), dialog, boxes(9, 9), (key) => key);
    expect(answers?.columns).toEqual(['campaign', 'unit', 'group', 'why.money', 'why.time']);
    expect(answers?.rows[0]).toEqual(['fala-1', 'lipowo', expect.any(String), 0, 1]);
    expect(background?.columns).toEqual(['m_role']);
  });
});
