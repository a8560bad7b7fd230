/** After a start: every conversation is looked at once, in the background, and nothing of it is kept. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConversationRecord } from '../records.ts';
import type { Store } from '../store.ts';
import { isMissing } from './disk.ts';
import { isLeftOver } from './durable.ts';
import { flatFolders, partsOf, spreadFolders } from './folder.ts';
import type { Parts } from './parts.ts';

/** A breath between folders, so that people's turns come first. */
const breathMs = 2;

export function createSweep(
  parts: Parts,
  finish: (conversation: string) => Promise<void>,
): Pick<Store, 'sweep' | 'conversations'> {
  const { disk, conversations, outbox } = parts;

  async function* everyRecord(): AsyncGenerator<ConversationRecord> {
    for (const part of partsOf(parts.folder().root, 'conversations')) {
      for (const name of await disk.list(part)) {
        if (!name.endsWith('.json')) continue;
        try {
          const record = await conversations.readFile(join(part, name));
          if (record) yield record;
        } catch (error) {
          // Erased since the folder was listed.
          if (!isMissing(error)) throw error;
        }
      }
      await pause(breathMs);
    }
  }

  const removeLeftOvers = async (): Promise<void> => {
    const { root } = parts.folder();
    const folders = [
      ...flatFolders.map((name) => join(root, name)),
      ...spreadFolders.flatMap((name) => partsOf(root, name)),
    ];
    for (const folder of folders) {
      for (const name of await disk.list(folder)) if (isLeftOver(name)) await disk.remove(join(folder, name));
    }
  };

  return {
    async *conversations() {
      for await (const record of everyRecord()) {
        if (!record.gone) yield { id: record.id, session: record.session, outbox: record.outbox.length };
      }
    },
    async sweep() {
      await removeLeftOvers();
      let seen = 0;
      for await (const record of everyRecord()) {
        seen += 1;
        if (record.pending.length > 0) await finish(record.id);
        const due = record.outbox.filter((one) => !one.parked).map((one) => one.due);
        if (due.length > 0) outbox.wait(record.id, Math.min(...due));
        else if (record.gone) await parts.gate.enter(() => conversations.remove(record.id));
      }
      return { seen, damaged: await disk.list(join(parts.folder().root, 'quarantine')) };
    },
  };
}
