/** Values of both sides with their intervals, row by row, over the three zones of a scale from 0 to 100. */
import type { Measure } from './fonts.ts';
import { balance, heightOf, wrap, write } from './layout.ts';
import { legend, marker, type SideStyle, sample, sideStyles, strokeOf } from './markers.ts';
import { palette } from './palette.ts';
import type { Mark, Scene } from './scene.ts';

/** `low` = `high`: a point. Otherwise only the range is told, and drawn as a bar. `text`: the value as it is shown. */
export type Dot = {
  readonly low: number;
  readonly high: number;
  readonly interval?: readonly [number, number];
  readonly text: string;
};

export type DotRow = { readonly label: string; readonly ngo?: Dot; readonly office?: Dot };

export type DotsInput = {
  readonly title: string;
  readonly rows: readonly DotRow[];
  readonly sides: { readonly ngo: string; readonly office: string };
  /** Said of what is hidden. */
  readonly hidden: string;
  /** Names of the zones below 50, from 50 to 70, and from 70 on. */
  readonly zones: readonly [string, string, string];
};

const width = 600;
const pad = 8;
const left = pad + 44;
const valueGap = 16;
const valueMin = 44;
const valueMax = 150;
const laneMin = 26;
const labelFont = { size: 16, weight: 600 } as const;
const valueFont = { size: 16, weight: 400 } as const;
const zoneSizes = [15, 14, 13, 12];
const numberFont = { size: 14, weight: 400 } as const;
const edges = [0, 50, 70, 100] as const;

type Scale = (value: number) => number;

/** Each side has a lane of its own, so that equal values do not hide each other. */
export function dots({ title, rows, sides, hidden, zones }: DotsInput, measure: Measure): Scene {
  const texts = rows.flatMap(({ ngo, office }) => [ngo?.text ?? '', office?.text ?? '']);
  const valueWidth = Math.min(valueMax, Math.max(valueMin, ...texts.map((text) => measure(text, valueFont) + 1)));
  const span = width - pad - valueWidth - valueGap - left;
  const x: Scale = (value) => left + (span * value) / 100;
  const key = legend(
    measure,
    [sides.ngo, sides.office].map((text, at) => ({
      text,
      sample: (point: readonly [number, number]) => sample(at === 0 ? sideStyles[0] : sideStyles[1], point, 1),
    })),
    { left: pad, top: pad, width: width - 2 * pad, scale: 1 },
  );
  const head = heading(zones, measure, x, pad + key.height + 10);
  const marks: Mark[] = [...key.marks, ...head.marks];
  let top = head.bottom;
  for (const { label, ngo, office } of rows) {
    const lines = wrap(measure, label, width - 2 * pad, labelFont);
    top += 8;
    marks.push(...write({ lines, x: pad, top, anchor: 'start', font: labelFont, color: palette.ink }));
    top += heightOf(lines, labelFont.size) + 2;
    for (const [dot, style] of [[ngo, sideStyles[0]] as const, [office, sideStyles[1]] as const]) {
      const words = dot
        ? wrap(measure, dot.text, valueWidth, valueFont)
        : wrap(measure, hidden, width - pad - left, valueFont);
      const height = Math.max(laneMin, heightOf(words, valueFont.size) + 4);
      const middle = top + height / 2;
      marks.push(marker(style, [left - 24, middle], 1));
      if (dot) marks.push(...bands(x, top + 1, height - 2), ...figure(dot, style, x, middle));
      marks.push(
        ...write({
          lines: words,
          x: dot ? x(100) + valueGap : left,
          top: middle - heightOf(words, valueFont.size) / 2,
          anchor: 'start',
          font: valueFont,
          color: dot ? palette.ink : palette.faint,
        }),
      );
      top += height;
    }
  }
  return { width, height: top + pad, title, marks };
}

/** Names of the zones over their parts of the scale, and the numbers between them. */
function heading(zones: DotsInput['zones'], measure: Measure, x: Scale, top: number) {
  // The middle zone is the narrowest, so its name may stand a little over both its neighbours.
  const rooms = zones.map((_, at) => x(edges[at + 1] ?? 100) - x(edges[at] ?? 0) + (at === 1 ? 16 : -24));
  const fits = (size: number): boolean =>
    zones.every((name, at) => {
      const room = rooms[at] ?? 0;
      return name.split(/\s/).every((word) => measure(word, { size, weight: 600 }) <= room);
    });
  const font = { size: zoneSizes.find(fits) ?? Math.min(...zoneSizes), weight: 600 } as const;
  const named = zones.map((name, at) => ({
    lines: balance(measure, name, rooms[at] ?? 0, font),
    middle: (x(edges[at] ?? 0) + x(edges[at + 1] ?? 100)) / 2,
  }));
  const below = top + Math.max(...named.map(({ lines }) => heightOf(lines, font.size)));
  const words = named.flatMap(({ lines, middle }) =>
    write({
      lines,
      x: middle,
      top: below - heightOf(lines, font.size),
      anchor: 'middle',
      font,
      color: palette.ink,
    }),
  );
  const numbers = edges.flatMap((value) =>
    write({
      lines: [String(value)],
      x: x(value),
      top: below,
      anchor: 'middle',
      font: numberFont,
      color: palette.faint,
    }),
  );
  return { marks: [...words, ...numbers], bottom: Math.ceil(below + heightOf(['0'], numberFont.size)) };
}

function bands(x: Scale, top: number, height: number): readonly Mark[] {
  const fills = palette.zones.map((fill, at): Mark => {
    const [from = 0, to = 100] = [edges[at], edges[at + 1]];
    return { kind: 'box', at: [x(from), top], size: [x(to) - x(from), height], fill };
  });
  const lines = edges.map((value): Mark => {
    const cut = value === 50 || value === 70;
    return {
      kind: 'line',
      from: [x(value), top],
      to: [x(value), top + height],
      stroke: { color: cut ? palette.edge : palette.line, width: 1, ...(cut && { dash: [2, 3] }) },
    };
  });
  return [...fills, ...lines];
}

/** A marker on its interval, or a bar where only a range is told. */
function figure({ low, high, interval }: Dot, style: SideStyle, x: Scale, y: number): readonly Mark[] {
  const stroke = strokeOf(style, 1);
  if (low < high)
    return [
      {
        kind: 'box',
        at: [x(low), y - 6],
        size: [x(high) - x(low), 12],
        radius: style.shape === 'circle' ? 6 : 0,
        stroke: { ...stroke, width: 2 },
        fill: style.shape === 'circle' ? palette.ngoSoft : palette.paper,
      },
    ];
  const [from, to] = interval ?? [low, high];
  const solid = { color: style.color, width: 2 };
  const whiskers = [from, to].map(
    (end): Mark => ({ kind: 'line', from: [x(end), y - 5], to: [x(end), y + 5], stroke: solid }),
  );
  const line: Mark = { kind: 'line', from: [x(from), y], to: [x(to), y], stroke };
  return [...(interval ? [line, ...whiskers] : []), marker(style, [x(low), y], 1)];
}
