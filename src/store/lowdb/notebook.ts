/**
 * The gap log: one document, rewritten whole; its times say nothing. Surveys can do without it: when it is damaged it is
 * set aside by name, and a new one begins.
 */
import { basename } from 'node:path';
import { addNote, type Note, type Notes, noNotes, removeQuestion } from '../../knowledge/notes.ts';
import { kinds } from '../records.ts';
import type { Sequence } from '../sequence.ts';
import type { Disk } from './disk.ts';
import { DamagedError, type Documents, naming, verify } from './document.ts';
import type { Durable } from './durable.ts';
import type { Folder } from './folder.ts';

export type Notebook = {
  readonly read: () => Promise<Notes>;
  readonly add: (id: string, note: Note) => Promise<void>;
  /** Takes a question out; `false` when there is none of that id. */
  readonly remove: (id: string) => Promise<boolean>;
  /** Throws when a newer program wrote the notes in this folder. */
  readonly refuseNewer: (folder: Folder) => Promise<void>;
  readonly clear: () => void;
};

/** When somebody asked is nobody's business. */
const noteTimeMs = 0;

export function createNotebook(
  sequence: Sequence,
  disk: Disk,
  durable: Durable,
  documents: Documents,
  folder: () => Folder,
  onDamaged: (path: string, why: string) => void,
): Notebook {
  let kept: Notes | undefined;

  const load = async (): Promise<Notes> => {
    const path = folder().notes;
    try {
      return (await documents.read(kinds.notes, path)) ?? noNotes;
    } catch (error) {
      if (!(error instanceof DamagedError)) throw error;
      const aside = folder().quarantine(basename(path));
      await disk.rename(path, aside);
      onDamaged(aside, error.message);
      return noNotes;
    }
  };
  const current = async (): Promise<Notes> => {
    kept ??= await load();
    return kept;
  };

  /** Was there anything to change? */
  const change = (to: (before: Notes) => Notes): Promise<boolean> =>
    sequence('notes', async () => {
      const before = await current();
      const after = to(before);
      if (after === before) return false;
      await documents.write(kinds.notes, folder().notes, after, noteTimeMs);
      kept = after;
      return true;
    });

  return {
    read: () => sequence('notes', current),
    add: async (id, note) => void (await change((before) => addNote(before, id, note))),
    remove: (id) => change((before) => removeQuestion(before, id)),
    async refuseNewer(inside) {
      const bytes = await durable.read(inside.notes);
      try {
        if (bytes) verify(kinds.notes, bytes);
      } catch (error) {
        // Damaged: whoever reads it sets it aside.
        if (!(error instanceof DamagedError)) throw naming(inside.notes, error);
      }
    },
    clear() {
      kept = undefined;
    },
  };
}
