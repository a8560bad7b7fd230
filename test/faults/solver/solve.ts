/** Campaigns, what is published of them, and the attacker let loose on the texts alone. */
import { Area, type Dialog } from '../../../src/dialog/dialog.ts';
import { disclose } from '../../../src/survey/disclose.ts';
import { instrumentOf } from '../../../src/survey/instrument.ts';
import { attack } from './attack.ts';
import { type Breakage, careless } from './broken.ts';
import { type Case, drawCase } from './campaigns.ts';
import { type Finding, fixedWithin } from './finding.ts';
import { isTrue } from './truth.ts';

export type SolveOptions = {
  readonly campaigns: number;
  readonly seed: number;
  readonly broken?: Breakage | undefined;
  /** Stop after so many campaigns in which somebody is found. */
  readonly enough?: number;
};

export type Disclosure = { readonly seed: number; readonly finding: Finding };

export type SolveResult = {
  readonly campaigns: number;
  readonly waves: number;
  readonly cells: number;
  readonly disclosed: readonly Disclosure[];
  /** Claims that are not so, or wider than they may be: faults of the attacker. */
  readonly wrong: readonly Disclosure[];
  /** Campaigns on which something threw. */
  readonly thrown: readonly { readonly seed: number; readonly error: string }[];
};

/** The texts of a campaign: the report of its first wave alone, then of the second with the first before it. */
export function publish(of: Case, broken?: Breakage): readonly string[] {
  return of.waves.map((_, wave) => {
    const published = disclose(of.waves.slice(0, wave + 1));
    return JSON.stringify(broken ? careless(broken, published, of, wave) : published);
  });
}

/** Attacks one campaign after the other. Promises: the same seed gives the same result. */
export function solve(dialog: Dialog, options: SolveOptions): SolveResult {
  const { campaigns, seed, broken, enough = Number.POSITIVE_INFINITY } = options;
  const instrument = instrumentOf(dialog);
  const statements = Object.fromEntries(
    Area.options.map((area) => [area, instrument.filter((item) => item.area === area).length]),
  ) as Record<Area, number>;
  const disclosed: Disclosure[] = [];
  const wrong: Disclosure[] = [];
  const thrown: { seed: number; error: string }[] = [];
  const counts = { campaigns: 0, waves: 0, cells: 0, found: 0 };
  for (let at = 0; at < campaigns && counts.found < enough; at += 1) {
    const own = seed * 1_000_003 + at;
    counts.campaigns += 1;
    try {
      const one = drawCase(own, dialog);
      const { cells, findings } = attack(publish(one, broken), statements);
      counts.waves += one.waves.length;
      counts.cells += cells;
      const claims = findings.map((finding) => ({ seed: own, finding, truth: isTrue(finding, one) }));
      wrong.push(...claims.filter(({ truth, finding }) => truth === false || finding.high - finding.low > fixedWithin));
      const real = claims.filter(({ truth }) => truth === true);
      disclosed.push(...real);
      if (real.length > 0) counts.found += 1;
    } catch (error) {
      thrown.push({ seed: own, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
  return { ...counts, disclosed, wrong, thrown };
}
