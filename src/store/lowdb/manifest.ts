/** The manifest of a data folder: which generation is live, whose key it needs, and what must be there. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { kinds, type ManifestRecord } from '../records.ts';
import { DamagedError, type Documents } from './document.ts';

const fileName = 'manifest.json';
/** Files that may lie in a data folder before the first start. */
const ownFiles: readonly string[] = ['secret.key', 'control.sock', 'lost+found'];

/** The manifest, or `undefined` in an empty folder. Throws when data is there without it, or under another key. */
export async function readManifest(
  documents: Documents,
  dataDir: string,
  keyCheck: string,
): Promise<ManifestRecord | undefined> {
  const path = join(dataDir, fileName);
  const manifest = await documents.read(kinds.manifest, path);
  if (!manifest) {
    const others = await strangers(dataDir);
    if (others.length === 0) return undefined;
    throw new DamagedError(
      `${path} is missing, but ${dataDir} holds data (${others.join(', ')}): restore a backup, or choose an empty DATA_DIR`,
    );
  }
  if (manifest.keyCheck !== keyCheck) {
    throw new Error(`the secret key is not the one that ${dataDir} was made with: put back secret.key or SECRET_KEY`);
  }
  return manifest;
}

export function writeManifest(documents: Documents, dataDir: string, manifest: ManifestRecord): Promise<void> {
  return documents.write(kinds.manifest, join(dataDir, fileName), manifest);
}

/** Files in a folder without a manifest that show that data existed. Empty folders are a first start that was cut off. */
async function strangers(dataDir: string): Promise<string[]> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && !ownFiles.includes(entry.name) && !entry.name.startsWith(`${fileName}.`),
  );
  return files.slice(0, 3).map((entry) => entry.name);
}
