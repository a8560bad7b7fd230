/** The program as an operator runs it: processes of their own, on a data folder of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { vi } from 'vitest';

const home = join(import.meta.dirname, '..', '..');
const node = join(home, 'node_modules', '.bin', 'node');
/** Of what the program is compiled to, so that each process need not compile it again: a third of its start. */
export const compiled = { NODE_COMPILE_CACHE: join(home, 'node_modules', '.cache', 'node') };

export type Place = {
  readonly dataDir: string;
  /** Where the person who types stands. */
  readonly cwd: string;
  /** Variables of its own. */
  readonly env?: Readonly<Record<string, string>>;
};
export type Answer = { readonly code: number | null; readonly out: string; readonly err: string; readonly ms: number };

function start(file: string, words: readonly string[], { dataDir, cwd, env: own }: Place): ChildProcess {
  const { SECRET_KEY: _, ...env } = process.env;
  const child = spawn(node, [join(home, 'src', file), ...words], {
    cwd,
    env: {
      ...env,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
      // Any free one: several programs run at the same time.
      PORT: '0',
      ...compiled,
      ...own,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

const children = new Set<ChildProcess>();

/** Ends whatever still runs: a test that failed did not get as far as its end. */
export async function endPrograms(): Promise<void> {
  const ends = [...children].map((child) => once(child, 'exit'));
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(ends);
}

function listen(child: ChildProcess) {
  const said = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  return said;
}

/** Runs one process to its end. */
async function toItsEnd(child: ChildProcess): Promise<Answer> {
  const begun = performance.now();
  const said = listen(child);
  const [code] = await once(child, 'close');
  return { code, ...said, ms: performance.now() - begun };
}

/** Runs one command line to its end. */
export function run(place: Place, ...words: readonly string[]): Promise<Answer> {
  return toItsEnd(start('cli/rozmownica.ts', words, place));
}

/**
 * Types one command line in this process, as `run` does in one of its own: it opens the data folder, or hands over to the
 * server that has it. For what does not depend on starting a process; one at a time.
 */
export async function type({ dataDir, cwd }: Place, ...words: readonly string[]): Promise<Answer> {
  const { run: runCommand } = await import('../../src/cli/rozmownica.ts');
  const begun = performance.now();
  const said = { out: '', err: '' };
  const env = { DATA_DIR: dataDir, INIT_CWD: cwd, LOG_LEVEL: 'silent', PORT: '0', SECRET_KEY: undefined };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const hear = (to: 'out' | 'err') => (text: string) => {
    said[to] += `${text}\n`;
  };
  const log = vi.spyOn(console, 'log').mockImplementation(hear('out'));
  const error = vi.spyOn(console, 'error').mockImplementation(hear('err'));
  try {
    return { code: await runCommand(words), ...said, ms: performance.now() - begun };
  } finally {
    log.mockRestore();
    error.mockRestore();
    vi.unstubAllEnvs();
  }
}

/** Tries `npm start`, which may end by itself. Whoever is killed ends without a code. */
export function attemptStart(place: Place): { readonly end: Promise<Answer>; readonly kill: () => void } {
  const child = start('main.ts', ['--no-demo'], place);
  return { end: toItsEnd(child), kill: () => void child.kill('SIGKILL') };
}

/** Tries `npm start`, expecting it to end by itself; after `msMax` it is killed, and its code is null. */
export async function tryStart(place: Place, msMax: number): Promise<Answer> {
  const { end, kill } = attemptStart(place);
  const late = setTimeout(kill, msMax);
  try {
    return await end;
  } finally {
    clearTimeout(late);
  }
}

export type Server = {
  readonly said: { readonly out: string; readonly err: string };
  /** Where its web chat is, without a slash at the end. */
  readonly base: string;
  /** Sends a signal; resolves with the exit code. */
  readonly stop: (signal: NodeJS.Signals) => Promise<number | null>;
};

/** Starts the server; resolves when it says that it is running. */
export async function startServer(place: Place): Promise<Server> {
  const child = start('main.ts', ['--no-demo'], place);
  const said = listen(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => said.out.includes('Stop with Ctrl-C') && resolve());
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said.err}`)));
  });
  return {
    said,
    base: /web chat\s+(\S+)\/\n/.exec(said.out)?.[1] ?? '',
    async stop(signal) {
      const ended = once(child, 'exit');
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}
