/** What is advised: by the rule that the report states, and from what is shown alone. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createGuide } from '../../src/bot/guide.ts';
import { loadKnowledge } from '../../src/content/learnt.ts';
import { createTemplates } from '../../src/content/workshops.ts';
import { Area } from '../../src/dialog/dialog.ts';
import type { Guide } from '../../src/survey/guide.ts';
import { byArea, byPlane, type Side, sides } from '../../src/survey/instrument.ts';
import { type Agreement, levelOf } from '../../src/survey/judge.ts';
import type {
  Counted,
  Figure,
  Hidden,
  ItemFigure,
  JointFigure,
  PublishedFact,
  RegionResult,
  UnitResult,
} from '../../src/survey/published.ts';
import { type Advice, recommend } from '../../src/survey/recommend.ts';

const few: Hidden = { hidden: 'few' };
const part: Hidden = { hidden: 'part' };
const n = { least: 12, most: 12 };

const figure = (low: number, high = low): Figure => ({
  value: { low, high, decimals: 0 },
  basis: 'own',
  level: levelOf((low + high) / 2),
  certain: false,
});
const joint = (low: number, gap = 0, agreement: Agreement = 'agreement', high = low): JointFigure => ({
  combined: figure(low, high),
  gap: { value: { low: gap, high: gap, decimals: 0 }, agreement },
});
const item = (id: string, low: number): ItemFigure => ({
  id,
  reverse: false,
  value: { low, high: low, decimals: 0 },
  ignorance: 'low',
});

type Parts = {
  readonly joint?: Partial<Record<Area, JointFigure>>;
  readonly area?: Partial<Record<Side, Partial<Record<Area, Counted<Figure>>>>>;
  readonly items?: Partial<Record<Side, Partial<Record<Area, readonly ItemFigure[]>>>>;
  readonly facts?: readonly PublishedFact[];
};

/** A JST of which everything is hidden but these. */
function unit(parts: Parts): UnitResult {
  const side = (one: Side): UnitResult['sides'][Side] => ({
    answered: n,
    invited: 0,
    area: byArea((area) => parts.area?.[one]?.[area] ?? few),
    plane: byPlane(() => part),
    overall: part,
    items: byArea((area) => parts.items?.[one]?.[area] ?? few),
  });
  return {
    id: 'lipowo',
    name: 'Lipowo',
    scope: Area.options,
    sides: { ngo: side('ngo'), office: side('office') },
    joint: { area: byArea((area) => parts.joint?.[area] ?? part), plane: byPlane(() => part), overall: part },
    facts: { facts: parts.facts ?? [] },
    agreed: {},
  };
}

/** In every area two standards with a statement each, and five tools, one of which has to do with a fact. */
const guide: Guide = {
  area: byArea((area) => ({
    standards: [
      { id: `${area} first`, items: ['one', 'two'] },
      { id: `${area} second`, items: ['three'] },
    ],
    tools: [
      { id: 'plain', items: [], founding: false },
      { id: 'named', items: [], founding: true },
      { id: 'for three', items: ['three'], founding: false },
      { id: 'for four', items: ['four'], founding: false },
      { id: 'for one', items: ['one', 'f_there'], founding: true },
    ],
    workshops: { area: `work on ${area}`, gap: 'talk' },
  })),
  standard: () => '',
  tool: () => ({ title: '', short: '' }),
  workshop: () => {
    throw new RangeError('not asked for');
  },
};

const told = (parts: Parts) => recommend(unit(parts), guide).map(({ area, why }) => `${area} ${why}`);
const first = (parts: Parts): Advice | undefined => recommend(unit(parts), guide)[0];

