/** A table with thin rules. No row is cut by the end of a page; on every page the heads of the columns come again. */
import type { Block } from '../document.ts';
import { palette } from '../pictures/palette.ts';
import { columnWidths } from './columns.ts';
import { bodyHeight, drawRule, type Piece, paper, type Sheet, type Tag, textWidth } from './sheet.ts';
import { drawLines, type Style, setLines, styles } from './text.ts';

type Table = Extract<Block, { kind: 'table' }>;

/** What is left and right, and above and below, of the words of a cell. */
const [padX, padY] = [4, 3.5];
const captionGap = 3;
const below = 5;
/** A table up to this part of a page stays on one. */
const wholeMax = 0.4 * bodyHeight;

type Cell = { readonly lines: readonly string[]; readonly x: number; readonly endAt?: number };
type Row = { readonly cells: readonly Cell[]; readonly style: Style; readonly lines: number; readonly height: number };

/** Columns of numbers end at one line; the first cell of a row is tagged as its heading. */
export function table(sheet: Sheet, block: Table): Piece {
  const { pdf } = sheet;
  const { widths, style } = columnWidths(pdf, block, { width: textWidth, padding: 2 * padX });
  const caption = block.caption ? setLines(pdf, block.caption, styles.strong, textWidth) : [];
  const measure = (texts: readonly string[], rowStyle: Style) => measureRow(sheet, block, texts, widths, rowStyle);
  const heads = measure(
    block.columns.map(({ text }) => text),
    { ...style, weight: 600 },
  );
  const rows = block.rows.map((texts) => measure(texts, style));
  const above = caption.length * styles.strong.leading + captionGap + heads.height;
  const height = rows.reduce((sum, row) => sum + row.height, above);
  const firstRows = rows.slice(0, 2).reduce((sum, row) => sum + row.height, 0);
  const isWhole = height <= wholeMax;
  return {
    gap: 12,
    head: isWhole ? height : Math.min(above + firstRows, bodyHeight / 2),
    isWhole,
    draw: () => {
      draw(sheet, { caption, heads, rows });
      sheet.y += below;
    },
  };
}

function measureRow(
  { pdf }: Sheet,
  { columns }: Table,
  texts: readonly string[],
  widths: readonly number[],
  style: Style,
): Row {
  let left: number = paper.left;
  const cells = columns.map(({ align }, at): Cell => {
    const width = widths[at] ?? 0;
    const lines = setLines(pdf, texts[at] ?? '', style, width - 2 * padX);
    const x = left + padX;
    left += width;
    return { lines, x, ...(align === 'end' && { endAt: left - padX }) };
  });
  const lines = Math.max(1, ...cells.map((cell) => cell.lines.length));
  return { cells, style, lines, height: lines * style.leading + 2 * padY };
}

function draw(
  sheet: Sheet,
  { caption, heads, rows }: { readonly caption: readonly string[]; readonly heads: Row; readonly rows: readonly Row[] },
): void {
  const { pdf, open } = sheet;
  const whole = open('Table');
  if (caption.length > 0) {
    open('Caption', {}, whole).add(() => drawLines(pdf, caption, styles.strong, { x: paper.left, y: sheet.y }));
    sheet.y += caption.length * styles.strong.leading + captionGap;
  }
  const headRow = open('TR', {}, open('THead', {}, whole));
  const headTags = heads.cells.map(() => open('TH', { scope: 'Column' }, headRow));
  drawSlice(sheet, heads, [0, heads.lines], headTags);
  drawUnder(sheet, heads, 0.9, palette.ink);
  const body = open('TBody', {}, whole);
  const turn = () => {
    sheet.turn();
    // Said once is enough for those who listen.
    sheet.decorate(() => drawSlice(sheet, heads, [0, heads.lines]));
    drawUnder(sheet, heads, 0.9, palette.ink);
  };
  rows.forEach((row, at) => {
    // The last row does not stand alone on a page.
    const next = at === rows.length - 2 ? (rows[at + 1]?.height ?? 0) : 0;
    const isFirst = at === 0;
    if (!isFirst && row.height + next > sheet.room() && row.height + next <= bodyHeight - heads.height) turn();
    const tr = open('TR', {}, body);
    const tags = row.cells.map((_, cell) => (cell === 0 ? open('TH', { scope: 'Row' }, tr) : open('TD', {}, tr)));
    drawRow(sheet, row, tags, turn);
  });
}

/** A row higher than a page goes on over pages, line by line. */
function drawRow(sheet: Sheet, row: Row, tags: readonly Tag[], turn: () => void): void {
  const { leading } = row.style;
  for (let from = 0; from < row.lines; ) {
    const fit = Math.min(row.lines - from, Math.floor((sheet.room() - 2 * padY) / leading));
    if (fit < 1) {
      turn();
      continue;
    }
    drawSlice(sheet, row, [from, from + fit], tags);
    drawUnder(sheet, { ...row, height: fit * leading + 2 * padY }, 0.5, palette.edge);
    from += fit;
    if (from < row.lines) turn();
  }
}

/** Draws some lines of every cell; without tags the caller has declared them no content. */
function drawSlice(
  { pdf, y }: Sheet,
  { cells, style }: Row,
  [from, to]: readonly [number, number],
  tags?: readonly Tag[],
): void {
  cells.forEach(({ lines, ...place }, at) => {
    const shown = lines.slice(from, to);
    if (shown.every((line) => line === '')) return;
    const write = () => drawLines(pdf, shown, style, { ...place, y: y + padY });
    const tag = tags?.[at];
    if (tag) tag.add(write);
    else write();
  });
}

/** The rule under a row; what comes next begins there. */
function drawUnder(sheet: Sheet, { height }: Row, width: number, color: string): void {
  sheet.y += height;
  const { pdf, y, decorate } = sheet;
  decorate(() => drawRule(pdf, [paper.left, y], [paper.left + textWidth, y], { width, color }));
}
