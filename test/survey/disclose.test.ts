/** Laws of what is published, over made-up campaigns of every odd kind, and the cases that they were learnt from. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Area } from '../../src/dialog/dialog.ts';
import { disclose } from '../../src/survey/disclose.ts';
import { areasIn, planes, sides } from '../../src/survey/instrument.ts';
import { type Count, type Figure, isHidden, type Published } from '../../src/survey/published.ts';
import type { Wave } from '../../src/survey/wave.ts';
import { type Case, drawCase, type Person, waveOf } from '../faults/solver/campaigns.ts';
import { assessment } from '../faults/solver/experiment.ts';
import { cellTruth, peopleOf } from '../faults/solver/truth.ts';

const dialog = await assessment();
const campaigns = 25;
const cases = fc.sample(fc.integer({ min: 0, max: 1_000_000 }), campaigns).map((seed) => {
  const one = drawCase(seed, dialog);
  return { one, published: one.waves.map((_, wave) => disclose(one.waves.slice(0, wave + 1))) };
});

/** Holds the law over campaigns that are drawn anew each time; a failure names the seed. */
function everyCase(law: (of: Case, published: readonly Published[]) => void): void {
  for (const { one, published } of cases) {
    try {
      law(one, published);
    } catch (cause) {
      throw new Error(`in the campaign of seed ${one.seed}`, { cause });
    }
  }
}

/** The same campaign, in which everybody thinks the opposite of everything in the areas where their side is hidden. */
function turned({ waves, people }: Case): readonly Wave[] {
  return waves.map((wave, at) => {
    const hides = ({ unit, side }: Person, area: Area): boolean =>
      (wave.units.find(({ id }) => id === unit)?.index.groups[side].area[area].n ?? 0) < wave.k;
    const others = (people[at] ?? []).map((person) => ({
      ...person,
      answers: Object.fromEntries(
        Object.entries(person.answers).map(([id, answer]) => {
          const area = wave.instrument.find((item) => item.id === id)?.area;
          return [id, answer !== null && area && hides(person, area) ? 6 - answer : answer];
        }),
      ),
    }));
    const made = waveOf(wave.campaign, wave.k, dialog, wave.units, others);
    return {
      ...made,
      units: made.units.map((unit, place) => ({ ...unit, facts: wave.units[place]?.facts ?? unit.facts })),
    };
  });
}

function withoutPools(published: Published): string {
  return JSON.stringify({ ...published, pools: {} });
}

const isExact = ({ least, most }: Count): boolean => least === most;

