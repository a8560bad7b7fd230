/**
 * The platform that the persons sit at: sends what they do until it is acknowledged, in order, again to the next
 * process when one dies, sometimes once too often; and brings back what is said to them.
 */
import type { Activity } from '../../src/dialog/activity.ts';
import { type Act, createLine, type Line, note, settleActs, waitsFor } from './line.ts';
import type { FromMortal, ToMortal } from './mortal.ts';
import { drawHex } from './person.ts';
import type { Does, Talk, Touches } from './talk.ts';

/** Activities on their way at the same time. */
const flightsMax = 6;
/** How long a person looks at a silent screen. */
const patienceMs = 250;
/** A write that was refused is sent again after this long. */
const againMs = 20;
/** Acts that write claims or boxes and are kept back for a life that is to end there, of each kind. */
const keptMax = 4;

export type Figures = {
  turns: number;
  acks: number;
  repeatedSends: number;
  repeatedMessages: number;
  refusedWrites: number;
  nudges: number;
};

/** What a life would like to see written; `undefined`: nothing that is rare. */
export type Wanted = Touches | 'anything' | undefined;

export type Platform = {
  readonly talk: Talk;
  readonly figures: Figures;
  /** A process is there to talk to, and begins with what was never acknowledged; `undefined`: none is. */
  readonly connect: (send: ((line: ToMortal) => void) | undefined, wanted?: Wanted) => void;
  readonly hear: (line: FromMortal) => void;
  /** Lets nothing new begin. */
  readonly hold: (held: boolean) => void;
  readonly isQuiet: () => boolean;
  readonly waiting: () => string;
  readonly close: () => void;
};

type Queued = { readonly touches: Touches | undefined; readonly begin: () => void };

/** `twiceOften`: how often an acknowledged activity is sent once more. */
export function createPlatform(twiceOften: number, journal: (line: unknown) => void): Platform {
  const lines = new Map<string, Line>();
  const queue: Queued[] = [];
  const figures: Figures = {
    turns: 0,
    acks: 0,
    repeatedSends: 0,
    repeatedMessages: 0,
    refusedWrites: 0,
    nudges: 0,
  };
  let send: ((line: ToMortal) => void) | undefined;
  let wanted: Wanted;
  let held = false;

  const lineOf = (conversation: string): Line => {
    const line = lines.get(conversation) ?? createLine(conversation);
    lines.set(conversation, line);
    return line;
  };
  const busy = (): Line[] => [...lines.values()].filter((line) => line.acts.length > 0);
  const flying = (): number => busy().reduce((sum, line) => sum + line.acts.filter((act) => !act.acked).length, 0);

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

  const sendAgain = (activity: Activity): void => {
    figures.repeatedSends += 1;
    send?.({ activity });
  };

  const begin = (line: Line, does: Does, how: { silent: boolean; inside: boolean }, resolve: Act['resolve']): void => {
    line.sent += 1;
    figures.turns += 1;
    const { conversation, random } = line;
    const id = `${conversation}/${line.sent}`;
    const activity = { ...does, id, conversation, at: Date.now(), chance: drawHex(random) } as Activity;
    const old = line.done.at(-1 - Math.floor(random() * 3));
    if (random() < twiceOften && old) sendAgain(old);
    const then = { from: line.said.length, nonce: line.prompt?.nonce, since: Date.now() };
    line.acts.push({ activity, does, ...how, ...then, resolve, acked: false, upTo: -1, looks: 0 });
    journal({ does, id });
    send?.({ activity });
  };

  const onAck = (id: string, upTo: number): void => {
    const line = lines.get(id.slice(0, id.lastIndexOf('/')));
    const act = line?.acts.find((one) => one.activity.id === id);
    if (!line || !act || act.acked) return;
    Object.assign(act, { acked: true, upTo, since: Date.now() });
    figures.acks += 1;
    line.done = [...line.done.slice(-2), act.activity];
    settleActs(line);
  };

  /** Who waits in vain looks again, or writes something, or goes on waiting for the sweep. */
  const look = (): void => {
    const now = Date.now();
    for (const line of send ? busy() : []) {
      const act = line.acts.find((one) => one.acked && !one.silent);
      if (!act || now - act.since < patienceMs) continue;
      act.since = now;
      act.looks += 1;
      if (act.looks % 3 === 0) {
        figures.nudges += 1;
        const does: Does = act.inside ? { kind: 'message', text: '/ankieta' } : act.does;
        begin(line, does, { silent: true, inside: act.inside }, () => undefined);
      } else if (isPage(line)) send?.({ here: line.conversation });
    }
  };
  const timer = setInterval(look, patienceMs / 5);

  return {
    figures,
    talk: (conversation, does, { silent = false, inside = false, touches } = {}) =>
      new Promise((resolve) => {
        queue.push({ touches, begin: () => begin(lineOf(conversation), does, { silent, inside }, resolve) });
        pump();
      }),
    connect(to, wants) {
      send = to;
      wanted = wants;
      if (!send) return;
      for (const line of busy()) {
        for (const act of line.acts) {
          if (!act.acked) sendAgain(act.activity);
          // Whoever sits at a page comes back as soon as it is there again.
          else act.since = Date.now() - (isPage(line) ? patienceMs : 0);
        }
      }
      pump();
    },
    hear(line) {
      if ('said' in line) {
        const of = lineOf(line.conversation);
        if (!note(of, line.said, line.reply)) figures.repeatedMessages += 1;
        settleActs(of);
      } else if ('fail' in line) {
        figures.refusedWrites += 1;
        const act = busy().flatMap((one) => one.acts.filter(({ activity }) => activity.id === line.fail))[0];
        if (act) setTimeout(() => send?.({ activity: act.activity }), againMs);
      } else if ('ack' in line) onAck(line.ack, line.upTo);
      pump();
    },
    hold(now) {
      held = now;
      pump();
    },
    isQuiet: () => busy().length === 0,
    waiting: () => busy().flatMap(waitsFor).slice(0, 5).join('; '),
    close: () => clearInterval(timer),
  };
}

/** Some channels cannot write first: their people look, and then hear what waits. */
function isPage({ conversation }: Line): boolean {
  return conversation.startsWith('page:');
}