describe('the areas that are advised', () => {
  it.each<[string, Parts['joint'], string[]]>([
    ['are the two lowest', { 'I.1': joint(60), 'I.2': joint(40), 'II.1': joint(50) }, ['I.2 weakest', 'II.1 weakest']],
    ['are never strengths', { 'I.1': joint(70), 'I.2': joint(69) }, ['I.2 weakest']],
    [
      'count a range with its middle',
      { 'I.1': joint(0, 0, 'agreement', 80), 'I.2': joint(39) },
      ['I.2 weakest', 'I.1 weakest'],
    ],
    [
      'come in the order of the Model where they are equal',
      { 'II.1': joint(50), 'I.1': joint(50), 'III.2': joint(50) },
      ['I.1 weakest', 'II.1 weakest'],
    ],
    [
      'have the widest gap with them',
      {
        'I.1': joint(40, 5),
        'I.2': joint(80, -30, 'confirmed-gap'),
        'II.1': joint(90, 20, 'possible-gap'),
      },
      ['I.1 weakest', 'I.2 gap'],
    ],
    ['do not have a gap that is none', { 'I.1': joint(40), 'I.2': joint(80, 14) }, ['I.1 weakest']],
    [
      'have one reason each',
      { 'I.1': joint(40, 30, 'confirmed-gap'), 'I.2': joint(80, 20, 'possible-gap') },
      ['I.1 weakest'],
    ],
    ['are the lowest to keep up where nothing is wanting', { 'I.1': joint(90), 'I.2': joint(75) }, ['I.2 upkeep']],
    ['are none where nothing is shown', {}, []],
  ])('%s', (_, shown, advised) => {
    expect(told({ joint: shown ?? {} })).toEqual(advised);
  });

  it('rest on the side that is shown where both together are not, and say so', () => {
    const area = { office: { 'I.1': { ...figure(30), n } } };
    expect(first({ area, joint: { 'I.2': joint(40) } })).toMatchObject({ area: 'I.1', basis: 'office' });
    expect(first({ joint: { 'I.2': joint(40) } })).toMatchObject({ area: 'I.2', basis: 'joint' });
  });

  it('have a workshop of their own, and for a gap the talk between both sides', () => {
    const advice = recommend(unit({ joint: { 'I.1': joint(40), 'I.2': joint(80, 30, 'confirmed-gap') } }), guide);
    expect(advice.map(({ workshop }) => workshop)).toEqual(['work on I.1', 'talk']);
  });
});

describe('the standard', () => {
  const low = { 'I.1': joint(40) } as const;

  it('is the first where no statement is shown', () => {
    expect(first({ joint: low })).toMatchObject({ standard: 'I.1 first', standardBy: 'order' });
  });

  it('is the one whose statements have the lowest mean over both sides', () => {
    const ngo = { 'I.1': [item('one', 20), item('two', 60), item('three', 45)] };
    expect(first({ joint: low, items: { ngo } })?.standard).toBe('I.1 first');
    const office = { 'I.1': [item('one', 60), item('two', 60), item('three', 45)] };
    expect(first({ joint: low, items: { ngo, office } })).toMatchObject({
      standard: 'I.1 second',
      standardBy: 'statements',
    });
  });
});

describe('the tools', () => {
  const tools = (parts: Omit<Parts, 'joint'>) => first({ joint: { 'I.1': joint(40) }, ...parts })?.tools;
  const fact = (state: PublishedFact['state']): PublishedFact => ({ id: 'f_there', area: 'I.1', state });

  it('are those for the standard, then those of the founding document', () => {
    expect(tools({})).toEqual(['for one', 'named', 'plain']);
  });

  it('are those for the lowest statements before others', () => {
    const ngo = { 'I.1': [item('one', 90), item('three', 10), item('four', 20)] };
    expect(tools({ items: { ngo } })).toEqual(['for three', 'for four', 'named']);
  });

  it('leave to the end what the office says is there', () => {
    expect(tools({ facts: [fact('yes')] })).toEqual(['named', 'plain', 'for three']);
    for (const state of ['no', 'unclear', 'unknown'] as const)
      expect(tools({ facts: [fact(state)] })?.[0]).toBe('for one');
  });
});

