/** Time until the server listens, and memory after a minute of rest, with no conversation and with 50,000. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { home } from '../src/content/files.ts';
import { fill } from './fill.ts';
import { print, scratch } from './scratch.ts';
import { benchKey, openWave } from './wave.ts';

const goalMs = 1_500;
const goalMb = 180;
const restMs = 60_000;

/** What `npm start` types, with what it says about memory. */
async function startWords(): Promise<readonly string[]> {
  const { scripts } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ');
}

async function measure(dataDir: string): Promise<{ listeningMs: number; restMb: number }> {
  const [, ...words] = await startWords();
  const start = performance.now();
  const server = spawn(process.execPath, words, {
    cwd: home,
    env: { ...process.env, DATA_DIR: dataDir, SECRET_KEY: benchKey, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.stdout.once('data', () => resolve());
      server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
    const listeningMs = performance.now() - start;
    await pause(restMs);
    const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
    return { listeningMs, restMb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024 };
  } finally {
    server.removeAllListeners('exit');
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
  }
}

export async function startBench(): Promise<void> {
  console.log('\nStart                                                       until listening   after a minute');
  for (const conversations of [0, 50_000]) {
    const dataDir = join(scratch, `start-${conversations}`);
    await openWave(dataDir);
    if (conversations > 0) await fill(dataDir, conversations);
    const { listeningMs, restMb } = await measure(dataDir);
    const reached = listeningMs < goalMs && restMb < goalMb;
    print(
      `${conversations} conversations`,
      `${Math.round(listeningMs)} ms`,
      `${Math.round(restMb)} MB`,
      reached ? 'reached' : 'MISSED',
    );
  }
}
