/** One process of the bot, from its birth (loaded, waiting for its data folder) to its end. */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Breakage, FromMortal, ToMortal } from './mortal.ts';

export type Life = {
  readonly send: (line: ToMortal) => void;
  readonly onLine: (listener: (line: FromMortal) => void) => void;
  readonly kill: () => void;
  /** Resolves when everything it said was heard. */
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
    readonly errors: string;
  }>;
};

const program = join(import.meta.dirname, 'mortal.ts');
/** What the processes of the experiments were compiled to. */
export const cache = join(tmpdir(), 'rozmownica-compile-cache');

export function bear(
  paths: { readonly dataDir: string; readonly texts: string; readonly note: string },
  broken: Breakage | undefined,
): Life {
  const child = spawn(process.execPath, [program, paths.dataDir, paths.texts, paths.note, broken ?? ''], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: cache },
  });
  let listener: (line: FromMortal) => void = () => undefined;
  let errors = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    // The last line may have been cut off by the end.
    if (line.endsWith('}')) listener(JSON.parse(line));
  });
  child.stderr.on('data', (bytes: Buffer) => {
    errors += bytes.toString();
  });
  // It dies while it is written to: what did not arrive was not acknowledged.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<Awaited<Life['ended']>>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, errors }));
  });
  return {
    send: (line) => void (child.stdin.writable && child.stdin.write(`${JSON.stringify(line)}\n`)),
    onLine(wanted) {
      listener = wanted;
    },
    kill: () => void child.kill('SIGKILL'),
    ended,
  };
}
