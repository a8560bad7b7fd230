/** A reply as Telegram shows it: HTML, with buttons under it. PURE. */
import type { InlineKeyboardButton } from 'grammy/types';
import { captionMax, type Enclosed, type Prompt, type ReplyChoice, type Spoken } from '../../dialog/reply.ts';
import { bindShortWords } from '../../text/bind.ts';
import { writeButton } from './button.ts';
import { bold, captionOf, escapeHtml, italic, messagesOf, paragraphsOf } from './html.ts';

export type Keyboard = readonly (readonly InlineKeyboardButton.CallbackButton[])[];

export type Rendered = {
  /** In order; nearly always one. The keyboard stands under the last. */
  readonly messages: readonly string[];
  readonly keyboard: Keyboard;
  /**
   * What stays of the message once it is answered: the question and what was said before it, also to a question of the
   * person's own. `undefined` when its words stay as they are: it is no question, or it shows a code.
   */
  readonly question: string | undefined;
};

/** A longer label would be cut off on a phone: the labels go into the text, and the buttons carry numbers. */
const labelCharsMax = 36;
/** Columns by the longest label: what a phone shows whole. */
const columnsBy = [
  { chars: 8, columns: 3 },
  { chars: 17, columns: 2 },
] as const;
const numbersInRow = 5;
const thirdCharsMax = 14;
/** A longer question is a text, not a heading. */
const headingCharsMax = 300;

export function renderReply(reply: Spoken): Rendered {
  const code = reply.code?.code;
  if (reply.kind === 'text')
    return { messages: messagesOf(paragraphsOf(bindShortWords(reply.text), code)), keyboard: [], question: undefined };
  const sorted = sort(reply);
  const question = questionOf(reply);
  const [first = '', ...more] = question;
  const lead = paragraphsOf(bindShortWords(reply.lead ?? ''), code);
  const paragraphs = [
    ...lead,
    ...(reply.progress ? [`${italic(escapeHtml(reply.progress.text))}\n${first}`, ...more] : question),
    ...(sorted.numbered ? [sorted.answers.map(line).join('\n')] : []),
    ...(reply.hint ? [italic(escapeHtml(bindShortWords(reply.hint)))] : []),
  ];
  return {
    messages: messagesOf(paragraphs),
    keyboard: keyboardOf(reply, sorted),
    question: code === undefined ? messagesOf([...lead, ...question])[0] : undefined,
  };
}

/** What stands under a picture or a file. */
export function renderCaption({ text }: Enclosed): string {
  return captionOf(paragraphsOf(bindShortWords(text), undefined), captionMax);
}

/** The question with its answer: what an answered prompt becomes. */
export function renderAnswered(question: string, answer: string): string {
  return answer === '' ? question : (messagesOf([question, `✓ ${bold(escapeHtml(answer))}`])[0] ?? question);
}

type Sorted = {
  readonly answers: readonly ReplyChoice[];
  /** The way on that most take has a row of its own. */
  readonly main: readonly ReplyChoice[];
  readonly asides: readonly ReplyChoice[];
  readonly numbered: boolean;
};

function sort({ choices }: Prompt): Sorted {
  const answers = choices.filter(({ aside, main }) => !aside && !main);
  return {
    answers,
    main: choices.filter(({ main }) => main),
    asides: choices.filter(({ aside, main }) => aside && !main),
    numbered: answers.some(({ label }) => label.length > labelCharsMax),
  };
}

function questionOf({ text, code }: Prompt): string[] {
  const bound = bindShortWords(text);
  const isHeading = bound.length <= headingCharsMax && !bound.includes('\n') && !code;
  return isHeading ? [bold(escapeHtml(bound))] : paragraphsOf(bound, code?.code);
}

function line({ key, label }: ReplyChoice): string {
  return `${bold(escapeHtml(key))}. ${escapeHtml(bindShortWords(label))}`;
}

function keyboardOf(prompt: Prompt, { answers, main, asides, numbered }: Sorted): Keyboard {
  const { nonce, step, input, choices } = prompt;
  const button = (choice: ReplyChoice, text: string) => ({
    text: text.trim() === '' ? '·' : text,
    callback_data: writeButton({ nonce, prompt: prompt.prompt, step, choice: choice.id }),
  });
  const columns = numbered ? numbersInRow : input === 'multi' ? 1 : columnsFor(answers);
  const shown = answers.map((choice) => button(choice, boxed(choice, numbered ? choice.key : choice.label)));
  const first = rows(
    main.map((choice) => button(choice, choice.label)),
    1,
  );
  const rest = rows(shown, columns);
  const others = rows(
    asides.map((choice) => button(choice, choice.label)),
    asides.length === 3 && isShort(asides) ? 3 : 2,
  );
  return choices[0]?.main ? [...first, ...rest, ...others] : [...rest, ...first, ...others];
}

/** A box before what can be ticked. */
function boxed({ selected }: ReplyChoice, text: string): string {
  return selected === undefined ? text : `${selected ? '☑' : '☐'} ${text}`;
}

/** Three of them fit beside each other. */
function isShort(choices: readonly ReplyChoice[]): boolean {
  return choices.every(({ label }) => label.length <= thirdCharsMax);
}

function columnsFor(choices: readonly ReplyChoice[]): number {
  const longest = Math.max(0, ...choices.map(({ label }) => label.length));
  return columnsBy.find(({ chars }) => longest <= chars)?.columns ?? 1;
}

function rows<T>(all: readonly T[], columns: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / columns) }, (_, row) =>
    all.slice(row * columns, (row + 1) * columns),
  );
}
