/** Made-up respondents for laws of the index, and an index of whole numbers to compare with. */
import fc from 'fast-check';
import { Area } from '../../src/dialog/dialog.ts';
import type { Instrument } from '../../src/survey/instrument.ts';
import type { Respondent } from '../../src/survey/tally.ts';

export type Survey = { readonly instrument: Instrument; readonly people: readonly Respondent[] };

/** Up to `items` statements in each area, none in some. */
export function instruments(items = 6): fc.Arbitrary<Instrument> {
  return fc
    .array(fc.tuple(fc.constantFrom(...Area.options), fc.boolean()), { maxLength: items * Area.options.length })
    .map((made) => made.map(([area, reverse], index) => ({ id: `s${index}`, area, reverse })))
    .filter((made) => Area.options.every((area) => made.filter((item) => item.area === area).length <= items));
}

/** Each area with so many statements. */
export function fullInstrument(each: number): Instrument {
  return Area.options.flatMap((area) =>
    Array.from({ length: each }, (_, n) => ({ id: `${area}-${n}`, area, reverse: n % 2 === 1 })),
  );
}

/** 1–5 mostly; "don't know", and not asked. */
const answer: fc.Arbitrary<number | null | undefined> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 5 }) },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

export function peopleOf(instrument: Instrument, size: { minLength?: number; maxLength?: number } = {}) {
  const one = fc
    .tuple(fc.constantFrom('ngo' as const, 'office' as const), fc.tuple(...instrument.map(() => answer)))
    .map(
      ([group, answers]): Respondent => ({
        group,
        answers: Object.fromEntries(instrument.map(({ id }, place) => [id, answers[place]])),
      }),
    );
  return fc.array(one, { maxLength: 30, ...size });
}

/** A survey of any instrument. */
export const surveys: fc.Arbitrary<Survey> = instruments().chain((instrument) =>
  peopleOf(instrument).map((people) => ({ instrument, people })),
);
