/**
 * Responses → Index (domain: R1–R9), at full precision. What it holds is for the machine and for who has the raw
 * answers anyway: people are shown only what `disclose` makes of it.
 */
import { Area } from '../dialog/dialog.ts';
import { areasIn, byArea, byPlane, type Instrument, type Plane, type Side } from './instrument.ts';
import { difference, type Estimate, estimate, halfway } from './interval.ts';
import { type Agreement, agreementOf, isCertain, type Level, levelOf } from './judge.ts';
import { createTally, type Respondent, type Tally } from './tally.ts';

/** A mean of people. `estimate` is there only where `n` reaches k and every part of it does. */
export type Cell = { readonly n: number; readonly estimate?: Estimate };

/** A statement: `point` only where `n` reaches k; `dkShare` of those asked, 0–100. */
export type ItemCell = { readonly n: number; readonly dk: number; readonly dkShare: number; readonly point?: number };

/** What the rules of disclosure need to know of people who left some statements of an area out. */
export type Incomplete = {
  readonly respondents: number;
  /** Their mean, each weighted by how many statements they left out; absent where nobody who counts did. */
  readonly mean?: number;
};

export type GroupIndex = {
  readonly respondents: number;
  readonly area: Readonly<Record<Area, Cell & { readonly incomplete: Incomplete }>>;
  readonly plane: Readonly<Record<Plane, Cell>>;
  readonly overall: Cell;
  readonly items: Readonly<Record<string, ItemCell>>;
};

/** Both sides together, each with the same weight (R5), and the gap office − ngo (R6). */
export type Joint = {
  readonly combined: Estimate;
  readonly level: Level;
  readonly certain: boolean;
  readonly gap: Estimate;
  readonly agreement: Agreement;
};

export type Index = {
  readonly k: number;
  readonly instrument: Instrument;
  readonly groups: Readonly<Record<Side, GroupIndex>>;
  readonly area: Readonly<Record<Area, Joint | undefined>>;
  readonly plane: Readonly<Record<Plane, Joint | undefined>>;
  readonly overall: Joint | undefined;
};

/** The index of these responses. `k`: the smallest group that is published, never under 3 (R3). Throws `RangeError`. */
export function score(instrument: Instrument, respondents: Iterable<Respondent>, k: number): Index {
  const tallies = { ngo: createTally(instrument), office: createTally(instrument) };
  for (const { group, answers } of respondents) if (group !== 'other') tallies[group].add(answers);
  return indexOf(tallies, k);
}

/** The index from sums that were made before. Throws `RangeError` for a k under 3. */
export function indexOf(tallies: Readonly<Record<Side, Tally>>, k: number): Index {
  if (!Number.isInteger(k) || k < 3) throw new RangeError(`k is a whole number from 3 up, not ${k}`);
  const groups = { ngo: groupIndex(tallies.ngo, k), office: groupIndex(tallies.office, k) };
  const { ngo, office } = groups;
  return {
    k,
    instrument: tallies.ngo.instrument,
    groups,
    area: byArea((area) => joint(ngo.area[area], office.area[area])),
    plane: byPlane((plane) => joint(ngo.plane[plane], office.plane[plane])),
    overall: joint(ngo.overall, office.overall),
  };
}

function joint(ngo: Cell, office: Cell): Joint | undefined {
  if (!ngo.estimate || !office.estimate) return undefined;
  const combined = halfway(ngo.estimate, office.estimate);
  const gap = difference(office.estimate, ngo.estimate);
  return {
    combined,
    level: levelOf(combined.point),
    certain: isCertain(combined),
    gap,
    agreement: agreementOf(gap),
  };
}

function groupIndex(tally: Tally, k: number): GroupIndex {
  const area = byArea((one) => {
    const { n, incomplete, missing, missed } = tally.areas[one];
    const cell = compose(tally, [one], n, k);
    const mean = missing > 0 ? (100 * missed) / (missing * tally.unit) : undefined;
    return { ...cell, incomplete: { respondents: incomplete, ...(mean !== undefined && { mean }) } };
  });
  return {
    respondents: tally.respondents,
    area,
    plane: byPlane((plane) => compose(tally, areasIn[plane], tally.any[plane], k)),
    overall: compose(tally, Area.options, tally.any.overall, k),
    items: Object.fromEntries(
      [...tally.items].map(([id, { n, dk, sum }]) => {
        const asked = n + dk;
        const dkShare = asked === 0 ? 0 : (100 * dk) / asked;
        return [id, { n, dk, dkShare, ...(n >= k && { point: (25 * sum) / n }) }];
      }),
    ),
  };
}

/**
 * The mean of areas, each with the same weight (R4), with its standard error from each respondent's contribution
 * z = Σ w·(n / n_area)·(s − mean_area): SE² = Σ z² / (n (n − 1)). For one area that is s / √n.
 */
function compose(tally: Tally, areas: readonly Area[], n: number, k: number): Cell {
  if (areas.some((area) => tally.areas[area].n < k)) return { n };
  const mean = (area: Area): number => tally.areas[area].sum / tally.areas[area].n;
  const weight = 1 / areas.length;
  let squares = 0;
  for (const a of areas) {
    for (const b of areas) {
      const both = tally.pairs[Area.options.indexOf(a)]?.[Area.options.indexOf(b)];
      const other = tally.pairs[Area.options.indexOf(b)]?.[Area.options.indexOf(a)];
      if (!both || !other) continue;
      const product = both.product - mean(b) * both.sum - mean(a) * other.sum + both.n * mean(a) * mean(b);
      squares += ((weight * n) / tally.areas[a].n) * ((weight * n) / tally.areas[b].n) * product;
    }
  }
  const toPoints = 100 / tally.unit;
  const point = areas.reduce((total, area) => total + weight * mean(area), 0) * toPoints;
  const se = Math.sqrt(Math.max(0, squares) / (n * (n - 1))) * toPoints;
  return { n, estimate: estimate('level', point, se, n - 1) };
}
