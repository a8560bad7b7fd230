/** Values in two waves: a line for each, from the wave before to this one. */
import type { Measure } from './fonts.ts';
import { type Block, balance, heightOf, moved, spread, wrap, write } from './layout.ts';
import { legend } from './markers.ts';
import { palette } from './palette.ts';
import type { Mark, Scene, Stroke } from './scene.ts';

export const emphases = ['rise', 'fall', 'none'] as const;
export type Emphasis = (typeof emphases)[number];

export type SlopeLine = {
  readonly label: string;
  /** 0–100. */
  readonly from: number;
  readonly to: number;
  readonly fromText: string;
  readonly toText: string;
  /** What the change means; without it nothing is said of it. */
  readonly emphasis?: Emphasis;
};

export type SlopeInput = {
  readonly title: string;
  /** Names of the wave before and of this one. */
  readonly waves: readonly [string, string];
  readonly lines: readonly SlopeLine[];
  /** What the styles of lines mean; told of those that occur. */
  readonly words?: Readonly<Record<Emphasis, string>>;
};

type Point = readonly [number, number];

const width = 600;
const pad = 8;
/** From a value in its column to the words beside it. */
const lead = 26;
const valueMax = 110;
/** Between words of two lines. */
const gap = 4;
/** Values nearer than this to each other are not drawn over the whole height. */
const spanMin = 20;
const heightMin = 280;
const waveFont = { size: 16, weight: 600 } as const;
const valueFont = { size: 16, weight: 700 } as const;
const labelFont = { size: 16, weight: 400 } as const;

const strokes: Readonly<Record<Emphasis, Stroke>> = {
  rise: { color: palette.accent, width: 3 },
  fall: { color: palette.danger, width: 3, dash: [9, 5] },
  none: { color: palette.faint, width: 1.5 },
};

/** Words that would overlap are moved apart and tied to their values by thin lines. */
export function slope({ title, waves, lines, words }: SlopeInput, measure: Measure): Scene {
  const occurring = emphases.filter((one) => lines.some(({ emphasis = 'none' }) => emphasis === one));
  const key = legend(
    measure,
    words ? occurring.map((one) => ({ text: words[one], sample: (at: Point) => sampleOf(one, at) })) : [],
    { left: pad, top: pad, width: width - 2 * pad, scale: 1 },
  );
  const widest = (texts: readonly string[]) =>
    Math.min(valueMax, Math.max(0, ...texts.map((text) => measure(text, valueFont) + 1)));
  const [before, after] = [widest(lines.map(({ fromText }) => fromText)), widest(lines.map(({ toText }) => toText))];
  const xFrom = pad + before + lead;
  const xTo = xFrom + Math.max(120, 250 - (before + after) / 2);
  const xLabel = xTo + lead + after + 8;

  const names = [
    { lines: balance(measure, waves[0], xTo - pad - 16, waveFont), x: pad },
    { lines: balance(measure, waves[1], width - pad - xTo, waveFont), x: xTo },
  ];
  const top = pad + (key.height > 0 ? key.height + 12 : 0);
  const under = top + Math.max(...names.map((name) => heightOf(name.lines, waveFont.size))) + 14;

  const left = lines.map(({ fromText }) =>
    wordsOf([{ text: fromText, x: xFrom - lead, width: before, anchor: 'end', font: valueFont }], measure),
  );
  const right = lines.map(({ toText, label }) =>
    wordsOf(
      [
        { text: toText, x: xTo + lead, width: after, anchor: 'start', font: valueFont },
        { text: label, x: xLabel, width: width - pad - xLabel, anchor: 'start', font: labelFont },
      ],
      measure,
    ),
  );
  const y = scaleOf(lines, Math.max(heightMin, 0.8 * right.reduce((sum, { height }) => sum + height + gap, 0)));
  const from = placed(
    left,
    lines.map((line) => y(line.from)),
  );
  const to = placed(
    right,
    lines.map((line) => y(line.to)),
  );
  const drawn = lines.flatMap(({ from: first, to: second, emphasis = 'none' }, at): readonly Mark[] => {
    const ends: readonly [Point, Point] = [
      [xFrom, y(first)],
      [xTo, y(second)],
    ];
    return [
      tie(ends[0], [xFrom - lead + 4, from[at]?.middle ?? 0]),
      tie(ends[1], [xTo + lead - 4, to[at]?.middle ?? 0]),
      { kind: 'line', from: ends[0], to: ends[1], stroke: strokes[emphasis] },
      ...ends.map((point) => end(emphasis, point)),
      ...(from[at]?.marks ?? []),
      ...(to[at]?.marks ?? []),
    ];
  });

  const points = lines.flatMap((line) => [y(line.from), y(line.to)]);
  const highest = Math.min(0, ...points.map((point) => point - 8), ...[...from, ...to].map((one) => one.top));
  const lowest = Math.max(0, ...points.map((point) => point + 8), ...[...from, ...to].map((one) => one.bottom));
  const columns = [xFrom, xTo].map(
    (x): Mark => ({ kind: 'line', from: [x, highest - 6], to: [x, lowest], stroke: { color: palette.line, width: 1 } }),
  );
  return {
    width,
    height: under + lowest - highest + 2 * pad,
    title,
    marks: [
      ...key.marks,
      ...names.flatMap((name) => write({ ...name, top, anchor: 'start', font: waveFont, color: palette.ink })),
      ...moved([...columns, ...drawn], [0, under - highest]),
    ],
  };
}

