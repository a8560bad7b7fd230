import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CardInput, card } from '../../src/report/pictures/card.ts';
import { type Dot, type DotsInput, dots } from '../../src/report/pictures/dots.ts';
import { loadMeasure } from '../../src/report/pictures/fonts.ts';
import { boxOf } from '../../src/report/pictures/layout.ts';
import { type RadarInput, radar } from '../../src/report/pictures/radar.ts';
import type { Mark, Scene } from '../../src/report/pictures/scene.ts';
import { emphases, type SlopeInput, slope } from '../../src/report/pictures/slope.ts';

const measure = await loadMeasure();

type Text = Extract<Mark, { kind: 'text' }>;
const texts = ({ marks }: Scene): readonly Text[] => marks.filter((mark) => mark.kind === 'text');

/** Texts that overlap or leave the frame. */
function faults(scene: Scene): readonly string[] {
  const slack = 0.01;
  const boxes = texts(scene).map((mark) => ({ text: mark.text, ...boxOf(measure, mark) }));
  const outside = boxes.filter(
    ({ left, top, right, bottom }) =>
      left < -slack || top < -slack || right > scene.width + slack || bottom > scene.height + slack,
  );
  const pairs = boxes.flatMap((one, at) => boxes.slice(at + 1).map((other) => [one, other] as const));
  const overlapping = pairs.filter(
    ([a, b]) =>
      a.left < b.right - slack && b.left < a.right - slack && a.top < b.bottom - slack && b.top < a.bottom - slack,
  );
  return [
    ...outside.map(({ text }) => `"${text}" leaves the frame`),
    ...overlapping.map(([a, b]) => `"${a.text}" overlaps "${b.text}"`),
  ];
}

const word = fc.constantFrom(
  ...'i w z Konsultacje współtworzenie pozarządowych Żółć·Ńę międzysektorowego III.1 з та Єдність співробітництво'.split(
    ' ',
  ),
  ...'Підтримка громадсько-урядових Konstantynopolitańczykowianeczkówna Донаукраїноприкордонносамоврядування 2026'.split(
    ' ',
  ),
);
const words = (most: number) => fc.array(word, { minLength: 1, maxLength: most }).map((all) => all.join(' '));
const value = fc.oneof(
  fc.constantFrom(0, 50, 70, 100),
  fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10),
);
const few = fc.constantFrom('ukryte', 'за мало відповідей', 'ukryte, odpowiedziało mniej niż 5 osób');

const radarInput: fc.Arbitrary<RadarInput> = fc.integer({ min: 3, max: 8 }).chain((axes) => {
  const values = fc.oneof(
    fc.array(fc.option(value, { nil: undefined }), { minLength: axes, maxLength: axes }),
    fc.constant(Array<undefined>(axes).fill(undefined)),
  );
  const side = fc.record({ name: words(4), values });
  return fc.record({
    title: fc.constant('radar'),
    axes: fc.array(words(8), { minLength: axes, maxLength: axes }),
    sides: fc.tuple(side, side),
    hidden: few,
  });
});

const dot: fc.Arbitrary<Dot> = fc.oneof(
  fc.tuple(value, value, value).map((three): Dot => {
    const [low = 0, point = 0, high = 0] = three.toSorted((a, b) => a - b);
    return { low: point, high: point, interval: [low, high], text: `${point} (${low}–${high})` };
  }),
  value.map((point): Dot => ({ low: point, high: point, text: String(point) })),
  fc.constantFrom<Dot>({ low: 80, high: 100, text: '≥ 80' }, { low: 0, high: 20, text: '≤ 20' }),
);
const dotsInput: fc.Arbitrary<DotsInput> = fc.record({
  title: fc.constant('dots'),
  rows: fc.array(fc.record({ label: words(12), ngo: dot, office: dot }, { requiredKeys: ['label'] }), { maxLength: 8 }),
  sides: fc.record({ ngo: words(4), office: words(4) }),
  hidden: few,
  zones: fc.constantFrom<DotsInput['zones'][]>(
    ['deficyt', 'do wzmocnienia', 'mocna strona'],
    ['слабка сторона', 'потребує зміцнення', 'сильна сторона'],
    ['międzysektorowego', 'międzysektorowego', 'międzysektorowego'],
  ),
});

const slopeInput: fc.Arbitrary<SlopeInput> = fc.integer({ min: 1, max: 100 }).chain((span) =>
  fc.record({
    title: fc.constant('slope'),
    waves: fc.tuple(words(5), words(5)),
    lines: fc.array(
      fc
        .record({
          label: words(8),
          from: value,
          to: value,
          fromText: fc.constantFrom('7', '46,7', '≥ 80', '46,7 (41,2–52,3)'),
          toText: fc.constantFrom('7', '46,7', '≥ 80', '46,7 (+12,5)'),
          emphasis: fc.constantFrom(...emphases),
        })
        // All values within so many points of each other.
        .map((line) => ({ ...line, from: (line.from * span) / 100, to: (line.to * span) / 100 })),
      { maxLength: 9 },
    ),
    words: fc.constant({ rise: 'wzrost', fall: 'spadek', none: 'bez wyraźnej zmiany' }),
  }),
);

