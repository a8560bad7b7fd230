/** A scene as vectors of a PDF: texts stay texts, and nothing is drawn outside its box. */

import type { Block } from '../document.ts';
import type { Mark, Scene, Stroke } from '../pictures/scene.ts';
import { bodyHeight, type Pdf, type Piece, paper, type Sheet, textWidth } from './sheet.ts';
import { drawLines, printable, setLines, styles } from './text.ts';

/** A pixel is 1/96 of an inch, a point 1/72: words of a picture are never larger than on a page of ours. */
const scaleMax = 72 / 96;
/** As small may it become to stay on the page where it stands: words of 16 pixels then have 9.6 points. */
const scaleMin = 0.6;
/** Left for a heading above a picture that takes a page. */
const headingRoom = 80;
const captionGap = 4;

/** A picture and its title under it, as on a page of ours; smaller if it is high, or for a page that is nearly full. */
export function picture(sheet: Sheet, { scene }: Extract<Block, { kind: 'picture' }>): Piece {
  const { pdf } = sheet;
  const caption = setLines(pdf, scene.title, styles.note, textWidth);
  const below = captionGap + caption.length * styles.note.leading;
  const most = Math.min(textWidth / scene.width, (bodyHeight - headingRoom - below) / scene.height, scaleMax);
  const least = Math.min(most, scaleMin);
  return {
    gap: 10,
    head: scene.height * least + below,
    isWhole: true,
    draw: (after) => {
      const { y } = sheet;
      const scale = Math.max(least, Math.min(most, (sheet.room() - below - after) / scene.height));
      const [width, height] = [scene.width * scale, scene.height * scale];
      const bbox = [paper.left, y, paper.left + width, y + height] as const;
      const figure = sheet.open('Figure', { alt: scene.title, bbox });
      figure.add(() => drawScene(pdf, scene, { left: paper.left, top: y, scale }));
      // Within the figure: its words for those who listen are the same, and are said once.
      const words = sheet.open('Caption', {}, figure);
      words.add(() => drawLines(pdf, caption, styles.note, { x: paper.left, y: y + height + captionGap }));
      sheet.y += height + below;
    },
  };
}

/** Draws a scene with its corner at `left`, `top`; `scale` in points of a pixel. */
export function drawScene(
  pdf: Pdf,
  { width, height, marks }: Scene,
  { left, top, scale }: { readonly left: number; readonly top: number; readonly scale: number },
): void {
  pdf.save().translate(left, top).scale(scale).rect(0, 0, width, height).clip();
  for (const mark of marks) {
    pdf.save();
    drawMark(pdf, mark);
    pdf.restore();
  }
  pdf.restore();
}

function drawMark(pdf: Pdf, mark: Mark): void {
  switch (mark.kind) {
    case 'line':
      paint(pdf, mark.stroke, undefined, () => pdf.moveTo(...mark.from).lineTo(...mark.to));
      break;
    case 'path':
      paint(pdf, mark.stroke, mark.fill, () => {
        mark.points.forEach(([x, y], at) => {
          if (at === 0) pdf.moveTo(x, y);
          else pdf.lineTo(x, y);
        });
        if (mark.closed) pdf.closePath();
      });
      break;
    case 'circle':
      paint(pdf, mark.stroke, solid(mark.fill), () => pdf.circle(...mark.at, mark.radius));
      break;
    case 'box': {
      const [x, y, width, height] = [...mark.at, ...mark.size] as const;
      paint(pdf, mark.stroke, solid(mark.fill), () =>
        mark.radius ? pdf.roundedRect(x, y, width, height, mark.radius) : pdf.rect(x, y, width, height),
      );
      break;
    }
    case 'text': {
      pdf.font(String(mark.weight), mark.size).fillColor(mark.color);
      const text = printable(pdf, mark.text);
      const shift = { start: 0, middle: 0.5, end: 1 }[mark.anchor] * pdf.widthOfString(text);
      if (text !== '') pdf.text(text, mark.at[0] - shift, mark.at[1], { lineBreak: false, baseline: 'alphabetic' });
      break;
    }
    default:
      mark satisfies never;
  }
}

type Fill = { readonly color: string; readonly opacity: number };

function solid(color: string | undefined): Fill | undefined {
  return color === undefined ? undefined : { color, opacity: 1 };
}

/** The fill may be seen through, the stroke never: each has its own pass over the outline. */
function paint(pdf: Pdf, stroke: Stroke | undefined, fill: Fill | undefined, outline: () => void): void {
  if (fill) {
    pdf.fillColor(fill.color, fill.opacity);
    outline();
    pdf.fill();
  }
  if (!stroke) return;
  pdf.lineWidth(stroke.width).lineJoin('round').strokeColor(stroke.color);
  // pdfkit refuses a dash of no length, which a picture may have.
  if (stroke.dash?.some((part) => part > 0)) pdf.addContent(`[${stroke.dash.join(' ')}] 0 d`);
  outline();
  pdf.stroke();
}
