/** The road out: claim → channel.send → settle. Applied exactly once, delivered at least once. */
import { type Channel, channelOf } from '../channels/channel.ts';
import type { Delivery, SendResult, Store } from '../store/store.ts';
import { drawChance, type Receive } from './receive.ts';

/** A claimed delivery comes back after this long, when whoever claimed it is no more. */
const leaseMs = 60_000;
/** Deliveries on their way at the same time. */
const parallel = 16;
/** How often the outbox is looked at when nobody wakes it. */
const idleMs = 1_000;
const attemptsMax = 8;

export type Deliver = {
  /** There is something to send, in this conversation or anywhere. */
  readonly wake: (conversation?: string) => void;
  /** Sends all that is due now, in this conversation or anywhere, and waits for the end. */
  readonly drain: (conversation?: string) => Promise<void>;
  /** The person has what was handed to them: it is settled, and the next one goes out. */
  readonly arrived: (conversation: string, number: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type DeliverOptions = {
  readonly store: Store;
  readonly channels: readonly Channel[];
  readonly receive: Receive;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
  /** What became of one delivery on its channel. */
  readonly onSent: (channel: string, result: SendResult['kind']) => void;
};

export function createDeliver(options: DeliverOptions): Deliver {
  const { store, channels, receive, now, onError, onSent } = options;
  let closed = false;
  const working = new Set<Promise<void>>();

  const send = async (delivery: Delivery): Promise<SendResult> => {
    if (delivery.notAfter !== undefined && delivery.notAfter < now()) return { kind: 'sent' };
    const channel = channels.find((candidate) => candidate.name === channelOf(delivery.conversation));
    if (!channel) return { kind: 'absent' };
    if (delivery.attempts >= attemptsMax) return { kind: 'rejected', reason: `gave up after ${attemptsMax} attempts` };
    return channel.send(delivery.conversation, delivery.reply, delivery.id);
  };

  /** Sends one; `false` when nothing is due. */
  const deliverOne = async (conversation?: string): Promise<boolean> => {
    const delivery = await store.claim(now(), leaseMs, conversation);
    if (!delivery) return false;
    const result = await send(delivery).catch((error: unknown): SendResult => {
      onError(error);
      return { kind: 'retry', afterMs: 1_000 * 2 ** delivery.attempts };
    });
    onSent(channelOf(delivery.conversation), result.kind);
    if (result.kind === 'handed') return true;
    await store.settle(delivery, result, now());
    if (result.kind === 'unreachable') {
      await receive({
        kind: 'left',
        id: `left:${delivery.id}`,
        conversation: delivery.conversation,
        at: now(),
        chance: drawChance(),
      });
    }
    return true;
  };

  const work = async (conversation?: string): Promise<void> => {
    while (!closed && (await deliverOne(conversation)));
  };
  /** Somebody was woken when all hands were full: the next free one looks. */
  let missed = false;
  const start = (conversation?: string): void => {
    if (closed) return;
    if (working.size >= parallel) {
      missed = true;
      return;
    }
    const one = work(conversation).catch(onError);
    working.add(one);
    void one.finally(() => {
      working.delete(one);
      if (!missed) return;
      missed = false;
      start();
    });
  };

  const timer = setInterval(() => {
    if ((store.nextDue() ?? Number.POSITIVE_INFINITY) <= now()) start();
  }, idleMs);
  timer.unref();

  return {
    wake: start,
    async drain(conversation) {
      while (await deliverOne(conversation));
      await Promise.all(working);
    },
    async arrived(conversation, number) {
      await store.settle({ id: `${conversation}#${number}`, conversation }, { kind: 'sent' }, now());
      start(conversation);
    },
    async close() {
      clearInterval(timer);
      closed = true;
      await Promise.all(working);
    },
  };
}
