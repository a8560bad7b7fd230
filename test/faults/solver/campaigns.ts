/** Campaigns drawn from a seed: a few small JST, one or two waves, answers of every odd kind, real statements. */
import { createRandom } from '../../../src/bot/simulate.ts';
import { Area, type Dialog } from '../../../src/dialog/dialog.ts';
import { type Answer, dontKnow } from '../../../src/dialog/session.ts';
import { factsIn, settleFacts } from '../../../src/survey/facts.ts';
import {
  areasIn,
  type Instrument,
  type Item,
  instrumentOf,
  planes,
  type Side,
  sides,
} from '../../../src/survey/instrument.ts';
import { score } from '../../../src/survey/score.ts';
import type { PoolIndex, UnitIndex, Wave } from '../../../src/survey/wave.ts';

type Random = () => number;
/** "Don't know" is `null`; statements that a JST was not asked are absent, as the survey leaves them. */
export type Answers = Readonly<Record<string, number | null>>;
export type Person = { readonly unit: string; readonly side: Side; readonly answers: Answers };

/** Waves as they are kept, and who is in them. */
export type Case = {
  readonly seed: number;
  readonly waves: readonly Wave[];
  readonly people: readonly (readonly Person[])[];
};

type Place = { readonly id: string; readonly scope: readonly Area[] };

export const styles = ['around a mood', 'nearly unanimous', 'unanimous', 'extremes', 'polarised'] as const;
type Style = (typeof styles)[number];
const thresholds = [3, 5, 7, 10] as const;

/** How a side of a JST answers. */
type Manner = {
  readonly style: Style;
  readonly mood: number;
  readonly noise: number;
  readonly modes: Readonly<Record<string, number>>;
  readonly dkRate: number;
  readonly skipRate: number;
};

function pick<T>(random: Random, from: readonly [T, ...T[]]): T {
  return from[Math.floor(random() * from.length)] ?? from[0];
}

