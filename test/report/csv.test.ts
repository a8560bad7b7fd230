import { describe, expect, it } from 'vitest';
import { toCsv } from '../../src/report/export/csv.ts';
import { readCsv } from '../support/csv.ts';
import { hostileTexts } from '../support/exports.ts';

const one = (cell: string | number) => toCsv({ name: 't', columns: ['c'], rows: [[cell]] }).split('\r\n')[1];

describe('CSV', () => {
  it('begins with the mark by which spreadsheets know UTF-8', () => {
    expect(toCsv({ name: 't', columns: ['ż'], rows: [] }).charCodeAt(0)).toBe(0xfeff);
  });

  it.for([
    '=1+1',
    '+1',
    '-1+1',
    '@SUM(A1)',
    '\tx',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '=cmd|"/c calc"!A1',
    '=HYPERLINK("http://x")',
    '\0=1',
  ])('makes %s harmless', (cell) => {
    expect(one(cell)?.replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it.for([
    [5, '5'],
    ['zwykły tekst', 'zwykły tekst'],
    ['z „cudzysłowem"', '"z „cudzysłowem"""'],
    ['a,b', '"a,b"'],
  ] as const)('leaves %s readable', ([cell, written]) => {
    expect(one(cell)).toBe(written);
  });
});

describe('CSV of hostile texts', () => {
  it('gives every text back, with one sign before those that would be calculated', () => {
    const table = { name: 't', columns: ['c', 'n'], rows: hostileTexts.map((text, n) => [text, n]) };
    const [head, ...rows] = readCsv(toCsv(table, { bom: false }));
    expect(head).toEqual(['c', 'n']);
    expect(rows.map(([text]) => text?.replace(/^'/, ''))).toEqual(hostileTexts);
    for (const [text] of rows) expect(text).not.toMatch(/^[=+\-@\t\r\n]/);
  });
});
