/** How figures are written in the three languages, and that the texts are those which are used. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readContent } from '../../src/content/content.ts';
import { numbersIn } from '../../src/report/numbers.ts';
import { createWords } from '../../src/report/words.ts';
import type { Gap } from '../../src/survey/published.ts';
import { find, languages } from './materials.ts';

const wordsIn = (language: 'pl' | 'en' | 'uk') => createWords(find, language, 'cooperation-assessment');

describe('numbers', () => {
  it.each([
    [{ low: 52.4, high: 52.4, decimals: 1 }, '52,4', '52.4'],
    [{ low: 52, high: 52, decimals: 1 }, '52,0', '52.0'],
    [{ low: 0, high: 20, decimals: 0 }, '≤\u00A020', '≤\u00A020'],
    [{ low: 80, high: 100, decimals: 0 }, '≥\u00A080', '≥\u00A080'],
    [{ low: 65, high: 75, decimals: 0 }, '65–75', '65–75'],
    [{ low: 0, high: 0, decimals: 0 }, '0', '0'],
  ] as const)('%j is written as %s, in English as %s', (value, local, english) => {
    expect([numbersIn('pl').shown(value), numbersIn('uk').shown(value), numbersIn('en').shown(value)]).toEqual([
      local,
      local,
      english,
    ]);
  });

  it('has a sign and a true minus where it is a difference, and none where it is nothing', () => {
    const { signed } = numbersIn('pl');
    expect([signed(17, 0), signed(-6.5, 1), signed(0, 0), signed(-0.04, 1)]).toEqual(['+17', '−6,5', '0', '0,0']);
  });

  it('counts people as they may be told', () => {
    const { count } = numbersIn('pl');
    expect([
      count({ least: 12, most: 12 }),
      count({ least: 5, most: 9 }),
      count({ least: 45, most: 49 }),
      count({ least: 0, most: 4 }),
    ]).toEqual(['12', '5–9', '45–49', '<\u00A05']);
  });
});

describe('a gap in words', () => {
  const gap = (low: number, high = low, decimals: 0 | 1 = 0): Gap => ({
    value: { low, high, decimals },
    agreement: 'possible-gap',
  });

  it.each([
    [gap(17), 'urząd ocenia wyżej o 17 punktów (możliwa różnica)'],
    [gap(-3), 'organizacje oceniają wyżej o 3 punkty (możliwa różnica)'],
    [gap(18.7, 18.7, 1), 'urząd ocenia wyżej o 18,7 punktu (możliwa różnica)'],
    [gap(3, 3, 1), 'urząd ocenia wyżej o 3,0 punktu (możliwa różnica)'],
    [gap(-29, -9), 'organizacje oceniają wyżej o 9–29 punktów (możliwa różnica)'],
    [gap(0), 'obie strony oceniają tak samo (możliwa różnica)'],
    [gap(-20, 15), 'nie wiadomo, kto ocenia wyżej (różnica od −20 do +15) (możliwa różnica)'],
  ])('%j', (one, said) => {
    expect(wordsIn('pl').gap(one).replaceAll('\u00A0', ' ')).toBe(said);
  });

  it('counts with the endings of the language', () => {
    expect(wordsIn('uk').gap(gap(22)).replaceAll('\u00A0', ' ')).toContain('на 22 бали');
    expect(wordsIn('en').gap(gap(1)).replaceAll('\u00A0', ' ')).toContain('1 point higher');
  });
});

it('never says a class for sure of what is not', () => {
  for (const language of languages)
    expect(wordsIn(language).level({ level: 'strength', certain: false })).not.toBe(
      wordsIn(language).level({ level: 'strength', certain: true }),
    );
});

it('uses every text of report.yaml, and only those', async () => {
  const { texts } = await readContent();
  const keys = Object.keys(texts.find(({ language, space }) => language === 'pl' && space === 'report')?.texts ?? {});
  const folder = join(import.meta.dirname, '..', '..', 'src', 'report');
  const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  // A key is said as it stands, or with a part that is put in.
  const said = [...source.matchAll(/'([a-zA-Z]+(?:\.[a-zA-Z-]+)*)'|`([a-zA-Z](?:[a-zA-Z.-]|\$\{[^}]*\})+)`/g)].map(
    (match) => {
      const pattern = (match[1] ?? match[2] ?? '').replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w-]+');
      return new RegExp(`^${pattern}$`);
    },
  );
  const base = (key: string): string => key.replace(/_(?:one|few|many|other)$/, '');
  expect(keys.length).toBeGreaterThan(100);
  expect(keys.filter((key) => !said.some((pattern) => pattern.test(base(key))))).toEqual([]);
});
