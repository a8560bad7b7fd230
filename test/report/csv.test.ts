import { describe, expect, it } from 'vitest';
import { toCsv } from '../../src/report/csv.ts';

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
