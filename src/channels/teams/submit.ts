/** What a button of a card carries, and what a pressed one means. PURE. */
import { z } from 'zod';
import type { ActivityOf } from '../../dialog/activity.ts';
import { listChoice } from '../../dialog/answer.ts';
import type { Prompt } from '../../dialog/reply.ts';

/** Ids of the card's fields: one answer out of many, and several at once. */
export const pickedField = 'picked';
export const tickedField = 'ticked';
export type Field = typeof pickedField | typeof tickedField;

/** Which prompt it stands under. Never an answer's text, and nobody's name. */
type Under = { readonly n: string; readonly p: number; readonly s: string };
/** A button that means one choice, or one that sends a field. */
export type Data = Under & ({ readonly c: string } | { readonly f: Field });

export type Press = Pick<ActivityOf<'choice'>, 'nonce' | 'prompt' | 'step' | 'choice'>;

function under({ nonce, prompt, step }: Prompt): Under {
  return { n: nonce, p: prompt, s: step };
}

export function buttonData(prompt: Prompt, choice: string): Data {
  return { ...under(prompt), c: choice };
}

export function fieldData(prompt: Prompt, field: Field): Data {
  return { ...under(prompt), f: field };
}

const common = { n: z.string().max(40), p: z.int().min(0), s: z.string().max(100) };
const Submitted = z.union([
  z.object({ ...common, c: z.string().max(200) }),
  z.object({ ...common, f: z.literal(pickedField), [pickedField]: z.string().max(200).default('') }),
  z.object({ ...common, f: z.literal(tickedField), [tickedField]: z.string().max(8_000).default('') }),
]);

/** A button of another bot, or of a card that nobody makes any more: it belongs to no run. */
const foreign: Press = { nonce: '', prompt: 0, step: '', choice: '' };

/** What was pressed. A whole list arrives at once, its ids with commas between them. */
export function readPress(value: unknown): Press {
  const read = Submitted.safeParse(value);
  if (!read.success) return foreign;
  const { n: nonce, p: prompt, s: step } = read.data;
  return { nonce, prompt, step, choice: choiceIn(read.data) };
}

function choiceIn(data: z.infer<typeof Submitted>): string {
  if ('c' in data) return data.c;
  return data.f === pickedField
    ? data[pickedField]
    : listChoice(data[tickedField].split(',').filter((id) => id !== ''));
}
