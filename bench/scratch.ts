/** Where benches put their data: on the disk of the project, since a folder in memory would flatter. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { home } from '../src/content/files.ts';

export const scratch = mkdtempSync(join(home, 'data', 'bench-'));

/** One line of a table. */
export function print(...cells: readonly (string | number)[]): void {
  console.log(cells.map((cell, index) => (index === 0 ? String(cell).padEnd(52) : String(cell).padStart(14))).join(''));
}

export function verdict(reached: boolean): string {
  return reached ? 'reached' : 'MISSED';
}

export function percentile(sorted: readonly number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

/** Runs jobs, `parallel` at a time; returns how long all took and each one took, in milliseconds. */
export async function drive(
  count: number,
  parallel: number,
  job: (index: number, worker: number) => Promise<void>,
): Promise<{ totalMs: number; each: number[] }> {
  const each: number[] = [];
  let next = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: parallel }, async (_, worker) => {
      for (let index = next++; index < count; index = next++) {
        const from = performance.now();
        await job(index, worker);
        each.push(performance.now() - from);
      }
    }),
  );
  return { totalMs: performance.now() - start, each: each.sort((a, b) => a - b) };
}
