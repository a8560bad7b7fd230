import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { fontFiles, loadMeasure } from '../../src/report/pictures/fonts.ts';
import { toPng } from '../../src/report/pictures/png.ts';
import type { Scene, Weight } from '../../src/report/pictures/scene.ts';
import { toSvg } from '../../src/report/pictures/svg.ts';

const written = (text: string, weight: Weight = 400): Scene => ({
  width: 600,
  height: 60,
  title: '',
  marks: [{ kind: 'text', at: [10, 40], text, size: 30, weight, anchor: 'start', color: '#000000' }],
});

describe('PNG', () => {
  it('is as wide as asked, and white where nothing is drawn', async () => {
    const png = await toPng(written(''), { width: 300 });
    expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', 300, 30]);
    const white = { ...written(''), marks: [{ kind: 'box', at: [0, 0], size: [600, 60], fill: '#ffffff' }] } as const;
    expect(png.equals(await toPng(white, { width: 300 }))).toBe(true);
  });

  it('has all Polish and Ukrainian letters, each a picture of its own', async () => {
    const letters = [...'ĄĆĘŁŃÓŚŹŻąćęłńóśźżҐЄІЇґєії–„”≥≤', '\u{10fffd}'];
    const pictures = await Promise.all(
      letters.map(async (one) => (await toPng(written(one), { width: 600 })).toString('base64')),
    );
    // The Cyrillic І looks like no other letter of the list.
    expect(new Set(pictures).size).toBe(letters.length);
  });

  it('draws each weight with its own font', async () => {
    const pictures = await Promise.all(
      ([400, 600, 700] as const).map((weight) => toPng(written('Wyniki', weight), { width: 600 })),
    );
    expect(new Set(pictures.map((one) => one.toString('base64'))).size).toBe(3);
  });
});

describe('widths of texts', () => {
  it.for([
    ['HWspółpraca przy konsultacjach, 62,6 (53–72)H', 400],
    ['HПідтримка громадських організаційH', 600],
    ['HKonstantynopolitańczykowianeczkównaH', 700],
  ] as const)('are those of the picture: %s', async ([text, weight]) => {
    const measure = await loadMeasure();
    const scene = { ...written(text, weight), width: 2000 };
    // Without the ground, so that the box is that of the letters.
    const svg = toSvg(scene, { id: 'p' }).replace(/<rect[^>]*><\/rect>/, '');
    const box = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles: Object.values(fontFiles) } }).getBBox();
    const width = measure(text, { size: 30, weight });
    expect(Math.abs((box?.width ?? 0) - width) / width).toBeLessThan(0.02);
  });
});
