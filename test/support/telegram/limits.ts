/**
 * How much a bot may say, as the Bot FAQ has it (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this);
 * the real numbers are not published. Edits count like messages.
 */
export type Limits = {
  /** In any second, to all chats. */
  readonly overall: number;
  /** One chat takes this many at once, and then one more each second. */
  readonly chat: number;
  /** In any minute, to one group. */
  readonly group: number;
};

export const publishedLimits: Limits = { overall: 30, chat: 3, group: 20 };

const secondMs = 1000;
const minuteMs = 60_000;

type Bucket = { left: number; at: number };

export type Gate = {
  /** Seconds to wait, or none: then the message counts. */
  readonly pass: (chat: number | string) => number | undefined;
};

export function createGate(limits: Partial<Limits>, now: () => number): Gate {
  const all: number[] = [];
  const groups = new Map<number | string, number[]>();
  const buckets = new Map<number | string, Bucket>();
  const { overall = Number.POSITIVE_INFINITY, chat: burst, group: perGroup = Number.POSITIVE_INFINITY } = limits;

  const refill = (chat: number | string, max: number, at: number): Bucket => {
    const bucket = buckets.get(chat) ?? { left: max, at };
    bucket.left = Math.min(max, bucket.left + (at - bucket.at) / secondMs);
    bucket.at = at;
    buckets.set(chat, bucket);
    return bucket;
  };

  return {
    pass(chat) {
      const at = now();
      const inGroup = typeof chat === 'number' && chat < 0 ? (groups.get(chat) ?? []) : undefined;
      const bucket = burst === undefined ? undefined : refill(chat, burst, at);
      const waitMs = Math.max(
        windowWait(all, overall, secondMs, at),
        inGroup ? windowWait(inGroup, perGroup, minuteMs, at) : 0,
        bucket && bucket.left < 1 ? (1 - bucket.left) * secondMs : 0,
      );
      if (waitMs > 0) return Math.max(1, Math.ceil(waitMs / secondMs));
      all.push(at);
      if (bucket) bucket.left -= 1;
      if (inGroup) {
        inGroup.push(at);
        groups.set(chat, inGroup);
      }
      return undefined;
    },
  };
}

/** How long until one more fits in a window that ends then; forgets what is older. */
function windowWait(times: number[], max: number, windowMs: number, at: number): number {
  while (times.length > 0 && at - (times[0] ?? at) >= windowMs) times.shift();
  const first = times[times.length - max];
  return times.length < max || first === undefined ? 0 : first + windowMs - at;
}
