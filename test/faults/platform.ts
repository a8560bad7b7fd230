/**
 * The platform that the persons sit at: sends what they do until it is acknowledged, in order, again to the next
 * process when one dies, sometimes once too often; and brings back what is said to them.
 */
import { createRandom } from '../../src/bot/simulate.ts';
import type { Activity } from '../../src/dialog/activity.ts';
import type { Prompt, Reply } from '../../src/dialog/reply.ts';
import type { FromMortal, ToMortal } from './mortal.ts';
import { drawHex, type Random } from './person.ts';
import type { Does, Heard, Talk, Touches } from './script.ts';

/** Activities on their way at the same time. */
const flightsMax = 6;
/** How long a person looks at a silent screen. */
const patienceMs = 250;
/** A write that was refused is sent again after this long. */
const againMs = 20;
const twiceOften = 0.03;
const keptMax = 4;

type Act = {
  readonly activity: Activity;
  readonly does: Does;
  readonly inside: boolean;
  readonly silent: boolean;
  /** How much had been said when it began. */
  readonly from: number;
  readonly resolve: (heard: Heard) => void;
  acked: boolean;
  upTo: number;
  since: number;
  looks: number;
};

type Line = {
  readonly conversation: string;
  readonly random: Random;
  readonly acts: Act[];
  readonly said: Reply[];
  readonly numbers: Map<number, string>;
  last: number;
  prompt: Prompt | undefined;
  sent: number;
  done: Activity[];
};

type Queued = { readonly touches: Touches | undefined; readonly begin: () => void };

export type Figures = { turns: number; acks: number; repeatedSends: number; repeatedMessages: number; refusedWrites: number; nudges: number };

export type Platform = {
  readonly talk: Talk;
  readonly figures: Figures;
  /** A process is there to talk to, and begins with what was never acknowledged; `undefined`: none is. */
  readonly connect: (send: ((line: ToMortal) => void) | undefined, wanted: Touches | 'anything' | undefined) => void;
  readonly hear: (line: FromMortal) => void;
  /** Lets nothing new begin. */
  readonly hold: (held: boolean) => void;
  readonly isQuiet: () => boolean;
  readonly waiting: () => string;
  readonly close: () => void;
};

