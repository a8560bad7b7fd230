/** A radar of areas with both sides. */
import type { Measure } from './fonts.ts';
import { balance, heightOf, spread, write } from './layout.ts';
import { legend, marker, sample, sideStyles, strokeOf } from './markers.ts';
import { palette } from './palette.ts';
import type { Mark, Scene } from './scene.ts';

export type RadarSide = {
  readonly name: string;
  /** 0–100, one for each axis; `undefined`: hidden. */
  readonly values: readonly (number | undefined)[];
};

export type RadarInput = {
  readonly title: string;
  /** Names, from the top clockwise; at least three. */
  readonly axes: readonly string[];
  readonly sides: readonly [RadarSide, RadarSide];
  /** Said of what is hidden. */
  readonly hidden: string;
};

type Point = readonly [number, number];
/** Letters and lines are those of a page at scale 1. */
export type RadarFrame = { readonly width: number; readonly radius: number; readonly scale: number };

const page: RadarFrame = { width: 600, radius: 165, scale: 1 };

/** Where a side is hidden its line is broken, and the name of the axis says so. */
export function radar(input: RadarInput, measure: Measure, { width, radius, scale }: RadarFrame = page): Scene {
  const { title, axes, sides, hidden } = input;
  const pad = 8 * scale;
  const key = legend(
    measure,
    sides.map((side, at) => ({
      text: isWhollyHidden(side) ? `${side.name}: ${hidden}` : side.name,
      sample: (point: Point) => sample(styleAt(at), point, scale),
    })),
    { left: pad, top: pad, width: width - 2 * pad, scale },
  );
  const labels = labelsOf(input, measure, { width, radius, scale });
  const top = pad + key.height + 14 * scale;
  const centre: Point = [width / 2, top - Math.min(-radius, ...labels.map((label) => label.top))];
  const below = Math.max(radius, ...labels.map((label) => label.top + label.height));
  const direction = (axis: number): Point => turn(axis / axes.length);
  const at = (axis: number, value: number): Point => {
    const [x, y] = direction(axis);
    return [centre[0] + (x * radius * value) / 100, centre[1] + (y * radius * value) / 100];
  };
  return {
    width,
    height: centre[1] + below + pad,
    title,
    marks: [
      ...key.marks,
      ...web(axes.length, at, scale),
      ...sides.flatMap(({ values }, side) => outline(values, side, at, scale)),
      ...numbersOf(measure, at, scale),
      ...sides.flatMap(({ values }, side) =>
        values.flatMap((value, axis) => (value === undefined ? [] : [marker(styleAt(side), at(axis, value), scale)])),
      ),
      ...labels.flatMap((label) => label.write(centre)),
    ],
  };
}

function styleAt(side: number) {
  return side === 0 ? sideStyles[0] : sideStyles[1];
}

function isWhollyHidden({ values }: RadarSide): boolean {
  return values.every((value) => value === undefined);
}

/** From the top clockwise, in whole turns. */
function turn(part: number): Point {
  const angle = 2 * Math.PI * part;
  return [Math.sin(angle), -Math.cos(angle)];
}

/** Zones, rings and axes: the two cut-offs are dashed and darker. */
function web(axes: number, at: (axis: number, value: number) => Point, scale: number): readonly Mark[] {
  const ring = (value: number) => Array.from({ length: axes }, (_, axis) => at(axis, value));
  const stroke = (color: string, dash?: readonly number[]) => ({
    color,
    width: scale,
    ...(dash && { dash: dash.map((part) => part * scale) }),
  });
  const cuts = [70, 50].map(
    (value): Mark => ({
      kind: 'path',
      points: ring(value),
      closed: true,
      fill: { color: palette.zones[value === 50 ? 0 : 1], opacity: 1 },
      stroke: stroke(palette.edge, [2, 3]),
    }),
  );
  const rings = [25, 75, 100].map(
    (value): Mark => ({
      kind: 'path',
      points: ring(value),
      closed: true,
      stroke: stroke(value === 100 ? palette.edge : palette.line),
    }),
  );
  const spokes = ring(100).map(
    (end): Mark => ({
      kind: 'line',
      from: at(0, 0),
      to: end,
      stroke: stroke(palette.line),
    }),
  );
  return [...cuts, ...rings, ...spokes];
}

