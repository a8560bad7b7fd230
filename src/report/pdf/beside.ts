/** A picture with sentences at its side, together on one page. */
import type { Block } from '../document.ts';
import { drawScene } from './scene.ts';
import { type Piece, paper, type Sheet, textWidth } from './sheet.ts';
import { drawLines, setLines, styles } from './text.ts';

/** Of the width of the text. */
const pictureShare = 0.6;
const gap = 16;
const itemIndent = 11;
const itemGap = 5;

/** The lower of the two stands in the middle of the higher one. */
export function beside(sheet: Sheet, { scene, items }: Extract<Block, { kind: 'beside' }>): Piece {
  const { pdf } = sheet;
  const style = styles.plain;
  const width = textWidth * pictureShare - gap;
  const scale = width / scene.width;
  const left = paper.left + width + gap;
  const set = items.map((item) => setLines(pdf, item, style, paper.left + textWidth - left - itemIndent));
  const listed = set.reduce((sum, lines) => sum + lines.length * style.leading + itemGap, -itemGap);
  const drawn = scene.height * scale;
  const height = Math.max(listed, drawn);
  return {
    gap: 12,
    head: height,
    isWhole: true,
    draw: () => {
      const { y } = sheet;
      const top = y + (height - drawn) / 2;
      const bbox = [paper.left, top, paper.left + width, top + drawn] as const;
      sheet
        .open('Figure', { alt: scene.title, bbox })
        .add(() => drawScene(pdf, scene, { left: paper.left, top, scale }));
      const whole = sheet.open('L');
      let line = y + (height - listed) / 2;
      for (const lines of set) {
        const item = sheet.open('LI', {}, whole);
        const at = line;
        sheet.open('Lbl', {}, item).add(() => drawLines(pdf, ['• '], style, { x: left, y: at }));
        sheet.open('LBody', {}, item).add(() => drawLines(pdf, lines, style, { x: left + itemIndent, y: at }));
        line += lines.length * style.leading + itemGap;
      }
      sheet.y += height;
    },
  };
}
