/** The secret key: what may be recognised but not known goes through a one-way hash under it. */
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Hash = (text: string) => string;

/** 128 bits as 32 hex digits: nothing that collides, short enough for names. */
export function createHash(secretKey: string): Hash {
  return (text) => createHmac('sha256', secretKey).update(text).digest('hex').slice(0, 32);
}

/** The key of an embedded store: from the environment, or made on the first start and kept beside the data. */
export function embeddedKey(dataDir: string, fromEnvironment: string | undefined): string {
  if (fromEnvironment) return fromEnvironment;
  const path = join(dataDir, 'secret.key');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const key = randomBytes(32).toString('hex');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(path, `${key}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return key;
}
