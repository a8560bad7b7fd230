/**
 * The border of `index --file`: what it reads becomes ours, and an Index becomes what it prints, with the words and the
 * two decimals of that file (domain: R11). For whoever has the raw answers: nothing here is fit to be published.
 */
import { z } from 'zod';
import { Area } from '../dialog/dialog.ts';
import type { Changes, compare } from './compare.ts';
import { byArea, byPlane, type Instrument, type Plane, type Side } from './instrument.ts';
import type { Estimate } from './interval.ts';
import type { Agreement, Level, Trend } from './judge.ts';
import { round } from './known.ts';
import type { Cell, GroupIndex, Index, Joint } from './score.ts';
import { type AnswerRow, notAsked, saidDontKnow } from './tally.ts';

/** The names that the file has for the sides. */
export const groups = { NGO: 'ngo', URZAD: 'office' } as const satisfies Readonly<Record<string, Side>>;
export type VectorGroup = keyof typeof groups;

const classes = {
  deficit: 'deficyt',
  'to-strengthen': 'do_wzmocnienia',
  strength: 'mocna_strona',
} as const satisfies Readonly<Record<Level, string>>;

const flags = {
  'confirmed-gap': 'rozbieznosc_potwierdzona',
  'possible-gap': 'rozbieznosc_mozliwa',
  agreement: 'zgodnosc',
} as const satisfies Readonly<Record<Agreement, string>>;

const verdicts = {
  rise: 'wzrost',
  fall: 'spadek',
  'no-clear-change': 'bez_wyraznej_zmiany',
} as const satisfies Readonly<Record<Trend, string>>;

const words = { ...classes, ...flags, ...verdicts };

/** A level, an agreement or a trend in the words of the file. */
export function wordOf<T extends Level | Agreement | Trend>(ours: T): (typeof words)[T] {
  return words[ours];
}

// Each message ends the sentence "… must be".
const Text = z.string('a text').min(1, 'a text that is not empty');

const Statement = z.object(
  {
    // JSON's own objects cannot hold that name as others do.
    id: Text.refine((id) => id !== '__proto__', 'another name'),
    area: z.enum(Area.options, `one of ${Area.options.join(', ')}`),
    reverse: z.boolean('true or false'),
  },
  'a group of id, area and reverse',
);

/** What comes before the respondents. */
export const VectorHead = z.object(
  {
    k: z.int('a whole number from 3 up').min(3, 'a whole number from 3 up'),
    instrument: z.array(Statement, 'a list of statements'),
  },
  'a group of keys in braces',
);
export type VectorHead = { readonly k: number; readonly instrument: Instrument };

const VectorRespondent = z.object(
  {
    id: Text,
    group: z.enum(Object.keys(groups) as VectorGroup[], 'NGO or URZAD'),
    answers: z.record(
      z.string(),
      z.literal([1, 2, 3, 4, 5, null], 'a whole number from 1 to 5, or null for "don\'t know"'),
      'a group of answers by statement',
    ),
  },
  'a group of keys in braces',
);

const Named = VectorRespondent.pick({ id: true });

/** Something in the file is not as it must be; the message is a sentence without the place. */
export class Unfit extends Error {}

/** Throws `Unfit` for the first thing that does not fit. */
function fitted<T>(schema: z.ZodType<T>, value: unknown): T {
  const { data, error } = schema.safeParse(value);
  if (!error) return data;
  const [issue] = error.issues;
  const path = issue?.path ?? [];
  const name = path.map(String).join('.');
  const found = path.reduce<unknown>((inside, key) => Reflect.get(Object(inside), key), value);
  if (name !== '' && found === undefined) throw new Unfit(`${name} is missing; it must be ${issue?.message}`);
  const shown = JSON.stringify(found).slice(0, 60);
  throw new Unfit(name === '' ? `this must be ${issue?.message}` : `${name} is ${shown}; it must be ${issue?.message}`);
}

/** What comes before the respondents, checked. Throws `Unfit`. */
export function readHead(value: unknown): VectorHead {
  const head = fitted(VectorHead, value);
  const ids = head.instrument.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw new Unfit(`the statement ${twice} is in the instrument twice`);
  return head;
}

export type RespondentReader = (value: unknown, row: AnswerRow) => { readonly id: string; readonly side: Side };