const cardLine = fc.record({ heading: words(3), text: words(14) });
const cardList = fc.record({
  heading: words(3),
  rows: fc.array(fc.record({ label: words(5), value: fc.constantFrom('83', '62,6', '≥ 80', '80–100') }), {
    maxLength: 3,
  }),
});
const cardInput: fc.Arbitrary<CardInput> = fc.record(
  {
    title: fc.constant('card'),
    place: words(8),
    wave: words(10),
    notice: words(8),
    overall: fc.record(
      { label: words(3), value: fc.constantFrom('7', '62,6', '≥ 80', '100,0', '80–100 na 100'), words: words(8) },
      { requiredKeys: ['label', 'words'] },
    ),
    radar: radarInput,
    lists: fc.tuple(cardList, cardList),
    lines: fc.array(cardLine, { maxLength: 3 }),
    next: cardLine,
    footer: words(8),
  },
  { requiredKeys: ['title', 'place', 'wave', 'overall', 'radar', 'lists', 'lines', 'footer'] },
);

describe('in every picture no text overlaps another or leaves the frame:', () => {
  const holds = <T>(inputs: fc.Arbitrary<T>, draw: (input: T) => Scene) =>
    fc.assert(
      fc.property(inputs, (input) => {
        expect(faults(draw(input))).toEqual([]);
      }),
    );
  it('a radar', () => holds(radarInput, (input) => radar(input, measure)));
  it('dots', () => holds(dotsInput, (input) => dots(input, measure)));
  it('a slope', () => holds(slopeInput, (input) => slope(input, measure)));
  it('a card', () => holds(cardInput, (input) => card(input, measure)));
});

describe('nothing given is left out:', () => {
  const squeezed = (all: readonly string[]) => all.join('').replace(/\s/g, '');
  const says = (scene: Scene, all: readonly string[]) => {
    const said = squeezed(texts(scene).map(({ text }) => text));
    for (const one of all) expect(said).toContain(squeezed([one]));
  };

  it('a radar', () =>
    fc.assert(
      fc.property(radarInput, (input) =>
        says(radar(input, measure), [...input.axes, ...input.sides.map(({ name }) => name)]),
      ),
    ));
  it('dots', () =>
    fc.assert(
      fc.property(dotsInput, (input) =>
        says(dots(input, measure), [
          ...input.zones,
          ...input.rows.flatMap(({ label, ngo, office }) => [
            label,
            ngo?.text ?? input.hidden,
            office?.text ?? input.hidden,
          ]),
        ]),
      ),
    ));
  it('a slope', () =>
    fc.assert(
      fc.property(slopeInput, (input) =>
        says(slope(input, measure), [
          ...input.waves,
          ...input.lines.flatMap(({ label, fromText, toText }) => [label, fromText, toText]),
        ]),
      ),
    ));
  it('a card', () =>
    fc.assert(
      fc.property(cardInput, ({ place, wave, notice, overall, lists, lines, next, footer, ...rest }) =>
        says(
          card(
            { place, wave, overall, lists, lines, footer, ...rest, ...(notice && { notice }), ...(next && { next }) },
            measure,
          ),
          [
            place,
            wave,
            notice ?? '',
            overall.value ?? '',
            overall.words,
            ...lists.flatMap(({ rows }) => rows.map(({ label }) => label)),
            ...[...lines, ...(next ? [next] : [])].flatMap(({ heading, text }) => [heading, text]),
            footer,
          ],
        ),
      ),
    ));
});

describe('the card', () => {
  it('is read on a telephone: its letters are at least 30 pixels at a width of 1080', () =>
    fc.assert(
      fc.property(cardInput, (input) => {
        const scene = card(input, measure);
        expect(scene.width).toBe(1080);
        expect(Math.min(...texts(scene).map(({ size }) => size))).toBeGreaterThanOrEqual(30);
      }),
    ));
});

describe('this test', () => {
  const text = (at: readonly [number, number], said: string): Text => ({
    kind: 'text',
    at,
    text: said,
    size: 16,
    weight: 400,
    anchor: 'start',
    color: '#000000',
  });

  it('sees what overlaps and what is outside', () => {
    const marks = [text([10, 30], 'one'), text([20, 40], 'two'), text([10, 8], 'three'), text([190, 60], 'four')];
    expect(faults({ width: 200, height: 100, title: '', marks })).toEqual([
      '"three" leaves the frame',
      '"four" leaves the frame',
      '"one" overlaps "two"',
    ]);
  });
});
