import { describe, expect, it } from 'vitest';
import { DialogFile, flatten } from '../../src/dialog/dialog.ts';
import type { Box } from '../../src/survey/response.ts';
import { toRecords, toTables } from '../../src/survey/table.ts';
import { readCampaign } from '../support/campaign.ts';

const dialog = flatten(
  DialogFile.parse({
    id: 'test',
    version: 1,
    derive: { group: { from: 'm_role', values: { organisation: 'ngo', clerk: 'office' } } },
    steps: [
      { id: 'm_role', kind: 'choose', table: 'background', choices: ['organisation', 'clerk'] },
      { id: 'why', kind: 'multi', choices: ['money', 'time'] },
      { id: 'own', kind: 'text', table: 'open_text' },
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
  const texts: Box = {
    address: { table: 'open_text', campaign: 'fala-1' },
    rows: [
      { id: 'b', values: { text: 'read', theme: 'money' }, reviewed: true, simulated },
      { id: 'a', values: { text: 'not read' }, simulated },
    ],
    withdrawn: [],
    byLink: 0,
  };
  return [answered('ngo', ngo), answered('office', office), background, texts];
}
const sizes = (made: Box[], simulated = false) =>
  toTables(readCampaign({ simulated }), dialog, made).map((table) => table.rows.length);

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
    const [answers, background] = toTables(readCampaign(), dialog, boxes(9, 9));
    expect(answers?.columns).toEqual(['campaign', 'unit', 'group', 'why.money', 'why.time']);
    expect(answers?.rows[0]).toEqual(['fala-1', 'lipowo', expect.any(String), 0, 1]);
    expect(background?.columns).toEqual(['m_role']);
  });

  it('has only texts that were read, and nothing beside them; of fewer than ten people none', () => {
    const texts = (made: Box[]) => toTables(readCampaign(), dialog, made).slice(2).flatMap(toRecords);
    expect(texts(boxes(9, 9))).toEqual([{ text: 'read' }]);
    expect(texts(boxes(9, 0))).toEqual([]);
  });
});
