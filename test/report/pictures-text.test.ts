import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadMeasure } from '../../src/report/pictures/fonts.ts';
import { balance, spread, wrap } from '../../src/report/pictures/layout.ts';

const measure = await loadMeasure();
const font = { size: 16, weight: 400 } as const;

describe('a text in lines', () => {
  const text = fc.string({ unit: fc.constantFrom(...'aąWżєґi. -/–5\u00a0'), maxLength: 80 });
  const width = fc.integer({ min: 20, max: 300 });

  it('is never wider than its room, and loses nothing but blanks', () =>
    fc.assert(
      fc.property(text, width, (all, room) => {
        for (const lines of [wrap(measure, all, room, font), balance(measure, all, room, font)]) {
          expect(Math.max(0, ...lines.map((line) => measure(line, font)))).toBeLessThanOrEqual(room);
          expect(lines.join('').replace(/\s/g, '')).toBe(all.replace(/\s/g, ''));
        }
      }),
    ));

  it('has as many lines balanced as not', () =>
    fc.assert(
      fc.property(text, width, (all, room) => {
        expect(balance(measure, all, room, font)).toHaveLength(wrap(measure, all, room, font).length);
      }),
    ));

  it.for([
    ['Gmina Konstancin-Jeziorna', 130, ['Gmina Konstancin-', 'Jeziorna']],
    ['ocena 33–83 punktów', 90, ['ocena 33–83', 'punktów']],
    ['Konsultacje i\u00a0uchwały', 95, ['Konsultacje', 'i\u00a0uchwały']],
    ['III.1\u00a0Współpraca', 80, ['III.1', 'Współpraca']],
    ['', 80, []],
  ] as const)('%s breaks where printers would', ([all, room, lines]) => {
    expect(wrap(measure, all, room, font)).toEqual(lines);
  });
});

describe('things moved apart', () => {
  const things = fc.array(
    fc.record({ middle: fc.integer({ min: 0, max: 300 }), height: fc.integer({ min: 5, max: 60 }) }),
    { maxLength: 9 },
  );

  it('never overlap, and keep their order', () =>
    fc.assert(
      fc.property(things, (all) => {
        const tops = spread(all, 4);
        const order = all.map((_, at) => at).toSorted((a, b) => (all[a]?.middle ?? 0) - (all[b]?.middle ?? 0) || a - b);
        order.slice(1).forEach((at, before) => {
          const above = order[before] ?? 0;
          expect(tops[at]).toBeGreaterThanOrEqual((tops[above] ?? 0) + (all[above]?.height ?? 0) + 4 - 1e-6);
        });
      }),
    ));

  it('stay where they are when they are apart', () => {
    expect(
      spread(
        [
          { middle: 100, height: 20 },
          { middle: 10, height: 20 },
        ],
        4,
      ),
    ).toEqual([90, 0]);
  });

  it('share the way when they are not', () => {
    expect(
      spread(
        [
          { middle: 50, height: 20 },
          { middle: 50, height: 20 },
        ],
        4,
      ),
    ).toEqual([28, 52]);
  });
});
