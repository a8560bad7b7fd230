/** One turn in the making: what is at hand while it is decided, and how its outcome is put together. */
import type { Activity } from './activity.ts';
import { makeCode } from './code.ts';
import { type Dialog, isQuestion, type Question, type Step } from './dialog.ts';
import type { DialogEvent } from './event.ts';
import type { Params } from './find.ts';
import type { CampaignView, Library } from './library.ts';
import type { Prompt, Reply, ReplyChoice, ShownCode } from './reply.ts';
import { type Known, known, path } from './route.ts';
import type { Run, Session } from './session.ts';

/** All that one Activity did. */
export type Turn = {
  readonly session: Session;
  readonly replies: readonly Reply[];
  readonly events: readonly DialogEvent[];
};

export type Talk = { readonly library: Library; readonly activity: Activity };

/** A run with everything that follows from its answers. */
export type Place = {
  readonly run: Run;
  readonly dialog: Dialog;
  readonly values: Known;
  /** The steps that apply now, and those of them that ask something. */
  readonly steps: readonly Step[];
  readonly questions: readonly Question[];
  readonly areas: readonly string[];
  readonly campaign: CampaignView | undefined;
};

/** What a turn has to say before its last prompt, and what it did so far. */
export type Draft = {
  readonly lead?: readonly string[];
  readonly events?: readonly DialogEvent[];
  readonly settles?: { readonly prompt: number; readonly label: string } | undefined;
  readonly replaces?: number | undefined;
  readonly code?: ShownCode | undefined;
  readonly forget?: boolean | undefined;
  /** Ways on from what was just said, beside those of the question that follows. */
  readonly asides?: readonly Pick<ReplyChoice, 'id' | 'label' | 'key'>[];
};

/** The bot's own text; a missing one is a fault that `check` finds before anybody reads it. */
export function say(talk: Talk, session: Session, key: string, params?: Params): string {
  const text = talk.library.find(session.language, 'bot', key, params);
  if (text === undefined) throw new Error(`locales/${session.language}/bot.yaml: the text ${key} is missing`);
  return text;
}

/** A text of the dialog, in the group's own wording where it has one. */
export function sayOf(talk: Talk, session: Session, place: Place, key: string, params?: Params): string {
  const text = findOf(talk, session, place, key, params);
  if (text === undefined)
    throw new Error(`locales/${session.language}/${place.dialog.id}.yaml: the text ${key} is missing`);
  return text;
}

/** Like `sayOf`, for texts that need not exist. */
export function findOf(talk: Talk, session: Session, place: Place, key: string, params?: Params): string | undefined {
  const space = `${place.dialog.id}@${place.dialog.version}`;
  const group = place.values.get('group');
  const own =
    typeof group === 'string' ? talk.library.find(session.language, space, `${key}.${group}`, params) : undefined;
  return own ?? talk.library.find(session.language, space, key, params);
}

/** Where the session's run stands, or `undefined` without one. */
export function placeOf(talk: Talk, session: Session): Place | undefined {
  const { run } = session;
  if (!run) return undefined;
  const dialog = talk.library.dialog(run.dialog, run.version);
  if (!dialog)
    throw new Error(`dialog ${run.dialog}@${run.version} is not in the store, but a conversation stands in it`);
  const campaign = run.survey && talk.library.campaign(run.survey.campaign, session.language);
  return { run, campaign, ...followingFrom(dialog, run) };
}

type Following = Pick<Place, 'values' | 'steps' | 'questions' | 'areas'> & { readonly dialog: Dialog };

// What follows from answers is the same as long as they are: one turn's outcome is the next one's beginning.
const following = new WeakMap<Run['answers'], Following>();

function followingFrom(dialog: Dialog, run: Run): Following {
  const remembered = following.get(run.answers);
  if (remembered?.dialog === dialog) return remembered;
  const values = known(dialog, run);
  const made = { dialog, values, ...reach(dialog, run, values) };
  following.set(run.answers, made);
  return made;
}

