/** Five careless builds: what `disclose` made, with one rule forgotten. The attacker must find somebody in each. */
import type { Area } from '../../../src/dialog/dialog.ts';
import type { Published } from '../../../src/survey/published.ts';
import type { Case, Person } from './campaigns.ts';
import {
  areas,
  areasOf,
  type Count,
  type Figure,
  type Joint,
  type Report,
  type Shown,
  type SideReport,
  type Statement,
  type sides,
  type UnitReport,
} from './report.ts';
import { cellTruth, mean, peopleOf } from './truth.ts';

export const breakages = ['no-complementary', 'region-minus-jst', 'exact-n', 'two-decimals', 'own-interval'] as const;
export type Breakage = (typeof breakages)[number];

type Side = (typeof sides)[number];
type Of = { readonly of: Case; readonly wave: number; readonly report: Report };

/** What such a build would publish of this wave instead. */
export function careless(breakage: Breakage, published: Published, of: Case, wave: number): unknown {
  const from: Of = { of, wave, report: published as unknown as Report };
  switch (breakage) {
    case 'no-complementary':
      return eachUnit(from, (unit) => uncovered(from, unit));
    case 'region-minus-jst':
      return { ...from.report, ...wholeRegion(from) };
    case 'exact-n':
      return eachUnit(from, (unit) => eachSide(unit, (side, told) => counted(from, unit, side, told)));
    case 'two-decimals':
      return eachUnit(from, (unit) => eachSide(unit, (side, told) => precise(from, unit, side, told)));
    case 'own-interval':
      return eachUnit(from, (unit) => eachSide(unit, (side, told) => spread(from, unit, side, told)));
  }
}

function eachUnit(from: Of, change: (unit: UnitReport) => UnitReport): Report {
  return { ...from.report, units: from.report.units.map(change) };
}

function eachSide(unit: UnitReport, change: (side: Side, told: SideReport) => SideReport): UnitReport {
  return { ...unit, sides: { ngo: change('ngo', unit.sides.ngo), office: change('office', unit.sides.office) } };
}

function byArea<T>(make: (area: Area) => T): Record<Area, T> {
  return Object.fromEntries(areas.map((area) => [area, make(area)])) as Record<Area, T>;
}

const exactly = (n: number): Count => ({ least: n, most: n });
const point = (value: number, decimals: number): Shown => {
  const rounded = Number((Math.round(value * 10 ** decimals + 1e-9) / 10 ** decimals).toFixed(decimals));
  return { low: rounded, high: rounded, decimals };
};

function rows({ of, wave }: Of, unit: string, side: Side): readonly Person[] {
  return peopleOf(of, wave, unit, side);
}

function scores({ of, wave }: Of, people: readonly Person[], area: Area): readonly number[] {
  return cellTruth(people, of.waves[wave]?.instrument ?? [], area).scores;
}

/** Larger groups with one decimal, smaller ones in whole points and cut at the ends, as ours would. */
function figure(value: number, n: number): Figure {
  if (n >= 10) return { value: point(value, 1), basis: 'own' };
  const whole = point(value, 0);
  if (whole.low <= 20) return { value: { low: 0, high: 20, decimals: 0 }, basis: 'usual' };
  return { value: whole.low >= 80 ? { low: 80, high: 100, decimals: 0 } : whole, basis: 'usual' };
}

/** Planes, overall and both together of everybody who answered, though a part of them is hidden. */
function uncovered(from: Of, unit: UnitReport): UnitReport {
  const k = from.report.k;
  const whole = (side: Side, parts: readonly Area[]): { readonly value: number; readonly n: number } | undefined => {
    const people = rows(from, unit.id, side);
    const each = parts.map((area) => (unit.scope.includes(area) ? scores(from, people, area) : []));
    return each.some((one) => one.length === 0) ? undefined : { value: mean(each.map(mean)), n: people.length };
  };
  const alone = (side: Side, told: Figure, parts: readonly Area[]): Figure => {
    const made = told.hidden === 'part' ? whole(side, parts) : undefined;
    return made && made.n >= k ? figure(made.value, made.n) : told;
  };
  const together = (told: Joint, parts: readonly Area[]): Joint => {
    const [ngo, office] = [whole('ngo', parts), whole('office', parts)];
    if (told.hidden !== 'part' || !ngo || !office || ngo.n + office.n < k) return told;
    return { combined: figure((ngo.value + office.value) / 2, ngo.n + office.n) };
  };
  const { joint } = unit;
  return {
    ...eachSide(unit, (side, told) => ({
      ...told,
      plane: {
        I: alone(side, told.plane.I, areasOf.I),
        II: alone(side, told.plane.II, areasOf.II),
        III: alone(side, told.plane.III, areasOf.III),
      },
      overall: alone(side, told.overall, areas),
    })),
    joint: {
      area: byArea((area) => together(joint.area[area], [area])),
      plane: {
        I: together(joint.plane.I, areasOf.I),
        II: together(joint.plane.II, areasOf.II),
        III: together(joint.plane.III, areasOf.III),
      },
      overall: together(joint.overall, areas),
    },
  };
}

