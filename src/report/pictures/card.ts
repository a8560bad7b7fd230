/** A picture for a chat: one place at a glance, to be read on a telephone. */
import type { Font, Measure } from './fonts.ts';
import { heightOf, moved, wrap, write } from './layout.ts';
import { palette } from './palette.ts';
import { type RadarInput, radar } from './radar.ts';
import type { Mark, Scene } from './scene.ts';

export type CardInput = {
  /** What the card shows, for those who do not see it. */
  readonly title: string;
  readonly place: string;
  /** Name of the wave, and whatever else belongs under the place. */
  readonly wave: string;
  /** Before everything else, such as that the answers are made up. */
  readonly notice?: string;
  /** The number as it is shown, and words for it; without a number the words say why. */
  readonly overall: { readonly label: string; readonly value?: string; readonly words: string };
  readonly radar: Omit<RadarInput, 'title'>;
  /** The strongest and the weakest areas; one without rows is left out. */
  readonly lists: readonly [CardList, CardList];
  /** The gap, the change, how many answered: a heading and a line each. */
  readonly lines: readonly CardLine[];
  /** What to do next. */
  readonly next?: CardLine;
  readonly footer: string;
};

export type CardList = {
  readonly heading: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
};

export type CardLine = { readonly heading: string; readonly text: string };

const width = 1080;
const pad = 48;
const gap = 40;
const inner = width - 2 * pad;
const placeFont: Font = { size: 60, weight: 700 };
const waveFont: Font = { size: 36, weight: 400 };
const numberFont: Font = { size: 150, weight: 700 };
const wordsFont: Font = { size: 44, weight: 600 };
const headFont: Font = { size: 34, weight: 700 };
const textFont: Font = { size: 36, weight: 400 };
const valueFont: Font = { size: 36, weight: 700 };
const footFont: Font = { size: 30, weight: 400 };

/** Marks with the place where what comes next may begin. */
type Part = { readonly marks: readonly Mark[]; readonly bottom: number };

/** As high as its texts need, from about one and a half times its width. */
export function card(input: CardInput, measure: Measure): Scene {
  const { title, overall, lists, lines, next, footer } = input;
  const parts: Part[] = [];
  const add = (make: (top: number) => Part, space = gap): void => {
    parts.push(make((parts.at(-1)?.bottom ?? -space) + space));
  };
  add((top) => header(input, measure, top));
  add((top) => number(overall, measure, top), 24);
  add((top) => {
    const scene = radar({ title, ...input.radar }, measure, { width: width - 64, radius: 220, scale: 2 });
    return { marks: moved(scene.marks, [32, top]), bottom: top + scene.height };
  }, 16);
  if (lists.some(({ rows }) => rows.length > 0)) add((top) => columns(lists, measure, top), 24);
  for (const line of lines) add((top) => said(line, measure, { top, left: pad, width: inner }), 28);
  if (next) add((top) => framed(next, measure, top));
  add((top) => text(footer, measure, { top, left: pad, width: inner }, footFont, palette.faint), 32);
  return { width, height: (parts.at(-1)?.bottom ?? 0) + 32, title, marks: parts.flatMap(({ marks }) => marks) };
}

type Place = { readonly top: number; readonly left: number; readonly width: number };

function text(words: string, measure: Measure, place: Place, font: Font, color: string): Part {
  const lines = wrap(measure, words, place.width, font);
  return {
    marks: write({ lines, x: place.left, top: place.top, anchor: 'start', font, color }),
    bottom: place.top + heightOf(lines, font.size),
  };
}

/** Place and wave on the colour of the house. */
function header({ place, wave, notice }: CardInput, measure: Measure, top: number): Part {
  const at = { left: pad, width: inner };
  const placed = text(place, measure, { ...at, top: top + 36 }, placeFont, palette.paper);
  const waved = text(wave, measure, { ...at, top: placed.bottom + 4 }, waveFont, palette.paper);
  const bottom = waved.bottom + 36;
  const ground: Mark = { kind: 'box', at: [0, top], size: [width, bottom - top], fill: palette.accent };
  const marks = [ground, ...placed.marks, ...waved.marks];
  if (notice === undefined) return { marks, bottom };
  const noted = text(notice, measure, { ...at, top: bottom + 20 }, valueFont, palette.ink);
  const strip: Mark = {
    kind: 'box',
    at: [0, bottom],
    size: [width, noted.bottom + 20 - bottom],
    fill: palette.notice,
  };
  return { marks: [...marks, strip, ...noted.marks], bottom: noted.bottom + 20 };
}