type Words = { readonly height: number; readonly write: (top: number) => readonly Mark[] };
type Placed = {
  readonly top: number;
  readonly middle: number;
  readonly bottom: number;
  readonly marks: readonly Mark[];
};

/** Texts side by side, all around one middle. */
function wordsOf(
  parts: readonly (Pick<Block, 'x' | 'anchor' | 'font'> & { readonly text: string; readonly width: number })[],
  measure: Measure,
): Words {
  const blocks = parts.map(({ text, width, ...place }) => {
    const lines = wrap(measure, text, width, place.font);
    return { ...place, lines, height: heightOf(lines, place.font.size) };
  });
  const height = Math.max(...blocks.map((block) => block.height));
  return {
    height,
    write: (top) =>
      blocks.flatMap((block) => write({ ...block, top: top + (height - block.height) / 2, color: palette.ink })),
  };
}

function placed(words: readonly Words[], middles: readonly number[]): readonly Placed[] {
  const tops = spread(
    words.map(({ height }, at) => ({ middle: middles[at] ?? 0, height })),
    gap,
  );
  return words.map(({ height, write }, at) => {
    const top = tops[at] ?? 0;
    return { top, middle: top + height / 2, bottom: top + height, marks: write(top) };
  });
}

/** From the highest value down; few points of difference are not blown up to the whole height. */
function scaleOf(lines: readonly SlopeLine[], height: number): (value: number) => number {
  const values = lines.flatMap(({ from, to }) => [from, to]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const perPoint = height / Math.max(spanMin, high - low);
  return (value) => (high - value) * perPoint;
}

function tie([x, y]: Point, to: Point): Mark {
  return { kind: 'line', from: [x, y], to, stroke: { color: palette.edge, width: 1 } };
}

/** A triangle up for a rise, down for a fall, a small dot where nothing clear is seen. */
function end(emphasis: Emphasis, [x, y]: Point): Mark {
  const { color } = strokes[emphasis];
  if (emphasis === 'none') return { kind: 'circle', at: [x, y], radius: 4, fill: color };
  const up = emphasis === 'rise' ? 1 : -1;
  return {
    kind: 'path',
    points: [
      [x, y - 7 * up],
      [x + 7, y + 5 * up],
      [x - 7, y + 5 * up],
    ],
    closed: true,
    fill: { color: emphasis === 'rise' ? color : palette.paper, opacity: 1 },
    stroke: { color, width: 2 },
  };
}

function sampleOf(emphasis: Emphasis, [x, y]: Point): readonly Mark[] {
  return [{ kind: 'line', from: [x - 20, y], to: [x + 20, y], stroke: strokes[emphasis] }, end(emphasis, [x, y])];
}
