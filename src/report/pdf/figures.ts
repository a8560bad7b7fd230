/** Numbers at a glance: tiles side by side, read as a list. */
import type { Block } from '../document.ts';
import { palette } from '../pictures/palette.ts';
import { bodyHeight, type Piece, paper, type Sheet, textWidth } from './sheet.ts';
import { drawLines, type Style, setLines, styles, widthOf, wordWidth } from './text.ts';

type Figures = Extract<Block, { kind: 'figures' }>;
type Figure = Figures['items'][number];

const perRowMax = 4;
const [gap, pad] = [10, 10];
/** The largest in which every number is one line, and if there is none, in which none of its words is broken. */
const lineSizes = [26, 22, 18, 15];
const wordSizes = [18, 15, 12, 10];

/** Rows of at most four tiles, as even as can be: five are three and two. */
export function figures(sheet: Sheet, { items }: Figures): Piece {
  const rows = Math.ceil(items.length / perRowMax);
  const perRow = Math.ceil(items.length / rows) || 1;
  // One number alone does not fill the page.
  const width = (textWidth - gap * (Math.max(perRow, 2) - 1)) / Math.max(perRow, 2);
  const value = valueStyleOf(sheet, items, width - 2 * pad);
  const placed = Array.from({ length: rows }, (_, row) =>
    measureRow(sheet, items.slice(row * perRow, (row + 1) * perRow), value, width),
  );
  const height = placed.reduce((sum, row) => sum + row.height + gap, -gap);
  const isWhole = height <= bodyHeight / 2;
  return {
    gap: 10,
    head: isWhole ? height : (placed[0]?.height ?? 0),
    isWhole,
    draw: () => {
      const list = sheet.open('L');
      placed.forEach((row, at) => {
        if (at > 0) sheet.y += gap;
        if (row.height > sheet.room() && !sheet.isFresh()) sheet.turn();
        drawRow(sheet, row, { width, list });
        sheet.y += row.height;
      });
    },
  };
}

type Part = { readonly lines: readonly string[]; readonly style: Style; readonly top: number };
type Row = { readonly tiles: readonly (readonly Part[])[]; readonly height: number };

/** Labels, numbers and words of a row stand at the same heights. */
function measureRow({ pdf }: Sheet, items: readonly Figure[], value: Style, tile: number): Row {
  const width = tile - 2 * pad;
  const columns = items.map((item) => [
    { lines: item.label ? setLines(pdf, item.label, styles.label, width) : [], style: styles.label },
    { lines: setLines(pdf, item.value, value, width), style: value },
    { lines: item.words ? setLines(pdf, item.words, styles.words, width) : [], style: styles.words },
  ]);
  const heights = [0, 1, 2].map((part) =>
    Math.max(0, ...columns.map((column) => (column[part]?.lines.length ?? 0) * (column[part]?.style.leading ?? 0))),
  );
  const [label = 0, number = 0, words = 0] = heights;
  const tops = [pad, pad + label + 2, pad + label + 2 + number + 2];
  return {
    tiles: columns.map((column) => column.map((part, at) => ({ ...part, top: tops[at] ?? 0 }))),
    height: pad + label + 2 + number + 2 + words + pad,
  };
}

function valueStyleOf({ pdf }: Sheet, items: readonly Figure[], width: number): Style {
  const style = (size: number): Style => ({ size, leading: Math.round(size * 1.2), weight: 700, color: palette.ink });
  const inLine = (size: number) => items.every(({ value }) => widthOf(pdf, value, style(size)) <= width);
  const inWords = (size: number) => items.every(({ value }) => wordWidth(pdf, value, style(size)) <= width);
  return style(lineSizes.find(inLine) ?? wordSizes.find(inWords) ?? Math.min(...wordSizes));
}

function drawRow(
  { pdf, y, open, decorate }: Sheet,
  { tiles, height }: Row,
  { width, list }: { readonly width: number; readonly list: ReturnType<Sheet['open']> },
): void {
  tiles.forEach((parts, at) => {
    const x = paper.left + at * (width + gap);
    decorate(() => {
      pdf.save().lineWidth(0.75).roundedRect(x, y, width, height, 4).stroke(palette.edge).restore();
    });
    const body = open('LBody', {}, open('LI', {}, list));
    for (const { lines, style, top } of parts)
      if (lines.length > 0) body.add(() => drawLines(pdf, lines, style, { x: x + pad, y: y + top }));
  });
}
