/** Errors in a sentence: what is wrong, and what mends it. */
import { Refusal } from '../bot/waves.ts';
import { DamagedError } from '../store/lowdb/document.ts';
import { NewerRecordError } from '../store/records.ts';
import { UsageError } from './command.ts';

const cures: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Free some space and try again; nothing was lost.',
  EDQUOT: 'The disk quota is used up. Free some space and try again; nothing was lost.',
  EROFS: 'The disk is read-only. Mount it writable and try again; nothing was lost.',
  EACCES: 'The files may not be written by this user. Give it the data folder (chown) and try again.',
  EPERM: 'The files may not be changed by this user. Give it the data folder (chown) and try again.',
  EIO: 'The disk failed to read or write. Stop, check the disk, and restore a backup if the program refuses to start.',
  EMFILE: 'Too many files are open. Raise the limit (ulimit -n) and start again.',
  ENOENT: 'There is no such file or folder. Check the path; a relative one begins where you type the command.',
  EISDIR: 'That is a folder. Give the name of a file.',
  EEXIST: 'Something of that name is there already. Choose another name, or move it away.',
  ENOTDIR: 'A part of that path is a file, not a folder. Choose another path.',
  EXDEV: 'The data folder is a disk of its own. Move all but secret.key out of it yourself, and try again.',
};

const cureOfDamage = 'Restore a backup: npm run rozmownica -- restore --in FILE (what is there is kept beside it)';

/** Sentences for an operator. Says the whole chain of causes only where it was not expected. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const cure = error instanceof DamagedError ? cureOfDamage : code === undefined ? undefined : cures[code];
  if (cure) return `${error.message}\n${cure}`;
  if (error instanceof Refusal || error instanceof UsageError || error instanceof NewerRecordError)
    return error.message;
  return error.cause instanceof Error ? `${error.message}\n(${error.cause.message})` : error.message;
}
