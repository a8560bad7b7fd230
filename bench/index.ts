/** The index of a large wave in a file: time and memory, beside a plain loop and SQLite over the same numbers. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { home } from '../src/content/files.ts';
import type { toVector } from '../src/survey/vector.ts';
import { writeWave } from './index-file.ts';
import type { Means } from './index-loop.ts';
import { print, scratch, verdict } from './scratch.ts';

export type IndexOptions = {
  /** How many respondents; a million unless told. */
  readonly respondents?: string | undefined;
};

const usual = 1_000_000;
const goalSeconds = 10;
const goalMb = 300;

/** Told by each process when it ends: the most memory that it ever had, in KB (VmHWM), and its CPU time. Linux only. */
const tellCost = `import { readFileSync, writeSync } from 'node:fs';
process.on('exit', () => {
  const [, kb] = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  const { user, system } = process.cpuUsage();
  writeSync(3, JSON.stringify({ peakMb: kb / 1024, cpuSeconds: (user + system) / 1e6 }));
});`;

/** On a busy machine the CPU time says more than the clock. */
type Run = { readonly seconds: number; readonly cpuSeconds: number; readonly peakMb: number };

/** Runs a process to its end, what it prints put into a file. */
async function measure(out: string, ...words: readonly string[]): Promise<Run> {
  const file = openSync(out, 'w');
  const start = performance.now();
  const hook = `data:text/javascript,${encodeURIComponent(tellCost)}`;
  const child = spawn(process.execPath, ['--import', hook, ...words], { stdio: ['ignore', file, 'inherit', 'pipe'] });
  const told = child.stdio[3];
  if (!told || !('read' in told)) throw new Error('there is no pipe to be told by');
  const [cost, [code]] = await Promise.all([text(told), once(child, 'exit')]);
  const seconds = (performance.now() - start) / 1000;
  closeSync(file);
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`);
  return { seconds, ...JSON.parse(cost) };
}

export async function indexBench({ respondents }: IndexOptions): Promise<void> {
  const count = Number(respondents ?? usual);
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`--respondents must be a whole number, not ${respondents}`);
  const folder = join(scratch, 'index');
  mkdirSync(folder);
  const file = join(folder, 'wave.ndjson');
  const at = (name: string): string => join(folder, name);
  try {
    const { instrument, bytes } = await writeWave(file, count);
    console.log(
      `\nIndex: ${count} respondents × ${instrument.length} items, ${(bytes / 1e6).toFixed(0)} MB of NDJSON (seconds, of them CPU, peak MB over an empty process)`,
    );
    const bench = (name: string): string => join(home, 'bench', name);
    const empty = await measure(at('empty'), '--eval', '0');
    const cli = join(home, 'src', 'cli', 'rozmownica.ts');
    const ours = await measure(at('ours'), cli, 'index', '--file', file, '--json');
    const loop = await measure(at('loop'), bench('index-loop.ts'), file);
    const sqlite = await measure(at('sqlite'), bench('index-sqlite.ts'), file, at('database'));
    const row = (name: string, { seconds, cpuSeconds, peakMb }: Run, ...more: readonly string[]): void =>
      print(name, seconds.toFixed(2), cpuSeconds.toFixed(2), (peakMb - empty.peakMb).toFixed(0), ...more);
    row('An empty process', empty);
    const isGoal = count === usual;
    const reached = ours.seconds < goalSeconds && ours.peakMb - empty.peakMb < goalMb;
    row('rozmownica index', ours, ...(isGoal ? [`< ${goalSeconds} s`, `< ${goalMb} MB`, verdict(reached)] : []));
    row('Plain loop: JSON.parse and sums', loop);
    row('SQLite: a column for each statement, one query', sqlite);
    const same = differences(meansOf(at('ours')), [at('loop'), at('sqlite')].map(readMeans)) === 0;
    print('All three have the same area means', same ? 'yes' : 'NO');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readMeans(path: string): Means {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Those that k allows. */
function meansOf(path: string): Means {
  const { groups }: ReturnType<typeof toVector> = JSON.parse(readFileSync(path, 'utf8'));
  return Object.fromEntries(
    Object.entries(groups).map(([group, { area }]) => [
      group,
      Object.fromEntries(Object.entries(area).flatMap(([name, { point }]) => (point === null ? [] : [[name, point]]))),
    ]),
  );
}

/** How many of our means, which are rounded, are not those of the others. */
function differences(ours: Means, others: readonly Means[]): number {
  const cells = Object.entries(ours).flatMap(([group, areas]) =>
    Object.entries(areas).map(([area, point]) => others.map((one) => Math.abs((one[group]?.[area] ?? NaN) - point))),
  );
  return cells.flat().filter((difference) => !(difference <= 0.00501)).length;
}
