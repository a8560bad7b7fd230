/** Files for nobody but their owner, also where they were there before: whole under their names, or not there at all. */
import { chmod, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '../bot/waves.ts';

export type Kept = { readonly name: string; readonly content: string | Uint8Array };

const fileMode = 0o600;
const folderMode = 0o700;

/** Writes one file. Throws `Refusal` where a folder has its name. */
export async function keepFile(path: string, content: string | Uint8Array): Promise<void> {
  if ((await kindOf(path)) === 'folder') throw new Refusal(`${path} is a folder: give the name of a file`);
  await mkdir(dirname(path), { recursive: true, mode: folderMode });
  const half = `${path}.part`;
  try {
    await put(half, content);
    await rename(half, path);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}

/** Writes files into a folder; what else is in it stays. Throws `Refusal` where a file has its name. */
export async function keepFolder(folder: string, files: readonly Kept[]): Promise<void> {
  const there = await kindOf(folder);
  if (there === 'file') throw new Refusal(`${folder} is a file: give the name of a folder`);
  await mkdir(dirname(folder), { recursive: true, mode: folderMode });
  const half = await mkdtemp(`${folder}.part-`);
  try {
    for (const { name, content } of files) await put(join(half, name), content);
    if (there === undefined) return await rename(half, folder);
    for (const { name } of files) await rename(join(half, name), join(folder, name));
    await rm(half, { recursive: true });
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  }
}

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content, { mode: fileMode, flush: true });
  await chmod(path, fileMode);
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!found) return undefined;
  return found.isDirectory() ? 'folder' : 'file';
}
