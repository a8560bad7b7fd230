/** How wide the columns of a table are: every word whole if there is any way, numbers narrow, words wide. */
import type { Block } from '../document.ts';
import { palette } from '../pictures/palette.ts';
import type { Pdf } from './sheet.ts';
import { type Style, widthOf, wordWidth } from './text.ts';

type Table = Extract<Block, { kind: 'table' }>;

/** A table with many columns is set smaller before a word is broken. */
const sizes = [9.5, 8.5, 7.5];
/** As wide may the head of a column of numbers make it. */
const headMax = 84;
/** More than it needs, a column gets at most. */
const airMax = 24;

/** Widths with their padding, together as wide as the table, and the style of a cell. */
export function columnWidths(
  pdf: Pdf,
  { columns, rows }: Table,
  { width, padding }: { readonly width: number; readonly padding: number },
): { readonly widths: readonly number[]; readonly style: Style } {
  const wishes = (style: Style) =>
    columns.map(({ text, align }, at) => {
      const head: Style = { ...style, weight: 600 };
      const cells = rows.map((row) => row[at] ?? '');
      const least = Math.max(wordWidth(pdf, text, head), ...cells.map((cell) => wordWidth(pdf, cell, style)));
      const headWish = align === 'end' ? Math.min(headMax, widthOf(pdf, text, head)) : widthOf(pdf, text, head);
      const most = Math.max(least, headWish, ...cells.map((cell) => longestLine(pdf, cell, style)));
      // Widths are sums of parts: without a hair more, a word of exactly this width would be broken.
      return { least: least + padding + 0.01, most: most + padding + 0.01 };
    });
  const tried = sizes.map((size) => {
    const style: Style = { size, leading: Math.round(size * 1.35 * 2) / 2, weight: 400, color: palette.ink };
    return { style, columns: wishes(style) };
  });
  const chosen = tried.find((one) => sumOf(one.columns, 'least') <= width) ?? tried.at(-1);
  if (!chosen) throw new Error('a table has no size of letters');
  return { style: chosen.style, widths: share(chosen.columns, width) };
}

type Wish = { readonly least: number; readonly most: number };

function sumOf(wishes: readonly Wish[], which: keyof Wish): number {
  return wishes.reduce((sum, wish) => sum + wish[which], 0);
}

function share(wishes: readonly Wish[], width: number): readonly number[] {
  const most = sumOf(wishes, 'most');
  if (most <= width) return loosen(wishes, width - most);
  if (sumOf(wishes, 'least') <= width) return level(wishes, width);
  return level(
    wishes.map(({ least }) => ({ least: 0, most: least })),
    width,
  );
}

/** What nobody needs: some air for every column, and the rest to the headings of the rows. */
function loosen(wishes: readonly Wish[], spare: number): readonly number[] {
  const others = wishes.length - 1;
  const air = others > 0 ? Math.min(airMax, spare / 2 / others) : 0;
  return wishes.map(({ most }, at) => most + (at === 0 ? spare - air * others : air));
}

/** One width for all, except that none gets less than it must have nor more than it can use: only wide ones shrink. */
function level(wishes: readonly Wish[], width: number): readonly number[] {
  const at = (common: number) => wishes.map(({ least, most }) => Math.max(least, Math.min(most, common)));
  let [low, high] = [0, width];
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (at(middle).reduce((sum, one) => sum + one, 0) > width) high = middle;
    else low = middle;
  }
  return at(low);
}

function longestLine(pdf: Pdf, text: string, style: Style): number {
  return Math.max(0, ...text.split('\n').map((line) => widthOf(pdf, line, style)));
}
