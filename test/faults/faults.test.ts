/** Short forms of the experiments of `npm run faults`, which runs them at full length. */
import { describe, expect, it } from 'vitest';
import { kill } from './kill.ts';
import { isWrong, link } from './linker.ts';
import { breakages } from './mortal.ts';

/** On a machine that is busy with something else. */
const timeout = 120_000;

describe('a process that is killed again and again', () => {
  it('loses, doubles and misplaces nothing that it acknowledged', { timeout }, async () => {
    const { violations, deaths } = await kill({ seed: 7, turns: 200, kills: 15 });
    expect(violations).toEqual([]);
    expect(Object.values(deaths).reduce((sum, count) => sum + count, 0)).toBe(15);
  });

  it.each(breakages)('is found out when it is built with the fault %s', { timeout }, async (broken) => {
    const { violations } = await kill({ seed: 3, turns: 100, kills: 12, broken });
    expect(violations).not.toEqual([]);
  });
});

describe('somebody who has the whole data folder', () => {
  it('finds out who sent what where a file tells its time, and only there', { timeout }, async () => {
    const short = { seed: 1, runs: 2, respondents: 24, pMin: 0.001 };
    const lines = await link({ ...short, controls: ['one file per response'] });
    expect(lines.filter(isWrong)).toEqual([]);
  });
});
