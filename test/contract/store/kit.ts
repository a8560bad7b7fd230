/**
 * What the store laws are told with: a bot of a dozen lines whose conversations do what the word says that they are
 * sent, so that a law can be read without knowing any dialog.
 *
 *   talk            counts on
 *   begin CODE      takes the personal code and starts a survey with it
 *   answer X        writes X into the survey
 *   submit          sends the survey into the three boxes, and takes "answered" for good
 *   ask C           fetches the survey of conversation C
 *   withdraw R      takes back the rows with receipt R
 *   erase           goes, with a last word
 */
import { createHash } from 'node:crypto';
import type { Activity } from '../../../src/dialog/activity.ts';
import type { Reply } from '../../../src/dialog/reply.ts';
import type { Session } from '../../../src/dialog/session.ts';
import type { StaffMember } from '../../../src/dialog/staff.ts';
import type { Commit, Delivery, Effect, Facts, Outcome, Store, Wanted } from '../../../src/store/store.ts';
import type { Campaign } from '../../../src/survey/campaign.ts';
import type { BoxAddress, Row } from '../../../src/survey/response.ts';
import { readCampaign } from '../../support/campaign.ts';

export const startMs = Date.UTC(2026, 10, 23, 9);
export const openedAt = Date.UTC(2026, 10, 20, 8);

export const wave: Campaign = {
  ...readCampaign(),
  state: 'open',
  version: 1,
  openedAt,
  closesAt: startMs + 30 * 86_400_000,
};
export const boxes = {
  answers: { table: 'answers', campaign: wave.id, unit: 'lipowo', group: 'ngo' },
  background: { table: 'background', campaign: wave.id },
  open_text: { table: 'open_text', campaign: wave.id },
} as const satisfies Record<string, BoxAddress>;

/** Opens a wave. */
export async function openWave(store: Store, id = wave.id): Promise<void> {
  await store.change(id, () => ({ ...wave, id }));
}

export function message(conversation: string, id: string, text = 'talk'): Activity {
  return { kind: 'message', id, conversation, at: startMs, chance: chanceOf(id), text };
}

function chanceOf(id: string): string {
  return createHash('sha256').update(id).digest('hex').repeat(3);
}

export const text = (said: string): Reply => ({ kind: 'text', language: 'pl', text: said });
export const nothing: Wanted = { names: [] };

/** One activity, decided by the little bot. */
export function act(store: Store, activity: Activity): Promise<Outcome> {
  return store.transact(
    activity,
    () => nothing,
    (before, facts) => decide(activity, before, facts),
  );
}

/** One message, decided by the little bot. */
export function say(store: Store, conversation: string, id: string, words?: string): Promise<Outcome> {
  return act(store, message(conversation, id, words));
}

export const blank: Session = { language: 'pl', nonce: '', prompt: 0, memberships: [] };

/** The turn, without anything that is said or owed. The trail of ids shows what was applied, and in which order. */
export function turn(before: Session | undefined, id: string): Commit {
  const session = before ?? blank;
  const next = { ...session, prompt: session.prompt + 1, nonce: `${session.nonce}${id} ` };
  return { session: next, claims: claimsOf(next), effects: [], replies: [text(`heard ${id}`)] };
}

export const codeName = (code: string): string => `invitation:${code}`;
export const answeredName = (conversation: string): string => `answered:${wave.id}:${chanceOf(conversation)}`;

function claimsOf({ run, memberships }: Session): string[] {
  return [...memberships.flatMap(({ claims }) => claims), ...(run?.resume ? [codeName(run.resume)] : [])];
}

/** Which ids were applied to a conversation, in which order. */
export function trail(session: Session | undefined): string[] {
  return session?.nonce.trim().split(' ') ?? [];
}

function having(commit: Commit, change: Partial<Session>): Commit {
  const session = { ...(commit.session ?? blank), ...change };
  return { ...commit, session, claims: claimsOf(session) };
}

