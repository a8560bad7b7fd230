/** What a picture says with colour it also says with shape, dash or words; what is hidden is not drawn. */
import { describe, expect, it } from 'vitest';
import { type DotsInput, dots } from '../../src/report/pictures/dots.ts';
import { loadMeasure } from '../../src/report/pictures/fonts.ts';
import { sideStyles } from '../../src/report/pictures/markers.ts';
import { palette } from '../../src/report/pictures/palette.ts';
import { radar } from '../../src/report/pictures/radar.ts';
import type { Mark, Scene } from '../../src/report/pictures/scene.ts';
import { slope } from '../../src/report/pictures/slope.ts';

const measure = await loadMeasure();
const [ngo, office] = sideStyles;

const said = ({ marks }: Scene) => marks.filter((mark) => mark.kind === 'text').map(({ text }) => text);
const circles = ({ marks }: Scene) => marks.filter((mark) => mark.kind === 'circle' && mark.fill === ngo.color);
const squares = ({ marks }: Scene) =>
  marks.filter((mark) => mark.kind === 'box' && mark.stroke?.color === office.color && !mark.stroke.dash);
const strokesIn = ({ marks }: Scene, color: string) =>
  marks.flatMap((mark: Mark) => ('stroke' in mark && mark.stroke?.color === color ? [mark.stroke] : []));

const axes = ['A', 'B', 'C', 'D', 'E', 'F'];
const radarOf = (first: (number | undefined)[], second: (number | undefined)[]) =>
  radar(
    {
      title: 't',
      axes,
      sides: [
        { name: 'ngo', values: first },
        { name: 'office', values: second },
      ],
      hidden: 'gone',
    },
    measure,
  );
const all = [10, 20, 30, 40, 50, 60];
const none = all.map(() => undefined);
/** Of the legend. */
const legendMarkers = 1;

describe('a radar', () => {
  it('draws a closed shape for each side, one dashed and one not', () => {
    const shapes = radarOf(all, all).marks.filter((mark) => mark.kind === 'path' && mark.closed && mark.stroke);
    const of = (color: string) =>
      shapes.flatMap((mark) => (mark.kind === 'path' && mark.stroke?.color === color ? [mark.stroke.dash] : []));
    expect([of(ngo.color), of(office.color)]).toEqual([[undefined], [[7, 4]]]);
  });

  it('breaks the line where a value is hidden, and says whose it is', () => {
    const scene = radarOf([10, undefined, 30, 40, 50, 60], all);
    const lines = scene.marks.filter((mark) => mark.kind === 'line' && mark.stroke.color === ngo.color);
    expect(lines).toHaveLength(4 + legendMarkers);
    expect(circles(scene)).toHaveLength(5 + legendMarkers);
    expect(said(scene)).toContain('ngo: gone');
  });

  it('shows a value between two hidden ones as a point', () => {
    const scene = radarOf([10, undefined, undefined, undefined, undefined, undefined], none);
    expect(circles(scene)).toHaveLength(1 + legendMarkers);
    expect(squares(scene)).toHaveLength(legendMarkers);
  });

  it('says once that a side is wholly hidden', () => {
    expect(said(radarOf(all, none)).filter((text) => text.includes('gone'))).toEqual(['office: gone']);
  });

  it('puts every value where it belongs: the middle for 0, the outer ring for 100', () => {
    const at = (value: number) =>
      circles(
        radarOf(
          all.map(() => value),
          none,
        ),
      )
        .slice(legendMarkers)
        .map((mark) => 'at' in mark && mark.at);
    const [middle, outer] = [at(0), at(100)];
    expect(new Set(middle.map(String)).size).toBe(1);
    const [x = 0, y = 0] = middle[0] || [];
    for (const point of outer) expect(point && Math.hypot(point[0] - x, point[1] - y)).toBeCloseTo(165);
  });
});

