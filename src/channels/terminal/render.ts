/** A Reply as lines of a terminal. Pure: what is drawn when, and where, is decided in converse.ts. */
import { type Enclosed, isEnclosed, type Prompt, type Reply, type ReplyChoice } from '../../dialog/reply.ts';

export type Look = { readonly columns: number; readonly color: boolean };

/** Longer lines are hard to read, however wide the window; shorter ones hold no word. */
const columnsMax = 78;
const columnsMin = 16;

/** Stands before the choice that Enter would send; also the mark by which its line is found. */
export const pointer = '❯';

// Select Graphic Rendition, on and off: https://ecma-international.org/publications-and-standards/standards/ecma-48/ §8.3.117
const styles = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], cyan: [36, 39] } as const;
const sgr = new RegExp(`${'\x1b'}\\[\\d+m`, 'g');

export function style(line: string, name: keyof typeof styles, look: Look): string {
  const [on, off] = styles[name];
  return look.color && line !== '' ? `\x1b[${on}m${line}\x1b[${off}m` : line;
}

/** What a person sees as one character: letters with their marks, an emoji with its colour. */
export const graphemes = new Intl.Segmenter('pl', { granularity: 'grapheme' });
const unseen = /^[\p{M}\p{Cf}\p{Cc}]+$/u;
const wide =
  /\p{Emoji_Presentation}|\uFE0F|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\uFF01-\uFF60]/u;

// Latin and Cyrillic letters: most of what is measured, so it is measured without cutting it up: a long answer is laid out in 5 ms, not 60.
const plainly = /^[ -~\u00AE-\u02FF\u0400-\u0482\u048A-\u052F]*$/;

/** Columns a text takes in one line. Terminals disagree about rare emoji; letters are right everywhere. */
export function displayWidth(text: string): number {
  const shown = text.replace(sgr, '');
  if (plainly.test(shown)) return shown.length;
  let width = 0;
  for (const { segment } of graphemes.segment(shown)) width += unseen.test(segment) ? 0 : wide.test(segment) ? 2 : 1;
  return width;
}

/** The text in lines that fit. Indents and bullets hang, so that lists stay lists. */
export function wrap(text: string, columns: number): string[] {
  const width = widthOf(columns);
  return harmless(text)
    .split('\n')
    .flatMap((line) => {
      const mark = /^ {0,8}(?:(?:[•→–-]|\d{1,2}[.)]) )?/.exec(line)?.[0] ?? '';
      return hang(mark, words(line.slice(mark.length)), width);
    });
}

/** Replies may hold what people typed: without control characters nobody's words steer the terminal. */
function harmless(text: string): string {
  return text.replaceAll('\t', ' ').replace(/[^\P{Cc}\n]/gu, '');
}

/** The columns that lines are given in a window. */
export function widthOf(columns: number): number {
  return Math.max(columnsMin, Math.min(columns, columnsMax));
}

// Not at no-break spaces: those are there to hold words together.
function words(text: string): string[] {
  return text.split(/[ \n]+/).filter((word) => word !== '');
}

function hang(mark: string, pieces: readonly string[], width: number): string[] {
  const indent = ' '.repeat(displayWidth(mark));
  return fill(pieces, ' ', width - indent.length).map((line, at) => `${at === 0 ? mark : indent}${line}`.trimEnd());
}

/** Whole pieces in as few lines as hold them; a piece wider than a line is broken where it must. */
function fill(pieces: readonly string[], gap: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces.flatMap((whole) => breakUp(whole, width))) {
    const longer = line === '' ? piece : line + gap + piece;
    if (line !== '' && displayWidth(longer) > width) lines.push(line);
    line = line !== '' && displayWidth(longer) > width ? piece : longer;
  }
  return [...lines, line];
}

function breakUp(piece: string, width: number): string[] {
  const parts = [''];
  for (const { segment } of graphemes.segment(piece)) {
    const longer = (parts.at(-1) ?? '') + segment;
    if (displayWidth(longer) > width) parts.push(segment);
    else parts[parts.length - 1] = longer;
  }
  return parts;
}

/** A reply as a whole. */
export function renderReply(reply: Reply, options: Look): string[] {
  if (isEnclosed(reply)) return paragraphs(`${reply.text}\n${fileLine(reply)}`, options);
  return reply.kind === 'text'
    ? paragraphs(reply.text, options)
    : [...renderQuestion(reply, options), ...renderChoices(reply, options)];
}

