/** After a start: every conversation is looked at once, in the background, and nothing of it is kept. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type ConversationRecord, NewerRecordError, type Waiting } from '../records.ts';
import type { Store } from '../store.ts';
import { isOver, nextToSay } from './deliveries.ts';
import { isMissing } from './disk.ts';
import { DamagedError } from './document.ts';
import type { Finish } from './effects.ts';
import { foldersOf, partsOf, type SpreadFolder } from './folder.ts';
import type { Parts } from './parts.ts';

/** A breath between folders, so that people's turns come first. */
const breathMs = 2;

function isLate({ notAfter }: Waiting, now: number): boolean {
  return notAfter !== undefined && notAfter < now;
}

export function createSweep(
  parts: Parts,
  dataDir: string,
  finish: Finish,
): Pick<Store, 'sweep' | 'conversations' | 'dropLate'> {
  const { disk, durable, conversations, claims, notebook, gate, hold, outbox, options } = parts;

  /** The path of every document in a spread folder. */
  async function* everyFile(folder: SpreadFolder): AsyncGenerator<string> {
    for (const part of partsOf(parts.folder().root, folder)) {
      const names = (await disk.list(part)).filter((name) => name.endsWith('.json'));
      for (const name of names) yield join(part, name);
      if (names.length > 0) await pause(breathMs);
    }
  }

  async function* everyRecord(
    onUnreadable: (path: string, error: unknown) => void,
    wanted: (path: string) => Promise<boolean> = async () => true,
  ): AsyncGenerator<ConversationRecord> {
    for await (const path of everyFile('conversations')) {
      try {
        const record = (await wanted(path)) ? await conversations.readFile(path) : undefined;
        if (record) yield record;
      } catch (error) {
        // Erased since the folder was listed.
        if (!isMissing(error)) onUnreadable(path, error);
      }
    }
  }

  const removeLeftOvers = async (): Promise<void> => {
    for (const folder of [dataDir, ...foldersOf(parts.folder().root)]) {
      for (const name of await disk.list(folder)) if (durable.isLeftOver(name)) await disk.remove(join(folder, name));
    }
  };

  const report = (error: unknown): void => options.report({ kind: 'effect-failed', error });
  /** What cannot be read, or not yet, stays where it is; the others are not to wait for it. */
  const pass = (path: string, error: unknown): void => {
    if (error instanceof DamagedError || error instanceof NewerRecordError)
      options.report({ kind: 'damaged', path, why: error.message });
    else report(error);
  };

  /** Looks at one conversation as it is now: the record that was found may be old. */
  const settleDown = (id: string): Promise<void> =>
    hold(id, async () => {
      const record = await conversations.peek(id);
      if (!record) return;
      if (isOver(record)) return conversations.remove(id);
      const next = nextToSay(record);
      if (next) outbox.wait(id, next.due);
    });

  const dropLateOf = (id: string, now: number): Promise<void> =>
    hold(id, async () => {
      const record = await conversations.read(id);
      if (!record?.outbox.some((one) => isLate(one, now))) return;
      const after = { ...record, outbox: record.outbox.filter((one) => !isLate(one, now)) };
      if (isOver(after)) await conversations.remove(id);
      else await conversations.write(after);
    });

  return {
    async dropLate(now) {
      const restless = async (path: string): Promise<boolean> => !(await conversations.isAtRest(path));
      for await (const { id, outbox: waiting } of everyRecord(pass, restless))
        if (waiting.some((one) => isLate(one, now))) await dropLateOf(id, now).catch(report);
    },
    async *conversations() {
      const refuse = (_path: string, error: unknown): never => {
        throw error;
      };
      for await (const record of everyRecord(refuse)) {
        const { id, session, outbox: waiting, deliveries, touched, gone } = record;
        if (!gone) yield { id, session, outbox: waiting.length, deliveries, touched };
      }
    },
    async sweep() {
      await removeLeftOvers();
      let seen = 0;
      const restless = async (path: string): Promise<boolean> => {
        const rests = await conversations.isAtRest(path);
        if (rests) seen += 1;
        return !rests;
      };
      for await (const record of everyRecord(pass, restless)) {
        seen += 1;
        if (record.pending.length > 0) await finish(record.id).catch(report);
        if (record.gone || record.outbox.length > 0) await settleDown(record.id).catch(report);
      }
      for await (const path of everyFile('claims')) {
        await gate.enter(() => claims.tidy(path)).catch((error: unknown) => pass(path, error));
      }
      await gate.enter(notebook.read).catch(report);
      return { seen, damaged: await disk.list(join(parts.folder().root, 'quarantine')) };
    },
  };
}