/** Reads respondents, whose answers it puts into `row`. It throws `Unfit`, naming the respondent. */
export function createRespondentReader(instrument: Instrument): RespondentReader {
  const places = new Map(instrument.map(({ id }, place) => [id, place]));
  return (value, row) => {
    try {
      const { id, group, answers } = fitted(VectorRespondent, value);
      row.fill(notAsked);
      for (const [statement, answer] of Object.entries(answers)) {
        const place = places.get(statement);
        if (place === undefined) throw new Unfit(`${statement} is answered, but it is not in the instrument`);
        row[place] = answer ?? saidDontKnow;
      }
      return { id, side: groups[group] };
    } catch (error) {
      const named = Named.safeParse(value);
      if (!(error instanceof Unfit) || !named.success) throw error;
      throw new Unfit(`respondent ${named.data.id}: ${error.message}`, { cause: error });
    }
  };
}

const decimals = 2;

function rounded(value: number): number {
  return round(value, decimals);
}

function intervalOf({ interval: [low, high] }: Estimate): readonly [number, number] {
  return [rounded(low), rounded(high)];
}

function estimateOf(estimate: Estimate | undefined) {
  if (!estimate) return { point: null, se: null, df: null, ci: null };
  const { point, se, df } = estimate;
  return { point: rounded(point), se: rounded(se), df: rounded(df), ci: intervalOf(estimate) };
}

function areaOf({ n, estimate }: Cell) {
  return { n, published: estimate !== undefined, ...estimateOf(estimate) };
}

function composedOf({ n, estimate }: Cell) {
  return { published: estimate !== undefined, n, ...estimateOf(estimate) };
}

function groupOf(group: GroupIndex) {
  return {
    respondents: group.respondents,
    // One for each respondent: too many to be held; the shell puts them in.
    respondent_area: {},
    area: byArea((area) => areaOf(group.area[area])),
    plane: byPlane((plane) => composedOf(group.plane[plane])),
    overall: composedOf(group.overall),
    items: Object.fromEntries(
      Object.entries(group.items).map(([id, { n, dk, dkShare, point }]) => [
        id,
        { n, dk, dk_share: rounded(dkShare), point: point === undefined ? null : rounded(point) },
      ]),
    ),
  };
}

function jointOf(joint: Joint | undefined) {
  return {
    published: joint !== undefined,
    combined: joint ? rounded(joint.combined.point) : null,
    ci: joint ? intervalOf(joint.combined) : null,
    class: joint ? wordOf(joint.level) : null,
    certain: joint?.certain ?? null,
    gap: joint ? rounded(joint.gap.point) : null,
    gap_ci: joint ? intervalOf(joint.gap) : null,
    gap_flag: joint ? wordOf(joint.agreement) : null,
    df: joint ? rounded(joint.combined.df) : null,
  };
}

function byGroup<T>(make: (side: Side) => T): Readonly<Record<VectorGroup, T>> {
  return { NGO: make(groups.NGO), URZAD: make(groups.URZAD) };
}

function changesOf({ area, plane, overall }: Changes) {
  const one = (change: Changes['overall']) => ({
    published: change !== undefined,
    delta: change ? rounded(change.delta.point) : null,
    ci: change ? intervalOf(change.delta) : null,
    df: change ? rounded(change.delta.df) : null,
    verdict: change ? wordOf(change.trend) : null,
  });
  return {
    area: byArea((each) => one(area[each])),
    plane: byPlane((each: Plane) => one(plane[each])),
    overall: one(overall),
  };
}

/** The document that is printed, all but the scores of each respondent; `changes` to a later wave where there is one. */
export function toVector(index: Index, changes?: ReturnType<typeof compare>) {
  return {
    groups: byGroup((side) => groupOf(index.groups[side])),
    area: byArea((area) => jointOf(index.area[area])),
    plane: byPlane((plane) => jointOf(index.plane[plane])),
    overall: jointOf(index.overall),
    ...(changes && {
      change: { ...byGroup((side) => changesOf(changes[side])), combined: changesOf(changes.combined) },
    }),
  };
}

/** A score of one respondent in one area, as it is printed. */
export function scoreText(score: number | undefined): string {
  return score === undefined ? 'null' : String(rounded(score));
}
