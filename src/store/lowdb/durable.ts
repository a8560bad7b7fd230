/**
 * Writing so that it stays written: temp file with a random name, all bytes out, fsync, rename, fsync of the folder.
 * lowdb's own file adapters never fsync and share one temp name; write-file-atomic ignores short writes on a full disk.
 */
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { codeOf, type Disk, isMissing } from './disk.ts';

/** Ends the names of files that are not whole yet. */
const tempMark = '.tmp';

export type Durable = {
  /** Puts `bytes` in the place of the file. When it resolves they survive a power cut; when it rejects the old stay. */
  readonly replace: (path: string, bytes: Buffer, timeMs?: number) => Promise<void>;
  /** Creates the file, or says `false` when there is one already. */
  readonly create: (path: string, bytes: Buffer, timeMs?: number) => Promise<boolean>;
  readonly remove: (path: string) => Promise<void>;
  readonly read: (path: string) => Promise<Buffer | undefined>;
  /** Makes folders, parents before children, each parent synced once. */
  readonly makeFolders: (paths: readonly string[]) => Promise<void>;
  /** Did somebody who is no more leave this file half written? It was never part of the store. */
  readonly isLeftOver: (name: string) => boolean;
  /** Throws when the disk once failed to keep what it was given. */
  readonly refuseWhenBroken: () => void;
  /** Lets go of the folders that are kept open. Nothing is written afterwards. */
  readonly close: () => Promise<void>;
};

/** Folders that stay open, since each write syncs one: every one of a store, and some. */
const foldersMax = 1_000;

/**
 * `onBroken` is told when nobody knows any more what a power cut would leave: an fsync gave an I/O error, or a new name
 * could not be made safe. From then on nothing is written.
 */
export function createDurable(disk: Disk, onBroken: (error: unknown) => void): Durable {
  // Tells our own unfinished files from those of an earlier process.
  const ours = randomBytes(6).toString('hex');
  let temps = 0;
  const tempName = (path: string): string => {
    temps += 1;
    return `${path}.${ours}${temps.toString(36)}${tempMark}`;
  };

  let broken: { readonly cause: unknown } | undefined;
  const breakOff = (cause: unknown): void => {
    broken ??= { cause };
    onBroken(cause);
  };
  const refuseWhenBroken = (): void => {
    if (broken) throw new Error('the disk failed to keep what it was given; Rozmównica must be started again', broken);
  };

  /** What an fsync made safe stays safe, whatever closing says. */
  const close = (file: number): Promise<void> => disk.close(file).catch(() => undefined);

  const open = new Map<string, Promise<number>>();
  const openFolder = (folder: string): Promise<number> => {
    const known = open.get(folder);
    if (known) return known;
    const file = disk.open(folder, 'r');
    if (open.size < foldersMax) {
      open.set(folder, file);
      file.catch(() => open.delete(folder));
    }
    return file;
  };

  /** Changes names in a folder and makes that safe. The folder is opened first: when that fails, nothing has changed. */
  const inFolder = async (folder: string, change: () => Promise<void>, timeMs?: number): Promise<void> => {
    refuseWhenBroken();
    const file = await openFolder(folder);
    try {
      await change();
      try {
        if (timeMs !== undefined) await disk.setTimes(file, timeMs);
        await disk.sync(file);
      } catch (error) {
        breakOff(error);
        throw error;
      }
    } finally {
      if (!open.has(folder)) await close(file);
    }
  };

  const writeWhole = async (path: string, bytes: Buffer, timeMs?: number): Promise<void> => {
    const file = await disk.open(path, 'wx');
    try {
      // A full disk takes a part of the bytes and calls that a success.
      for (let offset = 0; offset < bytes.length; ) {
        const taken = await disk.write(file, bytes, offset);
        if (taken === 0) throw Object.assign(new Error('ENOSPC: the disk took no more bytes'), { code: 'ENOSPC' });
        offset += taken;
      }
      if (timeMs !== undefined) await disk.setTimes(file, timeMs);
      await disk.sync(file).catch((error: unknown) => {
        if (codeOf(error) === 'EIO') breakOff(error);
        throw error;
      });
    } finally {
      await close(file);
    }
  };

  /** Removes what a failed write left; the failure itself is what the caller must hear of. */
  const discard = async (path: string): Promise<void> => {
    await disk.remove(path).catch(() => undefined);
  };

  return {
    async replace(path, bytes, timeMs) {
      refuseWhenBroken();
      const temp = tempName(path);
      try {
        await writeWhole(temp, bytes, timeMs);
        await inFolder(dirname(path), () => disk.rename(temp, path), timeMs);
      } catch (error) {
        await discard(temp);
        throw error;
      }
    },
    async create(path, bytes, timeMs) {
      refuseWhenBroken();
      const temp = tempName(path);
      // A link fails when the name is taken, and shows the file only when it is whole.
      const link = async (): Promise<void> => {
        await disk.link(temp, path);
        await discard(temp);
      };
      try {
        await writeWhole(temp, bytes, timeMs);
        await inFolder(dirname(path), link, timeMs);
      } catch (error) {
        await discard(temp);
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      }
      return true;
    },
    async remove(path) {
      await inFolder(dirname(path), () => disk.remove(path)).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    },
    async read(path) {
      try {
        return await disk.read(path);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async makeFolders(paths) {
      for (const path of paths) await disk.makeFolder(path);
      for (const parent of new Set(paths.map((path) => dirname(path)))) await inFolder(parent, async () => undefined);
    },
    isLeftOver: (name) => name.endsWith(tempMark) && !name.includes(`.${ours}`),
    refuseWhenBroken,
    async close() {
      const files = [...open.values()];
      open.clear();
      for (const file of files) await file.then(close, () => undefined);
    },
  };
}
