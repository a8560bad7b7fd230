/** Conversation documents: read when touched, a bounded number kept, a damaged one set aside by name. */
import { basename } from 'node:path';
import { type Cache, createCache } from '../../cache.ts';
import { type ConversationRecord, kinds } from '../records.ts';
import type { Disk } from './disk.ts';
import { DamagedError, type Documents, verify } from './document.ts';
import type { Durable } from './durable.ts';
import type { Folder } from './folder.ts';

/** Documents kept in memory: about 5 kB each. */
const keptMax = 2000;

export type Conversations = {
  /** For whoever holds the conversation: only then is what was read still so, and may be kept. */
  readonly read: (id: string) => Promise<ConversationRecord | undefined>;
  /** For everybody else: as it stood a moment ago. */
  readonly peek: (id: string) => Promise<ConversationRecord | undefined>;
  /** Writes, then adopts. */
  readonly write: (record: ConversationRecord) => Promise<void>;
  /**
   * Adopts, and writes within a second: for what may be forgotten in a crash, since it would only be done once more.
   * Mostly the next write of the same conversation comes first, and this one costs nothing.
   */
  readonly writeSoon: (record: ConversationRecord) => void;
  /** Those that are to be written soon: whoever holds one of them does it. */
  readonly unwritten: () => readonly string[];
  readonly isUnwritten: (id: string) => boolean;
  readonly remove: (id: string) => Promise<void>;
  /** Was its document damaged, and is kept in quarantine? Then nobody knows what it held. */
  readonly isSetAside: (id: string) => Promise<boolean>;
  /** Removes what quarantine keeps of it. */
  readonly removeSetAside: (id: string) => Promise<void>;
  /** Reads a file past the cache; a damaged one goes to quarantine, and `undefined` comes back. */
  readonly readFile: (path: string) => Promise<ConversationRecord | undefined>;
  /** Does the file owe nothing, and has nothing to say? Seen in its bytes: of many thousands most are at rest. */
  readonly isAtRest: (path: string) => Promise<boolean>;
  readonly clear: () => void;
};

/** How a record at rest is written; a quotation mark in what people type never stands bare in JSON. */
const resting = '"pending":[],"outbox":[]';
const erased = '"gone":true';

export function createConversations(
  disk: Disk,
  durable: Durable,
  documents: Documents,
  folder: () => Folder,
  onDamaged: (path: string, why: string) => void,
): Conversations {
  const cache: Cache<ConversationRecord> = createCache(keptMax);

  const readFile = async (path: string): Promise<ConversationRecord | undefined> => {
    try {
      const record = await documents.read(kinds.conversation, path);
      if (record && folder().conversation(record.id) !== path)
        throw new DamagedError(`${path}: it belongs to another conversation`);
      return record && (soon.get(record.id) ?? record);
    } catch (error) {
      if (!(error instanceof DamagedError)) throw error;
      const kept = folder().quarantine(basename(path));
      await disk.rename(path, kept);
      onDamaged(kept, error.message);
      return undefined;
    }
  };

  const soon = new Map<string, ConversationRecord>();
  const asideOf = (id: string): string => folder().quarantine(basename(folder().conversation(id)));
  const peek = async (id: string): Promise<ConversationRecord | undefined> =>
    soon.get(id) ?? cache.get(id) ?? readFile(folder().conversation(id));

  return {
    readFile,
    peek,
    async read(id) {
      const record = await peek(id);
      if (record) cache.set(id, record);
      return record;
    },
    async write(record) {
      await documents.write(kinds.conversation, folder().conversation(record.id), record);
      soon.delete(record.id);
      cache.set(record.id, record);
    },
    writeSoon(record) {
      soon.set(record.id, record);
      cache.set(record.id, record);
    },
    unwritten: () => [...soon.keys()],
    isUnwritten: (id) => soon.has(id),
    async remove(id) {
      await durable.remove(folder().conversation(id));
      soon.delete(id);
      cache.delete(id);
    },
    async isAtRest(path) {
      const bytes = await durable.read(path);
      try {
        const found = bytes && verify(kinds.conversation, bytes);
        const today = found?.version === kinds.conversation.version;
        return today && found.body.includes(resting) && !found.body.includes(erased);
      } catch {
        // Damaged: whoever reads it says so.
        return false;
      }
    },
    isSetAside: async (id) => (await durable.read(asideOf(id))) !== undefined,
    removeSetAside: (id) => durable.remove(asideOf(id)),
    clear() {
      soon.clear();
      cache.clear();
    },
  };
}