/** What the little bot does. */
export function decide(activity: Activity, before: Session | undefined, facts: Facts): Commit {
  const next = turn(before, activity.id);
  const { run, ...rest } = next.session ?? blank;
  const without: Commit = { ...next, session: rest, claims: claimsOf(rest) };
  switch (activity.kind) {
    case 'give': {
      if (!run) return next;
      const claims = run.resume ? [codeName(run.resume)] : [];
      const does = { kind: 'take', from: activity.conversation, run } as const;
      return { ...without, effects: [{ ...effectTo(activity.to, activity), does, claims }] };
    }
    case 'take':
      return having(next, { run: activity.run });
    case 'left':
      return { ...next, replies: [], left: true };
    case 'message':
      return obey(activity, next, without, facts);
    default:
      return next;
  }
}

function obey(activity: Activity & { kind: 'message' }, next: Commit, without: Commit, facts: Facts): Commit {
  const [word, what = ''] = activity.text.split(' ');
  const run = next.session?.run;
  switch (word) {
    case 'begin': {
      if (facts.taken.size > 0) return { ...next, replies: [text('taken')] };
      return having(next, { run: { dialog: 'd', version: 1, step: 's', answers: {}, resume: what } });
    }
    case 'answer':
      return run ? having(next, { run: { ...run, answers: { q: what } } }) : next;
    case 'submit': {
      const claims = [answeredName(activity.conversation), ...(run?.resume ? [codeName(run.resume)] : [])];
      if (!run || facts.taken.size > 0) return without;
      return { ...having(without, { memberships: [membershipOf(claims)] }), effects: rowsOf(activity, run.answers.q) };
    }
    case 'ask':
      return {
        ...next,
        effects: [
          { ...effectTo(what, activity), does: { kind: 'give', code: '', to: activity.conversation }, claims: [] },
        ],
      };
    case 'withdraw':
      return { ...next, effects: Object.values(boxes).map((box): Effect => ({ kind: 'remove', box, receipt: what })) };
    case 'erase': {
      const kept = next.session?.memberships.flatMap(({ claims }) => claims) ?? [];
      return { ...next, session: undefined, claims: kept, replies: [text('bye')] };
    }
    default:
      return next;
  }
}

/** Somebody of the staff, whose code nobody used yet. */
export const ola: StaffMember = {
  id: 'abcd1234',
  name: 'Ola',
  role: 'animator',
  units: ['lipowo'],
  code: 'hash-of-a-code',
  until: startMs + 1_000,
};

const membershipOf = (claims: string[]) =>
  ({
    campaign: wave.id,
    unit: 'lipowo',
    group: 'ngo',
    results: false,
    reminders: false,
    entry: 'personal',
    claims,
  }) as const;

function effectTo(conversation: string, { id, at, chance }: Activity) {
  return { kind: 'activity', id: `${id}>`, conversation, at, chance } as const;
}

/** One row for each box; ids and receipts say nothing of the conversation. */
export function rowsOf({ id, chance }: Activity, answer: unknown): Effect[] {
  return Object.values(boxes).map((box): Effect => {
    const row: Row = {
      id: `${box.table}-${chance.slice(0, 16)}`,
      values: { q: String(answer) },
      receipt: `receipt-${id}`,
    };
    return { kind: 'add', box, row };
  });
}

/** The answers in each of the three boxes, sorted. */
export async function answersIn(store: Store): Promise<string[][]> {
  const lists = [];
  for (const box of Object.values(boxes))
    lists.push((await store.box(box)).rows.map((row) => String(row.values.q)).sort());
  return lists;
}

/** Sends whatever is due, in the order in which the store gives it out. */
export async function deliverAll(store: Store, now = startMs): Promise<Delivery[]> {
  const sent: Delivery[] = [];
  for (let next = await store.claim(now, 60_000); next; next = await store.claim(now, 60_000)) {
    sent.push(next);
    await store.settle(next, { kind: 'sent' }, now);
  }
  return sent;
}

export const saidIn = (deliveries: readonly Delivery[]): string[] =>
  deliveries.map(({ reply }) => (reply.kind === 'prompt' ? reply.step : reply.text));