describe('dots', () => {
  const input = (rows: DotsInput['rows']): Scene =>
    dots(
      { title: 't', rows, sides: { ngo: 'ngo', office: 'office' }, hidden: 'gone', zones: ['low', 'mid', 'high'] },
      measure,
    );

  it('say of a hidden row that it is hidden, and draw neither point nor scale for it', () => {
    const scene = input([{ label: 'row' }]);
    expect(said(scene).filter((text) => text === 'gone')).toHaveLength(2);
    expect(scene.marks.some((mark) => mark.kind === 'box' && mark.fill === palette.zones[0])).toBe(false);
  });

  it('draw a range as a bar as wide as the range, without a point in it', () => {
    const range = { low: 80, high: 100, text: '≥ 80' };
    const ranged = input([{ label: 'row', ngo: range, office: { low: 50, high: 50, text: '50' } }]);
    const bars = ranged.marks.flatMap((mark) =>
      mark.kind === 'box' && mark.stroke?.color === ngo.color ? [mark.size[0]] : [],
    );
    const zones = ranged.marks.flatMap((mark) =>
      mark.kind === 'box' && mark.fill === palette.zones[1] ? [mark.size[0]] : [],
    );
    // 20 points, like the zone from 50 to 70.
    expect(bars).toEqual([expect.closeTo(zones[0] ?? 0)]);
    expect(circles(ranged)).toHaveLength(2);
  });

  it('draw intervals solid for one side and dashed for the other', () => {
    const dot = { low: 60, high: 60, interval: [40, 80], text: '60' } as const;
    const scene = input([{ label: 'row', ngo: dot, office: dot }]);
    expect(strokesIn(scene, ngo.color).some(({ dash }) => dash)).toBe(false);
    expect(strokesIn(scene, office.color).some(({ dash }) => dash)).toBe(true);
  });
});

describe('a slope', () => {
  const scene = (emphasis: 'rise' | 'fall' | 'none') =>
    slope(
      {
        title: 't',
        waves: ['1', '2'],
        lines: [{ label: 'a', from: 40, to: 60, fromText: '40', toText: '60', emphasis }],
      },
      measure,
    );
  /** All but colours. */
  const grey = (one: Scene) => JSON.stringify(one.marks).replace(/#[0-9a-f]{6}/g, '');

  it('tells a rise, a fall and no clear change apart without colour', () => {
    expect(new Set((['rise', 'fall', 'none'] as const).map((one) => grey(scene(one)))).size).toBe(3);
  });

  it('does not blow up three points to the height of twenty', () => {
    const height = (points: number) => {
      const lines = [40, 40 + points].map((value) => ({
        label: 'a',
        from: value,
        to: value,
        fromText: '',
        toText: '',
      }));
      const { marks } = slope({ title: 't', waves: ['1', '2'], lines }, measure);
      const ends = marks.flatMap((mark) => (mark.kind === 'circle' ? [mark.at[1]] : []));
      return Math.max(...ends) - Math.min(...ends);
    };
    expect(height(3) / height(20)).toBeCloseTo(3 / 20);
  });
});

describe('the colours', () => {
  const luminance = (hex: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (a: string, b: string) => {
    const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((one, other) => one - other);
    return (high + 0.05) / (low + 0.05);
  };

  it.for([palette.ink, palette.faint, palette.accent, palette.danger, palette.ngo, palette.office])(
    '%s is read on white',
    (color) => expect(contrast(color, palette.paper)).toBeGreaterThanOrEqual(4.5),
  );

  it.for([
    [palette.faint, palette.zones[0]],
    [palette.paper, palette.accent],
    [palette.ink, palette.notice],
    [palette.accent, palette.soft],
    [palette.ink, palette.soft],
  ] as const)('%s is read on %s', ([color, ground]) => expect(contrast(color, ground)).toBeGreaterThanOrEqual(4.5));

  it('of zones grow lighter from the lowest to the highest', () => {
    const light = palette.zones.map(luminance);
    expect(light).toEqual(light.toSorted((a, b) => a - b));
    expect(new Set(light).size).toBe(3);
  });
});