describe('with what the program knows', () => {
  let real: Guide;
  beforeAll(async () => {
    real = createGuide((await loadKnowledge()).shelf, await createTemplates()());
  });

  const percent = fc.nat(100);
  const shownOr = <T>(shown: fc.Arbitrary<T>) => fc.oneof(shown, fc.constant(few));
  const figures = percent.map((low) => figure(low));
  const joints = fc
    .tuple(percent, fc.integer({ min: -100, max: 100 }), fc.constantFrom<Agreement>('confirmed-gap', 'agreement'))
    .map(([low, gap, agreement]) => joint(low, gap, agreement));
  const areas = <T>(one: (area: Area) => fc.Arbitrary<T>) =>
    fc.tuple(...Area.options.map(one)).map((all) => byArea((area) => all[Area.options.indexOf(area)] as T));
  const itemsAt = (area: Area) => {
    const ids = real.area[area].standards.flatMap(({ items }) => items);
    return fc.tuple(...[...new Set(ids)].map((id) => percent.map((low) => item(id, low))));
  };
  const units = () => {
    const side = fc.record({
      area: areas(() => shownOr(figures.map((shown) => ({ ...shown, n })))),
      items: areas((area) => shownOr(itemsAt(area))),
    });
    const facts = Area.options.flatMap((area) =>
      real.area[area].tools
        .flatMap(({ items }) => items.filter((id) => id.startsWith('f_')))
        .map((id) => ({ id, area })),
    );
    const states = fc.constantFrom<PublishedFact['state']>('yes', 'no', 'unclear', 'unknown');
    const known = fc.tuple(...facts.map((fact) => states.map((state) => ({ ...fact, state }))));
    return fc
      .record({ ngo: side, office: side, joint: areas(() => shownOr(joints)), facts: known })
      .map(({ ngo, office, joint: together, facts: all }): UnitResult => {
        const bare = unit({});
        return {
          ...bare,
          sides: { ngo: { ...bare.sides.ngo, ...ngo }, office: { ...bare.sides.office, ...office } },
          joint: { ...bare.joint, area: together },
          facts: { facts: all },
        };
      });
  };
  const always = (law: (place: UnitResult, advice: readonly Advice[]) => void) =>
    fc.assert(
      fc.property(units(), (place) => law(place, recommend(place, real))),
      { numRuns: 300 },
    );

  it('always advises three different tools of the area, one of its standards and a workshop with words', () =>
    always((_, advice) => {
      for (const { area, tools, standard, workshop } of advice) {
        expect(new Set(tools).size).toBe(3);
        expect(real.area[area].tools.map(({ id }) => id)).toEqual(expect.arrayContaining([...tools]));
        expect(real.area[area].standards.map(({ id }) => id)).toContain(standard);
        for (const language of ['pl', 'en', 'uk'] as const) {
          expect(tools.every((id) => real.tool(id, language).short !== '')).toBe(true);
          expect(real.standard(standard, language)).not.toBe('');
          expect(real.workshop(workshop, language).agenda.length).toBeGreaterThan(2);
        }
      }
    }));

  it('never advises an area twice, more than three, one that is hidden, or a strength as weakest', () =>
    always((place, advice) => {
      expect(new Set(advice.map(({ area }) => area)).size).toBe(advice.length);
      expect(advice.length).toBeLessThanOrEqual(3);
      for (const { area, basis, why } of advice) {
        const rests = basis === 'joint' ? place.joint.area[area] : place.sides[basis].area[area];
        expect(rests).not.toHaveProperty('hidden');
        const level = 'combined' in rests ? rests.combined.level : 'level' in rests ? rests.level : undefined;
        if (why === 'weakest') expect(level).not.toBe('strength');
        if (why === 'gap') expect(basis).toBe('joint');
      }
    }));

  it('advises something wherever anything is shown, and the same for the same figures', () =>
    always((place, advice) => {
      const shown = Area.options.some((area) =>
        [place.joint.area[area], ...sides.map((side) => place.sides[side].area[area])].some(
          (one) => !('hidden' in one),
        ),
      );
      expect(advice.length > 0).toBe(shown);
      expect(recommend(structuredClone(place), real)).toEqual(advice);
    }));

  it('advises a region alike, without statements and facts', () => {
    const { joint: together, sides: both } = unit({
      joint: { 'I.1': joint(40), 'II.2': joint(80, 40, 'confirmed-gap') },
    });
    const counts = byArea(() => 2);
    const region: RegionResult = {
      answered: { ngo: n, office: n },
      invited: { ngo: 0, office: 0 },
      sides: both,
      joint: together,
      units: { ngo: counts, office: counts, joint: counts },
    };
    expect(recommend(region, real)).toEqual([
      expect.objectContaining({ area: 'I.1', why: 'weakest', workshop: 'wspolny-plan' }),
      expect.objectContaining({ area: 'II.2', why: 'gap', workshop: 'rozmowa-stron' }),
    ]);
  });
});

describe('a guide', () => {
  it('names what it lacks', async () => {
    const { shelf } = await loadKnowledge();
    expect(() => createGuide(shelf, [])).toThrow('a workshop for I.1');
    const complete = createGuide(shelf, await createTemplates()());
    expect(() => complete.tool('law-art-5', 'pl')).toThrow('the tool law-art-5');
  });
});