describe('what is published', () => {
  it('is the same, whatever those think who are hidden', () =>
    everyCase((one, published) => {
      const others = turned(one);
      published.forEach((before, wave) => {
        expect(withoutPools(disclose(others.slice(0, wave + 1)))).toBe(withoutPools(before));
      });
    }));

  it('shows a side of a JST only from k people on, area by area', () =>
    everyCase((one, published) =>
      published.forEach(({ units, k }, wave) => {
        for (const { id, scope, sides: of } of units)
          for (const side of sides)
            for (const area of scope) {
              const people = peopleOf(one, wave, id, side);
              const { scores } = cellTruth(people, one.waves[wave]?.instrument ?? [], area);
              expect(isHidden(of[side].area[area])).toBe(scores.length < k);
            }
      }),
    ));

  it('tells groups under ten in whole points no nearer to an end than 20, as a range of people, without statements', () =>
    everyCase((_, published) => {
      for (const { units } of published)
        for (const { sides: of } of units)
          for (const side of sides)
            for (const area of Area.options) {
              const figure = of[side].area[area];
              if (isHidden(figure)) continue;
              if (figure.basis === 'own') expect(figure.n.least).toBeGreaterThanOrEqual(10);
              else expect(of[side].items[area]).toHaveProperty('hidden');
              expect(isExact(figure.n)).toBe(figure.n.least >= 10);
              expectCautious(figure);
            }
    }));

  it('tells no number of people under ten exactly', () =>
    everyCase((_, published) => {
      const counts: Count[] = [];
      const collect = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return;
        if ('least' in value) counts.push(value as Count);
        else for (const one of Object.values(value)) collect(one);
      };
      collect(published);
      expect(counts.filter((count) => isExact(count) && count.least < 10)).toEqual([]);
    }));

  it('makes planes, the whole, and both sides together only of what is shown', () =>
    everyCase((_, published) => {
      for (const { units } of published)
        for (const { sides: of, joint } of units) {
          for (const side of sides) {
            const hides = (area: Area): boolean => isHidden(of[side].area[area]);
            for (const plane of planes) expect(isHidden(of[side].plane[plane])).toBe(areasIn[plane].some(hides));
            expect(isHidden(of[side].overall)).toBe(Area.options.some(hides));
          }
          for (const area of Area.options)
            expect(isHidden(joint.area[area])).toBe(sides.some((side) => isHidden(of[side].area[area])));
          expect(isHidden(joint.overall)).toBe(sides.some((side) => isHidden(of[side].overall)));
        }
    }));

  it('lists statements only where those who left some out are none or at least k', () =>
    everyCase((one, published) =>
      published.forEach(({ units, k }, wave) => {
        for (const { id, sides: of } of units)
          for (const side of sides)
            for (const area of Area.options) {
              if ('hidden' in of[side].items[area]) continue;
              const asked = one.waves[wave]?.instrument.filter((item) => item.area === area) ?? [];
              const partly = peopleOf(one, wave, id, side).filter(({ answers }) => {
                const told = asked.filter((item) => answers[item.id] !== null).length;
                return told > 0 && told < asked.length;
              });
              expect(partly.length === 0 || partly.length >= k).toBe(true);
            }
      }),
    ));

  it('makes the region of JST that are shown, from two on', () =>
    everyCase((_, published) => {
      for (const { units, region } of published)
        for (const side of sides)
          for (const area of Area.options) {
            const shown = units.filter((unit) => !isHidden(unit.sides[side].area[area])).length;
            if (region) expect(isHidden(region.sides[side].area[area])).toBe(shown < 2);
            if (region) expect(region.units[side][area]).toBe(shown);
          }
    }));

  it('gives names and facts as they are, since an institution is nobody', () =>
    everyCase((one, published) =>
      published.forEach(({ units }, wave) => {
        const told = units.map(({ id, name, scope, facts }) => ({ id, name, scope, facts: facts.facts }));
        const kept = one.waves[wave]?.units.map(({ id, name, scope, facts: { facts } }) => ({
          id,
          name,
          scope,
          facts,
        }));
        expect(told).toEqual(kept);
      }),
    ));
});

function expectCautious({ basis, value, interval, certain }: Figure): void {
  if (basis === 'own') {
    expect(value).toEqual({ low: value.low, high: value.low, decimals: 1 });
    return;
  }
  expect(certain).toBe(false);
  expect(value.decimals).toBe(0);
  if (value.low < value.high) {
    expect(['0–20', '80–100']).toContain(`${value.low}–${value.high}`);
    expect(interval).toBeUndefined();
  } else {
    expect(value.low).toBeGreaterThan(20);
    expect(value.low).toBeLessThan(80);
  }
}

describe('a group of ten', () => {
  const place = { id: 'jst', scope: ['I.1'] as const };
  const asked = dialog.steps.flatMap((step) => (step.kind === 'scale' && step.area === 'I.1' ? [step.id] : []));
  /** Each line: one person's answers to the five statements of I.1. */
  const result = (lines: readonly string[]) => {
    const people = lines.map((line): Person => {
      const answers = Object.fromEntries(asked.map((id, at) => [id, Number(line[at])]));
      return { unit: 'jst', side: 'ngo', answers };
    });
    const { units } = disclose([waveOf('one', 5, dialog, [place], people)]);
    const of = units[0]?.sides.ngo;
    return { area: of?.area['I.1'], items: of?.items['I.1'] };
  };

  it('that answers in many ways is told with its own interval and its statements', () => {
    const lines = ['12345', '33333', '51423', '24242', '11213', '55545', '43434', '22122', '54345', '13131'];
    const { area, items } = result(lines);
    expect(area).toMatchObject({ basis: 'own', n: { least: 10, most: 10 } });
    expect(items).toHaveLength(5);
  });

  it('that is nearly of one mind keeps its spread to itself', () => {
    const lines = ['33333', '33333', '33343', '33333', '34333', '33333', '33323', '33333', '33334', '33333'];
    const { area } = result(lines);
    expect(area).toMatchObject({ basis: 'usual', value: { low: 51, high: 51 } });
  });

  it('is not listed by statements where these, with its spread, would tell somebody’s score', () => {
    // Everybody says 5 to one of them, so nobody is under 20; by the spread the lowest is not much above.
    const lines = ['33335', '22225', '22225', ...Array.from({ length: 7 }, () => '11115')];
    const { area, items } = result(lines);
    expect(area).toMatchObject({ basis: 'own', value: { low: 28, high: 28 } });
    expect(items).toEqual({ hidden: 'few' });
  });
});
