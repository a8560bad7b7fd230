/** Short forms of the experiments of `npm run faults`, which runs them at full length. */
import { describe, expect, it } from 'vitest';
import { kill } from './kill.ts';
import { isWrong, link } from './linker.ts';
import { type Breakage, breakages } from './mortal.ts';

/** On a machine that is busy with something else. */
const timeout = 120_000;

describe('a process that is killed again and again', () => {
  it('loses, doubles and misplaces nothing that it acknowledged', { timeout }, async () => {
    const { violations, deaths } = await kill({ seed: 7, turns: 200, kills: 15 });
    expect(violations).toEqual([]);
    expect(Object.values(deaths).reduce((sum, count) => sum + count, 0)).toBe(15);
  });

  it.each(breakages)('is found out when it is built with the fault %s', { timeout }, async (broken) => {
    expect(await firstFound(broken)).not.toEqual([]);
  });
});

/** Deaths that nearly always tell; an effect is doubled only by one at a single place. */
const telling: Readonly<Record<Breakage, number>> = { 'ack-early': 4, 'no-seen': 4, 'double-effect': 12 };

/** Where a process dies is partly chance: up to three runs, until one of them tells. */
async function firstFound(broken: Breakage): Promise<readonly unknown[]> {
  const kills = telling[broken];
  for (const seed of [3, 4, 5]) {
    const { violations } = await kill({ seed, turns: kills * 9, kills, broken });
    if (violations.length > 0) return violations;
  }
  return [];
}

describe('somebody who has the whole data folder', () => {
  it('finds out who sent what where a file tells its time, and only there', { timeout }, async () => {
    const short = { seed: 1, runs: 2, respondents: 24, pMin: 0.001 };
    const lines = await link({ ...short, controls: ['one file per response'] });
    expect(lines.filter(isWrong)).toEqual([]);
  });
});
