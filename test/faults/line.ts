/** One conversation as the platform sees it: what is on its way, what was acknowledged, and what was said. */
import { createRandom } from '../../src/bot/simulate.ts';
import type { Activity } from '../../src/dialog/activity.ts';
import type { Prompt, Reply } from '../../src/dialog/reply.ts';
import type { Random } from './person.ts';
import type { Does, Heard } from './talk.ts';

/** Something a person did, until it is acknowledged and answered. */
export type Act = {
  readonly activity: Activity;
  readonly does: Does;
  /** In the middle of a survey: a person who hears nothing asks for it again. */
  readonly inside: boolean;
  /** Nothing is said to it. */
  readonly silent: boolean;
  /** How much had been said when it began, and which survey's buttons were there. */
  readonly from: number;
  readonly nonce: string | undefined;
  readonly resolve: (heard: Heard) => void;
  acked: boolean;
  /** Number of the last delivery when it was acknowledged. */
  upTo: number;
  since: number;
  looks: number;
};

export type Line = {
  readonly conversation: string;
  readonly random: Random;
  readonly acts: Act[];
  readonly said: Reply[];
  readonly numbers: Map<number, string>;
  last: number;
  prompt: Prompt | undefined;
  sent: number;
  /** The last few acknowledged activities: a platform may send one once more. */
  done: Activity[];
};

export function createLine(conversation: string): Line {
  let seed = 0;
  for (const letter of Buffer.from(conversation)) seed = (Math.imul(seed, 31) + letter) >>> 0;
  const random = createRandom(seed);
  return {
    conversation,
    random,
    acts: [],
    said: [],
    numbers: new Map(),
    last: 0,
    prompt: undefined,
    sent: 0,
    done: [],
  };
}

/** Notes what was said. `false` when it was said before. */
export function note(line: Line, delivery: string, reply: Reply): boolean {
  const number = Number(delivery.slice(delivery.lastIndexOf('#') + 1));
  const text = JSON.stringify(reply);
  if (line.numbers.get(number) === text) return false;
  // An erased conversation counts from one again.
  if (line.numbers.has(number)) {
    line.numbers.clear();
    line.last = 0;
  }
  line.numbers.set(number, text);
  line.last = Math.max(line.last, number);
  line.said.push(reply);
  if (reply.kind !== 'prompt') return true;
  if (reply.nonce !== line.prompt?.nonce || reply.prompt > line.prompt.prompt) line.prompt = reply;
  return true;
}

/** Takes out the acts that are acknowledged and answered, and tells whoever did them. */
export function settleActs(line: Line): void {
  for (const act of [...line.acts]) {
    const answered = act.silent || line.said.length > act.from;
    if (!act.acked || !answered || line.last < act.upTo) continue;
    line.acts.splice(line.acts.indexOf(act), 1);
    act.resolve({
      replies: line.said.slice(act.from),
      prompt: line.prompt,
      fresh: line.prompt?.nonce !== act.nonce,
    });
  }
}

export function waitsFor(line: Line): readonly string[] {
  return line.acts.map(({ activity, acked, upTo }) =>
    acked ? `${activity.id} waits for message ${upTo} after ${line.last}` : `${activity.id} is not acknowledged`,
  );
}
