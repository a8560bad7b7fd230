/** The answers under a question: buttons one below the other, a list to pick from, or a list to tick. PURE. */
import { doneChoice } from '../../dialog/answer.ts';
import type { Prompt, ReplyChoice } from '../../dialog/reply.ts';
import type { Element, Submit } from './elements.ts';
import { blocksOf, seen, titleOf } from './runs.ts';
import { buttonData, type Field, fieldData, pickedField, tickedField } from './submit.ts';
import type { Texts } from './texts.ts';

/** Teams folds what is more into "…". */
const setActionsMax = 6;
/** Longer labels are cut on a phone: they stand in the text, and the button bears the number. */
const titleCharsMax = 60;
/** Longer lists open on demand. */
const expandedMax = 12;

export function answersOf(prompt: Prompt, texts: Texts): Element[] {
  const answers = prompt.choices.filter(({ aside }) => !aside);
  const ticks = prompt.input === 'multi' ? answers.filter(isTick) : [];
  const done = answers.find(({ id }) => ticks.length > 0 && id === doneChoice);
  const single = answers.filter((choice) => choice !== done && !ticks.includes(choice));
  return [...tickList(prompt, ticks, done, texts), ...singles(prompt, single, texts)];
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
    spacing: at === 0 ? 'Medium' : 'Small',
  }));
}

function isTick({ id, selected }: ReplyChoice): boolean {
  return selected !== undefined && /^[+-]./.test(id);
}

function singles(prompt: Prompt, choices: readonly ReplyChoice[], texts: Texts): Element[] {
  if (choices.length > setActionsMax) return pickList(prompt, choices, texts);
  const isLong = choices.some(({ label }) => label.length > titleCharsMax);
  return [
    ...(isLong
      ? choices.flatMap(({ key, label }) => blocksOf(`${key}. ${label.replace(/\s+/g, ' ')}`, {}, 'Small'))
      : []),
    ...choices.map((choice, at) =>
      row(button(prompt, choice, isLong ? seen(choice.key) : titleOfButton(choice)), at === 0 ? 'Medium' : 'Small'),
    ),
  ];
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

/** A long list; the way on that most take stays a button of its own, below it. */
function pickList(prompt: Prompt, choices: readonly ReplyChoice[], texts: Texts): Element[] {
  const main = choices.filter((choice) => choice.main);
  const others = choices.filter((choice) => !choice.main);
  return [
    {
      ...listOf(
        prompt,
        others.map((choice) => ({ title: titleInList(choice), value: choice.id })),
        texts,
      ),
      id: pickedField,
      isMultiSelect: false,
      errorMessage: texts(prompt.language, 'pickOne'),
    },
    sender(prompt, pickedField, texts(prompt.language, 'choose'), main.length === 0),
    ...main.map((choice) => row(button(prompt, choice, titleOfButton(choice)))),
  ];
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
      ...listOf(prompt, choices, texts),
      id: tickedField,
      isMultiSelect: true,
      errorMessage: texts(prompt.language, 'pickSome'),
      ...(ticked.length > 0 && { value: ticked.join(',') }),
    },
    sender(prompt, tickedField, done ? titleOfButton(done) : texts(prompt.language, 'choose'), true),
  ];
}

function listOf(prompt: Prompt, choices: readonly { readonly title: string; readonly value: string }[], texts: Texts) {
  return {
    type: 'Input.ChoiceSet',
    label: texts(prompt.language, 'answer'),
    style: choices.length > expandedMax ? 'compact' : 'expanded',
    isRequired: true,
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
