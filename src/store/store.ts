/**
 * PORT: memory. One conversation is one document; one activity is applied to it once and whole. What several
 * conversations share is claimed (a name that may be taken once) or reached by an effect.
 */
import { z } from 'zod';
import type { Activity, Route } from '../dialog/activity.ts';
import type { Reply } from '../dialog/reply.ts';
import { type Group, Run, type Session, Side } from '../dialog/session.ts';
import { type Staff, StaffEntry, type StaffMember } from '../dialog/staff.ts';
import { Note, type Notes } from '../knowledge/notes.ts';
import type { Campaign } from '../survey/campaign.ts';
import { type Box, BoxAddress, Row } from '../survey/response.ts';

/** What an invitation code stands for. Only its hash is stored. */
export const Invitation = z.strictObject({
  campaign: z.string(),
  unit: z.string(),
  side: Side,
  entry: z.enum(['personal', 'link']),
});
export type Invitation = z.infer<typeof Invitation>;

const ToConversation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('give'), code: z.string(), to: z.string() }),
  z.strictObject({ kind: z.literal('take'), from: z.string(), run: Run }),
  z.strictObject({ kind: z.literal('refused') }),
]);

/** Something for another document, written with the conversation and applied there once; pending until then. */
export const Effect = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('activity'),
    id: z.string(),
    conversation: z.string(),
    at: z.number(),
    chance: z.string(),
    does: ToConversation,
    /** Claims that go along: the receiver may take them from the sender. */
    claims: z.array(z.string()),
  }),
  z.strictObject({ kind: z.literal('add'), box: BoxAddress, row: Row, byLink: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('remove'), box: BoxAddress, receipt: z.string() }),
  /** The id is drawn for it alone: it leads to no conversation and no activity. */
  z.strictObject({ kind: z.literal('note'), id: z.string(), note: Note }),
  z.strictObject({ kind: z.literal('staff'), entry: StaffEntry }),
]);
export type Effect = z.infer<typeof Effect>;

/** One row of the outbox. */
export type Delivery = {
  /** `<conversation>#<number>`, unique for what is said. */
  readonly id: string;
  readonly conversation: string;
  readonly reply: Reply;
  readonly attempts: number;
  /** Not before; milliseconds since 1970. */
  readonly due: number;
  /** Later than this it is dropped instead of sent. */
  readonly notAfter?: number | undefined;
  /** What the channel keeps about this conversation. */
  readonly route: Route;
  /** What is said right after it, if that waits already. */
  readonly next?: Reply | undefined;
};

/** What is written for one activity, at once. */
export type Commit = {
  /** The conversation from now on; `undefined` erases it, after its last words are delivered. */
  readonly session: Session | undefined;
  /** Every name the conversation holds from now on. What it held before and is not here is given back. */
  readonly claims: readonly string[];
  readonly effects: readonly Effect[];
  readonly replies: readonly Reply[];
  /** Later than this they are dropped instead of sent. */
  readonly notAfter?: number;
  /** The person is gone: what is waiting to be said is dropped. */
  readonly left?: boolean;
};

/** Hashes and names that the shell wants resolved before the turn is decided. */
export type Wanted = {
  /** Hash of the code in the activity; absent when there is none. */
  readonly code?: string | undefined;
  readonly invitation?: string | undefined;
  /** Name of a claim whose holder is wanted. */
  readonly resume?: string | undefined;
  readonly receipt?: string | undefined;
  /** Id of the member of staff whose conversation this is, and hash of a code that may be another's. */
  readonly staff?: string | undefined;
  readonly joining?: string | undefined;
  /** Is each of these names claimed by anybody? */
  readonly names: readonly string[];
};

/** What they resolve to now. */
export type Facts = {
  readonly code?: string | undefined;
  /** The code was not looked up. */
  readonly refused?: boolean | undefined;
  readonly invitation?: Invitation | undefined;
  /** The conversation that holds the wanted name. */
  readonly resume?: string | undefined;
  readonly receipt?: { readonly campaign: string; readonly unit: string; readonly group: Group } | undefined;
  /** The member of staff who talks here, and the one whose code was shown; nobody who was revoked. */
  readonly staff?: StaffMember | undefined;
  readonly joining?: StaffMember | undefined;
  readonly claimed: ReadonlySet<string>;
  /** Names that another conversation took first; set when a turn is decided a second time. */
  readonly taken: ReadonlySet<string>;
};

/** Synchronous by type: nothing waits on a network while a conversation is held. `undefined`: nothing changes. */
export type Decide = (before: Session | undefined, facts: Facts) => Commit | undefined;

export type Outcome = 'applied' | 'repeated' | 'unchanged';

