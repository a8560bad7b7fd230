/** A next step as a framed card, on one page if a page can hold it. */
import type { Block } from '../document.ts';
import { palette } from '../pictures/palette.ts';
import { bodyHeight, drawRule, type Piece, paper, type Sheet, type Tag, textWidth } from './sheet.ts';
import { drawLines, type Style, setLines, styles } from './text.ts';

type Step = Extract<Block, { kind: 'step' }>;

/** Lines of one style in the card. */
type Slab = {
  readonly lines: readonly string[];
  readonly style: Style;
  /** From the left of the card. */
  readonly indent: number;
  /** Above it. */
  readonly gap: number;
  readonly tag: () => Tag;
  /** Drawn beside or above it. */
  readonly sign?: 'bar' | 'line' | 'bullet';
};

const pad = 11;
const barIndent = 12;
const bulletIndent = 12;

/** The standard has a bar at its left, the tools are a list, the workshop stands under a line. */
export function step(sheet: Sheet, block: Step): Piece {
  const slabs = slabsOf(sheet, block);
  const height = slabs.reduce((sum, { lines, style, gap }) => sum + gap + lines.length * style.leading, 2 * pad);
  return {
    gap: 12,
    head: height <= bodyHeight ? height : bodyHeight / 4,
    isWhole: height <= bodyHeight,
    draw: () => {
      for (let rest = slabs; rest.length > 0; ) {
        const { shown, left } = cut(rest, sheet.room() - 2 * pad);
        if (shown.length === 0) {
          sheet.turn();
          continue;
        }
        drawCard(sheet, shown);
        rest = left;
        if (rest.length > 0) sheet.turn();
      }
    },
  };
}

function slabsOf(sheet: Sheet, block: Step): readonly Slab[] {
  const { pdf, open } = sheet;
  const set = (text: string, style: Style, gap: number, tag: () => Tag, indent = 0, sign?: Slab['sign']): Slab => ({
    lines: setLines(pdf, text, style, textWidth - 2 * pad - indent),
    style,
    indent,
    gap,
    tag: once(tag),
    ...(sign && { sign }),
  });
  const card = once(() => open('Div'));
  const list = once(() => open('L', {}, card()));
  const inCard = (name: string) => () => open(name, {}, card());
  const tools = block.tools.flatMap(({ title, text }, at) => {
    const item = once(() => open('LI', {}, list()));
    const body = once(() => open('LBody', {}, item()));
    const paragraph = () => open('P', {}, body());
    return [
      set(title, styles.strong, at === 0 ? 7 : 4, paragraph, bulletIndent, 'bullet'),
      set(text, styles.words, 0, paragraph, bulletIndent),
    ];
  });
  return [
    set(block.title, styles.heading3, 0, () => open(`H${Math.min(sheet.level + 1, 6)}`, {}, card())),
    set(block.why, styles.plain, 3, inCard('P')),
    set(block.standard, styles.strong, 7, inCard('P'), barIndent, 'bar'),
    ...tools,
    set(block.workshop.title, styles.strong, 15, inCard('P'), 0, 'line'),
    set(block.workshop.text, styles.words, 1, inCard('P')),
  ].filter(({ lines }) => lines.some((line) => line !== ''));
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What fits into this height, and what is left. */
function cut(
  slabs: readonly Slab[],
  height: number,
): { readonly shown: readonly Slab[]; readonly left: readonly Slab[] } {
  let used = 0;
  for (const [at, slab] of slabs.entries()) {
    const gap = at === 0 ? 0 : slab.gap;
    const fit = Math.floor((height - used - gap) / slab.style.leading);
    if (fit < slab.lines.length) {
      const [now, later] = [slab.lines.slice(0, Math.max(0, fit)), slab.lines.slice(Math.max(0, fit))];
      const { sign, ...plain } = slab;
      const rest = { ...plain, lines: later, ...(sign === 'bar' || now.length === 0 ? sign && { sign } : {}) };
      return {
        shown: [...slabs.slice(0, at), ...(now.length > 0 ? [{ ...slab, lines: now }] : [])],
        left: [rest, ...slabs.slice(at + 1)],
      };
    }
    used += gap + slab.lines.length * slab.style.leading;
  }
  return { shown: slabs, left: [] };
}

function drawCard(sheet: Sheet, slabs: readonly Slab[]): void {
  const { pdf, y: top, decorate } = sheet;
  const x = paper.left + pad;
  let y = top + pad;
  const placed = slabs.map((slab, at) => {
    y += at === 0 ? 0 : slab.gap;
    const from = y;
    y += slab.lines.length * slab.style.leading;
    return { ...slab, from, to: y, isFirst: at === 0 };
  });
  decorate(() => {
    pdf
      .save()
      .lineWidth(0.9)
      .roundedRect(paper.left, top, textWidth, y + pad - top, 5)
      .stroke(palette.edge)
      .restore();
    for (const { sign, from, to, gap, isFirst } of placed) {
      if (sign === 'bar') drawRule(pdf, [x + 1.5, from + 1], [x + 1.5, to - 1], { width: 3, color: palette.accent });
      if (sign === 'line' && !isFirst) {
        const at = from - gap / 2;
        drawRule(pdf, [x, at], [paper.left + textWidth - pad, at], { width: 0.5, color: palette.edge });
      }
      if (sign === 'bullet') drawLines(pdf, ['•'], styles.strong, { x, y: from });
    }
  });
  for (const { tag, lines, style, indent, from } of placed)
    tag().add(() => drawLines(pdf, lines, style, { x: x + indent, y: from }));
  sheet.y = y + pad;
}
