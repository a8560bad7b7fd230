/**
 * A disk in memory that knows what was synced, so that the power can be cut: bytes of a file are kept by an fsync of
 * the file, names by an fsync of the folder. Whatever was not may be lost or not, each by itself.
 */
import { basename, dirname, join } from 'node:path';
import type { Disk } from '../../src/store/lowdb/disk.ts';
import { diskError, type Kind } from '../support/disk.ts';

type File = { bytes: Buffer; kept: Buffer };
/** Files by folder and name; a folder without files may be missing here. */
type Tree = Map<string, Map<string, File>>;
/** Folders, each with the names of those inside it. They are taken to be safe as soon as they are made. */
type Folders = Map<string, Set<string>>;

export type MemoryDisk = Disk & {
  /** The power is cut. What was not synced is lost where `lose` says so; the machine starts with what is left. */
  readonly cut: (lose: (path: string) => boolean) => MemoryDisk;
  /** The same disk once more, with a life of its own. */
  readonly copy: () => MemoryDisk;
  readonly files: () => ReadonlyMap<string, Buffer>;
};

export function createMemoryDisk(): MemoryDisk {
  return createDisk(new Map(), new Map(), new Map());
}

/** `seen` is what programs see, `kept` what would still be there after a power cut. */
function createDisk(folders: Folders, seen: Tree, kept: Tree): MemoryDisk {
  const opened = new Map<number, { readonly path: string; readonly file: File | undefined }>();
  let next = 3;

  const get = (path: string): File | undefined => seen.get(dirname(path))?.get(basename(path));
  const need = (path: string, kind: Kind): File => {
    const file = get(path);
    if (!file) throw diskError('ENOENT', { kind, path });
    return file;
  };
  const handle = (number: number) => {
    const found = opened.get(number);
    if (!found) throw diskError('EBADF', { kind: 'open', path: String(number) });
    return found;
  };

  const cut = (lose: (path: string) => boolean): MemoryDisk => {
    const left: Tree = new Map();
    for (const [folder, name] of new Set([...namesIn(seen), ...namesIn(kept)])) {
      const path = join(folder, name);
      const [now, then] = [seen.get(folder)?.get(name), kept.get(folder)?.get(name)];
      const file = now !== then && lose(path) ? then : now;
      if (!file) continue;
      const bytes = !file.bytes.equals(file.kept) && lose(path) ? file.kept : file.bytes;
      put(left, path, { bytes, kept: bytes });
    }
    const copied: Tree = new Map([...left].map(([folder, files]) => [folder, new Map(files)]));
    return createDisk(new Map(folders), left, copied);
  };

  return {
    cut,
    copy: () => cut(() => false),
    files: () =>
      new Map([...namesIn(seen)].map(([folder, name]) => [join(folder, name), need(join(folder, name), 'read').bytes])),

    async open(path, flags) {
      if (flags === 'wx') {
        if (get(path)) throw diskError('EEXIST', { kind: 'open', path });
        if (!folders.has(dirname(path))) throw diskError('ENOENT', { kind: 'open', path });
        put(seen, path, { bytes: Buffer.alloc(0), kept: Buffer.alloc(0) });
      }
      const file = folders.has(path) ? undefined : need(path, 'open');
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
    setTimes: async () => undefined,
    async close(number) {
      opened.delete(number);
    },
    async rename(from, to) {
      put(seen, to, need(from, 'rename'));
      seen.get(dirname(from))?.delete(basename(from));
    },
    async remove(path) {
      need(path, 'remove');
      seen.get(dirname(path))?.delete(basename(path));
    },
    read: async (path) => need(path, 'read').bytes,
    async list(folder) {
      const inside = folders.get(folder);
      if (!inside) throw diskError('ENOENT', { kind: 'list', path: folder });
      return [...(seen.get(folder)?.keys() ?? []), ...inside];
    },
    async makeFolder(path) {
      for (let folder = path; !folders.has(folder); folder = dirname(folder)) {
        folders.set(folder, new Set());
        if (folder === dirname(folder)) break;
      }
      for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
        folders.set(dirname(folder), new Set(folders.get(dirname(folder))).add(basename(folder)));
      }
    },
    async link(from, to) {
      const file = need(from, 'link');
      if (get(to)) throw diskError('EEXIST', { kind: 'link', path: to });
      put(seen, to, file);
    },
    async removeFolder(path) {
      for (const names of [seen, kept, folders]) {
        for (const folder of [...names.keys()])
          if (folder === path || folder.startsWith(`${path}/`)) names.delete(folder);
      }
      const others = new Set(folders.get(dirname(path)));
      others.delete(basename(path));
      folders.set(dirname(path), others);
    },
  };
}

function put(tree: Tree, path: string, file: File): void {
  const folder = dirname(path);
  const files = tree.get(folder) ?? new Map<string, File>();
  tree.set(folder, files.set(basename(path), file));
}

function namesIn(tree: Tree): [string, string][] {
  return [...tree].flatMap(([folder, files]) => [...files.keys()].map((name): [string, string] => [folder, name]));
}