export function createPlatform(random: Random, journal: (line: unknown) => void): Platform {
  const lines = new Map<string, Line>();
  const queue: Queued[] = [];
  const figures: Figures = { turns: 0, acks: 0, repeatedSends: 0, repeatedMessages: 0, refusedWrites: 0, nudges: 0 };
  let send: ((line: ToMortal) => void) | undefined;
  let wanted: Touches | 'anything' | undefined;
  let held = false;

  const lineOf = (conversation: string): Line => {
    const found = lines.get(conversation);
    if (found) return found;
    let seed = 0;
    for (const letter of Buffer.from(conversation)) seed = (Math.imul(seed, 31) + letter) >>> 0;
    const line: Line = { conversation, random: createRandom(seed), acts: [], said: [], numbers: new Map(), last: 0, prompt: undefined, sent: 0, done: [] };
    lines.set(conversation, line);
    return line;
  };
  const flying = (): number => [...lines.values()].reduce((sum, line) => sum + line.acts.filter((act) => !act.acked).length, 0);

  /** A few acts that write claims or boxes are kept back for a life that is to end there. */
  const isKept = ({ touches }: Queued): boolean =>
    touches !== undefined && queue.filter((one) => one.touches === touches).length <= keptMax;

  const pump = (): void => {
    while (send && !held && queue.length > 0 && flying() < flightsMax) {
      const fits = queue.findIndex((one) => one.touches !== undefined && one.touches === wanted);
      const at = fits >= 0 ? fits : queue.findIndex((one) => wanted === 'anything' || !isKept(one));
      if (at < 0) return;
      queue.splice(at, 1)[0]?.begin();
    }
  };

  const begin = (line: Line, does: Does, about: { silent: boolean; inside: boolean }, resolve: Act['resolve']): void => {
    line.sent += 1;
    figures.turns += 1;
    const common = { id: `${line.conversation}/${line.sent}`, conversation: line.conversation, at: Date.now(), chance: drawHex(line.random) };
    const activity = { ...does, ...common } as Activity;
    const twice = line.done.at(-1 - Math.floor(line.random() * 3));
    if (twice && line.random() < twiceOften) {
      figures.repeatedSends += 1;
      send?.({ activity: twice });
    }
    line.acts.push({ activity, does, ...about, from: line.said.length, resolve, acked: false, upTo: -1, since: Date.now(), looks: 0 });
    journal({ does, id: common.id });
    send?.({ activity });
  };

  const settle = (line: Line): void => {
    for (const act of [...line.acts]) {
      const enough = act.silent ? line.last >= act.upTo : line.said.length > act.from && line.last >= act.upTo;
      if (!act.acked || !enough) continue;
      line.acts.splice(line.acts.indexOf(act), 1);
      act.resolve({ replies: line.said.slice(act.from), prompt: line.prompt });
    }
    pump();
  };

  const onSaid = (delivery: string, conversation: string, reply: Reply): void => {
    const line = lineOf(conversation);
    const number = Number(delivery.slice(delivery.lastIndexOf('#') + 1));
    const text = JSON.stringify(reply);
    if (line.numbers.get(number) === text) {
      figures.repeatedMessages += 1;
      return;
    }
    // An erased conversation counts from one again.
    if (line.numbers.has(number)) {
      line.numbers.clear();
      line.last = 0;
    }
    line.numbers.set(number, text);
    line.last = Math.max(line.last, number);
    line.said.push(reply);
    if (reply.kind === 'prompt' && (reply.nonce !== line.prompt?.nonce || reply.prompt > line.prompt.prompt)) line.prompt = reply;
    settle(line);
  };

  /** Who waits in vain looks again, writes something, or goes on waiting for the sweep. */
  const look = (): void => {
    if (!send) return;
    const now = Date.now();
    for (const line of lines.values()) {
      const act = line.acts.find((one) => one.acked && !one.silent);
      if (!act || now - act.since < patienceMs) continue;
      act.since = now;
      act.looks += 1;
      if (act.looks % 3 !== 0 && line.conversation.startsWith('page:')) send({ here: line.conversation });
      else if (act.looks % 3 === 0) {
        figures.nudges += 1;
        begin(line, act.inside ? { kind: 'message', text: '/ankieta' } : act.does, { silent: true, inside: act.inside }, () => undefined);
      }
    }
  };
  const timer = setInterval(look, patienceMs / 5);

  return {
    figures,
    talk: (conversation, does, about = {}) =>
      new Promise((resolve) => {
        const { silent = false, inside = false, touches } = about;
        queue.push({ touches, begin: () => begin(lineOf(conversation), does, { silent, inside }, resolve) });
        pump();
      }),
    connect(to, touches) {
      send = to;
      wanted = touches;
      if (!send) return;
      for (const line of lines.values()) {
        for (const act of line.acts) {
          if (act.acked) act.since = Date.now() - patienceMs * (line.conversation.startsWith('page:') ? 1 : 0);
          else {
            figures.repeatedSends += 1;
            send({ activity: act.activity });
          }
        }
      }
      pump();
    },
    hear(line) {
      if ('said' in line) onSaid(line.said, line.conversation, line.reply);
      else if ('fail' in line) {
        figures.refusedWrites += 1;
        const act = [...lines.values()].flatMap((one) => one.acts).find((one) => one.activity.id === line.fail);
        if (act) setTimeout(() => send?.({ activity: act.activity }), againMs);
      } else if ('ack' in line) {
        const of = lines.get(line.ack.slice(0, line.ack.lastIndexOf('/')));
        const act = of?.acts.find((one) => one.activity.id === line.ack);
        if (!of || !act || act.acked) return;
        Object.assign(act, { acked: true, upTo: line.upTo, since: Date.now() });
        figures.acks += 1;
        of.done = [...of.done.slice(-2), act.activity];
        settle(of);
      }
    },
    hold(now) {
      held = now;
      if (!held) pump();
    },
    isQuiet: () => flying() === 0 && [...lines.values()].every((line) => line.acts.length === 0),
    waiting: () =>
      [...lines.values()].flatMap((line) => line.acts.map((act) => `${act.activity.id} ${act.acked ? `waits for message ${act.upTo} after ${line.last}` : 'is not acknowledged'}`)).slice(0, 5).join('; '),
    close: () => clearInterval(timer),
  };
}
