/** Laws of the index (R1–R9), and the textbook's formulas over plain arrays beside our sums. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Area } from '../../src/dialog/dialog.ts';
import { areasIn, type Instrument, planes, sides } from '../../src/survey/instrument.ts';
import { type Cell, score } from '../../src/survey/score.ts';
import type { Respondent } from '../../src/survey/tally.ts';
import { fullInstrument, peopleOf, type Survey, surveys } from './people.ts';

const k = 3;

/** R1 and R2 for each respondent, one area. */
function scoresIn(area: Area, instrument: Instrument, people: readonly Respondent[]): (number | undefined)[] {
  const items = instrument.filter((item) => item.area === area);
  return people.map(({ answers }) => {
    const told = items.flatMap(({ id, reverse }) => {
      const answer = answers[id];
      return typeof answer === 'number' ? [reverse ? 25 * (5 - answer) : 25 * (answer - 1)] : [];
    });
    return told.length === 0 || told.length < items.length / 2 ? undefined : average(told);
  });
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const isNumber = (value: number | undefined): value is number => value !== undefined;

/** R3, R4 and R7 as they are written: the contributions z of each respondent, one after the other. */
function textbook(areas: readonly Area[], { instrument, people }: Survey): Cell {
  const table = areas.map((area) => scoresIn(area, instrument, people));
  const n = people.filter((_, r) => table.some((scores) => scores[r] !== undefined)).length;
  const valid = table.map((scores) => scores.filter(isNumber));
  if (valid.some((scores) => scores.length < k)) return { n };
  const means = valid.map(average);
  const z = people.map((_, r) =>
    table.reduce((sum, scores, a) => {
      const own = scores[r];
      if (own === undefined) return sum;
      return sum + (1 / areas.length) * (n / (valid[a]?.length ?? 0)) * (own - (means[a] ?? 0));
    }, 0),
  );
  const squares = z.reduce((sum, one) => sum + one * one, 0);
  return {
    n,
    estimate: { point: average(means), se: Math.sqrt(squares / (n * (n - 1))), df: n - 1, interval: [0, 0] },
  };
}

function expectLike(ours: Cell, theirs: Cell): void {
  expect(ours.n).toBe(theirs.n);
  expect(ours.estimate === undefined).toBe(theirs.estimate === undefined);
  if (!ours.estimate || !theirs.estimate) return;
  expect(ours.estimate.point).toBeCloseTo(theirs.estimate.point, 9);
  expect(ours.estimate.se ** 2).toBeCloseTo(theirs.estimate.se ** 2, 8);
  expect(ours.estimate.df).toBe(theirs.estimate.df);
}

/** Six areas of three statements, and enough people that most of it is there. */
const full = fullInstrument(3);
const largeSurveys = peopleOf(full, { minLength: 20, maxLength: 40 }).map(
  (people): Survey => ({
    instrument: full,
    people,
  }),
);

describe('the index', () => {
  it.each([
    ['of any instrument', surveys],
    ['of six full areas', largeSurveys],
  ])('is what the textbook computes, %s', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (survey) => {
        const index = score(survey.instrument, survey.people, k);
        for (const side of sides) {
          const own = { ...survey, people: survey.people.filter(({ group }) => group === side) };
          const group = index.groups[side];
          for (const area of Area.options) expectLike(group.area[area], textbook([area], own));
          for (const plane of planes) expectLike(group.plane[plane], textbook(areasIn[plane], own));
          expectLike(group.overall, textbook(Area.options, own));
        }
      }),
    );
  });

  it('does not depend on the order of the respondents', () => {
    const shuffled = largeSurveys.chain((survey) =>
      fc
        .shuffledSubarray([...survey.people], { minLength: survey.people.length })
        .map((people) => ({ ...survey, people, before: survey.people })),
    );
    fc.assert(
      fc.property(shuffled, ({ instrument, people, before }) => {
        expect(score(instrument, people, k)).toEqual(score(instrument, before, k));
      }),
    );
  });

  it('is moved in nothing but the share of "don\'t know" by who says so instead of nothing', () => {
    fc.assert(
      fc.property(surveys, ({ instrument, people }) => {
        const told = people.map(({ group, answers }) => ({
          group,
          answers: Object.fromEntries(instrument.map(({ id }) => [id, answers[id] ?? null])),
        }));
        const [before, after] = [score(instrument, people, k), score(instrument, told, k)];
        expect({ area: after.area, plane: after.plane, overall: after.overall }).toEqual({
          area: before.area,
          plane: before.plane,
          overall: before.overall,
        });
        for (const side of sides) {
          const [was, is] = [before.groups[side], after.groups[side]];
          expect({ ...is, items: {} }).toEqual({ ...was, items: {} });
          for (const { id } of instrument) expect(is.items[id]?.point).toBe(was.items[id]?.point);
        }
      }),
    );
  });

  it('is the same when statements and answers are turned round', () => {
    fc.assert(
      fc.property(surveys, ({ instrument, people }) => {
        const mirror = instrument.map((item) => ({ ...item, reverse: !item.reverse }));
        const turned = people.map(({ group, answers }) => ({
          group,
          answers: Object.fromEntries(
            Object.entries(answers).map(([id, answer]) => [id, typeof answer === 'number' ? 6 - answer : answer]),
          ),
        }));
        expect({ ...score(mirror, turned, k), instrument }).toEqual(score(instrument, people, k));
      }),
    );
  });

  it('has as a plane the mean of its areas, and as the whole the mean of the planes', () => {
    fc.assert(
      fc.property(largeSurveys, ({ instrument, people }) => {
        const { groups, area, plane, overall } = score(instrument, people, k);
        for (const side of sides) {
          const group = groups[side];
          for (const one of planes) {
            const parts = areasIn[one].map((each) => group.area[each].estimate?.point);
            const whole = group.plane[one].estimate?.point;
            expect(whole === undefined).toBe(!parts.every(isNumber));
            if (whole !== undefined) expect(whole).toBeCloseTo(average(parts.filter(isNumber)), 9);
          }
        }
        if (!overall) return;
        expect(overall.combined.point).toBeCloseTo(average(planes.map((one) => plane[one]?.combined.point ?? 0)), 9);
        expect(overall.gap.point).toBeCloseTo(average(Area.options.map((one) => area[one]?.gap.point ?? 0)), 9);
      }),
    );
  });

  it('has s/√n as the standard error of an area', () => {
    fc.assert(
      fc.property(largeSurveys, ({ instrument, people }) => {
        const ngo = people.filter(({ group }) => group === 'ngo');
        const { area } = score(instrument, people, k).groups.ngo;
        for (const one of Area.options) {
          const scores = scoresIn(one, instrument, ngo).filter(isNumber);
          const { estimate } = area[one];
          if (!estimate) continue;
          const mean = average(scores);
          const s = Math.sqrt(scores.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (scores.length - 1));
          expect(estimate.se).toBeCloseTo(s / Math.sqrt(scores.length), 6);
        }
      }),
    );
  });
});