/** What became of sending a delivery. */
export type SendResult =
  /** `route`: what the channel wants to remember about this conversation from now on. */
  | { readonly kind: 'sent'; readonly route?: Route }
  /** Try again: after so many milliseconds, or after a pause that grows with each attempt. */
  | { readonly kind: 'retry'; readonly afterMs?: number }
  /** On its way: whoever hears that it arrived settles it. Unsettled, it is sent again after its lease. */
  | { readonly kind: 'handed' }
  /** Nobody is there now and the channel cannot write first: kept until the person comes back. */
  | { readonly kind: 'absent' }
  /** Blocked, deactivated or gone: the conversation `left`. */
  | { readonly kind: 'unreachable' }
  /** The platform refuses this message: parked and reported. */
  | { readonly kind: 'rejected'; readonly reason: string };

/** The same with the pause before the next attempt decided. */
export type Settled = Exclude<SendResult, { kind: 'retry' }> | { readonly kind: 'retry'; readonly afterMs: number };

/** A dialog with its texts, as it was when a wave opened. `content` is the file, `texts` by language, flat. */
export const Frozen = z.strictObject({
  id: z.string(),
  version: z.int(),
  content: z.unknown(),
  texts: z.record(z.string(), z.record(z.string(), z.string())),
});
export type Frozen = z.infer<typeof Frozen>;

/** A conversation as it is shown to its owner and to jobs. */
export type Conversation = {
  readonly id: string;
  readonly session: Session | undefined;
  /** How many deliveries wait. */
  readonly outbox: number;
  /** Number of the last delivery, waiting or not. */
  readonly deliveries: number;
  /** The last day on which anything happened here, counted from 1970, UTC; unknown for old records. */
  readonly touched: number | undefined;
};

export const dayMs = 86_400_000;

export type Store = {
  /**
   * Applies an activity: in call order within a conversation, once for each activity id, all or nothing.
   * Rejects when it could not be written: then nothing changed, and the same activity may come again.
   */
  readonly transact: (
    activity: Activity,
    want: (before: Session | undefined) => Wanted,
    decide: Decide,
  ) => Promise<Outcome>;
  /** The oldest due delivery of a conversation that has one, for `leaseMs`; one at a time per conversation. */
  readonly claim: (now: number, leaseMs: number, conversation?: string) => Promise<Delivery | undefined>;
  /** Tells what became of a claimed delivery. Twice is once. */
  readonly settle: (delivery: Pick<Delivery, 'id' | 'conversation'>, result: Settled, now: number) => Promise<void>;
  /** Somebody is there again: what waited for them is due, also what was on its way. */
  readonly returned: (conversation: string) => void;
  /** Removes what waits for those who were not there and has become too late. */
  readonly dropLate: (now: number) => Promise<void>;
  /** When the next delivery is due, as far as is known; `undefined` when none waits. */
  readonly nextDue: () => number | undefined;

  readonly conversation: (id: string) => Promise<Conversation | undefined>;
  /** Everything that is stored under a conversation's address, for the person it belongs to. */
  readonly held: (id: string) => Promise<unknown>;
  /** Every conversation, read one at a time, nothing kept. */
  readonly conversations: () => AsyncIterable<Conversation>;
  /** Removes a conversation with all it holds. */
  readonly erase: (conversation: string) => Promise<boolean>;

  readonly campaigns: () => readonly Campaign[];
  /** Replaces a campaign by what `change` makes of it; `undefined` in: there is none yet. */
  readonly change: (id: string, change: (before: Campaign | undefined) => Campaign) => Promise<Campaign>;
  readonly freeze: (frozen: Frozen) => Promise<void>;
  readonly frozen: () => readonly Frozen[];
  readonly invite: (hash: string, invitation: Invitation) => Promise<void>;
  readonly box: (address: BoxAddress) => Promise<Box>;
  /** Replaces a box, one writer at a time. */
  readonly changeBox: (address: BoxAddress, change: (before: Box) => Box) => Promise<Box>;
  readonly staff: () => Staff;
  /** Replaces the staff, one writer at a time. */
  readonly changeStaff: (change: (before: Staff) => Staff) => Promise<Staff>;
  /** What people asked in vain, and whether answers helped. */
  readonly notes: () => Promise<Notes>;
  /** Takes out a question that somebody has seen to; `false` when there is none of that id. */
  readonly removeNote: (id: string) => Promise<boolean>;

  /** Every document as it stands at one moment, for a backup: a path and its content, one at a time. */
  readonly snapshot: () => AsyncIterable<{ readonly path: string; readonly content: Buffer }>;
  /** Puts a backup in the place of everything. All or nothing. */
  readonly restore: (entries: AsyncIterable<{ readonly path: string; readonly content: Buffer }>) => Promise<void>;
  /** Finishes what a crash left: pending effects, waiting deliveries, damaged documents. Names the damaged ones. */
  readonly sweep: () => Promise<{ readonly seen: number; readonly damaged: readonly string[] }>;
  readonly close: () => Promise<void>;
};
