/** A data folder for one test, in memory where the machine has such a place; and what lies in it. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** Fsync costs nothing here; what a test of the driver looks at is the order of calls, not the speed of a disk. */
const memory = '/dev/shm';
const home = existsSync(memory) ? memory : tmpdir();

const made: string[] = [];

/** Clears away every folder made so far. */
export async function removeDataFolders(): Promise<void> {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** An empty folder that is gone when the tests of this file are over. */
export async function makeDataFolder(under = home): Promise<string> {
  const folder = await mkdtemp(join(under, 'rozmownica-'));
  made.push(folder);
  return folder;
}

/** Every file below a folder, by its path from there. */
export async function filesIn(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = await Promise.all(files.map(async (file) => [relative(folder, file), await readFile(file)] as const));
  return new Map(read);
}

/** The seed of a random test: new each time, or the one in SEED, to see a failure again. Say it in the test's name. */
export function drawSeed(): number {
  return Number(process.env.SEED ?? Math.floor(Math.random() * 1_000_000));
}
