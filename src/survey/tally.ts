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

/** What somebody said to each statement, in the order of the instrument: 1–5, or one of the two below. */
export type AnswerRow = Int8Array;
export const saidDontKnow = 0;
export const notAsked = -1;

/** Answers to a statement of 1–5. */
const steps = 4;
const pointsPerStep = 25;

/** R1: the score of an answer, 0–100. */
export function itemScore(answer: number, reverse: boolean): number {
  return pointsPerStep * stepsUp(answer, reverse);
}

function stepsUp(answer: number, reverse: boolean): number {
  return reverse ? steps + 1 - answer : answer - 1;
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
  /** Puts one respondent in. */
  readonly add: (answers: Respondent['answers']) => void;
  /** The same, of answers in a row; returns the area scores, 0–100, in the order of the areas, until the next call. */
  readonly addRow: (row: AnswerRow) => readonly (number | undefined)[];
};

function common(numbers: readonly number[]): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return numbers.reduce((total, number) => (total * number) / divisor(total, number), 1);
}

/** Above this many statements in an area, scores are ordinary fractions. */
const wholeMax = 10;

/** An area with the statements that are in it; `at`: its place in the order of areas. */
type Plan = {
  readonly at: number;
  readonly area: AreaTally;
  readonly enough: number;
  readonly statements: readonly { readonly place: number; readonly reverse: boolean; readonly item: ItemTally }[];
};

/** Empty sums. */
export function createTally(instrument: Instrument): Tally {
  const most = Math.max(1, ...Area.options.map((area) => instrument.filter((item) => item.area === area).length));
  const whole = most <= wholeMax ? common(Array.from({ length: most }, (_, index) => index + 1)) : 1;
  const items = new Map<string, ItemTally>();
  const statements = instrument.map(({ id, area, reverse }, place) => {
    const item = { n: 0, dk: 0, sum: 0 };
    items.set(id, item);
    return { place, area, reverse, item };
  });
  const areas = byArea((area): AreaTally => {
    const inIt = statements.filter((one) => one.area === area).length;
    return { items: inIt, n: 0, sum: 0, incomplete: 0, missing: 0, missed: 0 };
  });
  const plans = Area.options.map((area, at): Plan => {
    const inIt = statements.filter((one) => one.area === area);
    return { at, area: areas[area], enough: answeredMin(inIt.length), statements: inIt };
  });
  const pairs = Area.options.map(() => Area.options.map((): Pair => ({ n: 0, sum: 0, product: 0 })));
  const places = planes.map((plane) => ({ plane, at: areasIn[plane].map((area) => Area.options.indexOf(area)) }));
  const any: Tally['any'] = { I: 0, II: 0, III: 0, overall: 0 };
  const scores: (number | undefined)[] = Area.options.map(() => undefined);
  const points: (number | undefined)[] = Area.options.map(() => undefined);
  const scratch = new Int8Array(instrument.length);

  /** One area of one respondent. */
  const addArea = ({ at, area, enough, statements: inIt }: Plan, row: AnswerRow): void => {
    let answered = 0;
    let sum = 0;
    for (const { place, reverse, item } of inIt) {
      const answer = row[place] ?? notAsked;
      if (answer === saidDontKnow) item.dk += 1;
      if (answer <= 0) continue;
      const score = stepsUp(answer, reverse);
      item.n += 1;
      item.sum += score;
      answered += 1;
      sum += score;
    }
    if (answered > 0 && answered < area.items) area.incomplete += 1;
    if (answered === 0 || answered < enough) {
      scores[at] = undefined;
      points[at] = undefined;
      return;
    }
    const score = (sum * whole) / answered;
    scores[at] = score;
    points[at] = (pointsPerStep * sum) / answered;
    area.n += 1;
    area.sum += score;
    area.missing += area.items - answered;
    area.missed += (area.items - answered) * score;
  };

  const addPairs = (): void => {
    for (let a = 0; a < scores.length; a += 1) {
      const first = scores[a];
      const row = pairs[a];
      if (first === undefined || !row) continue;
      for (let b = 0; b < scores.length; b += 1) {
        const second = scores[b];
        const pair = row[b];
        if (second === undefined || !pair) continue;
        pair.n += 1;
        pair.sum += first;
        pair.product += first * second;
      }
    }
  };

  const tally: Tally = {
    instrument,
    unit: steps * whole,
    respondents: 0,
    areas,
    pairs,
    any,
    items,
    add(answers) {
      instrument.forEach(({ id }, place) => {
        const answer = answers[id];
        scratch[place] = answer === undefined ? notAsked : (answer ?? saidDontKnow);
      });
      tally.addRow(scratch);
    },
    addRow(row) {
      tally.respondents += 1;
      for (const plan of plans) addArea(plan, row);
      addPairs();
      let counted = false;
      for (const { plane, at } of places) {
        if (scores[at[0] ?? 0] === undefined && scores[at[1] ?? 0] === undefined) continue;
        any[plane] += 1;
        counted = true;
      }
      if (counted) any.overall += 1;
      return points;
    },
  };
  return tally;
}
