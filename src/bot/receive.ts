/** The road in, the only one: Activity → store.transact(… takeTurn …). Time and plans come this way too. */
import { randomBytes } from 'node:crypto';
import { type Activity, chanceDigits } from '../dialog/activity.ts';
import { codeChars, codeIn } from '../dialog/code.ts';
import type { Session } from '../dialog/session.ts';
import { answeredName } from '../dialog/submit.ts';
import { takeTurn } from '../dialog/turn.ts';
import type { Facts, Outcome, Store, Wanted } from '../store/store.ts';
import { stateAt } from '../survey/campaign.ts';
import { receiptHash, resumeName, toCommit } from './commit.ts';
import { createGuesses } from './guesses.ts';
import type { Shelves } from './library.ts';
import type { Hash } from './secret.ts';

/** Drawn for so many activities at once: one by one the drawing costs more than the dice. */
const drawnAtOnce = 64;
const pool = { digits: '', used: 0 };

/** Hex digits of chance for one activity. */
export function drawChance(): string {
  if (pool.used >= pool.digits.length) {
    pool.digits = randomBytes((chanceDigits / 2) * drawnAtOnce).toString('hex');
    pool.used = 0;
  }
  pool.used += chanceDigits;
  return pool.digits.slice(pool.used - chanceDigits, pool.used);
}

export type Receive = (activity: Activity) => Promise<Outcome>;

/** Applies activities. Rejects when nothing could be written; the platform then sends again, and that is the first time. */
export function createReceive(store: Store, shelves: Shelves, hash: Hash): Receive {
  const guesses = createGuesses();
  const isRefused = (code: string, at: number): boolean => code.length === codeChars.resume && !guesses.allowed(at);
  const wantedBy = (activity: Activity, before: Session | undefined): Wanted => {
    const code = activity.kind === 'give' ? undefined : codeIn(activity);
    // Who is in the middle of a survey enters none: most turns need no look at any name.
    const inside = before?.run !== undefined && !before.run.sent;
    const open = inside ? [] : store.campaigns().filter((campaign) => stateAt(campaign, activity.at) === 'open');
    const names = open.map((campaign) => answeredName({ hash }, campaign.id, activity.conversation));
    const staff = before?.staff;
    if (code === undefined || isRefused(code, activity.at)) return { names, staff };
    if (code.length === codeChars.staff) return { code: hash(code), joining: hash(code), names, staff };
    return {
      staff,
      code: hash(code),
      invitation: hash(code),
      resume: resumeName(hash(code)),
      receipt: receiptHash(hash, 'answers', code),
      names,
    };
  };

  /** Facts with what became of the code, and wrong ones counted. */
  const seen = (activity: Activity, facts: Facts): Facts => {
    const code = activity.kind === 'give' ? undefined : codeIn(activity);
    if (code === undefined) return facts;
    if (facts.code === undefined) return { ...facts, refused: true };
    if (!facts.invitation && !facts.resume && !facts.receipt && !facts.joining) guesses.missed(activity.at);
    return facts;
  };

  return (activity) =>
    store.transact(
      activity,
      (before) => wantedBy(activity, before),
      (before, facts) => {
        // Of whom nothing is known, nothing is noted.
        if (before === undefined && (activity.kind === 'left' || activity.kind === 'returned')) return undefined;
        const library = shelves.at(activity.at, activity.conversation, seen(activity, facts));
        return toCommit(takeTurn(library, before, activity), activity, hash);
      },
    );
}
