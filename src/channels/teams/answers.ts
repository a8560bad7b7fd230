/** The answers under a question: buttons one below the other, a list to pick from, or a list to tick. PURE. */
import { doneChoice } from '../../dialog/answer.ts';
import type { Prompt, ReplyChoice } from '../../dialog/reply.ts';
import type { Element, Submit } from './elements.ts';
import { seen, titleOf } from './runs.ts';
import { buttonData, type Field, fieldData, pickedField, tickedField } from './submit.ts';
import type { Texts } from './texts.ts';

/** Teams folds what is more into "…". */
const setActionsMax = 6;
/** Longer titles of buttons are cut on a phone; those of a list go on in the next line. */
const titleCharsMax = 36;
/** Longer lists open on demand. */
const expandedMax = 12;
/** The look back before sending: its lists are for those who want to change something, and most do not. */
const reviewStep = 'review';

export function answersOf(prompt: Prompt, texts: Texts): Element[] {
  const answers = prompt.choices.filter(({ aside }) => !aside);
  const ticks = prompt.input === 'multi' ? answers.filter(isTick) : [];
  const done = answers.find(({ id }) => ticks.length > 0 && id === doneChoice);
  const single = answers.filter((choice) => choice !== done && !ticks.includes(choice));
  // Of two lists on a card each would ask for the other's answer.
  const isList = ticks.length === 0 && (single.length > setActionsMax || !single.every(fitsButton));
  return [
    ...tickList(prompt, ticks, done, texts),
    ...(isList ? pickList(prompt, single, texts) : single.map((choice, at) => buttonRow(prompt, choice, at))),
  ];
}

/** Ways about rather than answers: side by side. */
export function asidesOf(prompt: Prompt): Element[] {
  const asides = prompt.choices.filter(({ aside }) => aside);
  const sets = Array.from({ length: Math.ceil(asides.length / setActionsMax) }, (_, at) =>
    asides.slice(at * setActionsMax, (at + 1) * setActionsMax),
  );
  return sets.map((set, at) => ({
    type: 'ActionSet',
    actions: set.map((choice) => button(prompt, choice, titleOfButton(choice))),
    ...(at === 0 ? { spacing: 'Medium', separator: true } : { spacing: 'Small' }),
  }));
}

function isTick({ id, selected }: ReplyChoice): boolean {
  return selected !== undefined && /^[+-]./.test(id);
}

function fitsButton({ label }: ReplyChoice): boolean {
  return label.length <= titleCharsMax;
}

function buttonRow(prompt: Prompt, choice: ReplyChoice, at: number): Element {
  return row(button(prompt, choice, titleOfButton(choice)), at === 0 ? 'Medium' : 'Small');
}

function button(prompt: Prompt, choice: ReplyChoice, title: string): Submit {
  return {
    type: 'Action.Submit',
    title,
    data: buttonData(prompt, choice.id),
    ...(choice.main && { style: 'positive' }),
    associatedInputs: 'none',
  };
}

/** Titles in a list are read as Markdown. */
function titleInList({ label, key }: ReplyChoice): string {
  return titleOf(label) || key;
}

/** Titles of buttons are shown as they are. */
function titleOfButton({ label, key }: ReplyChoice): string {
  return seen(label).replace(/\s+/g, ' ').trim() || key;
}

/** A list to pick from; the way on that most take stays a button of its own: before what few want, else after it. */
function pickList(prompt: Prompt, choices: readonly ReplyChoice[], texts: Texts): Element[] {
  const isReview = prompt.step === reviewStep;
  const main = choices.filter((choice) => choice.main && fitsButton(choice));
  const others = choices.filter((choice) => !main.includes(choice));
  const buttons = main.map((choice, at) => buttonRow(prompt, choice, at));
  const list: Element[] = [
    {
      ...listOf(others.map((choice) => ({ title: titleInList(choice), value: choice.id }))),
      label: texts(prompt.language, isReview ? 'correct' : 'answer'),
      id: pickedField,
      isMultiSelect: false,
      ...(!isReview && { isRequired: true, errorMessage: texts(prompt.language, 'pickOne') }),
    },
    sender(prompt, pickedField, texts(prompt.language, isReview ? 'correctGo' : 'choose'), main.length === 0),
  ];
  return isReview ? [...buttons, ...list] : [...list, ...buttons];
}

function tickList(
  prompt: Prompt,
  ticks: readonly ReplyChoice[],
  done: ReplyChoice | undefined,
  texts: Texts,
): Element[] {
  if (ticks.length === 0) return [];
  // A tick's id begins with what it does; the list sends what is ticked in the end.
  const choices = ticks.map((choice) => ({ title: titleInList(choice), value: choice.id.slice(1) }));
  const ticked = ticks.filter(({ selected }) => selected).map(({ id }) => id.slice(1));
  return [
    {
      ...listOf(choices),
      label: texts(prompt.language, 'answer'),
      id: tickedField,
      isMultiSelect: true,
      isRequired: true,
      errorMessage: texts(prompt.language, 'pickSome'),
      ...(ticked.length > 0 && { value: ticked.join(',') }),
    },
    sender(prompt, tickedField, done ? titleOfButton(done) : texts(prompt.language, 'choose'), true),
  ];
}

function listOf(choices: readonly { readonly title: string; readonly value: string }[]) {
  return {
    type: 'Input.ChoiceSet',
    style: choices.length > expandedMax ? 'compact' : 'expanded',
    wrap: true,
    choices,
  } as const;
}

function sender(prompt: Prompt, field: Field, title: string, isMain: boolean): Element {
  const data = fieldData(prompt, field);
  return row({
    type: 'Action.Submit',
    title,
    data,
    ...(isMain && { style: 'positive' }),
    associatedInputs: 'auto',
  });
}

/** A set of its own: side by side, words would be cut. */
function row(action: Submit, spacing: 'Small' | 'Medium' = 'Medium'): Element {
  return { type: 'ActionSet', actions: [action], spacing };
}
