/**
 * A disk in memory that knows what was synced, so that the power can be cut: bytes of a file are kept by an fsync of
 * the file, names by an fsync of the folder. Whatever was not may be lost or not, each by itself.
 */
import { basename, dirname, join } from 'node:path';
import type { Disk } from '../../src/store/lowdb/disk.ts';
import { diskError } from '../support/disk.ts';

type File = { bytes: Buffer; kept: Buffer; ms: number };

export type MemoryDisk = Disk & {
  /** The power is cut. What was not synced is lost where `lose` says so; the machine starts with what is left. */
  readonly cut: (lose: (path: string) => boolean) => MemoryDisk;
  /** The same disk once more, with a life of its own. */
  readonly copy: () => MemoryDisk;
  readonly files: () => ReadonlyMap<string, Buffer>;
};

export function createMemoryDisk(
  /** What programs see, folder by folder; and what would still be there after a power cut. */
  seen: Map<string, Map<string, File>> = new Map(),
  kept: Map<string, Map<string, File>> = new Map(),
): MemoryDisk {
  const opened = new Map<number, { readonly path: string; readonly file: File | undefined }>();
  const folders = new Map<string, Set<string>>();
  for (const folder of seen.keys()) addFolder(folders, folder);
  let next = 3;

  const inside = (names: Map<string, Map<string, File>>, path: string): Map<string, File> => {
    const folder = dirname(path);
    const there = names.get(folder) ?? new Map<string, File>();
    names.set(folder, there);
    return there;
  };
  const get = (path: string): File | undefined => seen.get(dirname(path))?.get(path);
  const need = (path: string, kind: keyof Disk): File => {
    const file = get(path);
    if (!file) throw diskError('ENOENT', { kind, path });
    return file;
  };
  const all = (names: Map<string, Map<string, File>>): Map<string, File> =>
    new Map([...names.values()].flatMap((folder) => [...folder]));
  const handle = (number: number) => {
    const found = opened.get(number);
    if (!found) throw diskError('EBADF', { kind: 'open', path: String(number) });
    return found;
  };

  const cut = (lose: (path: string) => boolean): MemoryDisk => {
    const before = all(seen);
    const durable = all(kept);
    const left = new Map<string, Map<string, File>>([...seen.keys()].map((folder) => [folder, new Map()]));
    for (const path of new Set([...before.keys(), ...durable.keys()])) {
      const [now, then] = [before.get(path), durable.get(path)];
      const file = now === then || !lose(path) ? now : then;
      if (!file) continue;
      const bytes = file.bytes.equals(file.kept) || !lose(path) ? file.bytes : file.kept;
      inside(left, path).set(path, { bytes, kept: bytes, ms: file.ms });
    }
    return createMemoryDisk(left, new Map([...left].map(([folder, files]) => [folder, new Map(files)])));
  };

  return {
    cut,
    copy: () => cut(() => false),
    files: () => new Map([...all(seen)].map(([path, { bytes }]) => [path, bytes])),

    async open(path, flags) {
      if (flags === 'wx') {
        if (get(path)) throw diskError('EEXIST', { kind: 'open', path });
        if (!seen.has(dirname(path))) throw diskError('ENOENT', { kind: 'open', path });
        inside(seen, path).set(path, { bytes: Buffer.alloc(0), kept: Buffer.alloc(0), ms: 0 });
      }
      const file = seen.has(path) ? undefined : need(path, 'open');
      next += 1;
      opened.set(next, { path, file });
      return next;
    },
    async write(number, bytes, offset) {
      const { file } = handle(number);
      if (file) file.bytes = Buffer.concat([file.bytes.subarray(0, offset), bytes.subarray(offset)]);
      return bytes.length - offset;
    },
    async sync(number) {
      const { path, file } = handle(number);
      if (file) file.kept = file.bytes;
      else kept.set(path, new Map(seen.get(path)));
    },
    async setTimes(number, ms) {
      const { file } = handle(number);
      if (file) file.ms = ms;
    },
    async close(number) {
      opened.delete(number);
    },
    async rename(from, to) {
      const file = need(from, 'rename');
      inside(seen, from).delete(from);
      inside(seen, to).set(to, file);
    },
    async remove(path) {
      need(path, 'remove');
      inside(seen, path).delete(path);
    },
    async read(path) {
      return need(path, 'read').bytes;
    },
    async list(folder) {
      const files = seen.get(folder);
      if (!files) throw diskError('ENOENT', { kind: 'list', path: folder });
      return [...files.keys(), ...(folders.get(folder) ?? [])].map((path) => basename(path));
    },
    async makeFolder(path) {
      for (let folder = path; !seen.has(folder) && folder !== dirname(folder); folder = dirname(folder)) {
        seen.set(folder, new Map());
        kept.set(folder, new Map());
        addFolder(folders, folder);
      }
    },
    async link(from, to) {
      const file = need(from, 'link');
      if (get(to)) throw diskError('EEXIST', { kind: 'link', path: to });
      inside(seen, to).set(to, file);
    },
    async removeFolder(folder) {
      for (const names of [seen, kept]) {
        for (const path of [...names.keys()]) {
          if (path === folder || path.startsWith(join(folder, '/'))) names.delete(path);
        }
      }
      folders.get(dirname(folder))?.delete(folder);
    },
  };
}

function addFolder(folders: Map<string, Set<string>>, folder: string): void {
  const inside = folders.get(dirname(folder)) ?? new Set();
  folders.set(dirname(folder), inside.add(folder));
}