/** The overall number as large as can be, with its words beside it, or under it where it is a long one. */
function number({ label, value, words }: CardInput['overall'], measure: Measure, top: number): Part {
  const sized = value === undefined ? 0 : measure(value, numberFont);
  const font = { ...numberFont, size: numberFont.size * Math.min(1, inner / Math.max(1, sized)) };
  const shown = value === undefined ? 0 : measure(value, font);
  const beside = shown > 0 && shown < inner / 2;
  const numbered =
    value === undefined
      ? { marks: [], bottom: top }
      : {
          marks: write({ lines: [value], x: pad, top, anchor: 'start', font, color: palette.ink }),
          bottom: top + heightOf([value], font.size),
        };
  const left = beside ? pad + shown + 36 : pad;
  const room = width - pad - left;
  const height =
    heightOf(wrap(measure, label, room, headFont), headFont.size) +
    heightOf(wrap(measure, words, room, wordsFont), wordsFont.size);
  const start = beside ? Math.max(top, (top + numbered.bottom - height) / 2) : numbered.bottom;
  const labelled = text(label, measure, { top: start, left, width: room }, headFont, palette.faint);
  const worded = text(words, measure, { top: labelled.bottom, left, width: room }, wordsFont, palette.ink);
  return {
    marks: [...numbered.marks, ...labelled.marks, ...worded.marks],
    bottom: Math.max(numbered.bottom, worded.bottom),
  };
}

function columns(lists: CardInput['lists'], measure: Measure, top: number): Part {
  const full = lists.filter(({ rows }) => rows.length > 0);
  const each = full.length > 1 ? (inner - gap) / 2 : inner;
  const head = Math.max(...full.map(({ heading }) => heightOf(wrap(measure, heading, each, headFont), headFont.size)));
  const made = full.map((list, at) =>
    column(list, measure, { top, left: pad + at * (each + gap), width: each }, top + head),
  );
  return { marks: made.flatMap(({ marks }) => marks), bottom: Math.max(...made.map(({ bottom }) => bottom)) };
}

/** A heading over a line, then names with their values at the right. */
function column({ heading, rows }: CardList, measure: Measure, place: Place, under: number): Part {
  const { left, width } = place;
  const head = text(heading, measure, place, headFont, palette.accent);
  const marks: Mark[] = [
    ...head.marks,
    {
      kind: 'line',
      from: [left, under + 8],
      to: [left + width, under + 8],
      stroke: { color: palette.accent, width: 3 },
    },
  ];
  const values = rows.map(({ value }) => wrap(measure, value, width / 2, valueFont));
  const valueWidth = Math.max(0, ...values.flat().map((line) => measure(line, valueFont)));
  let top = under + 20;
  rows.forEach(({ label }, at) => {
    const lines = values[at] ?? [];
    const name = text(label, measure, { top, left, width: width - valueWidth - 20 }, textFont, palette.ink);
    marks.push(
      ...name.marks,
      ...write({ lines, x: left + width, top, anchor: 'end', font: valueFont, color: palette.ink }),
    );
    top = Math.max(name.bottom, top + heightOf(lines, valueFont.size)) + 12;
  });
  return { marks, bottom: top - 12 };
}

function said({ heading, text: words }: CardLine, measure: Measure, place: Place): Part {
  const head = text(heading, measure, place, headFont, palette.accent);
  const body = text(words, measure, { ...place, top: head.bottom }, textFont, palette.ink);
  return { marks: [...head.marks, ...body.marks], bottom: body.bottom };
}

function framed(line: CardLine, measure: Measure, top: number): Part {
  const inside = said(line, measure, { top: top + 24, left: pad + 32, width: inner - 64 });
  const bottom = inside.bottom + 24;
  const frame: Mark = {
    kind: 'box',
    at: [pad, top],
    size: [inner, bottom - top],
    radius: 24,
    fill: palette.soft,
  };
  return { marks: [frame, ...inside.marks], bottom };
}
