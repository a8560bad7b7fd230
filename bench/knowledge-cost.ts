/** What the knowledge costs: time to load, room, time for a question, and the worst that somebody can type. */
import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { home } from '../src/content/files.ts';
import type { Understand } from '../src/knowledge/understand.ts';
import { hostile } from '../test/support/knowledge/hostile.ts';
import type { Loaded } from './knowledge-load.ts';
import { percentile, print, scratch, verdict } from './scratch.ts';

const goalP99Ms = 2;
const goalLoadMs = 500;
const goalHostileMs = 5;
const inARow = 1_000;
/** Each question is timed so often, and its best time counts: other work on the machine only slows down. */
const rounds = 3;

/** Where this run keeps what it learnt; the project's own kept file stays as it is. */
export const benchKept = join(scratch, 'learnt.bin');

/** In processes of their own: the first learns anew, the second finds the kept file. */
export async function printLoading(): Promise<void> {
  console.log('\nLoading, each in a process of its own');
  const anew = load();
  const kept = load();
  const { size } = await stat(benchKept);
  print('read and learn anew', `${Math.round(anew.loadMs)} ms`);
  print('from the kept file', ms(kept.loadMs), `goal < ${goalLoadMs} ms`, verdict(kept.loadMs < goalLoadMs));
  print('   and ready for the first question', ms(kept.readyMs));
  print('   the first question, cold', ms(kept.firstMs));
  print('   heap / buffers / rss grow by', megabytes(kept.heapMb), megabytes(kept.buffersMb), megabytes(kept.rssMb));
  print('   the kept file', megabytes(size / 1024 / 1024));
}

function load(): Loaded {
  const program = join(home, 'bench', 'knowledge-load.ts');
  // Our own program's words, a line above.
  return JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', program, benchKept], { encoding: 'utf8' }),
  ) as Loaded;
}

export function printTimes(understand: Understand, questions: readonly string[]): void {
  console.log(`\nA question, of ${questions.length}, the best of ${rounds} times`);
  const each = timesOf(understand, questions).sort((a, b) => a - b);
  const p99 = percentile(each, 0.99);
  print('p50', ms(percentile(each, 0.5)));
  print('p99', ms(p99), `goal < ${goalP99Ms} ms`, verdict(p99 < goalP99Ms));
  print('the longest', ms(each.at(-1) ?? Number.NaN));

  console.log('\nWhat nobody means');
  const times = timesOf(understand, Object.values(hostile));
  Object.entries(hostile).forEach(([name, text], at) => {
    print(name, ms(times[at] ?? Number.NaN), understand(text).outcome);
  });
  const row = Array.from({ length: inARow }, (_, at) => questions[at % questions.length] ?? '');
  const worst = Math.max(...times, ...timesOf(understand, row));
  print(
    `the worst of these, and of ${inARow} in a row`,
    ms(worst),
    `goal < ${goalHostileMs} ms`,
    verdict(worst < goalHostileMs),
  );
}

/** Milliseconds for each; the rounds follow each other, so that no question meets its own answer still warm. */
function timesOf(understand: Understand, questions: readonly string[]): number[] {
  const best = questions.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round += 1)
    questions.forEach((question, at) => {
      const start = performance.now();
      understand(question);
      best[at] = Math.min(best[at] ?? 0, performance.now() - start);
    });
  return best;
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

function megabytes(value: number): string {
  return `${value.toFixed(1)} MB`;
}
