/** The secret key: what may be recognised but not known goes through a one-way hash under it. */
import { createHmac, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

export type Hash = (text: string) => string;

/** The key that lies beside the data is no whole key. */
export class DamagedKeyError extends Error {}

/** A file with less than that was cut off. */
const keyCharsMin = 32;

/** 128 bits as 32 hex digits: nothing that collides, short enough for names. */
export function createHash(secretKey: string): Hash {
  return (text) => createHmac('sha256', secretKey).update(text).digest('hex').slice(0, 32);
}

/** The key of an embedded store: from the environment, or made on the first start and kept beside the data. */
export function embeddedKey(dataDir: string, fromEnvironment: string | undefined): string {
  if (fromEnvironment) return fromEnvironment;
  // What a crash left; only the owner of the folder comes here.
  if (existsSync(tempFile(dataDir))) rmSync(tempFile(dataDir));
  return readKey(dataDir) ?? keepKey(dataDir, randomBytes(32).toString('hex'));
}

/** The key that is kept beside the data, or `undefined` when there is none. Throws when it is no whole key. */
export function readKey(dataDir: string): string | undefined {
  const path = keyFile(dataDir);
  if (!existsSync(path)) return undefined;
  const key = readFileSync(path, 'utf8').trim();
  if (key.length >= keyCharsMin) return key;
  throw new DamagedKeyError(
    `${path} is damaged or empty: put back the key from a backup, or, if there is no data yet, delete it`,
  );
}

/** Keeps a key beside the data: whole and safe from a power cut, or not at all. Throws when one is there. */
export function keepKey(dataDir: string, key: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = keyFile(dataDir);
  const temp = tempFile(dataDir);
  try {
    synced(temp, 'w', (file) => writeFileSync(file, `${key}\n`));
    // A link fails when the name is taken, and shows the file only when it is whole.
    linkSync(temp, path);
  } finally {
    rmSync(temp, { force: true });
  }
  synced(dataDir, 'r');
  return key;
}

/** Where the key lies. */
export function keyFile(dataDir: string): string {
  return join(dataDir, 'secret.key');
}

function tempFile(dataDir: string): string {
  return `${keyFile(dataDir)}.tmp`;
}

function synced(path: string, flags: 'w' | 'r', change?: (file: number) => void): void {
  const file = openSync(path, flags, 0o600);
  try {
    change?.(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
