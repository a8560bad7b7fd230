/** The road out: claim → channel.send → settle. Applied exactly once, delivered at least once. */
import { type Channel, channelOf, fileGone } from '../channels/channel.ts';
import type { Delivery, SendResult, Settled, Store } from '../store/store.ts';
import type { Enclosing } from './enclose.ts';
import { drawChance, type Receive } from './receive.ts';

/** A claimed delivery comes back after this long, when whoever claimed it is no more. */
const leaseMs = 60_000;
/** Deliveries on their way at the same time: of what waits, and to people who just did something. */
const parallel = { waiting: 16, urgent: 256 };
/** How often the outbox is looked at when nobody wakes it. */
const idleMs = 1_000;
const attemptsMax = 6;
/** The pause after the first attempt; after each further one four times as long. */
const pauseMs = 1_000;
const pauseGrowth = 4;
/** A pause is longer or shorter by up to half of this share. */
const pauseSpread = 0.5;

export type Deliver = {
  /** There is something to send: in this conversation, whose person waits for it, or anywhere. */
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
  readonly complete: Enclosing['complete'];
  readonly now: () => number;
  /** From 0 to 1: spreads attempts, so that those who failed together do not come back together. */
  readonly random: () => number;
  readonly onError: (error: unknown) => void;
  /** What became of one delivery on its channel. */
  readonly onSent: (channel: string, result: SendResult['kind']) => void;
};

export function createDeliver(options: DeliverOptions): Deliver {
  const { store, channels, receive, complete, now, random, onError, onSent } = options;
  let closed = false;
  const working = { waiting: new Set<Promise<void>>(), urgent: new Set<Promise<void>>() };
  /** Conversations of people who wait, until a hand is free. */
  const woken = new Set<string>();
  /** Conversations with a delivery on its way, and whose people did something meanwhile: they must not queue anew. */
  const busy = new Set<string>();
  const again = new Set<string>();

  const send = async (delivery: Delivery, urgent: boolean): Promise<SendResult> => {
    if (delivery.notAfter !== undefined && delivery.notAfter < now()) return { kind: 'sent' };
    const channel = channels.find((candidate) => candidate.name === channelOf(delivery.conversation));
    if (!channel) return { kind: 'absent' };
    if (delivery.attempts >= attemptsMax) return { kind: 'rejected', reason: `gave up after ${attemptsMax} attempts` };
    const reply = await complete(delivery.reply);
    if (reply === 'over') return { kind: 'sent' };
    return reply === 'gone' ? fileGone : channel.send({ ...delivery, reply }, urgent);
  };

  const decided = (result: SendResult, { attempts }: Delivery): Settled => {
    if (result.kind !== 'retry') return result;
    const spread = 1 + pauseSpread * (random() - 0.5);
    return { kind: 'retry', afterMs: result.afterMs ?? Math.round(pauseMs * pauseGrowth ** attempts * spread) };
  };

  /** Sends one; `false` when nothing is due. */
  const deliverOne = async (conversation: string | undefined, urgent: boolean): Promise<boolean> => {
    const delivery = await store.claim(now(), leaseMs, conversation);
    if (!delivery) return false;
    busy.add(delivery.conversation);
    try {
      await deliverClaimed(delivery, urgent);
    } finally {
      busy.delete(delivery.conversation);
      if (again.delete(delivery.conversation)) start(delivery.conversation);
    }
    return true;
  };

  const deliverClaimed = async (delivery: Delivery, urgent: boolean): Promise<void> => {
    const result = await send(delivery, urgent).catch((error: unknown): SendResult => {
      onError(error);
      return { kind: 'retry' };
    });
    onSent(channelOf(delivery.conversation), result.kind);
    if (result.kind === 'handed') return;
    await store.settle(delivery, decided(result, delivery), now());
    if (result.kind === 'unreachable') {
      await receive({
        kind: 'left',
        id: `left:${delivery.id}`,
        conversation: delivery.conversation,
        at: now(),
        chance: drawChance(),
      });
    }
  };

  const workOnWaiting = async (): Promise<void> => {
    while (!closed && (await deliverOne(undefined, false)));
  };
  const workOnWoken = async (): Promise<void> => {
    for (const conversation of woken) {
      woken.delete(conversation);
      while (!closed && (await deliverOne(conversation, true)));
    }
  };
  /** Somebody was woken when all hands were full: the next free one looks. */
  let missed = false;
  const start = (conversation?: string): void => {
    if (closed) return;
    if (conversation !== undefined && busy.has(conversation)) {
      again.add(conversation);
      return;
    }
    const kind = conversation === undefined ? 'waiting' : 'urgent';
    if (conversation !== undefined) woken.add(conversation);
    const hands = working[kind];
    if (hands.size >= parallel[kind]) {
      missed ||= kind === 'waiting';
      return;
    }
    const one = (kind === 'urgent' ? workOnWoken() : workOnWaiting()).catch(onError);
    hands.add(one);
    void one.finally(() => {
      hands.delete(one);
      const [next] = woken;
      if (kind === 'urgent' && next !== undefined) start(next);
      if (kind === 'urgent' || !missed) return;
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
      while (await deliverOne(conversation, true));
      await Promise.all([...working.waiting, ...working.urgent]);
    },
    async arrived(conversation, number) {
      await store.settle({ id: `${conversation}#${number}`, conversation }, { kind: 'sent' }, now());
      start(conversation);
    },
    async close() {
      clearInterval(timer);
      closed = true;
      await Promise.all([...working.waiting, ...working.urgent]);
    },
  };
}
