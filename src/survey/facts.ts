/** Facts about an institution, as its officials told them (domain §4.2): beside the index, never in it, and without k. */
import type { Area, Dialog } from '../dialog/dialog.ts';
import { type Answer, dontKnow } from '../dialog/session.ts';

/** `unclear`: as many say yes as no, so the office should put it right. `unknown`: nobody knew, or nobody was asked. */
export type Fact = {
  readonly id: string;
  readonly area: Area;
  readonly state: 'yes' | 'no' | 'unclear' | 'unknown';
};

export type Facts = {
  readonly facts: readonly Fact[];
  /** 100 · yes / (yes + no); absent where neither was told. */
  readonly score?: number;
};

/** The facts of a questionnaire: its yes-or-no questions that belong to an area. */
export function factsIn(dialog: Dialog): readonly { readonly id: string; readonly area: Area }[] {
  return dialog.steps.flatMap((step) =>
    step.kind === 'yes-no' && step.area ? [{ id: step.id, area: step.area }] : [],
  );
}

/** The majority of the officials' answers; "don't know" is passed over. */
export function settleFacts(
  facts: ReturnType<typeof factsIn>,
  answers: readonly Readonly<Record<string, Answer>>[],
): Facts {
  const settled = facts.map(({ id, area }): Fact => {
    const told = answers.map((one) => one[id]).filter((answer) => answer !== undefined && answer !== dontKnow);
    const yes = told.filter((answer) => answer === 'yes').length;
    const no = told.filter((answer) => answer === 'no').length;
    if (yes + no === 0) return { id, area, state: 'unknown' };
    return { id, area, state: yes === no ? 'unclear' : yes > no ? 'yes' : 'no' };
  });
  const score = factsScore(settled.map(({ state }) => state));
  return { facts: settled, ...(score !== undefined && { score }) };
}

/** Share of "yes" among "yes" and "no", 0–100; everything else is passed over. */
export function factsScore(states: readonly string[]): number | undefined {
  const yes = states.filter((state) => state === 'yes').length;
  const known = yes + states.filter((state) => state === 'no').length;
  return known === 0 ? undefined : (100 * yes) / known;
}
