/** Respondents who go through the real engine and store, from one seed: to look around, to test, to show. */

import { chanceDigits } from '../dialog/activity.ts';
import { doneChoice } from '../dialog/answer.ts';
import type { Prompt, Reply } from '../dialog/reply.ts';
import { sendChoice } from '../dialog/review.ts';
import type { Side } from '../dialog/session.ts';
import type { Store } from '../store/store.ts';
import { type Campaign, simulatedMark } from '../survey/campaign.ts';
import type { Deliver } from './deliver.ts';
import { linkCode } from './invite.ts';
import type { Receive } from './receive.ts';
import type { Hash } from './secret.ts';

/** More steps than any survey has: a respondent who is still busy then is a fault. */
const stepsMax = 400;

type Random = () => number;

/** mulberry32: small, seeded, good enough for made-up answers (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type SimulateOptions = {
  readonly store: Store;
  readonly receive: Receive;
  readonly deliver: Deliver;
  /** Listens to what is said in a conversation. */
  readonly attach: (conversation: string, show: (reply: Reply) => void) => () => void;
  readonly hash: Hash;
  readonly now: () => number;
  readonly campaign: Campaign;
  readonly respondents: number;
  readonly seed: number;
};

/**
 * Sends that many responses. Promises: the same seed gives the same responses on any store. Afterwards no conversation
 * of theirs is left.
 */
export async function simulate(options: SimulateOptions): Promise<void> {
  const { campaign, respondents, seed } = options;
  for (let index = 0; index < respondents; index += 1) {
    const random = createRandom(seed * 1_000_003 + index);
    const unit = campaign.units[index % campaign.units.length];
    if (!unit) throw new Error(`campaign ${campaign.id} has no units`);
    const side: Side = random() < 0.6 ? 'ngo' : 'office';
    await answerAll(
      options,
      `${simulatedMark}${seed}-${index}`,
      linkCode(options.hash, campaign.id, unit.id, side),
      createPerson(random, index % campaign.units.length, side, seed),
    );
  }
}

/** How one made-up person answers: a mood, what the place and the side think of each area, and chance. */
type Person = { readonly random: Random; readonly mood: number; readonly lean: (step: string) => number };

function createPerson(random: Random, place: number, side: Side, seed: number): Person {
  const own = createRandom(place + 1);
  const drift = createRandom(seed * 31 + place);
  const leans = Array.from({ length: areasMax }, () => 1.8 * (own() - 0.5) + 1.2 * (drift() - 0.5));
  const apart = Array.from({ length: areasMax }, () => (side === 'office' ? 1.6 * own() - 0.3 : 0));
  return {
    random,
    mood: 2.7 + place * 0.1 + 2.4 * (random() - 0.5),
    lean(step) {
      const area = areaOf(step);
      return (leans[area] ?? 0) + (apart[area] ?? 0);
    },
  };
}

/** Areas in which a place can be better or worse than it is on the whole. */
const areasMax = 6;

/** Statements are named after their area: `a21_rules_clear` is of the third. What is of none leans nowhere. */
function areaOf(step: string): number {
  const [, plane, area] = /^a([1-3])([12])_/.exec(step) ?? [];
  return plane && area ? (Number(plane) - 1) * 2 + Number(area) - 1 : Number.NaN;
}

async function answerAll(options: SimulateOptions, conversation: string, code: string, person: Person): Promise<void> {
  const { store, receive, deliver, attach, now } = options;
  let step = 0;
  let reply: Reply | undefined;
  const leave = attach(conversation, (said) => {
    reply = said;
  });
  const act = async (
    does: { kind: 'invitation'; code: string } | { kind: 'message'; text: string } | Tap,
  ): Promise<void> => {
    step += 1;
    reply = undefined;
    await receive({ ...does, id: `${conversation}:${step}`, conversation, at: now(), chance: drawHex(person.random) });
    await deliver.drain(conversation);
  };
  await act({ kind: 'invitation', code });
  for (let prompt = promptIn(reply); prompt; prompt = promptIn(reply)) {
    if (step > stepsMax) throw new Error(`a simulated respondent is still at ${prompt.step} after ${stepsMax} steps`);
    await act(choose(prompt, person));
  }
  leave();
  await store.erase(conversation);
}

function promptIn(reply: Reply | undefined): Prompt | undefined {
  return reply?.kind === 'prompt' ? reply : undefined;
}

type Tap = { kind: 'choice'; nonce: string; prompt: number; step: string; choice: string };

function choose(prompt: Prompt, person: Person): Tap | { kind: 'message'; text: string } {
  const tap = (choice: string): Tap => ({
    kind: 'choice',
    nonce: prompt.nonce,
    prompt: prompt.prompt,
    step: prompt.step,
    choice,
  });
  const answers = prompt.choices.filter((choice) => !choice.aside);
  const skip = prompt.choices.find((choice) => choice.id === '~skip');
  if (prompt.input === 'text')
    return skip && person.random() < 0.7
      ? tap(skip.id)
      : { kind: 'message', text: 'Przykładowa odpowiedź (dane zmyślone).' };
  const points = answers.filter((choice) => /^\d+$/.test(choice.id));
  if (points.length > 0) return tap(point(points.length, person, prompt.step));
  if (prompt.input === 'multi') return tap(tick(prompt, person));
  if (prompt.step === 'notice') return tap('accept');
  if (prompt.step === 'review') return tap(sendChoice);
  return tap(answers[Math.floor(person.random() * answers.length)]?.id ?? '');
}

/** A point of the scale around the person's mood; now and then "don't know". */
function point(points: number, person: Person, step: string): string {
  if (person.random() < 0.08) return 'dk';
  const spread = person.random() + person.random() + person.random() - 1.5;
  return String(Math.min(points, Math.max(1, Math.round(person.mood + person.lean(step) + spread * 1.6))));
}

function tick(prompt: Prompt, person: Person): string {
  const ticked = prompt.choices.some((choice) => choice.selected);
  if (ticked) return doneChoice;
  const open = prompt.choices.filter((choice) => !choice.aside && choice.id !== doneChoice);
  return open[Math.floor(person.random() * open.length)]?.id ?? doneChoice;
}

function drawHex(random: Random): string {
  return Array.from({ length: chanceDigits }, () => Math.floor(random() * 16).toString(16)).join('');
}
