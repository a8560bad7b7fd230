/** The few things we ask of a disk. A port, so that tests can stop, fill or break it at any single one of them. */
import fs from 'node:fs';
import { promisify } from 'node:util';

export type Disk = {
  readonly open: (path: string, flags: 'wx' | 'r') => Promise<number>;
  /** Writes from `offset` on; may write less than asked. Returns how many bytes went out. */
  readonly write: (file: number, bytes: Buffer, offset: number) => Promise<number>;
  readonly sync: (file: number) => Promise<void>;
  readonly setTimes: (file: number, ms: number) => Promise<void>;
  readonly close: (file: number) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  readonly read: (path: string) => Promise<Buffer>;
  readonly list: (folder: string) => Promise<string[]>;
  readonly makeFolder: (path: string) => Promise<void>;
  readonly link: (from: string, to: string) => Promise<void>;
  readonly removeFolder: (path: string) => Promise<void>;
};

const call = {
  open: promisify(fs.open),
  write: promisify(fs.write),
  fsync: promisify(fs.fsync),
  futimes: promisify(fs.futimes),
  rename: promisify(fs.rename),
  unlink: promisify(fs.unlink),
  readFile: promisify(fs.readFile),
  readdir: promisify(fs.readdir),
  mkdir: promisify(fs.mkdir),
  link: promisify(fs.link),
  rm: promisify(fs.rm),
};

/** Files hold people's answers: nobody but the owner may read them. */
const fileMode = 0o600;
const folderMode = 0o700;

/** The machine's own disk. */
export const nodeDisk: Disk = {
  // Opening what is there and closing wait for nothing on the disk; through the thread pool each took 30 µs of CPU
  // instead of 3 (measured). Whatever touches the file system's journal goes through it: there one may have to wait.
  open: async (path, flags) => (flags === 'r' ? fs.openSync(path, flags) : call.open(path, flags, fileMode)),
  write: async (file, bytes, offset) =>
    (await call.write(file, bytes, offset, bytes.length - offset, null)).bytesWritten,
  sync: (file) => call.fsync(file),
  setTimes: (file, ms) => call.futimes(file, ms / 1000, ms / 1000),
  close: async (file) => fs.closeSync(file),
  rename: (from, to) => call.rename(from, to),
  remove: (path) => call.unlink(path),
  read: (path) => call.readFile(path),
  list: (folder) => call.readdir(folder),
  makeFolder: async (path) => {
    await call.mkdir(path, { recursive: true, mode: folderMode });
  },
  link: (from, to) => call.link(from, to),
  removeFolder: (path) => call.rm(path, { recursive: true, force: true }),
};

/** Did it fail because there is no such file? */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
