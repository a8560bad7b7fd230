/** The line a person writes in, and the choice they point at. Pure: a key pressed gives the next state. */

import type { Prompt, ReplyChoice } from '../../dialog/reply.ts';
import { messageCharsMax } from '../../dialog/words.ts';
import { answersOf, displayWidth, graphemes } from './render.ts';

/** `cursor` counts UTF-16 units and stands between characters; `highlighted` counts the choices that answer. */
export type Editing = { readonly text: string; readonly cursor: number; readonly highlighted: number | undefined };

/** What a person sent: words, or one of the choices of a prompt. */
export type Sent =
  | { readonly kind: 'message'; readonly text: string }
  | {
      readonly kind: 'choice';
      readonly nonce: string;
      readonly prompt: number;
      readonly step: string;
      readonly choice: string;
    };

/** As node:readline's keypress gives it; a whole paste comes as one key named `paste`. */
export type Key = { readonly name?: string | undefined; readonly ctrl: boolean; readonly sequence: string };

export const blank: Editing = { text: '', cursor: 0, highlighted: undefined };

/** Shift+Tab has no name of its own. */
const backTab = '\x1b[Z';

/**
 * What a key does. What is sent stays in the line: the shell empties it when the bot has taken it.
 * With words in the line nothing is highlighted, so that Enter always sends what one sees.
 */
export function press(editing: Editing, key: Key, prompt: Prompt | undefined): { editing: Editing; send?: Sent } {
  if (key.ctrl) return { editing: control(editing, key.name) };
  switch (key.name) {
    case 'up':
      return { editing: highlight(editing, -1, prompt) };
    case 'down':
      return { editing: highlight(editing, 1, prompt) };
    case 'tab':
      return { editing: highlight(editing, key.sequence === backTab ? -1 : 1, prompt) };
    case 'return':
    case 'enter':
      return enter(editing, prompt);
    case 'space':
      return editing.text === '' ? space(editing, prompt) : { editing: insert(editing, ' ') };
    case 'escape':
      return { editing: blank };
    case 'left':
      return { editing: { ...editing, cursor: before(editing) } };
    case 'right':
      return { editing: { ...editing, cursor: after(editing) } };
    case 'home':
      return { editing: { ...editing, cursor: 0 } };
    case 'end':
      return { editing: { ...editing, cursor: editing.text.length } };
    case 'backspace':
      return { editing: cut(editing, before(editing), editing.cursor) };
    case 'delete':
      return { editing: cut(editing, editing.cursor, after(editing)) };
    case 'paste':
      return { editing: insert(editing, key.sequence.replace(/\r\n?/g, '\n').replace(/\n+$/, '')) };
    default:
      // Function keys and Alt+letter begin with an escape: they write nothing.
      return { editing: key.sequence.startsWith('\x1b') ? editing : insert(editing, key.sequence) };
  }
}

function control(editing: Editing, name: string | undefined): Editing {
  const { text, cursor } = editing;
  switch (name) {
    case 'u':
      return cut(editing, 0, cursor);
    case 'w':
      return cut(editing, text.slice(0, cursor).replace(/\S*\s*$/u, '').length, cursor);
    case 'a':
      return { ...editing, cursor: 0 };
    case 'e':
      return { ...editing, cursor: text.length };
    default:
      return editing;
  }
}

function enter(editing: Editing, prompt: Prompt | undefined): { editing: Editing; send?: Sent } {
  if (editing.text.trim() !== '') return { editing, send: { kind: 'message', text: editing.text } };
  return tapHighlighted(editing, prompt);
}

function space(editing: Editing, prompt: Prompt | undefined): { editing: Editing; send?: Sent } {
  return prompt?.input === 'multi' ? tapHighlighted(editing, prompt) : { editing };
}

function tapHighlighted(editing: Editing, prompt: Prompt | undefined): { editing: Editing; send?: Sent } {
  if (!prompt || editing.highlighted === undefined) return { editing };
  const choice = answersOf(prompt)[editing.highlighted];
  return choice ? { editing, send: tap(prompt, choice) } : { editing };
}

/** One of the prompt's choices, as it is sent. */
export function tap(prompt: Prompt, choice: ReplyChoice): Sent {
  return { kind: 'choice', nonce: prompt.nonce, prompt: prompt.prompt, step: prompt.step, choice: choice.id };
}

function highlight(editing: Editing, by: 1 | -1, prompt: Prompt | undefined): Editing {
  const count = prompt ? answersOf(prompt).length : 0;
  if (count === 0 || editing.text !== '') return editing;
  const from = editing.highlighted ?? (by === 1 ? -1 : count);
  return { ...editing, highlighted: (from + by + count) % count };
}

function insert({ text, cursor, highlighted }: Editing, typed: string): Editing {
  const room = Math.max(0, messageCharsMax - text.length);
  const kept = typed
    .replaceAll('\t', ' ')
    .replace(/[^\P{Cc}\n]/gu, '')
    .slice(0, room);
  if (kept === '') return { text, cursor, highlighted };
  return {
    text: text.slice(0, cursor) + kept + text.slice(cursor),
    cursor: cursor + kept.length,
    highlighted: undefined,
  };
}

function cut({ text, highlighted }: Editing, from: number, to: number): Editing {
  return { text: text.slice(0, from) + text.slice(to), cursor: from, highlighted };
}

function before({ text, cursor }: Editing): number {
  const last = [...graphemes.segment(text.slice(0, cursor))].at(-1);
  return last?.index ?? 0;
}

function after({ text, cursor }: Editing): number {
  const [first] = graphemes.segment(text.slice(cursor));
  return cursor + (first?.segment.length ?? 0);
}

export type Layout = { readonly lines: readonly string[]; readonly row: number; readonly column: number };

/** The line as it is drawn, over as many rows as it takes, and where the cursor stands in it. */
export function layOut({ text, cursor }: Pick<Editing, 'text' | 'cursor'>, columns: number): Layout {
  const rows: { start: number; end: number }[] = [];
  let start = 0;
  let used = 2;
  let wordAt = 0;
  const breakAt = (end: number, next: number) => {
    rows.push({ start, end });
    start = next;
    used = 2;
  };
  for (const { segment, index } of graphemes.segment(text)) {
    const width = displayWidth(segment);
    // One space may hang over the end, so that a word which just fits stays.
    if (segment !== '\n' && used + width > columns + (segment === ' ' ? 1 : 0)) {
      const next = wordAt > start ? wordAt : index;
      breakAt(next, next);
      used += displayWidth(text.slice(next, index));
    }
    used += width;
    if (segment === '\n') breakAt(index, index + 1);
    if (segment === ' ' || segment === '\n') wordAt = index + 1;
  }
  rows.push({ start, end: text.length });
  const row = rows.findLastIndex((line) => line.start <= cursor);
  const column = 2 + displayWidth(text.slice(rows[row]?.start, cursor));
  const lines = rows.map((line, at) => `${at === 0 ? '>' : ' '} ${text.slice(line.start, line.end)}`);
  return { lines, row, column };
}
