/** One activity, once and whole: claims before, the conversation document as the one commit point, effects after. */
import type { Activity } from '../../dialog/activity.ts';
import { joining, memberOf, staffName } from '../../dialog/staff.ts';
import { boxesOf } from '../../survey/response.ts';
import { type ConversationRecord, kinds, type Waiting } from '../records.ts';
import { type Commit, dayMs, type Facts, type Store, type Wanted } from '../store.ts';
import { isOver, nextToSay } from './deliveries.ts';
import type { Finish } from './effects.ts';
import type { Parts } from './parts.ts';

/** Ids of activities kept for recognising repeats: more than a person can send while a platform still repeats. */
const seenMax = 300;
/** Messages that may wait for one person; older ones make room. */
const outboxMax = 50;

type Transactions = Pick<Store, 'transact' | 'conversation' | 'held' | 'erase'>;

export function createTransactions(parts: Parts, finish: Finish): Transactions {
  const { conversations, claims, boxes, outbox, hold, options } = parts;

  const find = async (wanted: Wanted, at: number): Promise<Facts> => {
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
      ...(wanted.staff && { staff: memberOf(parts.staff(), wanted.staff) }),
      ...(wanted.joining && { joining: joining(parts.staff(), wanted.joining, wanted.staff, at) }),
      claimed,
      taken: new Set<string>(),
    };
  };

  const findReceipt = async (receipt: string): Promise<Facts['receipt']> => {
    for (const campaign of parts.campaigns()) {
      if (campaign.state !== 'open') continue;
      for (const address of boxesOf(campaign)) {
        if (address.table !== 'answers') continue;
        const { rows } = await boxes.peek(address);
        if (rows.some((row) => row.receipt === receipt)) return address;
      }
    }
    return undefined;
  };

  const write = async (activity: Activity, before: ConversationRecord | undefined, commit: Commit): Promise<void> => {
    const id = activity.conversation;
    const gone = commit.session === undefined;
    if (gone) for (const name of commit.claims) await claims.seal(name);
    const after: ConversationRecord = {
      id,
      ...(commit.session && { session: commit.session }),
      seen: [...(before?.seen ?? []), activity.id].slice(-seenMax),
      claims: gone ? [] : [...commit.claims],
      pending: [...(before?.pending ?? []), ...commit.effects],
      outbox: commit.left ? [] : queue(before, commit, activity.at),
      deliveries: (before?.deliveries ?? 0) + commit.replies.length,
      touched: Math.floor(activity.at / dayMs),
      ...((before?.route ?? activity.route) && { route: { ...before?.route, ...activity.route } }),
      ...(gone && { gone: true }),
    };
    if (isOver(after)) await conversations.remove(id);
    else await conversations.write(after);
    const next = nextToSay(after);
    if (next) outbox.wait(id, next.due);
    else outbox.forget(id);
    // A name that travels with a survey is let go by its receiver, not here.
    const kept = [
      ...commit.claims,
      ...after.pending.flatMap((effect) => (effect.kind === 'activity' ? effect.claims : [])),
    ];
    for (const name of before?.claims ?? []) if (!kept.includes(name)) await claims.release(name, id).catch(report);
  };

  const report = (error: unknown): void => options.report({ kind: 'effect-failed', error });

  const transact: Store['transact'] = async (activity, want, decide) => {
    const id = activity.conversation;
    const outcome = await hold(id, async () => {
      parts.durable.refuseWhenBroken();
      const before = await conversations.read(id);
      if (before?.seen.includes(activity.id)) return 'repeated';
      const session = before?.session;
      const facts = await find(want(session), activity.at);
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

  return {
    transact,
    async conversation(id) {
      const record = await conversations.peek(id);
      if (!record || record.gone) return undefined;
      const { session, outbox: waiting, deliveries, touched } = record;
      return { id, session, outbox: waiting.length, deliveries, touched };
    },
    held: (id) => conversations.peek(id),
    async erase(id) {
      // What is owed is done first: a withdrawal is not forgotten because of who asked for it.
      await finish(id).catch(report);
      return hold(id, async () => {
        const record = await conversations.read(id);
        const wasSetAside = await conversations.isSetAside(id);
        if (wasSetAside) await conversations.removeSetAside(id);
        if (!record) return wasSetAside;
        const { memberships = [], staff } = record.session ?? {};
        const lasting = memberships.flatMap((membership) => membership.claims);
        for (const name of staff === undefined ? lasting : [...lasting, staffName(staff)]) await claims.seal(name);
        const { pending, deliveries } = record;
        const after: ConversationRecord = { id, seen: [], claims: [], pending, outbox: [], deliveries, gone: true };
        if (isOver(after)) await conversations.remove(id);
        else await conversations.write(after);
        outbox.forget(id);
        for (const name of record.claims) await claims.release(name, id);
        return true;
      });
    },
  };
}

/** The outbox with what this commit says. */
function queue(before: ConversationRecord | undefined, commit: Commit, at: number): Waiting[] {
  const last = before?.deliveries ?? 0;
  const { replies, notAfter } = commit;
  const added = replies.map((reply, index): Waiting => {
    const waiting = { number: last + index + 1, reply, attempts: 0, due: at };
    return notAfter === undefined ? waiting : { ...waiting, notAfter };
  });
  return [...(before?.outbox ?? []), ...added].slice(-outboxMax);
}
