/**
 * Writing so that it stays written: temp file with a random name, all bytes out, fsync, rename, fsync of the folder.
 * lowdb's own file adapters never fsync and share one temp name; write-file-atomic ignores short writes on a full disk.
 */
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { codeOf, type Disk, isMissing } from './disk.ts';

/** Ends the names of files that are not whole yet; what is before it tells this process's from an earlier one's. */
const tempMark = '.tmp';
const thisProcess = randomBytes(6).toString('hex');

let temps = 0;

function tempName(path: string): string {
  temps += 1;
  return `${path}.${thisProcess}${temps.toString(36)}${tempMark}`;
}

/** Did a process that is no more leave this file half written? It was never part of the store. */
export function isLeftOver(path: string): boolean {
  return path.endsWith(tempMark) && !path.includes(`.${thisProcess}`);
}

export type Durable = {
  /** Puts `bytes` in the place of the file. When it resolves they survive a power cut; when it rejects the old stay. */
  readonly replace: (path: string, bytes: Buffer, timeMs?: number) => Promise<void>;
  /** Creates the file, or says `false` when there is one already. */
  readonly create: (path: string, bytes: Buffer, timeMs?: number) => Promise<boolean>;
  readonly remove: (path: string) => Promise<void>;
  readonly read: (path: string) => Promise<Buffer | undefined>;
  /** Makes folders, parents before children, each parent synced once. */
  readonly makeFolders: (paths: readonly string[]) => Promise<void>;
};

/** `onBroken` is told of an fsync that failed: what was written before it may be lost, so nobody should go on. */
export function createDurable(disk: Disk, onBroken: (error: unknown) => void): Durable {
  const sync = async (file: number): Promise<void> => {
    try {
      await disk.sync(file);
    } catch (error) {
      if (codeOf(error) === 'EIO') onBroken(error);
      throw error;
    }
  };

  const syncFolder = async (folder: string, timeMs?: number): Promise<void> => {
    const file = await disk.open(folder, 'r');
    try {
      if (timeMs !== undefined) await disk.setTimes(file, timeMs);
      await sync(file);
    } finally {
      await disk.close(file);
    }
  };

  const writeWhole = async (path: string, bytes: Buffer, timeMs?: number): Promise<void> => {
    const file = await disk.open(path, 'wx');
    try {
      // A full disk takes a part of the bytes and calls that a success.
      for (let offset = 0; offset < bytes.length; ) offset += await disk.write(file, bytes, offset);
      if (timeMs !== undefined) await disk.setTimes(file, timeMs);
      await sync(file);
    } finally {
      await disk.close(file);
    }
  };

  /** Removes what a failed write left; the failure itself is what the caller must hear of. */
  const discard = async (path: string): Promise<void> => {
    await disk.remove(path).catch(() => undefined);
  };

  return {
    async replace(path, bytes, timeMs) {
      const temp = tempName(path);
      try {
        await writeWhole(temp, bytes, timeMs);
        await disk.rename(temp, path);
      } catch (error) {
        await discard(temp);
        throw error;
      }
      await syncFolder(dirname(path), timeMs);
    },
    async create(path, bytes, timeMs) {
      const temp = tempName(path);
      try {
        await writeWhole(temp, bytes, timeMs);
        // A link fails when the name is taken, and shows the file only when it is whole.
        await disk.link(temp, path);
      } catch (error) {
        await discard(temp);
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      }
      await discard(temp);
      await syncFolder(dirname(path), timeMs);
      return true;
    },
    async remove(path) {
      try {
        await disk.remove(path);
      } catch (error) {
        if (isMissing(error)) return;
        throw error;
      }
      await syncFolder(dirname(path));
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
      for (const parent of new Set(paths.map((path) => dirname(path)))) await syncFolder(parent);
    },
  };
}
