/** One activity, once and whole: claims before, the conversation document as the one commit point, effects after. */
import type { Activity } from '../../dialog/activity.ts';
import { addRow, boxesOf, removeRow } from '../../survey/response.ts';
import { type ConversationRecord, kinds, type Waiting } from '../records.ts';
import type { Commit, Delivery, Effect, Facts, SendResult, Store, Wanted } from '../store.ts';
import type { Parts } from './parts.ts';

/** Ids of activities kept for recognising repeats: more than a person can send while a platform still repeats. */
const seenMax = 300;
/** Messages that may wait for one person; older ones make room. */
const outboxMax = 50;

type Port = Pick<
  Store,
  'transact' | 'claim' | 'settle' | 'returned' | 'nextDue' | 'conversation' | 'held' | 'conversations' | 'erase'
>;
type Transactions = {
  readonly port: Omit<Port, 'conversations'>;
  /** Applies what the conversation still owes to other documents, then clears it. */
  readonly finish: (conversation: string) => Promise<void>;
};

export function createTransactions(parts: Parts): Transactions {
  const { conversations, claims, boxes, outbox, gate, sequence, options } = parts;
  const held = <T>(conversation: string, work: () => Promise<T>): Promise<T> =>
    gate.enter(() => sequence(`conversation:${conversation}`, work));

  const find = async (wanted: Wanted): Promise<Facts> => {
    const claimed = new Set<string>();
    for (const name of wanted.names) if (await claims.holder(name)) claimed.add(name);
    const invitation =
      wanted.invitation && (await parts.documents.read(kinds.invitation, parts.folder().invitation(wanted.invitation)));
    const resume = wanted.resume && (await claims.holder(wanted.resume));
    return {
      code: wanted.code,
      ...(invitation && { invitation }),
      ...(resume && !resume.sealed && { resume: resume.conversation }),
      ...(wanted.receipt && { receipt: await findReceipt(wanted.receipt) }),
      claimed,
      taken: new Set<string>(),
    };
  };

  const findReceipt = async (receipt: string): Promise<Facts['receipt']> => {
    for (const campaign of parts.campaigns.values()) {
      if (campaign.state !== 'open') continue;
      for (const address of boxesOf(campaign)) {
        if (address.table !== 'answers') continue;
        const { rows } = await boxes.read(address);
        if (rows.some((row) => row.receipt === receipt)) return address;
      }
    }
    return undefined;
  };

  const write = async (activity: Activity, before: ConversationRecord | undefined, commit: Commit): Promise<void> => {
    const id = activity.conversation;
    const gone = commit.session === undefined;
    if (gone) for (const name of commit.claims) await claims.seal(name);
    const waiting = commit.left ? [] : queue(before, commit, activity.at);
    const after: ConversationRecord = {
      id,
      ...(commit.session && { session: commit.session }),
      seen: [...(before?.seen ?? []), activity.id].slice(-seenMax),
      claims: gone ? [] : [...commit.claims],
      pending: [...(before?.pending ?? []), ...commit.effects],
      outbox: waiting,
      deliveries: waiting.at(-1)?.number ?? before?.deliveries ?? 0,
      ...(gone && { gone: true }),
    };
    await conversations.write(after);
    if (waiting.length > 0) outbox.wait(id, Math.min(...waiting.map((one) => one.due)));
    else outbox.forget(id);
    for (const name of before?.claims ?? [])
      if (!commit.claims.includes(name)) await claims.release(name, id).catch(report);
  };

  const report = (error: unknown): void => options.report({ kind: 'effect-failed', error });

  const transact: Store['transact'] = async (activity, want, decide) => {
    const id = activity.conversation;
    const outcome = await held(id, async () => {
      parts.refuseWhenBroken();
      const before = await conversations.read(id);
      if (before?.seen.includes(activity.id)) return 'repeated';
      const session = before?.session;
      const facts = await find(want(session));
      let taken: ReadonlySet<string> = new Set();
      // Every round another name turns out to be taken, and a turn wants only a few.
      for (let round = 0; round < 8; round += 1) {
        const commit = decide(session, { ...facts, taken });
        if (!commit) return 'unchanged';
        const wants = commit.claims.filter((name) => !before?.claims.includes(name));
        const from = activity.kind === 'take' ? activity.from : undefined;
        const result = await claims.take(wants, id, from, () => write(activity, before, commit));
        if ('done' in result) return 'applied';
        taken = new Set([...taken, ...result.taken]);
      }
      throw new Error(
        `activity ${activity.id} still wants names that are taken: ${[...taken].map((name) => name.split(':')[0]).join(', ')}`,
      );
    });
    await finish(id).catch(report);
    return outcome;
  };

  const apply = async (effect: Effect): Promise<void> => {
    switch (effect.kind) {
      case 'add':
        await gate.enter(() => boxes.change(effect.box, (box) => addRow(box, effect.row, effect.byLink)));
        return;
      case 'remove':
        await gate.enter(() => boxes.change(effect.box, (box) => removeRow(box, effect.receipt)));
        return;
      case 'activity': {
        const { id, conversation, at, chance, does } = effect;
        return options.receive({ id, conversation, at, chance, ...does });
      }
      default:
        return effect satisfies never;
    }
  };

  /** Conversations whose effects are being applied. An effect may come back to where it started, so nobody waits. */
  const finishing = new Set<string>();

  const finish = async (id: string): Promise<void> => {
    if (finishing.has(id)) return;
    finishing.add(id);
    try {
      let pending: readonly Effect[] = (await conversations.read(id))?.pending ?? [];
      while (pending.length > 0) {
        for (const effect of pending) await apply(effect);
        pending = await held(id, () => forgetEffects(id, pending.length));
      }
    } finally {
      finishing.delete(id);
    }
  };

  /** Takes the first effects off the conversation; returns what has come since. */
  const forgetEffects = async (id: string, count: number): Promise<readonly Effect[]> => {
    const record = await conversations.read(id);
    if (!record) return [];
    const pending = record.pending.slice(count);
    if (record.gone && pending.length === 0 && record.outbox.length === 0) await conversations.remove(id);
    else await conversations.write({ ...record, pending });
    return pending;
  };

  const claim: Store['claim'] = async (now, leaseMs, wanted) => {
    const id = outbox.lease(now, leaseMs, wanted);
    if (id === undefined) return undefined;
    const record = await conversations.read(id);
    const first = record?.outbox.find((one) => !one.parked);
    if (!first) {
      outbox.forget(id);
      outbox.release(id);
      return undefined;
    }
    return {
      id: `${id}#${first.number}`,
      conversation: id,
      reply: first.reply,
      attempts: first.attempts,
      due: first.due,
      notAfter: first.notAfter,
    };
  };

  const settle: Store['settle'] = (delivery, result, now) =>
    held(delivery.conversation, async () => {
      const id = delivery.conversation;
      const record = await conversations.read(id);
      const number = Number(delivery.id.slice(delivery.id.lastIndexOf('#') + 1));
      if (record?.outbox.some((one) => one.number === number)) await settleOne(record, number, delivery, result, now);
      outbox.release(id);
    });

  const settleOne = async (
    record: ConversationRecord,
    number: number,
    delivery: Delivery,
    result: SendResult,
    now: number,
  ): Promise<void> => {
    if (result.kind === 'absent') return outbox.forget(record.id);
    if (result.kind === 'rejected')
      options.report({ kind: 'rejected', delivery: String(number), reason: result.reason });
    const left = outboxAfter(record.outbox, number, result, now);
    const due = left.filter((one) => !one.parked).map((one) => one.due);
    outbox.forget(record.id);
    if (record.gone && left.length === 0 && record.pending.length === 0) {
      await conversations.remove(record.id);
      return;
    }
    await conversations.write({ ...record, outbox: left });
    if (due.length > 0) outbox.wait(delivery.conversation, due[0] ?? now);
  };

  return {
    finish,
    port: {
      transact,
      claim,
      settle,
      returned: (conversation) => outbox.wait(conversation, 0),
      nextDue: outbox.nextDue,
      async conversation(id) {
        const record = await conversations.read(id);
        return record && !record.gone ? { id, session: record.session, outbox: record.outbox.length } : undefined;
      },
      held: async (id) => conversations.read(id),
      erase: (id) =>
        held(id, async () => {
          const record = await conversations.read(id);
          if (!record) return false;
          const kept = record.session?.memberships.flatMap((membership) => membership.claims) ?? [];
          for (const name of kept) await claims.seal(name);
          await conversations.remove(id);
          outbox.forget(id);
          for (const name of record.claims) await claims.release(name, id);
          return true;
        }),
    },
  };
}

/** The outbox with what this commit says. */
function queue(before: ConversationRecord | undefined, commit: Commit, at: number): Waiting[] {
  const last = before?.deliveries ?? 0;
  const added = commit.replies.map((reply, index) => ({ number: last + index + 1, reply, attempts: 0, due: at }));
  return [...(before?.outbox ?? []), ...added].slice(-outboxMax);
}

function outboxAfter(waiting: readonly Waiting[], number: number, result: SendResult, now: number): Waiting[] {
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
