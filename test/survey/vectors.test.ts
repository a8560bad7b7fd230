/** The worked vectors of the index formula, every leaf of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Area } from '../../src/dialog/dialog.ts';
import { factsScore } from '../../src/survey/facts.ts';
import { levelOf } from '../../src/survey/judge.ts';
import { round } from '../../src/survey/known.ts';
import { studentQuantile } from '../../src/survey/quantile.ts';
import { indexOf } from '../../src/survey/score.ts';
import { answeredMin, createTally, itemScore } from '../../src/survey/tally.ts';
import { createRespondentReader, readHead, scoreText, toVector, wordOf } from '../../src/survey/vector.ts';

const file = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'fixtures', 'index-vectors.json'), 'utf8'));

/** What `index --file` computes of a vector. */
function compute(vector: { respondents: readonly { id: string }[] }) {
  const { k, instrument } = readHead(vector);
  const tallies = { ngo: createTally(instrument), office: createTally(instrument) };
  const read = createRespondentReader(instrument);
  const row = new Int8Array(instrument.length);
  const scores: Record<'ngo' | 'office', Record<string, unknown>> = { ngo: {}, office: {} };
  for (const respondent of vector.respondents) {
    const { id, side } = read(respondent, row);
    const points = tallies[side].addRow(row);
    scores[side][id] = Object.fromEntries(
      Area.options.map((area, index) => [area, JSON.parse(scoreText(points[index]))]),
    );
  }
  const document = toVector(indexOf(tallies, k));
  const { NGO, URZAD } = document.groups;
  return {
    ...document,
    groups: { NGO: { ...NGO, respondent_area: scores.ngo }, URZAD: { ...URZAD, respondent_area: scores.office } },
  };
}

describe('the worked vectors', () => {
  it('V1: one area, one group', () => {
    const vector = file.vectors.find(({ id }: { id: string }) => id === 'V1');
    const { NGO } = compute(vector).groups;
    const ofArea = Object.fromEntries(
      Object.entries(NGO.respondent_area).map(([id, areas]) => [id, Reflect.get(Object(areas), 'I.2')]),
    );
    expect({ respondent_area: ofArea, area: NGO.area['I.2'], items: NGO.items }).toEqual(vector.expected);
  });

  it('V2: six areas, two groups', () => {
    const vector = file.vectors.find(({ id }: { id: string }) => id === 'V2');
    expect(compute(vector)).toEqual(vector.expected);
  });
});

/** The value of a fraction like "-1/8". */
function fraction(text: string): number {
  const [over = 0, under = 1] = text.split('/').map(Number);
  return over / under;
}

const calculate: Readonly<Record<string, (input: never) => unknown>> = {
  'item scores': ([answer, reverse]: [number, boolean]) => itemScore(answer, reverse),
  'min answered = ceil(n/2)': (items: number) => answeredMin(items),
  'round half away from zero (fractions)': (text: string) => round(fraction(text), 2),
  'class boundaries': (point: number) => wordOf(levelOf(point)),
  't 0.975 quantile by df': (df: number) => round(studentQuantile(df), 6),
};

describe('the edge cases', () => {
  const cases: { case: string; in: never[]; out: unknown }[] = file.edge_cases;

  it.each(cases.filter(({ case: name }) => !name.startsWith('facts')))('$case', ({ case: name, in: inputs, out }) => {
    expect(inputs.map((input) => calculate[name]?.(input))).toEqual(out);
  });

  it('facts', () => {
    const told = cases.find(({ case: name }) => name.startsWith('facts'));
    const states: Readonly<Record<string, string>> = { tak: 'yes', nie: 'no', 'nie wiem': 'unknown' };
    expect(factsScore((told?.in ?? []).map((word) => states[word] ?? ''))).toBe(told?.out);
  });
});

describe('rounding', () => {
  it.each([
    [0.075, 0.08],
    [1.005, 1.01],
    [-1.005, -1.01],
    [2.675, 2.68],
    [0.0749, 0.07],
    [-0.001, 0],
    [99.995, 100],
  ])('%d to two decimals is %d', (value, shown) => {
    expect(round(value, 2)).toBe(shown);
  });
});
