/** What a conversation owes to other documents: applied there, then taken off the conversation. */
import { noted } from '../../dialog/staff.ts';
import { addRow, type Box, type BoxAddress, removeRow } from '../../survey/response.ts';
import type { Effect } from '../store.ts';
import { isOver } from './deliveries.ts';
import type { Parts } from './parts.ts';

/** Applies what the conversation still owes, then clears it. Rejects when something cannot be applied now. */
export type Finish = (conversation: string) => Promise<void>;

export function createFinish(parts: Parts): Finish {
  const { conversations, boxes, notebook, gate, hold, options } = parts;

  const apply = async (effect: Effect, isOurs: () => boolean): Promise<void> => {
    const change = (address: BoxAddress, to: (box: Box) => Box): Promise<unknown> =>
      gate.enter(async () => isOurs() && boxes.change(address, to));
    switch (effect.kind) {
      case 'add':
        await change(effect.box, (box) => addRow(box, effect.row, effect.byLink));
        return;
      case 'remove':
        await change(effect.box, (box) => removeRow(box, effect.receipt));
        return;
      case 'note':
        await gate.enter(async () => isOurs() && notebook.add(effect.id, effect.note));
        return;
      case 'staff':
        if (isOurs()) await parts.changeStaff((staff) => noted(staff, effect.entry));
        return;
      case 'activity': {
        const { id, conversation, at, chance, does } = effect;
        if (isOurs()) await options.receive({ id, conversation, at, chance, ...does });
        return;
      }
      default:
        return effect satisfies never;
    }
  };

  /** Takes the first effects off the conversation; returns what has come since. */
  const forget = async (id: string, count: number): Promise<readonly Effect[]> => {
    const record = await conversations.read(id);
    if (!record) return [];
    const after = { ...record, pending: record.pending.slice(count) };
    if (isOver(after)) await conversations.remove(id);
    else await conversations.write(after);
    return after.pending;
  };

  /** Conversations whose effects are being applied. An effect may come back to where it started, so nobody waits. */
  const finishing = new Set<string>();

  return async (id) => {
    if (finishing.has(id)) return;
    finishing.add(id);
    try {
      const { root } = parts.folder();
      // After a restore they are another store's, and what is owed there is not known here.
      const isOurs = (): boolean => parts.folder().root === root;
      let pending: readonly Effect[] = (await conversations.peek(id))?.pending ?? [];
      while (pending.length > 0 && isOurs()) {
        for (const effect of pending) await apply(effect, isOurs);
        pending = await hold(id, async () => (isOurs() ? forget(id, pending.length) : []));
      }
    } finally {
      finishing.delete(id);
    }
  };
}
