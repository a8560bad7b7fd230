/**
 * Backup and restore. Documents are never changed in place, only replaced; so hard links to all of them, made while
 * nobody writes, are the store as it stands at that moment, and copying them may take its time.
 */
import { randomBytes } from 'node:crypto';
import { dirname, join, relative } from 'node:path';
import type { Store } from '../store.ts';
import { flatFolders, foldersOf, makeFolders, notesFile, spreadFolders, staffFile } from './folder.ts';
import type { Parts } from './parts.ts';

/** Begins the names of folders that hold a snapshot or a restore in the making; what a crash left of them goes. */
export const unfinishedMark = 'snapshot-';

/** Where a document may lie, below the folder of a generation. */
const allowed = new RegExp(
  `^(${RegExp.escape(notesFile)}|${RegExp.escape(staffFile)}|(${[...flatFolders, ...spreadFolders].join('|')})(/[0-9a-f]{2})?/[a-z0-9@_-]+\\.json)$`,
  'i',
);

export function createSnapshots(
  parts: Parts,
  dataDir: string,
  /** Brings to the disk what is not there yet. */
  flush: () => Promise<void>,
  /** Makes the generation that lies whole in `next` the live one, or throws and leaves everything as it was. */
  switchTo: (next: string, generation: string) => Promise<void>,
): Pick<Store, 'snapshot' | 'restore'> {
  const { disk, durable, gate } = parts;
  const root = (): string => parts.folder().root;

  const filesUnder = async (base: string): Promise<string[]> => {
    const lists = [];
    for (const folder of foldersOf(base))
      lists.push((await disk.list(folder)).filter((name) => name.endsWith('.json')).map((name) => join(folder, name)));
    return lists.flat();
  };

  return {
    async *snapshot() {
      const aside = join(dataDir, `${unfinishedMark}${randomBytes(6).toString('hex')}`);
      try {
        await flush();
        const names = await gate.alone(async () => {
          const files = await filesUnder(root());
          for (const folder of new Set(files.map((file) => dirname(relative(root(), file)))))
            await disk.makeFolder(join(aside, folder));
          const relatives = files.map((file) => relative(root(), file));
          for (const name of relatives) await disk.link(join(root(), name), join(aside, name));
          return relatives;
        });
        for (const name of names) yield { path: name, content: await disk.read(join(aside, name)) };
      } finally {
        await disk.removeFolder(aside);
      }
    },
    async restore(entries) {
      const generation = `generation-${Date.now().toString(36)}-${randomBytes(3).toString('hex')}`;
      const next = join(dataDir, `${unfinishedMark}${generation}`);
      try {
        await makeFolders(durable, next);
        for await (const { path, content } of entries) {
          if (!allowed.test(path))
            throw new Error(`the backup names a file that does not belong into a store: ${path}`);
          await durable.replace(join(next, path), content);
        }
        await gate.alone(() => switchTo(next, generation));
      } finally {
        await disk.removeFolder(next);
      }
    },
  };
}
