/** Texts in lines, broken by the real widths of words, and drawn where they were measured. */
import { palette } from '../pictures/palette.ts';
import type { Weight } from '../pictures/scene.ts';
import { type Pdf, paper, type Sheet, type Tag } from './sheet.ts';

export type Style = {
  readonly size: number;
  /** From one line to the next. */
  readonly leading: number;
  readonly weight: Weight;
  readonly color: string;
};

const { ink, faint } = palette;

export const styles = {
  title: { size: 24, leading: 30, weight: 700, color: ink },
  subtitle: { size: 13, leading: 18, weight: 400, color: faint },
  heading1: { size: 20, leading: 26, weight: 700, color: ink },
  heading2: { size: 14, leading: 19, weight: 700, color: ink },
  heading3: { size: 11.5, leading: 16, weight: 700, color: ink },
  lead: { size: 12.5, leading: 18, weight: 400, color: ink },
  plain: { size: 10.5, leading: 15, weight: 400, color: ink },
  item: { size: 10, leading: 14, weight: 400, color: ink },
  strong: { size: 10.5, leading: 15, weight: 600, color: ink },
  note: { size: 8.5, leading: 12, weight: 400, color: faint },
  label: { size: 9, leading: 12, weight: 600, color: faint },
  words: { size: 9.5, leading: 13, weight: 400, color: ink },
} as const satisfies Record<string, Style>;

/** Height of a capital, in sizes of the font: lines are centred by it. */
const capital = 0.66;

/** Chooses the font: widths are then of this style. */
export function use(pdf: Pdf, { size, weight }: Style): Pdf {
  return pdf.font(String(weight), size);
}

/** How wide a text is in one line. */
export function widthOf(pdf: Pdf, text: string, style: Style): number {
  return use(pdf, style).widthOfString(printable(pdf, text));
}

/** How wide the longest word is: in less, words are broken. */
export function wordWidth(pdf: Pdf, text: string, style: Style): number {
  return Math.max(0, ...text.split(/[^\S\u00a0\u202f]+/).map((word) => widthOf(pdf, word, style)));
}

/**
 * The text in lines of at most this width, each with the blank that it ends with. A word of one letter goes with the
 * next one; a word is broken only where it is too wide for a line of its own.
 */
export function setLines(pdf: Pdf, text: string, style: Style, width: number): readonly string[] {
  use(pdf, style);
  const measure = (part: string): number => pdf.widthOfString(part);
  return printable(pdf, text)
    .split('\n')
    .flatMap((paragraph) => setParagraph(paragraph, width, measure));
}

function setParagraph(paragraph: string, width: number, measure: (part: string) => number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const part of unbroken(paragraph, width, measure)) {
    // pdfkit lays out word by word, each with the blank after it: so is it measured, and kerning is counted.
    const bare = measure(part.trimEnd());
    if (line && used + bare > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line += part;
    used += part.endsWith(' ') ? part.split(/(?<= )/).reduce((sum, word) => sum + measure(word), 0) : bare;
  }
  lines.push(line.trimEnd());
  return lines;
}

/** What may stand on a line of its own. No-break spaces hold together what stands around them. */
function unbroken(paragraph: string, width: number, measure: (part: string) => number): readonly string[] {
  const words = paragraph.split(/[^\S\u00a0\u202f]+/).filter((word) => word !== '');
  const parts: string[] = [];
  let held = '';
  words.forEach((word, at) => {
    const spaced = at < words.length - 1 ? `${word} ` : word;
    if (held && measure(held + word) > width) {
      parts.push(held);
      held = '';
    }
    if (/^\P{L}*\p{L}$/u.test(word)) {
      held += spaced;
      return;
    }
    parts.push(...(measure(held + word) > width ? broken(spaced, width, measure) : [held + spaced]));
    held = '';
  });
  return held ? [...parts, held] : parts;
}

const graphemes = new Intl.Segmenter('pl', { granularity: 'grapheme' });

/** A word too wide for a line: after hyphens, slashes and the like, and else between any two letters, with a hyphen. */
function broken(word: string, width: number, measure: (part: string) => number): readonly string[] {
  return word.split(/(?<=[-–/@_=&?.])(?=[^\s])/).flatMap((piece) => {
    if (measure(piece.trimEnd()) <= width) return [piece];
    const rows: string[] = [];
    let row = '';
    for (const { segment } of graphemes.segment(piece)) {
      const hyphen = /\p{L}$/u.test(row) && /^\p{L}/u.test(segment) ? '-' : '';
      if (row && segment !== ' ' && measure(`${row}${segment}-`) > width) {
        rows.push(row + hyphen);
        row = '';
      }
      row += segment;
    }
    return [...rows, row];
  });
}

const plainLetters = /^[\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u0400-\u045f]*$/;

/** With letters that the font does not have, such as pictures in what people wrote, as an empty box. */
export function printable(pdf: Pdf, text: string): string {
  if (plainLetters.test(text)) return text;
  const clean = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/\t/g, ' ');
  return [...graphemes.segment(clean)].map(({ segment }) => drawable(pdf, segment)).join('');
}

function drawable(pdf: Pdf, grapheme: string): string {
  // Joiners, marks of direction and controls are not seen.
  const seen = grapheme.replace(/[^\P{C}\n]|\p{Variation_Selector}/gu, '');
  // pdfkit does not tell which letters a font has; the font that it keeps inside does.
  const { _font } = pdf as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } };
  const letters = [...seen].filter((letter) => letter !== '\n');
  return letters.every((letter) => _font.font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)) ? seen : '□';
}

export type Place = {
  readonly x: number;
  readonly y: number;
  /** With a width the lines end at its end. */
  readonly endAt?: number;
};

/** Draws lines one under another from `y` on. */
export function drawLines(pdf: Pdf, lines: readonly string[], style: Style, { x, y, endAt }: Place): void {
  use(pdf, style).fillColor(style.color);
  lines.forEach((line, at) => {
    const baseline = y + at * style.leading + (style.leading + capital * style.size) / 2;
    const left = endAt === undefined ? x : endAt - pdf.widthOfString(line.trimEnd());
    if (line !== '') pdf.text(line, left, baseline, { lineBreak: false, baseline: 'alphabetic' });
  });
}

/**
 * Goes through lines page by page; the caller draws each slice at `sheet.y`, which then moves below it. No line stands
 * alone at the end or at the beginning of a page.
 */
export function* slices(sheet: Sheet, count: number, leading: number): Generator<readonly [number, number]> {
  for (let from = 0; from < count; ) {
    const left = count - from;
    const room = Math.min(left, Math.floor(sheet.room() / leading));
    const fit = left - room === 1 ? room - 1 : room;
    if (fit < Math.min(left, 2) && !sheet.isFresh()) {
      sheet.turn();
      continue;
    }
    yield [from, from + fit];
    sheet.y += fit * leading;
    from += fit;
    if (from < count) sheet.turn();
  }
}

/** The height of the lines that must stand together at the beginning. */
export function headOf(count: number, leading: number): number {
  return (count <= 3 ? count : 2) * leading;
}

/** Lines of one element, over as many pages as they take. */
export function flowLines(
  sheet: Sheet,
  tag: Tag,
  lines: readonly string[],
  style: Style,
  x: number = paper.left,
): void {
  for (const [from, to] of slices(sheet, lines.length, style.leading))
    tag.add(() => drawLines(sheet.pdf, lines.slice(from, to), style, { x, y: sheet.y }));
}
