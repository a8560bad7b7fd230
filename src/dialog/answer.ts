/** A text or a tap → an answer to one question, or the reason it is none. */
import type { Dialog, Question, StepOf } from './dialog.ts';
import { type Known, offered } from './route.ts';
import { type Answer, dontKnow, skipped } from './session.ts';
import { readDate } from './when.ts';
import { fold } from './words.ts';

export type Reading =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** A list with ticks changed, or opened. */
  | { readonly kind: 'draft'; readonly draft: readonly string[] }
  /** A part of one label: to be confirmed. */
  | { readonly kind: 'perhaps'; readonly choice: string }
  | {
      readonly kind: 'wrong';
      readonly reason: WrongReason;
      readonly params?: Readonly<Record<string, string | number>>;
    }
  /** Not an answer at all; perhaps a question of one's own. */
  | { readonly kind: 'not-understood' };
export type WrongReason =
  | 'out-of-range'
  | 'not-a-number'
  | 'not-whole'
  | 'not-a-date'
  | 'date-out-of-range'
  | 'too-long'
  | 'too-many'
  | 'none-chosen'
  | 'exclusive'
  | 'not-a-choice';

/** One way to answer by choosing: its id, what may be typed for it, and its label. */
export type Option = { readonly id: string; readonly key: string; readonly label: string };

/** Ids of choices that mean something in every list. */
export const doneChoice = '~done';
export const skipChoice = '~skip';
const addMark = '+';
const dropMark = '-';
const allMark = '=';

/** The whole answer to a list of several at once, from a form with ticks of its own. */
export function listChoice(ids: readonly string[]): string {
  return allMark + ids.join(',');
}

/** In a list of several, a button says what it does, so that pressing it twice is pressing it once. */
export function tickChoice(id: string, ticked: boolean): string {
  return (ticked ? dropMark : addMark) + id;
}

/** Is what this button wants already so? */
export function isTicked(choice: string, chosen: readonly string[]): boolean {
  return chosen.includes(choice.slice(1)) === choice.startsWith(addMark);
}

/** The ids a question can be answered with, and the key that may be typed for each. */
export function optionKeys(dialog: Dialog, step: Question, values: Known): readonly { id: string; key: string }[] {
  switch (step.kind) {
    case 'scale': {
      const scale = dialog.scales[step.scale];
      if (!scale)
        throw new Error(`dialog ${dialog.id}: step ${step.id} uses the scale ${step.scale}, which does not exist`);
      const points = scale.values.map((value) => ({ id: String(value), key: String(value) }));
      return scale.dontKnow ? [...points, { id: dontKnow, key: '0' }] : points;
    }
    case 'yes-no':
      return [
        { id: 'yes', key: '1' },
        { id: 'no', key: '2' },
        { id: dontKnow, key: '0' },
      ];
    case 'choose':
    case 'multi':
      return offered(step, values).map((id, index) => ({ id, key: String(index + 1) }));
    default:
      return [];
  }
}

/** What a tap on one of the step's own buttons means. */
export function readChoice(
  step: Question,
  options: readonly Option[],
  choice: string,
  draft: readonly string[],
): Reading {
  if (choice === skipChoice)
    return step.optional ? { kind: 'answer', answer: skipped } : { kind: 'wrong', reason: 'not-a-choice' };
  if (step.kind === 'multi') return readTick(step, options, choice, draft);
  return options.some((option) => option.id === choice)
    ? { kind: 'answer', answer: toAnswer(step, choice) }
    : { kind: 'wrong', reason: 'not-a-choice' };
}

function readTick(
  step: StepOf<'multi'>,
  options: readonly Option[],
  choice: string,
  draft: readonly string[],
): Reading {
  if (choice === doneChoice) return finishList(step, draft);
  if (choice.startsWith(allMark)) return readWhole(step, options, choice.slice(allMark.length));
  const id = choice.slice(1);
  if (!options.some((option) => option.id === id)) return { kind: 'wrong', reason: 'not-a-choice' };
  if (choice.startsWith(dropMark)) return { kind: 'draft', draft: draft.filter((other) => other !== id) };
  if (id === step.exclusive) return { kind: 'draft', draft: [id] };
  const ticked = new Set([...draft.filter((other) => other !== step.exclusive), id]);
  if (step.max !== undefined && ticked.size > step.max)
    return { kind: 'wrong', reason: 'too-many', params: { max: step.max } };
  return { kind: 'draft', draft: inOrder(options, ticked) };
}

function readWhole(step: StepOf<'multi'>, options: readonly Option[], list: string): Reading {
  const ids = new Set(list.split(',').filter((id) => id !== ''));
  const known = inOrder(options, ids);
  if (known.length < ids.size) return { kind: 'wrong', reason: 'not-a-choice' };
  return known.length === 0 ? finishList(step, []) : withinMax(step, known);
}

function finishList(step: StepOf<'multi'>, draft: readonly string[]): Reading {
  if (draft.length > 0) return { kind: 'answer', answer: [...draft] };
  return step.optional ? { kind: 'answer', answer: skipped } : { kind: 'wrong', reason: 'none-chosen' };
}

function inOrder(options: readonly Option[], ticked: ReadonlySet<string>): string[] {
  return options.filter((option) => ticked.has(option.id)).map((option) => option.id);
}

/** The stored form: points of a scale are numbers, everything else the choice's id. */
function toAnswer(step: Question, choice: string): Answer {
  return step.kind === 'scale' && choice !== dontKnow ? Number(choice) : choice;
}