/** The region over all people of all JST, with their number. */
function wholeRegion(from: Of): Pick<Report, 'region'> {
  const { region, units } = from.report;
  if (!region) return {};
  const pooled = (side: Side): (typeof region.sides)[Side] => ({
    ...region.sides[side],
    area: byArea((area) => {
      const all = units.filter(({ scope }) => scope.includes(area)).flatMap(({ id }) => rows(from, id, side));
      const each = scores(from, all, area);
      if (each.length < from.report.k) return { hidden: 'few' };
      return { value: point(mean(each), 1), basis: 'own', n: exactly(each.length) };
    }),
  });
  return { region: { ...region, sides: { ngo: pooled('ngo'), office: pooled('office') } } };
}

/** Every count, and a list of statements wherever each was answered by k. */
function counted(from: Of, { id }: UnitReport, side: Side, told: SideReport): SideReport {
  const people = rows(from, id, side);
  return {
    ...told,
    answered: exactly(people.length),
    area: byArea((area) => ({ ...told.area[area], n: exactly(scores(from, people, area).length) })),
    items: byArea((area) => {
      if (told.area[area].hidden) return told.items[area];
      const list = statementsOf(from, people, area);
      return list.every(({ n }) => n && n.least >= from.report.k) ? list : told.items[area];
    }),
  };
}

function statementsOf({ of, wave }: Of, people: readonly Person[], area: Area): readonly Statement[] {
  const statements = (of.waves[wave]?.instrument ?? []).filter((item) => item.area === area);
  return statements.map(({ id, reverse }): Statement => {
    const answers = people.flatMap(({ answers }) => answers[id] ?? []);
    const value = point(25 * mean(answers.map((answer) => (reverse ? 5 - answer : answer - 1))), 0);
    const ends = value.low <= 10 ? { low: 0, high: 10 } : value.low >= 90 ? { low: 90, high: 100 } : {};
    return { id, value: { ...value, ...ends }, ignorance: 'low', n: exactly(answers.length) };
  });
}

/** Every mean of a side of a JST with two decimals, to the ends of the scale. */
function precise(from: Of, { id }: UnitReport, side: Side, told: SideReport): SideReport {
  const people = rows(from, id, side);
  const exact = (figure: Figure, parts: readonly Area[]): Figure =>
    figure.hidden
      ? figure
      : { ...figure, value: point(mean(parts.map((area) => mean(scores(from, people, area)))), 2) };
  return {
    ...told,
    area: byArea((area) => exact(told.area[area], [area])),
    plane: {
      I: exact(told.plane.I, areasOf.I),
      II: exact(told.plane.II, areasOf.II),
      III: exact(told.plane.III, areasOf.III),
    },
    overall: exact(told.overall, areas),
  };
}

/** Every group from k on with its mean and its own interval. */
function spread(from: Of, { id }: UnitReport, side: Side, told: SideReport): SideReport {
  const { of, wave } = from;
  const index = of.waves[wave]?.units.find((unit) => unit.id === id)?.index.groups[side];
  return {
    ...told,
    area: byArea((area) => {
      const estimate = index?.area[area].estimate;
      if (told.area[area].hidden || !estimate) return told.area[area];
      const [low, high] = estimate.interval;
      return {
        ...told.area[area],
        value: point(estimate.point, 1),
        interval: [point(low, 1).low, point(high, 1).low],
        basis: 'own',
      };
    }),
  };
}
