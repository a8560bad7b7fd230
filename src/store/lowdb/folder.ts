/** Where each document lies. File names are keyed hashes: an id from outside never becomes part of a path. */
import { join } from 'node:path';
import { createCache } from '../../cache.ts';
import type { Durable } from './durable.ts';

/** Two hex digits: a flat folder is two to three times slower than 256 small ones. */
const fanOut = [...Array(256).keys()].map((n) => n.toString(16).padStart(2, '0'));

/** Folders whose files are spread over sub-folders, and flat ones with few files. */
export const spreadFolders = ['conversations', 'claims', 'invitations', 'boxes'] as const;
export const flatFolders = ['campaigns', 'frozen', 'quarantine'] as const;
export type SpreadFolder = (typeof spreadFolders)[number];
/** The documents that lie beside the folders. */
export const notesFile = 'notes.json';
export const staffFile = 'staff.json';

export type Folder = {
  readonly root: string;
  readonly conversation: (id: string) => string;
  readonly claim: (name: string) => string;
  readonly invitation: (hash: string) => string;
  readonly box: (name: string) => string;
  readonly campaign: (id: string) => string;
  readonly frozen: (id: string, version: number) => string;
  readonly notes: string;
  readonly staff: string;
  readonly quarantine: (file: string) => string;
};

const namesMax = 2_000;

export function createFolder(root: string, hash: (text: string) => string): Folder {
  // A turn asks for the same name several times.
  const names = createCache<string>(namesMax);
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? hash(text);
    names.set(text, name);
    return name;
  };
  const spread = (folder: SpreadFolder, text: string): string => {
    const name = nameOf(text);
    return join(root, folder, name.slice(0, 2), `${name}.json`);
  };
  return {
    root,
    conversation: (id) => spread('conversations', id),
    claim: (name) => spread('claims', name),
    invitation: (code) => spread('invitations', code),
    box: (name) => spread('boxes', name),
    campaign: (id) => join(root, 'campaigns', `${id}.json`),
    frozen: (id, version) => join(root, 'frozen', `${id}@${version}.json`),
    notes: join(root, notesFile),
    staff: join(root, staffFile),
    quarantine: (file) => join(root, 'quarantine', file),
  };
}

/** Makes every folder at once, so that no turn has to. */
export async function makeFolders(durable: Durable, root: string): Promise<void> {
  await durable.makeFolders(foldersOf(root));
}

/** Every folder of a generation, its own first, parents before children. */
export function foldersOf(root: string): readonly string[] {
  const folders = [...flatFolders, ...spreadFolders].map((folder) => join(root, folder));
  return [root, ...folders, ...spreadFolders.flatMap((folder) => partsOf(root, folder))];
}

/** Every sub-folder of a spread folder. */
export function partsOf(root: string, folder: SpreadFolder): readonly string[] {
  return fanOut.map((part) => join(root, folder, part));
}
