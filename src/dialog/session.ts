/** Where one conversation stands: a small snapshot. Positions are ids, never indexes, so that content may change. */
import { z } from 'zod';
import { Area } from './dialog.ts';
import { facets } from './knowledge.ts';
import { Language } from './language.ts';

/** `dk` is "don't know", `skipped` an optional question passed over; both are answers. What was not asked is absent. */
export const Answer = z.union([z.number(), z.string(), z.array(z.string())]);
export type Answer = z.infer<typeof Answer>;
export const dontKnow = 'dk';
export const skipped = '~skipped';

export const Side = z.enum(['ngo', 'office']);
export type Side = z.infer<typeof Side>;
export const Group = z.enum(['ngo', 'office', 'other']);
export type Group = z.infer<typeof Group>;

/** What ties a run to a wave. Gone from here once the answers are sent. */
const Survey = z.strictObject({
  campaign: z.string(),
  unit: z.string(),
  side: Side,
  entry: z.enum(['personal', 'link']),
  /** Hash of a personal code: it stays this conversation's. */
  invitation: z.string().optional(),
  /** The conversations that held this survey before, so that none of them answers a second time. */
  places: z.array(z.string()),
  scope: z.array(Area),
  simulated: z.boolean().optional(),
  /** The wave has closed: milliseconds until which the answers may still be sent. */
  until: z.number().optional(),
});
export type Survey = z.infer<typeof Survey>;

export const Run = z.strictObject({
  dialog: z.string(),
  version: z.int(),
  step: z.string(),
  answers: z.record(z.string(), Answer),
  /** Ticks of an open list, not yet confirmed. */
  draft: z.array(z.string()).optional(),
  survey: Survey.optional(),
  /** Hash of the notice as it was read and accepted. */
  notice: z.string().optional(),
  /** Hash of the code with which the run can be fetched to another place. */
  resume: z.string().optional(),
  /** The answers are sent and gone from here; only consents are still asked. */
  sent: z.strictObject({ group: Group }).optional(),
});
export type Run = z.infer<typeof Run>;

/** What a conversation still knows about a wave after it answered: no answer, no role, no id of the response. */
export const Membership = z.strictObject({
  campaign: z.string(),
  /** Kept only with a consent: what one is written about depends on them. */
  unit: z.string().optional(),
  group: Group.optional(),
  results: z.boolean(),
  reminders: z.boolean(),
  entry: z.enum(['personal', 'link']),
  /** Hash of the notice that was accepted. */
  notice: z.string().optional(),
  /** Names of what may be taken once and stays taken. */
  claims: z.array(z.string()),
  /** The person was told where the results are. */
  told: z.literal(true).optional(),
});
export type Membership = z.infer<typeof Membership>;

/** A side talk that a next message may answer. */
export const Aside = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('greeting') }),
  z.strictObject({ kind: z.literal('language') }),
  z.strictObject({ kind: z.literal('erase') }),
  z.strictObject({ kind: z.literal('code') }),
  z.strictObject({ kind: z.literal('paused') }),
  z.strictObject({ kind: z.literal('receipt') }),
  z.strictObject({ kind: z.literal('unsent') }),
  z.strictObject({ kind: z.literal('confirm'), step: z.string(), choice: z.string() }),
  z.strictObject({ kind: z.literal('section'), section: z.string() }),
  z.strictObject({ kind: z.literal('enter'), campaign: z.string().optional(), unit: z.string().optional() }),
  /** A page of the knowledge is open: `about` says of which article. */
  z.strictObject({ kind: z.literal('reading'), facet: z.enum(facets) }),
  /** Which of these articles was meant by what was asked? */
  z.strictObject({ kind: z.literal('perhaps'), articles: z.array(z.string()) }),
  /** What was asked is not known: whom to ask stands here. */
  z.strictObject({ kind: z.literal('unanswered') }),
  /** An answer or a question? What was typed waits for the word. */
  z.strictObject({ kind: z.literal('unsure'), text: z.string() }),
  /** Of which wave, or which JST in it, is the report wanted? */
  z.strictObject({ kind: z.literal('report') }),
]);
export type Aside = z.infer<typeof Aside>;

/** The article that was last talked about, and in which language where it is not that of the conversation. */
export const About = z.strictObject({ article: z.string(), language: Language.optional() });
export type About = z.infer<typeof About>;

export const Session = z.strictObject({
  language: Language,
  /** Carried by every button, new for every run: a button of an earlier run is told apart. */
  nonce: z.string(),
  /** Number of the newest prompt. */
  prompt: z.int(),
  run: Run.optional(),
  aside: Aside.optional(),
  /** What a short message such as "a przykład?" leans on. */
  about: About.optional(),
  /** A question without an answer, cleaned: until the next message it may still be handed on. */
  asked: z.strictObject({ question: z.string(), language: Language }).optional(),
  /** Number of the last page that was rated. */
  rated: z.int().optional(),
  memberships: z.array(Membership),
  /** Who of the project's staff talks here. What they may is looked up each time, so that it can be taken back. */
  staff: z.string().optional(),
  /** The person blocked the bot or went away: nothing is said until they do something. */
  away: z.literal(true).optional(),
  /** Unknown codes typed lately: a person may mistype, a program may not try on and on. */
  guesses: z.strictObject({ count: z.int(), since: z.number() }).optional(),
});
export type Session = z.infer<typeof Session>;