/** People who all say the same to all of these statements. */
function alike(group: Respondent['group'], count: number, answer: number, instrument: Instrument): Respondent[] {
  return Array.from({ length: count }, () => ({
    group,
    answers: Object.fromEntries(instrument.map(({ id, reverse }) => [id, reverse ? 6 - answer : answer])),
  }));
}

describe('a group', () => {
  it('under k has no figure, and nothing is made of it', () => {
    const people = [...alike('ngo', 4, 3, full), ...alike('office', 9, 4, full)];
    const { groups, overall } = score(full, people, 5);
    expect(groups.ngo.overall).toEqual({ n: 4 });
    expect(groups.office.overall.estimate?.point).toBe(75);
    expect(overall).toBeUndefined();
  });

  it('that answered all alike has the interval [point; point]', () => {
    const { overall } = score(full, [...alike('ngo', 5, 2, full), ...alike('office', 5, 4, full)], 5);
    expect(overall?.combined).toMatchObject({ point: 50, se: 0, interval: [50, 50], df: 8 });
    expect(overall).toMatchObject({ level: 'to-strengthen', certain: true, agreement: 'confirmed-gap' });
  });

  it('of the village is in no index', () => {
    expect(score(full, alike('other', 9, 5, full), 5)).toEqual(score(full, [], 5));
  });

  it.each([2, 0, 3.5, Number.NaN])('is never published from a k of %d', (wrong) => {
    expect(() => score(full, [], wrong)).toThrow(RangeError);
  });
});

describe('a class', () => {
  it('is that of the exact figure, where sums of fractions fall short of the cut-off', () => {
    const items = fullInstrument(7).filter(({ area }) => area === 'I.1');
    // 36 and 104 of 140 steps, five people each: 50 together.
    const people = (group: Respondent['group'], steps: number): Respondent[] =>
      Array.from({ length: 5 }, (_, person) => ({
        group,
        answers: Object.fromEntries(
          items.map(({ id, reverse }, at) => {
            const answer = 1 + Math.floor(steps / 35) + (person * 7 + at < steps % 35 ? 1 : 0);
            return [id, reverse ? 6 - answer : answer];
          }),
        ),
      }));
    const { area } = score(items, [...people('ngo', 36), ...people('office', 104)], 5);
    expect(area['I.1']?.combined.point).toBeLessThan(50);
    expect(area['I.1']?.level).toBe('to-strengthen');
  });
});
