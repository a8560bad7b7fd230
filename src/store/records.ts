/** What is stored, with versions: an older record is upgraded when read, a newer one is refused. */
import { z } from 'zod';
import { Route } from '../dialog/activity.ts';
import { Reply } from '../dialog/reply.ts';
import { Session } from '../dialog/session.ts';
import { Staff } from '../dialog/staff.ts';
import { Notes } from '../knowledge/notes.ts';
import { Campaign } from '../survey/campaign.ts';
import { Box } from '../survey/response.ts';
import { Effect, Frozen, Invitation } from './store.ts';

const Waiting = z.strictObject({
  number: z.int(),
  reply: Reply,
  attempts: z.int(),
  due: z.number(),
  notAfter: z.number().optional(),
  /** Refused by the platform: kept to be looked at, never sent again. */
  parked: z.boolean().optional(),
});
export type Waiting = z.infer<typeof Waiting>;

export const ConversationRecord = z.strictObject({
  id: z.string(),
  session: Session.optional(),
  /** Ids of activities applied lately, oldest first. */
  seen: z.array(z.string()),
  claims: z.array(z.string()),
  pending: z.array(Effect),
  outbox: z.array(Waiting),
  /** Number of the last delivery. */
  deliveries: z.int(),
  /** How its channel reaches it. */
  route: Route.optional(),
  /** The last day on which anything happened here, counted from 1970, UTC. */
  touched: z.int().optional(),
  /** Erased; the document goes when its last words are delivered. */
  gone: z.boolean().optional(),
});
export type ConversationRecord = z.infer<typeof ConversationRecord>;

/** A claim points to the conversation that took the name. Sealed: it stays taken though that conversation is erased. */
export const ClaimRecord = z.strictObject({ name: z.string(), holder: z.string(), sealed: z.boolean().optional() });
export type ClaimRecord = z.infer<typeof ClaimRecord>;

export const ManifestRecord = z.strictObject({
  /** The sub-folder that is live; a restore writes a new one and switches. */
  generation: z.string(),
  /** Shows whether the secret key is still the one that the files are named by. */
  keyCheck: z.string(),
  /** Campaigns, frozen dialogs and the staff, by file: one that is missing was lost, not never made. */
  holds: z.array(z.string()),
});
export type ManifestRecord = z.infer<typeof ManifestRecord>;

/** One kind of record: its current version, and how to come from each older version to the next. */
export type Kind<T> = {
  readonly name: string;
  readonly version: number;
  readonly schema: z.ZodType<T>;
  /** `upgrades[n]` turns version n into version n + 1. */
  readonly upgrades: Readonly<Record<number, (value: unknown) => unknown>>;
};

const Outbox = z
  .object({
    session: z.object({ language: z.string() }).loose().optional(),
    outbox: z.array(z.object({ reply: z.object({ progress: z.unknown().optional() }).loose() }).loose()),
  })
  .loose();

/** Since version 2 a reply says its language, and progress is also a share; until then it was words, at most for a moment. */
function sayInLanguage(value: unknown): unknown {
  const record = Outbox.parse(value);
  const language = record.session?.language ?? 'pl';
  const outbox = record.outbox.map(({ reply: { progress: _, ...reply }, ...waiting }) => ({
    ...waiting,
    reply: { ...reply, language },
  }));
  return { ...record, outbox };
}

/** Since version 2 a wave knows what its workshops agreed on, and whether its results are public. */
function addResults(value: unknown): unknown {
  return { ...z.record(z.string(), z.unknown()).parse(value), agreed: {}, published: false };
}

export const kinds = {
  conversation: {
    name: 'conversation',
    version: 5,
    schema: ConversationRecord,
    // Version 3 knows who is away and how a channel reaches a conversation; before it nobody was, and none needed to.
    // Version 4 may owe notes to the gap log; before it there was none.
    // Version 5 may be one of the staff's, and may be about to say something with a file; before it there were neither.
    upgrades: { 1: sayInLanguage, 2: (value) => value, 3: (value) => value, 4: (value) => value },
  },
  claim: { name: 'claim', version: 1, schema: ClaimRecord, upgrades: {} },
  campaign: { name: 'campaign', version: 2, schema: Campaign, upgrades: { 1: addResults } },
  // Version 2 may say under which heading a free text is shown, or that it is not; before it no text had been read.
  box: { name: 'box', version: 2, schema: Box, upgrades: { 1: (value) => value } },
  frozen: { name: 'frozen', version: 1, schema: Frozen, upgrades: {} },
  invitation: { name: 'invitation', version: 1, schema: Invitation, upgrades: {} },
  staff: { name: 'staff', version: 1, schema: Staff, upgrades: {} },
  notes: { name: 'notes', version: 1, schema: Notes, upgrades: {} },
  manifest: { name: 'manifest', version: 1, schema: ManifestRecord, upgrades: {} },
} as const satisfies Record<string, Kind<unknown>>;

/** Thrown for a record that a newer program wrote: nothing is read, so nothing can be lost. */
export class NewerRecordError extends Error {}

/** Throws `NewerRecordError` for a version that this program does not know yet. */
export function refuseNewer<T>(kind: Kind<T>, version: number): void {
  if (version > kind.version) {
    throw new NewerRecordError(
      `a ${kind.name} of version ${version} was written by a newer Rozmównica; this one knows ${kind.version}: install the newer one`,
    );
  }
}

/** The record in today's form. Throws `NewerRecordError`, or an error that says what does not fit. */
export function upgrade<T>(kind: Kind<T>, version: number, value: unknown): T {
  refuseNewer(kind, version);
  let current = value;
  for (let from = version; from < kind.version; from += 1) {
    const step = kind.upgrades[from];
    if (!step)
      throw new Error(
        `a ${kind.name} of version ${from} cannot be upgraded: there is no way from ${from} to ${from + 1}`,
      );
    current = step(current);
  }
  return kind.schema.parse(current);
}