/** What applies when this much is known. */
export function reach(dialog: Dialog, run: Run, values: Known): Pick<Place, 'steps' | 'questions' | 'areas'> {
  const steps = path(dialog, run, values);
  const questions = steps.filter(isQuestion);
  return { steps, questions, areas: areaSections(dialog, questions) };
}

/** The sections about an area that have something to ask, in order. */
function areaSections(dialog: Dialog, questions: readonly Question[]): readonly string[] {
  const asked = new Set(questions.map((question) => question.section));
  return dialog.sections.filter(({ id, area }) => area !== undefined && asked.has(id)).map(({ id }) => id);
}

/** The question the run waits at, or `undefined` when it waits at something else. */
export function questionAt(place: Place): Question | undefined {
  const step = place.dialog.steps.find((candidate) => candidate.id === place.run.step);
  return step && isQuestion(step) ? step : undefined;
}

/** The session with some fields changed; `undefined` takes a field away. */
export function having<T extends object>(value: T, change: { readonly [K in keyof T]?: T[K] | undefined }): T {
  // Not by `delete`, which makes the object, and everything spread from it, slow.
  const next = {} as T;
  for (const key in value) if (!(key in change)) next[key] = value[key];
  for (const key in change) if (change[key] !== undefined) next[key] = change[key] as T[typeof key];
  return next;
}

/** Ends the turn with words only. */
export function told(session: Session, draft: Draft, ...paragraphs: readonly string[]): Turn {
  const text = [...(draft.lead ?? []), ...paragraphs].join('\n\n');
  const reply: Reply = {
    kind: 'text',
    language: session.language,
    text,
    ...(draft.settles && { settles: draft.settles.prompt }),
    ...(draft.code && { code: draft.code }),
    ...(draft.forget && { forget: true }),
  };
  return { session, replies: text === '' ? [] : [reply], events: draft.events ?? [] };
}

/** Ends the turn with a prompt: everything said before it goes into the same message. */
export function prompted(
  session: Session,
  draft: Draft,
  prompt: Omit<Prompt, 'kind' | 'language' | 'prompt' | 'nonce' | 'lead' | 'settles' | 'replaces' | 'code' | 'forget'>,
): Turn {
  const number = session.prompt + 1;
  const lead = (draft.lead ?? []).join('\n\n');
  const reply: Prompt = {
    kind: 'prompt',
    language: session.language,
    prompt: number,
    nonce: session.nonce,
    ...(lead !== '' && { lead }),
    ...prompt,
    ...(draft.replaces !== undefined && { replaces: draft.replaces }),
    ...(draft.settles && { settles: draft.settles }),
    ...(draft.code && { code: draft.code }),
    ...(draft.forget && { forget: true }),
  };
  return { session: { ...session, prompt: number }, replies: [reply], events: draft.events ?? [] };
}

/** Choices of a menu, numbered from 1 for those who type. */
export function numbered(choices: readonly Omit<ReplyChoice, 'key'>[]): ReplyChoice[] {
  return choices.map((choice, index) => ({ ...choice, key: String(index + 1) }));
}

/** Where in an activity's chance each use begins: no digit serves two of them. */
const chanceAt = { nonce: 0, code: 12, ids: 44 } as const;
const idDigits = 32;

/** What the buttons of a new run carry. */
export function drawNonce(activity: Activity): string {
  return activity.chance.slice(chanceAt.nonce, chanceAt.nonce + 8);
}

export function drawCode(activity: Activity, chars: number): string {
  return makeCode(activity.chance.slice(chanceAt.code), chars);
}

/** Random row ids; row ids say nothing of the order in which rows came. */
export function drawId(activity: Activity, index: number): string {
  const from = chanceAt.ids + index * idDigits;
  return activity.chance.slice(from, from + idDigits);
}
