/** Where texts go: broken into lines by the real widths of their letters, and moved apart where they would overlap. */
import type { Font, Measure } from './fonts.ts';
import type { Mark } from './scene.ts';

type Text = Extract<Mark, { kind: 'text' }>;
export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** From one baseline to the next, above it and below it, in sizes of the font: accents on capitals and tails fit in. */
export const leading = 1.25;
const ascent = 0.95;
const descent = 0.27;

const graphemes = new Intl.Segmenter('pl', { granularity: 'grapheme' });

/**
 * The text in lines of at most this width. A line breaks at blanks, after a hyphen or slash between letters, and inside
 * a word only where the word alone is too wide.
 */
export function wrap(measure: Measure, text: string, width: number, font: Font): readonly string[] {
  const fits = (line: string): boolean => measure(line, font) <= width;
  const lines: string[] = [];
  let line = '';
  const add = (space: string, piece: string): void => {
    if (line && !fits(line + space + piece)) {
      lines.push(line);
      line = '';
    }
    line += line ? space + piece : piece;
  };
  for (const { space, piece } of pieces(text)) {
    if (fits(piece)) {
      add(space, piece);
      continue;
    }
    for (const [at, word] of bound(piece).entries()) {
      let before = at === 0 ? space : '\u00a0';
      for (const part of fits(word) ? [word] : letters(word)) {
        add(before, part);
        before = '';
      }
    }
  }
  return line ? [...lines, line] : lines;
}

/** Where a line may break: words, and their parts after a hyphen or slash. No-break spaces hold words together. */
function pieces(text: string): readonly { readonly space: string; readonly piece: string }[] {
  const words = text.split(/[^\S\u00a0\u202f]+/).filter((word) => word.trim() !== '');
  return words.flatMap((word, at) =>
    word.split(/(?<=\p{L}[-/])(?=\p{L})/u).map((piece, part) => ({ space: at > 0 && part === 0 ? ' ' : '', piece })),
  );
}

function letters(word: string): readonly string[] {
  return [...graphemes.segment(word)].map(({ segment }) => segment);
}

function bound(piece: string): readonly string[] {
  return piece.split(/[\u00a0\u202f]/).filter((word) => word !== '');
}

/** As `wrap`, in as many lines, but of like length: for a label of its own. */
export function balance(measure: Measure, text: string, width: number, font: Font): readonly string[] {
  const lines = wrap(measure, text, width, font);
  const wordMax = Math.max(0, ...pieces(text).flatMap(({ piece }) => bound(piece).map((word) => measure(word, font))));
  let [low, high] = [Math.min(wordMax, width), width];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    if (wrap(measure, text, middle, font).length > lines.length) low = middle;
    else high = middle;
  }
  return wrap(measure, text, high, font);
}

export function heightOf(lines: readonly string[], size: number): number {
  return lines.length * size * leading;
}

export type Block = {
  readonly lines: readonly string[];
  /** The left end, middle or right end of the lines, as the anchor says. */
  readonly x: number;
  readonly top: number;
  readonly anchor: Text['anchor'];
  readonly font: Font;
  readonly color: string;
};

/** Lines one under another, from `top` to `top` + `heightOf`. */
export function write({ lines, x, top, anchor, font, color }: Block): readonly Text[] {
  const first = top + ((leading - ascent - descent) / 2) * font.size + ascent * font.size;
  return lines.map((text, at) => ({
    kind: 'text',
    at: [x, first + at * font.size * leading],
    text,
    ...font,
    anchor,
    color,
  }));
}

/** The room that a text takes, with its accents and tails. */
export function boxOf(measure: Measure, { at: [x, y], text, size, weight, anchor }: Text): Box {
  const width = measure(text, { size, weight });
  const left = anchor === 'start' ? x : anchor === 'middle' ? x - width / 2 : x - width;
  return { left, top: y - ascent * size, right: left + width, bottom: y + descent * size };
}

/**
 * Tops of things one under another: each as near as can be to the place it wishes, none overlapping, in the order of
 * their wishes.
 */
export function spread(
  things: readonly { readonly middle: number; readonly height: number }[],
  gap: number,
): readonly number[] {
  const order = things.map((_, at) => at).sort((a, b) => (things[a]?.middle ?? 0) - (things[b]?.middle ?? 0) || a - b);
  let offset = 0;
  // With what stands before it taken off, each wish may only be as great as the next one: else the two share a mean.
  const runs: { sum: number; members: { at: number; offset: number }[] }[] = [];
  const mean = (run: { sum: number; members: unknown[] }): number => run.sum / run.members.length;
  for (const at of order) {
    const { middle = 0, height = 0 } = things[at] ?? {};
    let run = { sum: middle - height / 2 - offset, members: [{ at, offset }] };
    for (let last = runs.at(-1); last && mean(last) >= mean(run); last = runs.at(-1)) {
      runs.pop();
      run = { sum: last.sum + run.sum, members: [...last.members, ...run.members] };
    }
    runs.push(run);
    offset += height + gap;
  }
  const tops = new Map(runs.flatMap((run) => run.members.map((one) => [one.at, mean(run) + one.offset])));
  return things.map((_, at) => tops.get(at) ?? 0);
}

/** The same marks elsewhere. */
export function moved(marks: readonly Mark[], [dx, dy]: readonly [number, number]): readonly Mark[] {
  const by = ([x, y]: readonly [number, number]): readonly [number, number] => [x + dx, y + dy];
  return marks.map((mark): Mark => {
    switch (mark.kind) {
      case 'line':
        return { ...mark, from: by(mark.from), to: by(mark.to) };
      case 'path':
        return { ...mark, points: mark.points.map(by) };
      default:
        return { ...mark, at: by(mark.at) };
    }
  });
}
