/**
 * One process per data folder. Its owner listens on `control.sock`: that is the lock and the door. A command that finds
 * it alive hands over its arguments; nobody else opens the store.
 */
import { createHash } from 'node:crypto';
import { chmod, mkdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { codeOf } from './disk.ts';

/** Longer paths do not fit into the address of a socket. */
const pathBytesMax = 100;

/** Another process owns the data folder. */
export class OwnedError extends Error {}

/** One side of an open door: JSON values, one a line. */
export type Line = {
  readonly send: (value: unknown) => void;
  readonly lines: AsyncIterable<unknown>;
  readonly end: () => void;
};

async function socketPath(dataDir: string): Promise<string> {
  const path = join(await realpath(dataDir), 'control.sock');
  if (Buffer.byteLength(path) <= pathBytesMax) return path;
  return join(tmpdir(), `rozmownica-${digest(path)}.sock`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

function toLine(socket: Socket): Line {
  const reader = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY });
  // A line that is torn has ended; whoever listens, if anybody does, decides what that means.
  reader.on('error', () => reader.close());
  async function* values(): AsyncGenerator<unknown> {
    const lines = reader[Symbol.asyncIterator]();
    for (;;) {
      const next = await lines.next().catch(() => undefined);
      if (!next || next.done) return;
      if (next.value !== '') yield JSON.parse(next.value);
    }
  }
  return {
    send: (value) => void (socket.writable && socket.write(`${JSON.stringify(value)}\n`)),
    lines: values(),
    end: () => void socket.end(),
  };
}

/** A line to the owner, or `undefined` when nobody owns the folder. */
export async function knock(dataDir: string): Promise<Line | undefined> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = await socketPath(dataDir);
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(toLine(socket)));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined);
      else reject(new Error(`${path} cannot be opened: ${error.message}`, { cause: error }));
    });
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/**
 * Takes the data folder, or throws `OwnedError`. Frees itself when the process ends, however it ends.
 * `onLine` gets every command that knocks.
 */
export async function own(
  dataDir: string,
  onLine: (line: Line) => void,
): Promise<{ readonly close: () => Promise<void> }> {
  if (await closeKnock(dataDir)) throw new OwnedError(`${dataDir} is in use by a running Rozmównica`);
  const path = await socketPath(dataDir);
  // Between two that start at once a dead socket file decides nothing; an abstract name belongs to one and dies with it.
  const lock = process.platform === 'linux' ? createServer() : undefined;
  try {
    if (lock) await listen(lock, `\0rozmownica-${digest(path)}`);
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    throw new OwnedError(`${dataDir} is in use by a running Rozmównica`);
  }
  const visitors = new Set<Socket>();
  const server = createServer((socket) => {
    visitors.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => visitors.delete(socket));
    onLine(toLine(socket));
  });
  try {
    await rm(path, { force: true });
    await listen(server, path);
    await chmod(path, 0o600);
  } catch (error) {
    // Nobody who could not open the door keeps the folder, nor the process alive.
    server.close();
    lock?.close();
    throw error;
  }
  server.unref();
  lock?.unref();
  return {
    async close() {
      server.close();
      // Who is still in the door, a chat that waits for somebody to type, does not keep the house open.
      for (const socket of visitors) socket.destroySoon();
      await rm(path, { force: true });
      lock?.close();
    },
  };
}

async function closeKnock(dataDir: string): Promise<boolean> {
  const line = await knock(dataDir);
  line?.end();
  return line !== undefined;
}