/** Numbers of the rings beside the first axis; lines of the sides show faintly through their ground. */
function numbersOf(measure: Measure, at: (axis: number, value: number) => Point, scale: number): readonly Mark[] {
  return [0, 25, 50, 70, 100].flatMap((value): readonly Mark[] => {
    const [x, y] = at(0, value);
    const text = String(value);
    const font = { size: 15 * scale, weight: value === 50 || value === 70 ? 600 : 400 } as const;
    const [left, right] = [x + 11 * scale, x + 11 * scale + measure(text, font)];
    const [top, bottom] = [y - 7 * scale, y + 7 * scale];
    return [
      {
        kind: 'path',
        points: [
          [left - 1, top],
          [right + 1, top],
          [right + 1, bottom],
          [left - 1, bottom],
        ],
        closed: true,
        fill: { color: palette.paper, opacity: 0.7 },
      },
      { kind: 'text', at: [left, y + 5 * scale], text, ...font, anchor: 'start', color: palette.faint },
    ];
  });
}

/** A closed shape where all values are there, else the pieces between neighbours that both are. */
function outline(
  values: RadarSide['values'],
  side: number,
  at: (axis: number, value: number) => Point,
  scale: number,
): readonly Mark[] {
  const style = styleAt(side);
  const stroke = strokeOf(style, scale);
  const points = values.map((value, axis) => (value === undefined ? undefined : at(axis, value)));
  const whole = points.filter((point) => point !== undefined);
  if (whole.length === values.length)
    return [{ kind: 'path', points: whole, closed: true, stroke, fill: { color: style.color, opacity: 0.05 } }];
  return points.flatMap((from, axis): readonly Mark[] => {
    const to = points[(axis + 1) % points.length];
    return from && to ? [{ kind: 'line', from, to, stroke }] : [];
  });
}

type Label = {
  /** Under the centre of the radar; negative above it. */
  readonly top: number;
  readonly height: number;
  readonly write: (centre: Point) => readonly Mark[];
};

/** Names of the axes outside the web, one beside or under another. */
function labelsOf(
  { axes, sides, hidden }: RadarInput,
  measure: Measure,
  { width, radius, scale }: RadarFrame,
): Label[] {
  const font = { size: 16 * scale, weight: 600 } as const;
  const small = { size: 15 * scale, weight: 400 } as const;
  const [pad, gap] = [8 * scale, 14 * scale];
  const places = axes.map((name, axis) => {
    const [x, y] = turn(axis / axes.length);
    const column = Math.abs(x) < 0.01 ? 0 : Math.sign(x);
    return { name, axis, x: x * radius, y: y * radius, column };
  });
  const nearest = Math.min(radius, ...places.filter(({ column }) => column !== 0).map(({ x }) => Math.abs(x)));
  const texts = places.map(({ axis, name, column, x }) => {
    const room = column === 0 ? 2 * nearest : width / 2 - Math.abs(x) - gap - pad;
    const gone = sides.filter(({ values }) => values[axis] === undefined);
    const missing = gone.filter((side) => !isWhollyHidden(side));
    const said = gone.length === sides.length ? [hidden] : missing.map((side) => `${side.name}: ${hidden}`);
    const lines = balance(measure, name, room, font);
    const notes = said.flatMap((text) => balance(measure, text, room, small));
    return { lines, notes, height: heightOf(lines, font.size) + heightOf(notes, small.size) };
  });
  const tops = new Map<number, number>();
  for (const column of [-1, 1]) {
    const members = places.filter((place) => place.column === column);
    const found = spread(
      members.map(({ axis, y }) => ({ middle: y, height: texts[axis]?.height ?? 0 })),
      8 * scale,
    );
    for (const [at, { axis }] of members.entries()) tops.set(axis, found[at] ?? 0);
  }
  return places.map(({ axis, column, x, y }) => {
    const { lines = [], notes = [], height = 0 } = texts[axis] ?? {};
    const top = tops.get(axis) ?? (y < 0 ? y - gap - height : y + gap);
    const anchor = column === 0 ? 'middle' : column > 0 ? 'start' : 'end';
    return {
      top,
      height,
      write: ([cx, cy]) => {
        const at = { x: cx + x + column * gap, anchor } as const;
        return [
          ...write({ ...at, lines, top: cy + top, font, color: palette.ink }),
          ...write({
            ...at,
            lines: notes,
            top: cy + top + heightOf(lines, font.size),
            font: small,
            color: palette.faint,
          }),
        ];
      },
    };
  });
}
