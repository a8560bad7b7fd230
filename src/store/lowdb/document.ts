/**
 * One document: a lowdb `Low` over our durable adapter. The first line of the file names the kind, its version, the
 * length and a checksum, so that a damaged file is told from a good one.
 */
import { crc32 } from 'node:zlib';
import { type Adapter, Low } from 'lowdb';
import { type Kind, NewerRecordError, refuseNewer, upgrade } from '../records.ts';
import type { Durable } from './durable.ts';

/** The file is there but is not what was written. */
export class DamagedError extends Error {}

const maker = 'rozmownica';

/** The file for a record. */
export function encode<T>(kind: Kind<T>, value: T): Buffer {
  const body = Buffer.from(JSON.stringify(value));
  const head = `${maker} ${kind.name} ${kind.version} ${body.length}`;
  return Buffer.concat([Buffer.from(`${head} ${checksum(head, body)}\n`), body]);
}

/** Over the first line, too: a version with a flipped bit is no version. */
function checksum(head: string, body: Buffer | string): string {
  return crc32(body, crc32(head)).toString(16);
}

/** Checks the first line against the rest. Throws `DamagedError` that says what is wrong, or `NewerRecordError`. */
export function verify<T>(kind: Kind<T>, bytes: Buffer): { readonly version: number; readonly body: Buffer } {
  const end = bytes.indexOf(10);
  const line = bytes.subarray(0, Math.max(end, 0)).toString('latin1');
  const [by, name, version, length] = line.split(' ');
  if (by !== maker || name !== kind.name) throw new DamagedError(`its first line is not that of a ${kind.name}`);
  const body = bytes.subarray(end + 1);
  if (String(body.length) !== length)
    throw new DamagedError(`it has ${body.length} bytes where ${length} were written`);
  const head = `${by} ${name} ${version} ${length}`;
  if (line !== `${head} ${checksum(head, body)}`) throw new DamagedError('its checksum does not fit');
  refuseNewer(kind, Number(version));
  return { version: Number(version), body };
}

/** The record in a file. Throws `DamagedError` or `NewerRecordError`. */
export function decode<T>(kind: Kind<T>, bytes: Buffer): T {
  const { version, body } = verify(kind, bytes);
  try {
    return upgrade(kind, version, JSON.parse(body.toString('utf8')));
  } catch (error) {
    throw new DamagedError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** The error, with the file that it is about. */
export function naming(path: string, error: unknown): unknown {
  if (error instanceof DamagedError) return new DamagedError(`${path}: ${error.message}`, { cause: error });
  if (error instanceof NewerRecordError) return new NewerRecordError(`${path}: ${error.message}`, { cause: error });
  return error;
}

class DurableAdapter<T> implements Adapter<T> {
  readonly #durable: Durable;
  readonly #kind: Kind<T>;
  readonly #path: string;
  readonly #timeMs: number | undefined;

  constructor(durable: Durable, kind: Kind<T>, path: string, timeMs: number | undefined) {
    this.#durable = durable;
    this.#kind = kind;
    this.#path = path;
    this.#timeMs = timeMs;
  }

  async read(): Promise<T | null> {
    const bytes = await this.#durable.read(this.#path);
    if (bytes === undefined) return null;
    try {
      return decode(this.#kind, bytes);
    } catch (error) {
      throw naming(this.#path, error);
    }
  }

  async write(value: T): Promise<void> {
    await this.#durable.replace(this.#path, encode(this.#kind, value), this.#timeMs);
  }
}

export type Documents = {
  /** The record at this path, or `undefined` when there is none. Throws `DamagedError` naming the path. */
  readonly read: <T>(kind: Kind<T>, path: string) => Promise<T | undefined>;
  /** Writes the next record. The caller adopts it only after this resolved. `timeMs` is what the file's times will say. */
  readonly write: <T>(kind: Kind<T>, path: string, value: T, timeMs?: number) => Promise<void>;
};

export function createDocuments(durable: Durable): Documents {
  const low = <T>(kind: Kind<T>, path: string, value: T | null, timeMs?: number): Low<T | null> =>
    new Low<T | null>(new DurableAdapter<T | null>(durable, kind as Kind<T | null>, path, timeMs), value);
  return {
    async read(kind, path) {
      const document = low(kind, path, null);
      await document.read();
      return document.data ?? undefined;
    },
    async write(kind, path, value, timeMs) {
      await low(kind, path, value, timeMs).write();
    },
  };
}
