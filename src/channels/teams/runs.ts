/** Text → lines of runs, in which no character means anything but itself. PURE. */
import type { Element, Spacing, TextRun } from './elements.ts';

/** Marks that turn the direction of what follows, or cannot be seen: with them a text can look like another one. */
const unseen = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u0008\u000B-\u001F\u007F]/g;

/** The text without what cannot be seen, line ends and joined emoji aside. */
export function seen(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unseen, '').replace(control, '');
}

export type Look = Pick<TextRun, 'size' | 'weight' | 'isSubtle'>;

/** A heading: a short first line of several, without a full stop. */
const heading = /^\p{L}[^:/]{0,58}[\p{L})]$/u;
/** "Kto pyta: …": where several lines begin so, it is a list of particulars. */
const label = /^\p{Lu}[\p{L}\s]{1,24}: /u;
const labelledLinesMin = 3;

/** Paragraphs stand apart, lines below each other. */
export function blocksOf(text: string, look: Look, spacing: Spacing, code?: string): Element[] {
  const paragraphs = paragraphsOf(text);
  const labelled = paragraphs.flat().filter((line) => label.test(line)).length >= labelledLinesMin;
  return paragraphs.flatMap((lines, paragraph) =>
    lines.map((line, at): Element => {
      const isHeading = at === 0 && lines.length > 1 && heading.test(line);
      const bold = isHeading ? line : labelled ? (label.exec(line)?.[0] ?? '') : '';
      return {
        type: 'RichTextBlock',
        inlines: [
          ...runsOf(bold, { ...look, weight: 'Bolder' }, undefined),
          ...runsOf(line.slice(bold.length), look, code),
        ],
        spacing: at > 0 ? 'None' : paragraph > 0 ? 'Medium' : spacing,
      };
    }),
  );
}

/** Lines with something to see, by paragraph. */
export function paragraphsOf(text: string): string[][] {
  return seen(text)
    .split(/\n[^\S\n]*\n/)
    .map((paragraph) => paragraph.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0);
}

// An address on the web, without its full stop.
const link = /https:\/\/[^\s<>"]*[^\s<>".,;:!?)]/g;

function runsOf(line: string, look: Look, code: string | undefined): TextRun[] {
  const at = code === undefined ? -1 : line.indexOf(code);
  if (code !== undefined && at >= 0)
    return [
      ...linked(line.slice(0, at), look),
      { type: 'TextRun', text: code, ...look, weight: 'Bolder', fontType: 'Monospace' },
      ...linked(line.slice(at + code.length), look),
    ];
  return linked(line, look);
}

function linked(text: string, look: Look): TextRun[] {
  const runs: TextRun[] = [];
  let from = 0;
  const plain = (to: number): void => {
    if (to > from) runs.push({ type: 'TextRun', text: text.slice(from, to), ...look });
  };
  for (const { 0: url, index } of text.matchAll(link)) {
    if (!URL.canParse(url)) continue;
    plain(index);
    runs.push({ type: 'TextRun', text: url, ...look, selectAction: { type: 'Action.OpenUrl', url } });
    from = index + url.length;
  }
  plain(text.length);
  return runs;
}

/** Titles of a list's choices are read as Markdown, and cannot be anything else: what would be a mark looks like one. */
export function titleOf(label: string): string {
  return seen(label)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[*_~`[\]<>#\\|]/g, (mark) => lookalikes[mark] ?? mark)
    .replace(/\{\{/g, '{ {')
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
