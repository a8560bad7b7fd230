/**
 * Sums that the index is computed from (domain: R1–R3, R7), one respondent at a time, in memory that does not grow.
 * Scores are kept as whole numbers: the mean of up to ten answers is a multiple of 1/2520, so nothing is rounded on
 * the way and answers that are all alike have no spread at all.
 */
import { Area } from '../dialog/dialog.ts';
import type { Group } from '../dialog/session.ts';
import { areasIn, byArea, type Instrument, type Plane, planes } from './instrument.ts';

/** An answer is 1–5; `null` is "don't know"; absent: not asked or not reached. */
export type Respondent = {
  readonly group: Group;
  readonly answers: Readonly<Record<string, number | null | undefined>>;
};

/** Answers to a statement of 1–5. */
const steps = 4;
const pointsPerStep = 25;

/** R1: the score of an answer, 0–100. */
export function itemScore(answer: number, reverse: boolean): number {
  return pointsPerStep * (reverse ? steps + 1 - answer : answer - 1);
}

/** R2: how many of an area's statements must be answered. */
export function answeredMin(items: number): number {
  return Math.ceil(items / 2);
}

export type ItemTally = { n: number; dk: number; sum: number };

/** Over respondents of whom both areas count: how many, the sum of the first, and of the product. */
type Pair = { n: number; sum: number; product: number };

export type AreaTally = {
  readonly items: number;
  /** Respondents who answered at least half, and the sum of their scores. */
  n: number;
  sum: number;
  /** Who answered some statements but not all; how many are missing among those that count, and the sum of missing × score. */
  incomplete: number;
  missing: number;
  missed: number;
};

export type Tally = {
  readonly instrument: Instrument;
  /** Whole numbers are scores × `unit` / 100. */
  readonly unit: number;
  respondents: number;
  readonly areas: Readonly<Record<Area, AreaTally>>;
  readonly pairs: readonly (readonly Pair[])[];
  /** Respondents with at least one area that counts: of the plane, of all. */
  readonly any: Record<Plane | 'overall', number>;
  readonly items: ReadonlyMap<string, ItemTally>;
  readonly add: (answers: Respondent['answers']) => readonly (number | undefined)[];
};

function common(numbers: readonly number[]): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return numbers.reduce((total, number) => (total * number) / divisor(total, number), 1);
}

/** Above this many statements in an area, scores are ordinary fractions. */
const wholeMax = 10;

/** Empty sums. `add` puts one respondent in and returns their area scores (0–100, in the order of the areas). */
export function createTally(instrument: Instrument): Tally {
  const most = Math.max(1, ...Area.options.map((area) => instrument.filter((item) => item.area === area).length));
  const whole = most <= wholeMax ? common(Array.from({ length: most }, (_, index) => index + 1)) : 1;
  const items = new Map<string, ItemTally>(instrument.map(({ id }) => [id, { n: 0, dk: 0, sum: 0 }]));
  const plan = Area.options.map((area) =>
    instrument
      .filter((item) => item.area === area)
      .map(({ id, reverse }) => ({ id, reverse, tally: items.get(id) ?? { n: 0, dk: 0, sum: 0 } })),
  );
  const areas = byArea((area) => ({
    items: plan[Area.options.indexOf(area)]?.length ?? 0,
    n: 0,
    sum: 0,
    incomplete: 0,
    missing: 0,
    missed: 0,
  }));
  const pairs = Area.options.map(() => Area.options.map((): Pair => ({ n: 0, sum: 0, product: 0 })));
  const scores: (number | undefined)[] = Area.options.map(() => undefined);
  const points: (number | undefined)[] = Area.options.map(() => undefined);
  const any: Tally['any'] = { I: 0, II: 0, III: 0, overall: 0 };

  const tally: Tally = {
    instrument,
    unit: steps * whole,
    respondents: 0,
    areas,
    pairs,
    any,
    items,
    add(answers) {
      tally.respondents += 1;
      for (let at = 0; at < plan.length; at += 1) {
        const area = areas[Area.options[at] as Area];
        let answered = 0;
        let sum = 0;
        for (const { id, reverse, tally: item } of plan[at] ?? []) {
          const answer = answers[id];
          if (answer === undefined) continue;
          if (answer === null) {
            item.dk += 1;
            continue;
          }
          const score = reverse ? steps + 1 - answer : answer - 1;
          item.n += 1;
          item.sum += score;
          answered += 1;
          sum += score;
        }
        if (answered > 0 && answered < area.items) area.incomplete += 1;
        if (answered === 0 || answered < answeredMin(area.items)) {
          scores[at] = undefined;
          points[at] = undefined;
          continue;
        }
        const score = (sum * whole) / answered;
        scores[at] = score;
        points[at] = (pointsPerStep * sum) / answered;
        area.n += 1;
        area.sum += score;
        area.missing += area.items - answered;
        area.missed += (area.items - answered) * score;
      }
      for (let a = 0; a < scores.length; a += 1) {
        const first = scores[a];
        if (first === undefined) continue;
        for (let b = 0; b < scores.length; b += 1) {
          const second = scores[b];
          const pair = pairs[a]?.[b];
          if (second === undefined || !pair) continue;
          pair.n += 1;
          pair.sum += first;
          pair.product += first * second;
        }
      }
      let counted = false;
      for (const plane of planes) {
        const inIt = areasIn[plane].some((area) => scores[Area.options.indexOf(area)] !== undefined);
        if (inIt) any[plane] += 1;
        counted ||= inIt;
      }
      if (counted) any.overall += 1;
      return points;
    },
  };
  return tally;
}
