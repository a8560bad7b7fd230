/** Planes, areas and provisions as people name them by number. */
import { describe, expect, it } from 'vitest';
import { covers, type Reference, referenceIn } from '../../src/knowledge/reference.ts';

const plane = (one: 'I' | 'II' | 'III'): Reference => ({ kind: 'plane', plane: one });
const area = (one: Extract<Reference, { kind: 'area' }>['area']): Reference => ({ kind: 'area', area: one });
const law = (article: string, below = '', act = 'ustawa-pozytek'): Reference => ({
  kind: 'law',
  act,
  article,
  below,
  sure: true,
});

const named: readonly (readonly [string, Reference])[] = [
  ['płaszczyzna I', plane('I')],
  ['płaszczyzna 1', plane('I')],
  ['o drugiej płaszczyźnie', plane('II')],
  ['płaszczyźnie nr 2', plane('II')],
  ['plaszczyzna druga', plane('II')],
  ['płaszczyzna numer trzy', plane('III')],
  ['III płaszczyzna', plane('III')],
  ['jakie obszary ma płaszczyzna II', plane('II')],
  ['obszary trzeciej płaszczyzny', plane('III')],
  ['obszary pierwszej płaszczyzny', plane('I')],
  ['narzędzia obszarów drugiej płaszczyzny', plane('II')],
  ['plane III', plane('III')],
  ['tell me about the first plane', plane('I')],
  ['plane two', plane('II')],
  ['areas of the second plane', plane('II')],
  ['друга площина', plane('II')],
  ['у площині III', plane('III')],
  ['що таке площина ІІ', plane('II')],
  ['II.2', area('II.2')],
  ['narzędzia obszaru I.1', area('I.1')],
  ['obszar 3.1', area('III.1')],
  ['w obszarze III. 2', area('III.2')],
  ['obszar ii.1', area('II.1')],
  ['obszar 2 płaszczyzny 1', area('I.2')],
  ['płaszczyzna 1, obszar 2', area('I.2')],
  ['Płaszczyzna II obszar 1', area('II.1')],
  ['drugi obszar pierwszej płaszczyzny', area('I.2')],
  ['pierwszej płaszczyzny drugi obszar', area('I.2')],
  ['obszar drugi w płaszczyźnie drugiej', area('II.2')],
  ['obszar pierwszy płaszczyzny III', area('III.1')],
  ['area 2.2', area('II.2')],
  ['the second area of plane one', area('I.2')],
  ['area 1 of the third plane', area('III.1')],
  ['напрям I.2', area('I.2')],
  ['другий напрям першої площини', area('I.2')],
  ['перший напрям площини 3', area('III.1')],
  ['art. 19a', law('19a')],
  ['art.19a', law('19a')],
  ['co jest w artykule 5a', law('5a')],
  ['art 4 ust. 1 pkt 33', law('4', 'ust. 1 pkt 33')],
  ['pkt 33 w art. 4', law('4', 'pkt 33')],
  ['ustęp 5 artykułu 5', law('5', 'ust. 5')],
  ['what does article 19a say', law('19a')],
  ['article 5(5)', law('5', 'ust. 5')],
  ['article 4(1)(33)', law('4', 'ust. 1 pkt 33')],
  ['стаття 19а', law('19a')],
  ['ст. 4 п. 33', law('4', 'pkt 33')],
  ['частина 5 статті 5', law('5', 'ust. 5')],
  ['art. 5a ustawy o samorządzie gminnym', law('5a', '', 'usg')],
  ['art. 5a of the municipal self-government act', law('5a', '', 'usg')],
  ['стаття 5a закону про ґмінне самоврядування', law('5a', '', 'usg')],
  ['art. 221 ustawy o finansach publicznych', law('221', '', 'finanse-publiczne')],
  ['art. 9 prawa o stowarzyszeniach', law('9', '', 'prawo-o-stowarzyszeniach')],
  ['art. 3 ustawy o fundacjach', law('3', '', 'ustawa-o-fundacjach')],
  ['art. 2 ustawy o funduszu sołeckim', law('2', '', 'fundusz-solecki')],
];

/** Counts, dates, sums and small words are no numbers of anything. */
const nothing: readonly string[] = [
  '',
  'trzy płaszczyzny',
  'jakie są trzy płaszczyzny współpracy',
  'three planes',
  'три площини',
  'dwa obszary',
  'sześć obszarów',
  'płaszczyzny i obszary',
  'czym się różni płaszczyzna i obszar',
  'площини і напрями',
  'drugi obszar',
  'obszar 3',
  'płaszczyzna 4',
  'mam 19 lat',
  'w 2024 roku',
  'do 11.12.2026',
  '10 000 zł',
  'o 12.1',
  '1,5% podatku',
  'punkt 3.2.1',
  'i co dalej',
  'artykuły w gazecie',
  'na start',
];

describe('a question names by number', () => {
  it.each(named)('%s', (question, reference) => {
    expect(referenceIn(question)).toEqual(reference);
  });

  it('a provision that "19a" alone may mean, and says that it is not sure', () => {
    expect(referenceIn('19a')).toEqual({ ...law('19a'), sure: false });
    expect(referenceIn('co mówi 41e')).toEqual({ ...law('41e'), sure: false });
  });

  it.each(nothing)('nothing in "%s"', (question) => {
    expect(referenceIn(question)).toBeUndefined();
  });

  it('in 10,000 characters without waiting', () => {
    const long = [
      `art. ${'1'.repeat(9_995)}`,
      'art. '.repeat(2_000),
      'obszar I płaszczyzna '.repeat(500),
      ' '.repeat(10_000),
    ];
    const begun = performance.now();
    for (const question of long) referenceIn(question);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

describe('a card of several articles', () => {
  it.each([
    ['19b–19d', ['19b', '19c', '19d'], ['19', '19a', '19e', '20']],
    ['221, 250–252', ['221', '250', '251', '252'], ['220', '222', '249', '253', '25']],
    ['2, 3 i 5', ['2', '3', '5'], ['1', '4', '6', '23']],
    ['4 ust. 1 pkt 33', ['4'], ['1', '33']],
    ['42–50', ['42', '45', '45a', '50'], ['41', '41i', '51']],
    ['41f–41g', ['41f', '41g'], ['41', '41e', '41h', '42']],
  ])('%s speaks of these and of no others', (numbers, inside, outside) => {
    expect(inside.filter((article) => !covers(numbers, article))).toEqual([]);
    expect(outside.filter((article) => covers(numbers, article))).toEqual([]);
  });
});
