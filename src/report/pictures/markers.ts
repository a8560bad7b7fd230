/** How the two sides are told apart, in colour and without it: filled circle and solid line, open square and dashes. */
import type { Measure } from './fonts.ts';
import { heightOf, wrap, write } from './layout.ts';
import { palette } from './palette.ts';
import type { Mark, Stroke } from './scene.ts';

export type SideStyle = {
  readonly color: string;
  readonly dash?: readonly number[];
  readonly shape: 'circle' | 'square';
};

/** Of the organisations, then of the office. */
export const sideStyles: readonly [SideStyle, SideStyle] = [
  { color: palette.ngo, shape: 'circle' },
  { color: palette.office, dash: [7, 4], shape: 'square' },
];

/** The line of a side; `scale` 1 is a picture of a page. */
export function strokeOf({ color, dash }: SideStyle, scale: number): Stroke {
  return { color, width: 2.5 * scale, ...(dash && { dash: dash.map((part) => part * scale) }) };
}

/** The open square is larger than the circle: where both lie on one place, both are seen. */
export function marker({ color, shape }: SideStyle, [x, y]: readonly [number, number], scale: number): Mark {
  if (shape === 'circle') return { kind: 'circle', at: [x, y], radius: 4.5 * scale, fill: color };
  const half = 6.5 * scale;
  return {
    kind: 'box',
    at: [x - half, y - half],
    size: [2 * half, 2 * half],
    stroke: { color, width: 2.25 * scale },
  };
}

/** A marker on a short piece of its line. */
export function sample(style: SideStyle, [x, y]: readonly [number, number], scale: number): readonly Mark[] {
  const half = 20 * scale;
  return [
    { kind: 'line', from: [x - half, y], to: [x + half, y], stroke: strokeOf(style, scale) },
    marker(style, [x, y], scale),
  ];
}

export type LegendItem = {
  readonly text: string;
  /** Drawn around this point, at most 40 × 18 pixels at scale 1. */
  readonly sample: (at: readonly [number, number]) => readonly Mark[];
};

/** Samples with their words, side by side where they fit and else one under another, and how high all this is. */
export function legend(
  measure: Measure,
  items: readonly LegendItem[],
  at: { readonly left: number; readonly top: number; readonly width: number; readonly scale: number },
): { readonly marks: readonly Mark[]; readonly height: number } {
  const font = { size: 16 * at.scale, weight: 400 } as const;
  const [key, gap] = [50 * at.scale, 28 * at.scale];
  const marks: Mark[] = [];
  let [x, top, bottom] = [at.left, at.top, at.top];
  for (const { text, sample } of items) {
    const lines = wrap(measure, text, at.width - key, font);
    const width = key + Math.max(0, ...lines.map((line) => measure(line, font)));
    if (x > at.left && x + width > at.left + at.width) [x, top] = [at.left, bottom + 4 * at.scale];
    marks.push(
      ...sample([x + 20 * at.scale, top + heightOf(['one'], font.size) / 2]),
      ...write({ lines, x: x + key, top, anchor: 'start', font, color: palette.ink }),
    );
    x += width + gap;
    bottom = Math.max(bottom, top + heightOf(lines, font.size));
  }
  return { marks, height: bottom - at.top };
}
