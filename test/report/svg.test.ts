import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mark, Scene } from '../../src/report/pictures/scene.ts';
import { toSvg } from '../../src/report/pictures/svg.ts';

const scene = (title: string, marks: readonly Mark[] = []): Scene => ({ width: 200, height: 100, title, marks });
const said = (text: string): Mark => ({
  kind: 'text',
  at: [10, 20],
  text,
  size: 16,
  weight: 600,
  anchor: 'middle',
  color: '#17262b',
});
const stroke = { color: '#1b4f8f', width: 2, dash: [7, 4] };
const every: readonly Mark[] = [
  { kind: 'line', from: [0, 1], to: [2, 3.1379], stroke },
  {
    kind: 'path',
    points: [
      [0, 0],
      [5, 5],
      [0, 5],
    ],
    closed: true,
    fill: { color: '#b8500f', opacity: 0.5 },
  },
  { kind: 'circle', at: [5, 5], radius: 2, fill: '#1b4f8f' },
  { kind: 'box', at: [1, 2], size: [3, 4], radius: 1, stroke },
  said('ąґ'),
];

/** Halves of letters too, as a cut text may have. */
const anything = fc.array(fc.integer({ min: 0, max: 0x10ffff })).map((codes) => String.fromCodePoint(...codes));

describe('SVG', () => {
  it('writes every mark', () => {
    expect(toSvg(scene('Wyniki', every), { id: 'p1' })).toMatchInlineSnapshot(`
      "<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100" role="img" aria-labelledby="p1-title" font-family="Source Sans 3, Source Sans Pro, Noto Sans, DejaVu Sans, Helvetica, Arial, sans-serif">
      <title id="p1-title">Wyniki</title>
      <rect width="200" height="100" fill="#ffffff"></rect>
      <line x1="0" y1="1" x2="2" y2="3.14" stroke="#1b4f8f" stroke-width="2" stroke-dasharray="7 4"/>
      <path d="M0 0L5 5L0 5Z" fill="#b8500f" fill-opacity="0.5"/>
      <circle cx="5" cy="5" r="2" fill="#1b4f8f"/>
      <rect x="1" y="2" width="3" height="4" rx="1" fill="none" stroke="#1b4f8f" stroke-width="2" stroke-dasharray="7 4"/>
      <text x="10" y="20" font-size="16" font-weight="600" text-anchor="middle" fill="#17262b">ąґ</text>
      </svg>"
    `);
  });

  it('is told to those who do not see it', () => {
    const svg = toSvg(scene('Wyniki & <reszta>'), { id: 'p2' });
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="p2-title"/);
    expect(svg).toContain('<title id="p2-title">Wyniki &amp; &lt;reszta&gt;</title>');
  });

  it('has no style, which our pages do not allow', () => {
    expect(toSvg(scene('t', every), { id: 'p' })).not.toMatch(/style|class=|href|<script/);
  });

  it('is well-formed whatever a text holds', () =>
    fc.assert(
      fc.property(anything, anything, (text, title) => {
        const svg = toSvg(scene(title, [said(text), said('\u0000\ud800<&"]]>')]), { id: 'p' });
        expect(() => new Resvg(svg, { font: { loadSystemFonts: false } })).not.toThrow();
      }),
    ));
});
