/** A respondent as the experiment knows them: what they mean to answer, and what was acknowledged to them. */
import { createRandom } from '../../src/bot/simulate.ts';
import { chanceDigits } from '../../src/dialog/activity.ts';
import type { Prompt, ReplyChoice } from '../../src/dialog/reply.ts';
import { type Answer, dontKnow, type Group, type Side, skipped } from '../../src/dialog/session.ts';

export type Random = () => number;

/** What becomes of the person, drawn at birth. */
export type Destiny =
  | 'send'
  | 'send, try again'
  | 'send, withdraw'
  | 'send, erase'
  | 'drop'
  | 'drop, begin again'
  | 'erase'
  | 'leave unfinished';

/** Where the person stands, as far as it was acknowledged. */
export type Status = 'outside' | 'inside' | 'refused' | 'sent' | 'withdrawn' | 'dropped' | 'erased';

export type Person = {
  readonly number: number;
  readonly random: Random;
  readonly destiny: Destiny;
  readonly unit: string;
  readonly side: Side;
  readonly entry: 'link' | 'personal';
  readonly code: string;
  readonly role: string;
  readonly habits: Habits;
  /** What they write where free text is asked for. */
  readonly says: (item: string, revision: number) => string;
  readonly conversations: readonly string[];
  /** Acknowledged answers, by item. */
  readonly answers: Map<string, Answer>;
  readonly revisions: Map<string, number>;
  /** The conversation the survey is in. */
  at: string;
  status: Status;
  /** Conversations that were erased, before or after sending. */
  readonly erased: Set<string>;
  /** What the bot did that it must not do. */
  readonly complaints: { readonly what: 'lost answer' | 'second survey' | 'other'; readonly how: string }[];
};

const destinies: readonly (readonly [Destiny, number])[] = [
  ['send', 42],
  ['send, try again', 14],
  ['send, withdraw', 12],
  ['send, erase', 6],
  ['drop', 6],
  ['drop, begin again', 6],
  ['erase', 7],
  ['leave unfinished', 7],
];

const roles: Readonly<Record<Side, readonly string[]>> = {
  ngo: ['organisation', 'informal', 'organisation', 'village'],
  office: ['clerk', 'institution', 'council', 'authority'],
};

export function drawDestiny(random: Random): Destiny {
  const weight = random() * destinies.reduce((sum, [, one]) => sum + one, 0);
  let sum = 0;
  for (const [destiny, one] of destinies) {
    sum += one;
    if (weight < sum) return destiny;
  }
  return 'send';
}

export function pick<T>(random: Random, from: readonly T[]): T {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
}

export function drawHex(random: Random): string {
  return Array.from({ length: chanceDigits }, () => Math.floor(random() * 16).toString(16)).join('');
}

type Invited = Pick<Person, 'unit' | 'side' | 'entry' | 'code'>;

/** How often the person types instead of tapping, and does anything but answer: corrects, asks, moves elsewhere. */
export type Habits = { readonly typing: number; readonly whims: number };
/** In an experiment that looks for faults everybody does everything. */
export const restless: Habits = { typing: 0.4, whims: 1 };

/** A person with two or three places to talk from; everything about them follows from the seed and their number. */
export function createPerson(seed: number, number: number, invited: Invited, habits: Habits = restless): Person {
  const random = createRandom(seed * 7_919 + number * 104_729);
  const conversations = ['a', 'b', 'c'].map((place) => `${random() < 0.6 ? 'page' : 'chat'}:${seed}-${number}${place}`);
  return {
    number,
    random,
    destiny: drawDestiny(random),
    ...invited,
    role: pick(random, roles[invited.side]),
    habits,
    says: (item, revision) => `Osoba ${conversations[0]}, ${item}, wersja ${revision}: tak to widzę.`,
    conversations,
    answers: new Map(),
    revisions: new Map(),
    at: conversations[0] ?? '',
    status: 'outside',
    erased: new Set(),
    complaints: [],
  };
}

export function groupOf(person: Person): Group {
  return person.role === 'village' ? 'other' : person.side;
}

/** Buttons of a list say what they do; what they are about is behind the sign. */
export function optionsIn(prompt: Prompt): readonly (ReplyChoice & { readonly option: string })[] {
  return prompt.choices
    .filter((choice) => !choice.aside && !choice.id.startsWith('~'))
    .map((choice) => ({ ...choice, option: prompt.input === 'multi' ? choice.id.slice(1) : choice.id }));
}

/** How many choices people tick in a list. */
const ticksMax: Readonly<Record<string, number>> = { m_field: 2, m_forms_12m: 5, c_barriers: 3 };

/** What this person answers to this item the first, second … time: known from these three alone. */
export function intend(person: Person, prompt: Prompt, revision: number): Answer {
  const { step } = prompt;
  const draw = createRandom(hash(`${person.conversations[0]} ${step} ${revision}`));
  if (step === 'm_role') return person.role;
  if (prompt.input === 'text') {
    return draw() < 0.25 ? skipped : person.says(step, revision);
  }
  const options = optionsIn(prompt).map(({ option }) => option);
  if (options.some((option) => /^\d$/.test(option))) return draw() < 0.12 ? dontKnow : 1 + Math.floor(draw() * 5);
  if (prompt.input !== 'multi') return pick(draw, options);
  if (options.includes('none') && draw() < 0.1) return ['none'];
  const ticks = 1 + Math.floor(draw() * (ticksMax[step] ?? 1));
  const wanted = new Set(Array.from({ length: ticks }, () => pick(draw, options)));
  wanted.delete('none');
  const list = options.filter((option) => wanted.has(option));
  return list.length > 0 ? list : options.slice(0, 1);
}

/** FNV-1a: which person, item and revision a made-up answer belongs to shows in it. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of Buffer.from(text)) value = Math.imul(value ^ letter, 0x01000193);
  return value >>> 0;
}
