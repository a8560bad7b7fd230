/** Text → lines of runs, in which no character means anything but itself. PURE. */
import { bindShortWords } from '../../text/bind.ts';
import { type Inline, blocksOf as partsOf } from '../../text/blocks.ts';
import type { Block, Spacing, TextRun } from './elements.ts';

/** Marks that turn the direction of what follows, or cannot be seen: with them a text can look like another one. */
const unseen = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u0008\u000B-\u001F\u007F]/g;

/** The text without what cannot be seen, line ends and joined emoji aside. */
export function seen(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unseen, '').replace(control, '');
}

export type Look = Pick<TextRun, 'size' | 'weight' | 'isSubtle'>;

/** Paragraphs stand apart, lines below each other; particulars and lists have a little air. */
export function blocksOf(text: string, look: Look, spacing: Spacing, code?: string): Block[] {
  const drawn = partsOf(seen(text).replace(/^[^\S\n]+$/gm, ''), code).flatMap((part) => {
    const lines = (part.kind === 'list' ? part.items.map(bulleted) : part.lines.flatMap(codeApart)).filter(isSeen);
    return lines.map(
      (line, at): Block => ({
        type: 'RichTextBlock',
        inlines: line.map((inline) => runOf(inline, look)),
        spacing: at > 0 ? spacingAfter(lines[at - 1]) : part.kind === 'list' || isParticular(line) ? 'Small' : 'Medium',
      }),
    );
  });
  return drawn.map((block, at) => (at === 0 ? { ...block, spacing } : block));
}

/** Other people's words in one line: nothing in them is a heading, or leads anywhere. */
export function wordsOnly(text: string, look: Look, spacing: Spacing): Block {
  return { type: 'RichTextBlock', inlines: [runOf({ kind: 'words', text: seen(text) }, look)], spacing };
}

/** Lines with something to see. */
export function linesOf(text: string): string[] {
  return seen(text)
    .split('\n')
    .filter((line) => line.trim() !== '');
}

function bulleted(line: readonly Inline[]): readonly Inline[] {
  return [{ kind: 'words', text: '• ' }, ...line];
}

/** At the end of a line a code would be broken at its dashes; on one of its own it is also easier to copy. */
function codeApart(line: readonly Inline[]): (readonly Inline[])[] {
  const last = line.at(-1);
  return last?.kind === 'code' && line.length > 1 ? [line.slice(0, -1), [last]] : [line];
}

/** After an answer comes the next question. */
function spacingAfter(line: readonly Inline[] = []): Spacing {
  return line.at(-1)?.kind === 'answer' ? 'Small' : 'None';
}

function isSeen(line: readonly Inline[]): boolean {
  return line.some(({ text }) => text.trim() !== '');
}

/** "Kto pyta: …" */
function isParticular([first]: readonly Inline[]): boolean {
  return first?.kind === 'title' && first.text.endsWith(': ');
}

function runOf(inline: Inline, look: Look): TextRun {
  const run = { type: 'TextRun', text: unread(inline.text), ...look } as const;
  switch (inline.kind) {
    // A command cannot be tapped here: it is typed.
    case 'words':
    case 'command':
      return run;
    case 'title':
      return { ...run, weight: 'Bolder' };
    case 'answer':
      return { ...run, text: `→ ${run.text}`, weight: 'Bolder' };
    case 'code':
      return { ...run, weight: 'Bolder', fontType: 'Monospace' };
    case 'link':
      if (!URL.canParse(inline.href)) return run;
      return { ...run, text: shortLink(run.text), selectAction: { type: 'Action.OpenUrl', url: inline.href } };
    default:
      return inline satisfies never;
  }
}

/** Addresses up to this length are shown whole: they may be typed elsewhere. */
const linkCharsMax = 60;
const shortLinkChars = 36;

/** Long addresses (a file's, with its key) are not broken by every client, and would stick out of a card on a phone. */
function shortLink(text: string): string {
  return text.length > linkCharsMax ? `${text.slice(0, shortLinkChars - 1)}…` : text;
}

/** {{DATE()}} and {{TIME()}} become dates in every text of a card, whoever wrote it; two braces that are parted do not. */
function unread(text: string): string {
  return text.replace(/\{(?=\{)/g, '{\u200B');
}

/** Titles of a list's choices are read as Markdown, and cannot be anything else: what would be a mark looks like one. */
export function titleOf(label: string): string {
  const words = seen(label).replace(/\s+/g, ' ').trim();
  // "2 × pominięto": the number stays with it too.
  return unread(bindShortWords(words).replace(/(?<=\d) (?=×)/g, '\u00A0'))
    .replace(/[*_~`[\]<>#\\|]/g, (mark) => lookalikes[mark] ?? mark)
    .replace(/^(\d+[.)]|[-+]) /, '$1\u00A0');
}

const lookalikes: Readonly<Record<string, string>> = {
  '*': '∗',
  _: 'ˍ',
  '~': '∼',
  '`': 'ˋ',
  '[': '［',
  ']': '］',
  '<': '‹',
  '>': '›',
  '#': '＃',
  '\\': '＼',
  '|': 'ǀ',
};