/** What a typed message means as an answer to this question. `at` resolves "tomorrow". */
export function readText(
  step: Question,
  options: readonly Option[],
  text: string,
  at: number,
  draft: readonly string[] = [],
): Reading {
  switch (step.kind) {
    case 'text':
      if (text === '') return { kind: 'not-understood' };
      return text.length > step.max
        ? { kind: 'wrong', reason: 'too-long', params: { max: step.max, chars: text.length } }
        : { kind: 'answer', answer: text };
    case 'number':
      return readNumber(step, text);
    case 'date':
      return readDay(step, text, at);
    case 'multi':
      return readList(step, options, text, draft);
    case 'choose':
    case 'scale':
    case 'yes-no':
      return readOne(step, options, text);
    default:
      return step satisfies never;
  }
}

function readNumber(step: StepOf<'number'>, text: string): Reading {
  const found = /^\D{0,12}?(-?\d{1,12}(?:[.,]\d{1,6})?)\D{0,12}$/.exec(
    text.replace(/(\d)[\s\u00A0](?=\d{3}\b)/g, '$1'),
  );
  if (!found?.[1]) return /\d/.test(text) ? { kind: 'wrong', reason: 'not-a-number' } : { kind: 'not-understood' };
  const value = Number(found[1].replace(',', '.'));
  if (step.integer && !Number.isInteger(value)) return { kind: 'wrong', reason: 'not-whole' };
  if (value < step.min || value > step.max)
    return { kind: 'wrong', reason: 'out-of-range', params: { min: step.min, max: step.max } };
  return { kind: 'answer', answer: value };
}

function readDay(step: StepOf<'date'>, text: string, at: number): Reading {
  const day = readDate(text, at);
  if (day === undefined) return /\d/.test(text) ? { kind: 'wrong', reason: 'not-a-date' } : { kind: 'not-understood' };
  if ((step.min && day < step.min) || (step.max && day > step.max)) {
    return { kind: 'wrong', reason: 'date-out-of-range', params: { min: step.min ?? '…', max: step.max ?? '…' } };
  }
  return { kind: 'answer', answer: day };
}

/** A number or a whole label counts at once; a part that fits one label only is asked about. */
function readOne(step: Question, options: readonly Option[], text: string): Reading {
  const typed = fold(text);
  const exact = options.find((option) => option.key === typed || fold(option.label) === typed);
  if (exact) return { kind: 'answer', answer: toAnswer(step, exact.id) };
  const within = step.kind === 'choose' && /^\d{1,9}$/.test(typed) ? optionAround(options, Number(typed)) : undefined;
  if (within) return { kind: 'answer', answer: within.id };
  if (/^[+-]?\d+$/.test(typed)) return { kind: 'wrong', reason: 'not-a-choice' };
  // "Yes" to a statement is not the "partly yes" of its middle.
  const parts =
    step.kind === 'scale' && typed.length < partCharsMin ? [] : options.filter((option) => partOf(typed, option.label));
  const [only] = parts;
  return parts.length === 1 && only ? { kind: 'perhaps', choice: only.id } : { kind: 'not-understood' };
}

/** Where all labels are spans of numbers ("do 5", "6–15", "ponad 50"), in order: the one that a number lies in. */
function optionAround(options: readonly Option[], value: number): Option | undefined {
  const spans = options.map(({ label }) => (label.match(/\d+/g) ?? []).map(Number));
  if (spans.some((numbers) => numbers.length === 0 || numbers.length > 2)) return undefined;
  return options.find((_, index) => {
    const [from = 0, to] = spans[index] ?? [];
    if (to !== undefined) return value >= from && value <= to;
    return index === 0 ? value <= from : index === options.length - 1 && value > from;
  });
}

/** Shorter pieces fit too many labels to mean one, unless they are a whole word of it ("KGW"). */
const partCharsMin = 4;

function partOf(typed: string, label: string): boolean {
  const words = ` ${fold(label)} `;
  return words.includes(typed.length >= partCharsMin ? ` ${typed}` : ` ${typed} `);
}

/** One number or label ticks; several ("1, 3", "1 3", labels one below the other) are the whole answer. */
function readList(step: StepOf<'multi'>, options: readonly Option[], text: string, draft: readonly string[]): Reading {
  const one = readOne(step, options, text);
  if (one.kind === 'answer') {
    const id = String(one.answer);
    return readTick(step, options, tickChoice(id, draft.includes(id)), draft);
  }
  const pieces = text
    .split(/[,;\n]|\s+(?:i|oraz|and|та|і)\s+|(?<=\d)\s+(?=\d)/u)
    .map(fold)
    .filter((piece) => piece !== '');
  const readings = pieces.map((piece) => readOne(step, options, piece));
  const chosen = readings.flatMap((reading) => (reading.kind === 'answer' ? [String(reading.answer)] : []));
  if (pieces.length > 1 && chosen.length === pieces.length) return withinMax(step, inOrder(options, new Set(chosen)));
  // Parts of labels are ticked, and seen, before they count.
  const meant = [...chosen, ...readings.flatMap((reading) => (reading.kind === 'perhaps' ? [reading.choice] : []))];
  if (meant.length === 0 || meant.length < pieces.length) return one;
  return meant.reduce<Reading>(
    (ticked, id) => (ticked.kind === 'draft' ? readTick(step, options, tickChoice(id, false), ticked.draft) : ticked),
    { kind: 'draft', draft },
  );
}

function withinMax(step: StepOf<'multi'>, chosen: string[]): Reading {
  if (step.max !== undefined && chosen.length > step.max)
    return { kind: 'wrong', reason: 'too-many', params: { max: step.max } };
  if (chosen.length > 1 && step.exclusive && chosen.includes(step.exclusive))
    return { kind: 'wrong', reason: 'exclusive' };
  return { kind: 'answer', answer: chosen };
}
