/** Two waves: what may be compared, and when a change is one. */
import { describe, expect, it } from 'vitest';
import { compare, shared } from '../../src/survey/compare.ts';
import { areasIn, type Instrument } from '../../src/survey/instrument.ts';
import { trendOf } from '../../src/survey/judge.ts';
import { type Index, score } from '../../src/survey/score.ts';
import { fullInstrument } from './people.ts';

const [first, second, third] = fullInstrument(3).filter(({ area }) => area === 'I.1') as unknown as [
  Instrument[number],
  Instrument[number],
  Instrument[number],
];

describe('statements that two waves share', () => {
  it('are asked in both, in the same area and the same direction', () => {
    const later = [third, { ...second, reverse: !second.reverse }, { ...first, area: 'I.2' as const }];
    expect(shared([first, second, third], later)).toEqual([third]);
  });
});

describe('a change', () => {
  it.each<[number, readonly [number, number], string]>([
    [5, [0.1, 9.9], 'rise'],
    [5 - 1e-13, [0.1, 9.9], 'rise'],
    [-5, [-9.9, -0.1], 'fall'],
    [4.99, [4, 5.98], 'no-clear-change'],
    [30, [-1, 61], 'no-clear-change'],
    [-30, [-61, 1], 'no-clear-change'],
  ])('of %d with the interval %j is %s', (delta, interval, trend) => {
    expect(trendOf({ point: delta, interval })).toBe(trend);
  });
});

const instrument = fullInstrument(1);

/** A wave of so many of each side, who say this in the first plane and 3 elsewhere. */
function wave(ngo: readonly number[], office: readonly number[]): Index {
  const people = (group: 'ngo' | 'office', said: readonly number[]) =>
    said.map((answer) => ({
      group,
      answers: Object.fromEntries(
        instrument.map(({ id, area }) => [id, areasIn.I.some((one) => one === area) ? answer : 3]),
      ),
    }));
  return score(instrument, [...people('ngo', ngo), ...people('office', office)], 5);
}

describe('two waves', () => {
  const before = wave([1, 2, 2, 2, 3], [3, 3, 3, 3, 3]);
  const after = wave([3, 4, 4, 4, 5], [3, 3, 3, 3, 3]);
  const { ngo, office, combined } = compare(before, after);

  it('are told as later − earlier, with the errors of both', () => {
    const [was, is] = [before.groups.ngo.area['I.1'].estimate, after.groups.ngo.area['I.1'].estimate];
    expect(ngo.area['I.1']?.delta.point).toBe(50);
    expect(ngo.area['I.1']?.delta.se).toBeCloseTo(Math.hypot(was?.se ?? 0, is?.se ?? 0), 9);
    expect(ngo.area['I.1']?.trend).toBe('rise');
    expect(compare(after, before).ngo.area['I.1']).toMatchObject({ delta: { point: -50 }, trend: 'fall' });
  });

  it('are compared for each side and for both together, in areas, planes and the whole', () => {
    expect(office.area['I.1']).toMatchObject({ delta: { point: 0, interval: [0, 0] }, trend: 'no-clear-change' });
    expect(combined.area['I.1']?.delta.point).toBe(25);
    expect(ngo.plane.I?.delta.point).toBe(50);
    expect(ngo.plane.II?.delta.point).toBe(0);
    expect(ngo.overall?.delta.point).toBeCloseTo(50 / 3, 9);
    expect(combined.overall?.delta.point).toBeCloseTo(25 / 3, 9);
  });

  it('have no change where one of them has no figure', () => {
    const small = wave([1, 2, 3, 4], [3, 3, 3, 3, 3]);
    for (const changes of [compare(small, after), compare(after, small)]) {
      expect(changes.ngo.area['I.1']).toBeUndefined();
      expect(changes.combined.overall).toBeUndefined();
      expect(changes.office.overall?.trend).toBe('no-clear-change');
    }
  });
});