function whole(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

/** Many sides are below k, many between k and 12, some have up to 45 people. */
function sizeOf(random: Random, k: number): number {
  const lot = random();
  if (lot < 0.3) return whole(random, 0, k - 1);
  if (lot < 0.75) return whole(random, k, Math.max(12, k + 2));
  return whole(random, 13, 45);
}

function mannerOf(random: Random, instrument: Instrument): Manner {
  const mode = whole(random, 1, 5);
  const alike = random() < 0.3;
  return {
    style: pick(random, styles),
    mood: 1 + 4 * random(),
    noise: 0.4 + 1.6 * random(),
    modes: Object.fromEntries(
      instrument.map(({ id }) => [id, alike ? mode : random() < 0.4 ? pick(random, [1, 5]) : whole(random, 1, 5)]),
    ),
    dkRate: random() < 0.4 ? 0 : 0.4 * random() ** 2,
    skipRate: random() < 0.6 ? 0 : 0.3 * random(),
  };
}

const clamp = (answer: number): number => Math.min(5, Math.max(1, Math.round(answer)));

function answerTo({ id }: Item, manner: Manner, random: Random, pole: number, odd: boolean): number {
  const mode = manner.modes[id] ?? 3;
  switch (manner.style) {
    case 'around a mood':
      return clamp(manner.mood + 0.3 * (mode - 3) + 2 * manner.noise * (random() + random() - 1));
    case 'nearly unanimous':
      return odd || random() < 0.04 ? whole(random, 1, 5) : mode;
    case 'unanimous':
      return mode;
    case 'extremes':
      return random() < (manner.mood - 1) / 4 ? 5 : 1;
    case 'polarised':
      return clamp(pole + 0.8 * (random() + random() - 1));
  }
}

/** Some people say "don't know" to a good part of an area, others now and then. */
function draw(instrument: Instrument, scope: readonly Area[], manner: Manner, random: Random): Answers {
  const pole = random() < 0.5 ? 1.3 : 4.7;
  const odd = random() < 0.12;
  const skips = random() < manner.skipRate;
  const skipped = pick(random, Area.options as unknown as readonly [Area, ...Area[]]);
  const answers: Record<string, number | null> = {};
  for (const item of instrument) {
    if (!scope.includes(item.area)) continue;
    const left = random() < manner.dkRate || (skips && item.area === skipped && random() < 0.5);
    answers[item.id] = left ? null : answerTo(item, manner, random, pole, odd);
  }
  return answers;
}

/** Mostly the same people: a few leave, a few join, a few think again. */
function nextWave(
  before: readonly Person[],
  join: (place: string, side: Side) => Person,
  scopes: readonly Place[],
  random: Random,
): readonly Person[] {
  const stayed = before
    .filter(() => random() > 0.08)
    .map((person) => {
      if (random() > 0.15) return person;
      const again = join(person.unit, person.side).answers;
      return {
        ...person,
        answers: Object.fromEntries(
          Object.entries(person.answers).map(([id, answer]) => [id, random() < 0.5 ? (again[id] ?? null) : answer]),
        ),
      };
    });
  const joined = scopes.flatMap(({ id }) =>
    sides.flatMap((side) => Array.from({ length: random() < 0.5 ? 0 : whole(random, 1, 3) }, () => join(id, side))),
  );
  return [...stayed, ...joined];
}

/** The wave that these answers make, as the close of a real one would. */
export function waveOf(
  name: string,
  k: number,
  dialog: Dialog,
  places: readonly Place[],
  people: readonly Person[],
  facts: (place: string) => readonly Readonly<Record<string, Answer>>[] = () => [],
): Wave {
  const instrument = instrumentOf(dialog);
  const of = (unit: string, side: Side) =>
    people
      .filter((person) => person.unit === unit && person.side === side)
      .map(({ answers }) => ({ group: side, answers }));
  const units = places.map(({ id, scope }): UnitIndex => {
    const index = score(
      instrument.filter(({ area }) => scope.includes(area)),
      sides.flatMap((side) => of(id, side)),
      k,
    );
    return {
      id,
      name: `Gmina ${id}`,
      scope,
      index,
      facts: settleFacts(
        factsIn(dialog).filter(({ area }) => scope.includes(area)),
        facts(id),
      ),
      invited: { ngo: index.groups.ngo.respondents + 7, office: index.groups.office.respondents + 3 },
      agreed: {},
    };
  });
  const pool = (side: Side): PoolIndex => {
    const small = units.filter(({ index }) => {
      const { respondents } = index.groups[side];
      return respondents > 0 && respondents < k;
    });
    return {
      units: small.map(({ id }) => id),
      people: Object.fromEntries(small.map(({ id, index }) => [id, index.groups[side].respondents])),
      index: score(
        instrument,
        small.flatMap(({ id }) => of(id, side)),
        k,
      ),
    };
  };
  return { campaign: name, k, instrument, units, pools: { ngo: pool('ngo'), office: pool('office') } };
}

/** The campaign of a seed. The same seed gives the same campaign. */
export function drawCase(seed: number, dialog: Dialog): Case {
  const random = createRandom(seed * 7919 + 11);
  for (let warm = 0; warm < 3; warm += 1) random();
  const instrument = instrumentOf(dialog);
  const k = pick(random, thresholds);
  const places = Array.from({ length: whole(random, 1, 8) }, (_, index): Place & { manner: Record<Side, Manner> } => ({
    id: `jst-${index + 1}`,
    scope: random() < 0.75 ? Area.options : areasIn[pick(random, planes)],
    manner: { ngo: mannerOf(random, instrument), office: mannerOf(random, instrument) },
  }));
  const join = (unit: string, side: Side): Person => {
    const place = places.find(({ id }) => id === unit);
    if (!place) throw new RangeError(`there is no ${unit}`);
    return { unit, side, answers: draw(instrument, place.scope, place.manner[side], random) };
  };
  const first = places.flatMap(({ id }) =>
    sides.flatMap((side) => Array.from({ length: sizeOf(random, k) }, () => join(id, side))),
  );
  const people = random() < 0.5 ? [first] : [first, nextWave(first, join, places, random)];
  const facts = (): readonly Readonly<Record<string, Answer>>[] =>
    Array.from({ length: whole(random, 0, 3) }, () =>
      Object.fromEntries(factsIn(dialog).map(({ id }) => [id, pick(random, ['yes', 'no', dontKnow])])),
    );
  return {
    seed,
    waves: people.map((of, index) => waveOf(`wave-${index + 1}`, k, dialog, places, of, facts)),
    people,
  };
}
