/**
 * Somebody who has the published texts of a campaign and knows how they are made, but has no code of ours: solves for
 * means that are hidden, and for single people's scores. Whatever it claims must be so in every world that fits.
 */
import type { Area } from '../../../src/dialog/dialog.ts';
import { type Finding, fixedWithin, isFixed, place } from './finding.ts';
import { narrow } from './narrow.ts';
import { people } from './people.ts';
import { type Member, memberMean } from './pooled.ts';
import { type Means, readMeans } from './relations.ts';
import { areas, type Count, type Figure, overlap, type Range, type Report, rangeOf, sides } from './report.ts';

export type Attack = { readonly cells: number; readonly findings: readonly Finding[] };

/** Attacks the texts of one campaign, the earliest wave first. `statements`: how many each area has. */
export function attack(texts: readonly string[], statements: Readonly<Record<Area, number>>): Attack {
  const reports = texts.map((text) => JSON.parse(text) as Report);
  const means = readMeans(reports);
  const ranges = narrow(means, fixedWithin);
  const pooled = reports.flatMap((report, wave) => unpool(report, wave, means, ranges));
  const findings = means.cells.flatMap((cell, at): readonly Finding[] => {
    const { figure, ...where } = cell;
    const mean = ranges[at] ?? [0, 100];
    if (!figure.value)
      return isFixed(mean) ? [{ ...place(where), what: 'hidden mean', low: mean[0], high: mean[1] }] : [];
    const report = reports[cell.wave];
    return report ? people(report, cell, mean, statements[cell.area]) : [];
  });
  return { cells: means.cells.length, findings: [...findings, ...pooled] };
}

/** Hidden means that figures over the people of several JST tell: a region that is told so, and small JST together. */
function unpool(report: Report, wave: number, means: Means, ranges: readonly Range[]): readonly Finding[] {
  return sides.flatMap((side) =>
    areas.flatMap((area) => {
      const pool = report.pools[side];
      const region = report.region?.sides[side].area[area];
      const everywhere = report.units.map(({ id }) => id);
      return [
        ...(region ? members(region, everywhere, false) : []),
        ...(pool ? members(pool.area[area], pool.units, true) : []),
      ];

      function members({ value, n }: Figure, units: readonly string[], isPool: boolean): readonly Finding[] {
        if (!value || !n) return [];
        const cells = units.flatMap((unit) => means.at(wave, unit, side, area) ?? []);
        const all = cells.map((cell) => memberOf(means, ranges, cell, report.k, isPool ? n : undefined));
        return cells.flatMap((cell, at): readonly Finding[] => {
          const of = means.cells[cell];
          if (!of || of.figure.value) return [];
          const range = memberMean(aside(all, at), n, overlap([0, 100], rangeOf(value)));
          return range && isFixed(range) ? [{ ...place(of), what: 'hidden mean', low: range[0], high: range[1] }] : [];
        });
      }
    }),
  );
}

/** A pool tells that no JST is more than half of it. */
function memberOf(means: Means, ranges: readonly Range[], cell: number, k: number, pool: Count | undefined): Member {
  const { figure } = means.cells[cell] ?? {};
  const count = figure?.n ?? { least: 0, most: k - 1 };
  return {
    count: pool ? { ...count, most: Math.min(count.most, Math.floor(pool.most / 2)) } : count,
    mean: ranges[cell] ?? [0, 100],
  };
}

/** The member in question first, then those of whom something is known, then all others as one. */
function aside(members: readonly Member[], at: number): readonly Member[] {
  const own = members[at];
  const others = members.filter((_, index) => index !== at);
  const isOpen = ({ mean }: Member): boolean => mean[0] <= 0 && mean[1] >= 100;
  const open = others.filter(isOpen);
  const rest: Member = {
    count: {
      least: open.reduce((sum, { count }) => sum + count.least, 0),
      most: open.reduce((sum, { count }) => sum + count.most, 0),
    },
    mean: [0, 100],
  };
  return [...(own ? [own] : []), ...others.filter((one) => !isOpen(one)), rest];
}
