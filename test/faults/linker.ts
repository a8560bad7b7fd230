/** `linker`: somebody with the whole data folder tries to find out who sent what, and is compared with blind chance. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createRandom } from '../../src/bot/simulate.ts';
import { cellsOf, isTrue, learn, type Seen, scoresOf, type Table } from './clues.ts';
import { readEvidence } from './evidence.ts';
import { cache } from './life.ts';
import { assign, type Cell, chance } from './matching.ts';
import type { Build, Sent } from './respondents.ts';

export type LinkOptions = {
  readonly seed: number;
  readonly runs: number;
  readonly respondents: number;
  readonly controls: readonly Build[];
  /** Hits that chance makes more seldom than this are none of chance. */
  readonly pMin?: number;
};
/**
 * What the hits say. As it is people must not be found: hits that chance would seldom make are looked at once more, in
 * as many fresh runs. In a build that gives people away they must be, or the linker cannot see.
 */
export type Outcome = 'as chance' | 'once more' | 'FOUND' | 'found, as it must' | 'NOT FOUND' | 'for comparison';
export type LinkLine = {
  readonly build: string;
  readonly table: Table;
  readonly respondents: number;
  readonly chance: number;
  readonly hits: number;
  readonly p: number;
  readonly outcome: Outcome;
  /** What the linker had learnt to look at, the strongest first. */
  readonly clues: readonly string[];
};

/** Two processes at a time gather respondents: as many as a small machine has cores. */
const processes = 2;
/** So seldom chance makes the hits of a build that gives people away. */
const foundMax = 0.001;

export function isWrong({ outcome }: LinkLine): boolean {
  return outcome === 'FOUND' || outcome === 'NOT FOUND';
}

export async function link(options: LinkOptions): Promise<readonly LinkLine[]> {
  const { seed, runs, respondents, controls, pMin = 0.05 } = options;
  const gatherOf = (build: Build, from: number, count: number): Promise<Seen[]> =>
    gatherAll(
      build,
      [...Array(count).keys()].map((run) => seed * 10_000 + from + run),
      respondents,
    );
  const tryOwn = (name: string, worlds: readonly Seen[], again: boolean): LinkLine[] =>
    (['answers', 'background', 'texts'] as const).flatMap((table) =>
      [false, true].map((withKey) => {
        const line = tryTable(withKey ? `${name}, with the key` : name, table, worlds, withKey, seed);
        const outcome = line.p > pMin ? 'as chance' : again ? 'FOUND' : 'once more';
        return { ...line, outcome };
      }),
    );
  const lines = tryOwn('as it is', await gatherOf('as it is', 0, runs), false);
  if (lines.some(({ outcome }) => outcome === 'once more')) {
    const fresh = tryOwn('as it is, fresh runs', await gatherOf('as it is', 1000, runs), true);
    lines.push(...fresh.filter((_, index) => lines[index]?.outcome === 'once more'));
  }
  for (const [index, build] of controls.entries()) {
    const line = tryTable(build, 'answers', await gatherOf(build, 2000 + index * 100, 2), false, seed);
    const found = line.p <= foundMax;
    const outcome = build === 'times left as they are' ? 'for comparison' : found ? 'found, as it must' : 'NOT FOUND';
    lines.push({ ...line, outcome });
  }
  return lines;
}

/** Gathers respondents, each time in a folder of its own, and reads what lies there. */
async function gatherAll(build: Build, seeds: readonly number[], respondents: number): Promise<Seen[]> {
  const program = join(import.meta.dirname, 'respondents.ts');
  const worlds: Seen[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < seeds.length; at = next++) {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [program, build, String(seeds[at]), String(respondents)],
        { maxBuffer: 2 ** 28, env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: cache } },
      );
      const { folder, truth } = JSON.parse(stdout) as { folder: string; truth: [string, Sent][] };
      const sent = new Map(truth);
      worlds[at] = { evidence: readEvidence(folder, (conversation) => sent.get(conversation)?.where), truth: sent };
      rmSync(folder, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: processes }, work));
  return worlds;
}

/**
 * Links people to rows of one table. What to look at the linker learns in one half of the worlds and uses in the other,
 * both ways round: it has the program too, and can make worlds of its own in which it knows who is who.
 */
function tryTable(
  build: string,
  table: Table,
  worlds: readonly Seen[],
  withKey: boolean,
  seed: number,
): Omit<LinkLine, 'outcome'> {
  const random = createRandom(seed);
  const halves = [0, 1].map((half) => worlds.filter((_, index) => index % 2 === half));
  const learnt = halves.map((half) => learn(half, table));
  let [hits, respondents] = [0, 0];
  const cells: Cell[] = [];
  for (const [index, { evidence, truth }] of worlds.entries()) {
    respondents += evidence.people.length;
    for (const [people, rows] of cellsOf(evidence, table)) {
      cells.push({ people: people.length, rows: rows.length });
      const found = assign(scoresOf(evidence, people, rows, learnt[1 - (index % 2)] ?? [], withKey, random));
      hits += people.filter((person, at) => isTrue(truth, table, person, rows[found[at] ?? -1])).length;
    }
  }
  const { mean, p } = chance(cells, hits, random);
  const clues = (learnt[0] ?? []).map(({ of, to, rho }) => `${of} ~ ${to} (${rho.toFixed(2)})`);
  return { build, table, respondents, chance: mean, hits, p, clues };
}
