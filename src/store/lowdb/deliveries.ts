/** The road out: what waits to be said is leased, sent by somebody, and settled. */
import { codeShown } from '../../dialog/reply.ts';
import type { ConversationRecord, Waiting } from '../records.ts';
import type { Delivery, Settled, Store } from '../store.ts';
import type { Parts } from './parts.ts';

/** What is said next: the oldest that the platform did not refuse. */
export function nextToSay(record: ConversationRecord | undefined): Waiting | undefined {
  return record?.outbox.find((one) => !one.parked);
}

/** Is it erased, with nothing left to say or to do? */
export function isOver(record: ConversationRecord): boolean {
  return record.gone === true && record.pending.length === 0 && nextToSay(record) === undefined;
}

export function createDeliveries(parts: Parts): Pick<Store, 'claim' | 'settle' | 'returned' | 'nextDue'> {
  const { conversations, durable, hold, outbox, options } = parts;

  /** What is due in a conversation that is leased; otherwise the lease is given back and the right time noted. */
  const due = async (id: string, now: number): Promise<Delivery | undefined> => {
    const record = await conversations.read(id);
    const next = nextToSay(record);
    if (record && next && next.due <= now) {
      outbox.send(id, next.number);
      const { number, reply, attempts, due, notAfter } = next;
      const behind = record.outbox.find((one) => !one.parked && one.number > number)?.reply;
      const { route = {} } = record;
      return { id: `${id}#${number}`, conversation: id, reply, attempts, due, notAfter, route, next: behind };
    }
    outbox.release(id);
    if (next) outbox.wait(id, next.due);
    else outbox.forget(id);
    return undefined;
  };

  const settleOne = async (record: ConversationRecord, number: number, result: Settled, now: number) => {
    const { id } = record;
    if (result.kind === 'absent') return outbox.forget(id);
    if (result.kind === 'rejected')
      options.report({ kind: 'rejected', delivery: String(number), reason: result.reason });
    const after = {
      ...record,
      outbox: outboxAfter(record.outbox, number, result, now),
      ...(result.kind === 'sent' && result.route && { route: { ...record.route, ...result.route } }),
    };
    if (isOver(after)) await conversations.remove(id);
    // A receipt is gone from the disk as soon as it is read: with the store it could join an answer to its place.
    else if (result.kind === 'sent' && !record.outbox.some(({ reply }) => codeShown(reply)?.for === 'receipt'))
      conversations.writeSoon(after);
    else await conversations.write(after);
    // To the end of the line: nobody waits for one who has much to hear.
    outbox.forget(id);
    const next = nextToSay(after);
    if (next) outbox.wait(id, next.due);
  };

  return {
    async claim(now, leaseMs, wanted) {
      for (;;) {
        const id = outbox.lease(now, leaseMs, wanted);
        if (id === undefined) return undefined;
        const delivery = await hold(id, () => due(id, now));
        if (delivery) return delivery;
      }
    },
    settle: async (delivery, result, now) => {
      if (result.kind === 'handed') return;
      await hold(delivery.conversation, async () => {
        durable.refuseWhenBroken();
        const id = delivery.conversation;
        const record = await conversations.read(id);
        const number = Number(delivery.id.slice(delivery.id.lastIndexOf('#') + 1));
        if (record?.outbox.some((one) => one.number === number && !one.parked))
          await settleOne(record, number, result, now);
        outbox.release(id, number);
      });
    },
    returned: outbox.recall,
    nextDue: outbox.nextDue,
  };
}

function outboxAfter(waiting: readonly Waiting[], number: number, result: Settled, now: number): Waiting[] {
  switch (result.kind) {
    case 'retry':
      return waiting.map((one) =>
        one.number === number ? { ...one, attempts: one.attempts + 1, due: now + result.afterMs } : one,
      );
    case 'rejected':
      return waiting.map((one) => (one.number === number ? { ...one, parked: true } : one));
    case 'unreachable':
      return [];
    default:
      return waiting.filter((one) => one.number !== number);
  }
}
