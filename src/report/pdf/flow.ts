/** Blocks one after another over pages: nothing is drawn where it does not fit, and headings go with what they are of. */
import type { Block } from '../document.ts';
import { palette } from '../pictures/palette.ts';
import { beside } from './beside.ts';
import { figures } from './figures.ts';
import { picture } from './scene.ts';
import { bodyHeight, drawRule, type Piece, paper, type Sheet, textWidth } from './sheet.ts';
import { step } from './step.ts';
import { table } from './table.ts';
import { drawLines, flowLines, headOf, setLines, slices, styles } from './text.ts';

/** A level 1 heading begins a page, except right under the title of the document. */
export function flow(sheet: Sheet, blocks: readonly Block[]): void {
  const bookmarks = createBookmarks(sheet);
  const pieces = blocks.map((block) => ({ block, piece: measure(sheet, block, bookmarks) }));
  pieces.forEach(({ block, piece }, at) => {
    if (block.kind === 'heading' && block.level === 1 && at > 0 && !sheet.isFresh()) sheet.turn();
    const needed = together(pieces, at);
    if (!sheet.isFresh()) {
      if (piece.gap + needed > sheet.room()) sheet.turn();
      else sheet.y += piece.gap;
    }
    piece.draw(needed - piece.head);
  });
}

type Measured = { readonly block: Block; readonly piece: Piece };

/** The least height of a piece with those after it that it must not be parted from, as far as a page holds them. */
function together(pieces: readonly Measured[], at: number): number {
  let height = 0;
  let underHeading = pieces[at]?.block.kind === 'heading';
  for (const [offset, { block, piece }] of pieces.slice(at).entries()) {
    const more = height + (offset > 0 ? piece.gap : 0) + piece.head;
    if (offset > 0 && more > bodyHeight) return height;
    height = more;
    const next = pieces[at + offset + 1];
    underHeading &&= block.kind === 'heading' || block.kind === 'text';
    if (!next || !goesWith({ block, piece }, next.block, underHeading)) return height;
  }
  return height;
}

/** `underHeading`: a heading stands above it, with nothing but texts between. */
function goesWith({ block, piece }: Measured, next: Block, underHeading: boolean): boolean {
  if (block.kind === 'heading') return true;
  // What is said of a picture stays with it.
  if (block.kind === 'picture' || block.kind === 'beside') return next.kind === 'text' && next.tone === 'note';
  if (block.kind !== 'text' || block.tone === 'quote' || !piece.isWhole) return false;
  if (next.kind === 'text') return underHeading && block.tone !== 'plain';
  return next.kind !== 'heading' && next.kind !== 'step' && (underHeading || block.tone !== 'note');
}

function measure(sheet: Sheet, block: Block, bookmarks: Bookmarks): Piece {
  switch (block.kind) {
    case 'heading':
      return heading(sheet, block, bookmarks);
    case 'text':
      return block.tone === 'quote' ? quote(sheet, block.text) : paragraph(sheet, block);
    case 'list':
      return list(sheet, block.items);
    case 'picture':
      return picture(sheet, block);
    case 'beside':
      return beside(sheet, block);
    case 'table':
      return table(sheet, block);
    case 'figures':
      return figures(sheet, block);
    case 'step':
      return step(sheet, block);
    default:
      return block satisfies never;
  }
}

type Heading = Extract<Block, { kind: 'heading' }>;
type Bookmarks = { readonly add: (heading: Heading) => void };

/** Of level 1 and 2, at the left of the page where a reader sees them. */
function createBookmarks(sheet: Sheet): Bookmarks {
  const { pdf } = sheet;
  let part = pdf.outline;
  return {
    add: ({ level, text }) => {
      if (level === 3) return;
      // pdfkit counts the left from the right side, and the top from the top.
      const place = { expanded: true, fit: false, top: Math.max(0, sheet.y - 24), left: paper.width };
      const item = (level === 1 ? pdf.outline : part).addItem(text, place);
      if (level === 1) part = item;
    },
  };
}

function heading(sheet: Sheet, block: Heading, bookmarks: Bookmarks): Piece {
  const { pdf } = sheet;
  const style = styles[`heading${block.level}`];
  const lines = setLines(pdf, block.text, style, textWidth);
  const height = lines.length * style.leading;
  return {
    gap: { 1: 22, 2: 16, 3: 12 }[block.level],
    head: height,
    isWhole: true,
    draw: () => {
      if (block.level === 1) sheet.parent = sheet.open('Sect');
      bookmarks.add(block);
      // No level is skipped on the way down.
      sheet.level = Math.min(block.level, sheet.level + 1);
      sheet.open(`H${sheet.level}`).add(() => drawLines(pdf, lines, style, { x: paper.left, y: sheet.y }));
      sheet.y += height;
    },
  };
}

type Text = Extract<Block, { kind: 'text' }>;

function paragraph(sheet: Sheet, { text, tone }: Text): Piece {
  const style = tone === 'quote' ? styles.plain : styles[tone];
  const lines = setLines(sheet.pdf, text, style, textWidth);
  const head = headOf(lines.length, style.leading);
  return {
    gap: tone === 'note' ? 5 : 7,
    head,
    isWhole: lines.length <= 3,
    draw: () => flowLines(sheet, sheet.open('P'), lines, style),
  };
}

const quoteIndent = 12;

function quote(sheet: Sheet, text: string): Piece {
  const { pdf } = sheet;
  const style = styles.plain;
  const x = paper.left + quoteIndent;
  const lines = setLines(pdf, text, style, textWidth - quoteIndent);
  return {
    gap: 9,
    head: headOf(lines.length, style.leading),
    isWhole: lines.length <= 3,
    draw: () => {
      const tag = sheet.open('P', {}, sheet.open('BlockQuote'));
      for (const [from, to] of slices(sheet, lines.length, style.leading)) {
        const { y } = sheet;
        const end = y + (to - from) * style.leading;
        sheet.decorate(() =>
          drawRule(pdf, [paper.left + 1, y + 1], [paper.left + 1, end - 1], { width: 2, color: palette.edge }),
        );
        tag.add(() => drawLines(pdf, lines.slice(from, to), style, { x, y }));
      }
    },
  };
}

const itemIndent = 13;
const itemGap = 3;

function list(sheet: Sheet, items: readonly string[]): Piece {
  const { pdf } = sheet;
  const style = styles.item;
  const set = items.map((item) => setLines(pdf, item, style, textWidth - itemIndent));
  return {
    gap: 7,
    head: headOf(set[0]?.length ?? 0, style.leading),
    isWhole: false,
    draw: () => {
      const whole = sheet.open('L');
      set.forEach((lines, at) => {
        if (at > 0) sheet.y += itemGap;
        const item = sheet.open('LI', {}, whole);
        const [label, body] = [sheet.open('Lbl', {}, item), sheet.open('LBody', {}, item)];
        for (const [from, to] of slices(sheet, lines.length, style.leading)) {
          const { y } = sheet;
          if (from === 0) label.add(() => drawLines(pdf, ['• '], style, { x: paper.left + 2, y }));
          body.add(() => drawLines(pdf, lines.slice(from, to), style, { x: paper.left + itemIndent, y }));
        }
      });
    },
  };
}