/** Where a file would be seen. */
function fileLine({ kind, file, alt }: Enclosed): string {
  return kind === 'image' ? `[${file.name}] ${alt}` : `[${file.name}]`;
}

/** A line that begins so is a heading. */
const heading = /^# /;

/** Words with their headings. */
function paragraphs(text: string, look: Look): string[] {
  return text.split('\n').flatMap((line) => {
    const lines = wrap(line.replace(heading, ''), look.columns);
    return heading.test(line) ? lines.map((one) => style(one, 'bold', look)) : lines;
  });
}

/** The part of a prompt that stays in the scrollback. Of a long text only the first line is bold. */
export function renderQuestion(prompt: Prompt, look: Look): string[] {
  const [first = '', ...rest] = prompt.text.split('\n');
  return [
    ...(prompt.lead === undefined ? [] : [...paragraphs(prompt.lead, look), '']),
    ...(prompt.progress === undefined
      ? []
      : wrap(prompt.progress.text, look.columns).map((line) => style(line, 'dim', look))),
    ...wrap(first, look.columns).map((line) => style(line, 'bold', look)),
    ...(rest.length === 0 ? [] : wrap(rest.join('\n'), look.columns)),
  ];
}

/** The part of a prompt that goes when it is answered: hint, choices, and the ways about. */
export function renderChoices(prompt: Prompt, look: Look, highlighted?: number): string[] {
  const answers = answersOf(prompt);
  const asides = prompt.choices.filter((choice) => choice.aside).map(shownAside);
  const field = 2 + Math.max(1, ...answers.map((choice) => displayWidth(choice.key)));
  const ticks = answers.some((choice) => choice.selected !== undefined);
  const lines = answers.flatMap(({ key, label, selected }, at) => {
    const box = !ticks ? '' : selected === undefined ? '   ' : selected ? '[x]' : '[ ]';
    const mark = `${' '.repeat(field - displayWidth(key))}${harmless(key)} ${box} `;
    if (at !== highlighted) return hang(mark, words(harmless(label)), widthOf(look.columns));
    const pointed = hang(pointer + mark.slice(1), words(harmless(label)), widthOf(look.columns));
    return pointed.map((line) => style(line, 'cyan', look));
  });
  const about = asides.length === 0 ? [] : fill(asides, '   ', widthOf(look.columns));
  return [
    ...(prompt.hint === undefined ? [] : wrap(prompt.hint, look.columns).map((line) => style(line, 'dim', look))),
    ...(lines.length === 0 ? [] : ['', ...lines]),
    ...(about.length === 0 ? [] : ['', ...about.map((line) => style(line, 'dim', look))]),
  ];
}

/** The choices that answer, in the order in which they are highlighted. */
export function answersOf(prompt: Prompt): Prompt['choices'] {
  return prompt.choices.filter((choice) => !choice.aside);
}

/** What was answered, under its question. */
export function renderAnswer(label: string, look: Look): string[] {
  return hang('  ✓ ', words(harmless(label)), widthOf(look.columns)).map((line) => style(line, 'green', look));
}

/** A reply as it stands in transcripts: every line whole, nothing but text. */
export function plainReply(reply: Reply): string[] {
  const said = (text: string) =>
    harmless(text)
      .split('\n')
      .map((line) => `< ${line.replace(heading, '')}`.trimEnd());
  if (isEnclosed(reply)) return said(`${reply.text}\n${fileLine(reply)}`);
  if (reply.kind === 'text') return said(reply.text);
  const texts = [reply.lead, reply.progress?.text, reply.text, reply.hint].filter((text) => text !== undefined);
  const asides = reply.choices.filter((choice) => choice.aside).map(({ key, label }) => `(${key}) ${label}`);
  return [
    ...texts.flatMap(said),
    ...answersOf(reply).map(({ key, label, selected }) => `  [${key}] ${selected ? '✓ ' : ''}${label}`),
    ...(asides.length === 0 ? [] : [`  ${asides.join(' · ')}`]),
  ];
}

/** What is typed for it, then what it is; once where they are the same word. */
function shownAside({ key, label }: ReplyChoice): string {
  return harmless(key === label.toLowerCase() ? key : `${key} ${label}`);
}
