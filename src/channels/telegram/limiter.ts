/**
 * Keeps close under Telegram's limits: about 30 messages a second in all, one a second in a chat with small bursts, 20
 * a minute in a group (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). Who waits for
 * an answer goes before what waits in a queue.
 */
import type { Failure } from './outcome.ts';

export type Pace = {
  /** At most `max` calls in any `windowMs`. */
  readonly overall: { readonly max: number; readonly windowMs: number };
  /** Between two calls of the queue: spread evenly, they leave room for whoever comes in between. */
  readonly evenMs: number;
  /** In one chat: one call each `perMs`, and `burst` at once after a rest. */
  readonly chat: { readonly burst: number; readonly perMs: number };
  readonly group: { readonly burst: number; readonly perMs: number };
};

/** The windows are a little longer than Telegram's, since calls do not arrive as evenly as they leave. */
export const usualPace: Pace = {
  overall: { max: 30, windowMs: 1_060 },
  evenMs: 36,
  chat: { burst: 2, perMs: 1_050 },
  group: { burst: 3, perMs: 3_600 },
};

/** `tidy` is done when nobody wants the room, or not at all. */
export type Rank = 'urgent' | 'waiting' | 'tidy';

export type Limiter = {
  /** `true` when the call may be made now; `false` at the close, and for tidying when there is no room. */
  readonly take: (chat: number, rank: Rank) => Promise<boolean>;
  /** No call at all for so long: Telegram said so. */
  readonly hold: (ms: number) => void;
  /** Lets go of all who wait. */
  readonly close: () => void;
};

/** Telegram wants a pause: the limit is the whole bot's, not the chat's. */
export function heed(limiter: Limiter, failure: Failure): void {
  if (failure.kind === 'retry' && failure.afterMs !== undefined) limiter.hold(failure.afterMs);
}

type Turn = { readonly chat: number; readonly go: (may: boolean) => void };

/** Room that tidying leaves free. */
const tidyRoom = 8;
/** Chats whose last calls are remembered; the oldest ones have long recovered. */
const chatsKept = 5_000;

/** `now` counts milliseconds and never goes back. */
export function createLimiter(pace: Pace, now: () => number = () => performance.now()): Limiter {
  const queues: Record<'urgent' | 'waiting', Turn[]> = { urgent: [], waiting: [] };
  /** When the last calls were made, oldest first. */
  const calls: number[] = [];
  /** When the chat's bucket will be full again. */
  const fullAt = new Map<number, number>();
  let heldUntil = 0;
  /** When the queue may make its next call: a timer that fires late takes nothing from the calls after it. */
  let queueAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const bucketOf = (chat: number) => (chat < 0 ? pace.group : pace.chat);
  const chatFreeAt = (chat: number): number => {
    const { burst, perMs } = bucketOf(chat);
    return (fullAt.get(chat) ?? 0) - (burst - 1) * perMs;
  };
  /** When the next call of all may be made. */
  const freeAt = (at: number): number => {
    while ((calls[0] ?? at) <= at - pace.overall.windowMs) calls.shift();
    const { max, windowMs } = pace.overall;
    const room = calls.length < max ? at : (calls[calls.length - max] ?? at) + windowMs;
    return Math.max(room, heldUntil);
  };
  const note = (chat: number, at: number): void => {
    calls.push(at);
    const full = Math.max(fullAt.get(chat) ?? 0, at) + bucketOf(chat).perMs;
    fullAt.delete(chat);
    fullAt.set(chat, full);
    const [oldest] = fullAt.keys();
    if (fullAt.size > chatsKept && oldest !== undefined) fullAt.delete(oldest);
  };

  /** Lets go whoever may; returns when to look again, if anybody still waits. */
  const letGo = (at: number, turns: Turn[], from: number): number => {
    let next = Number.POSITIVE_INFINITY;
    for (let index = 0; index < turns.length; ) {
      const turn = turns[index];
      if (!turn) break;
      const free = Math.max(from, freeAt(at), chatFreeAt(turn.chat));
      if (free <= at) {
        turns.splice(index, 1);
        note(turn.chat, at);
        turn.go(true);
        if (turns === queues.waiting) {
          queueAt = Math.max(queueAt, at - pace.evenMs) + pace.evenMs;
          return turns.length > 0 ? queueAt : Number.POSITIVE_INFINITY;
        }
      } else {
        next = Math.min(next, free);
        index += 1;
      }
    }
    return next;
  };

  const pump = (): void => {
    clearTimeout(timer);
    if (closed) return;
    const at = now();
    const next = Math.min(letGo(at, queues.urgent, 0), letGo(at, queues.waiting, queueAt));
    // A timer may fire a moment early by our clock: one millisecond more, and it does not come twice.
    if (Number.isFinite(next)) timer = setTimeout(pump, Math.max(1, Math.ceil(next - at)));
  };

  return {
    take(chat, rank) {
      if (closed) return Promise.resolve(false);
      if (rank === 'tidy') {
        const at = now();
        const crowded = queues.urgent.length > 0 || calls.length > pace.overall.max - tidyRoom;
        if (crowded || freeAt(at) > at || chatFreeAt(chat) > at) return Promise.resolve(false);
        note(chat, at);
        return Promise.resolve(true);
      }
      return new Promise((go) => {
        queues[rank].push({ chat, go });
        pump();
      });
    },
    hold(ms) {
      heldUntil = Math.max(heldUntil, now() + ms);
      pump();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      for (const turn of [...queues.urgent.splice(0), ...queues.waiting.splice(0)]) turn.go(false);
    },
  };
}
