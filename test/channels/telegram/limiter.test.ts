/** Telegram's limits, kept closely: a platform that counts sees none broken, and people do not wait behind a queue. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLimiter, type Limiter, type Rank, usualPace } from '../../../src/channels/telegram/limiter.ts';

type Call = { readonly chat: number; readonly rank: Rank; readonly askedAt: number; readonly at: number };

let limiter: Limiter;
let calls: Call[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  limiter = createLimiter(usualPace);
  calls = [];
});
afterEach(() => {
  limiter.close();
  vi.useRealTimers();
});

function ask(chat: number, rank: Rank): void {
  const askedAt = performance.now();
  void limiter.take(chat, rank).then((may) => {
    if (may) calls.push({ chat, rank, askedAt, at: performance.now() });
  });
}

/** The most calls in any window of so many milliseconds. */
function densest(of: readonly Call[], windowMs: number): number {
  return Math.max(0, ...of.map(({ at }) => of.filter((one) => one.at >= at && one.at < at + windowMs).length));
}

const waitOf = ({ askedAt, at }: Call): number => at - askedAt;

describe('the whole bot', () => {
  it('sends a thousand waiting messages in at most 1.1 of the shortest time, never 31 in a second', async () => {
    for (let chat = 1; chat <= 1_000; chat += 1) ask(chat, 'waiting');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toHaveLength(1_000);
    expect(densest(calls, 1_000)).toBeLessThanOrEqual(30);
    expect(calls.at(-1)?.at).toBeLessThanOrEqual((1_000 / 30) * 1_100);
  });

  it('answers people at once in the middle of that', async () => {
    for (let chat = 1; chat <= 1_000; chat += 1) ask(chat, 'waiting');
    for (let second = 1; second <= 20; second += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      for (let person = 1; person <= 5; person += 1) ask(10_000 + second * 10 + person, 'urgent');
    }
    await vi.advanceTimersByTimeAsync(60_000);
    const answers = calls.filter(({ rank }) => rank === 'urgent');
    expect(answers).toHaveLength(100);
    expect(Math.max(...answers.map(waitOf))).toBeLessThan(1_000);
    expect(densest(calls, 1_000)).toBeLessThanOrEqual(30);
    expect(calls).toHaveLength(1_100);
  });

  it('says nothing for as long as Telegram asks, and then goes on', async () => {
    limiter.hold(5_000);
    ask(1, 'urgent');
    ask(2, 'waiting');
    await vi.advanceTimersByTimeAsync(4_999);
    expect(calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(calls.map(({ chat }) => chat).sort()).toEqual([1, 2]);
  });

  it('lets go of all who wait when it closes', async () => {
    limiter.hold(60_000);
    const waiting = [limiter.take(1, 'urgent'), limiter.take(2, 'waiting')];
    limiter.close();
    expect(await Promise.all(waiting)).toEqual([false, false]);
    expect(await limiter.take(3, 'urgent')).toBe(false);
  });
});

describe('one chat', () => {
  it('gets two at once and then one a second, in order; others do not wait for it', async () => {
    for (let n = 0; n < 10; n += 1) ask(1, 'urgent');
    ask(2, 'urgent');
    await vi.advanceTimersByTimeAsync(1);
    expect(calls.map(({ chat }) => chat)).toEqual([1, 1, 2]);
    await vi.advanceTimersByTimeAsync(20_000);
    const own = calls.filter(({ chat }) => chat === 1);
    expect(own).toHaveLength(10);
    expect(densest(own.slice(2), 1_000)).toBe(1);
  });

  it('that is a group gets at most 20 in a minute', async () => {
    for (let n = 0; n < 60; n += 1) ask(-100_500, 'waiting');
    await vi.advanceTimersByTimeAsync(300_000);
    expect(calls).toHaveLength(60);
    expect(densest(calls, 60_000)).toBeLessThanOrEqual(20);
  });
});

describe('tidying', () => {
  it('is done when there is room', async () => {
    expect(await limiter.take(1, 'tidy')).toBe(true);
  });

  it('never takes the room of an answer, nor of what the chat is about to hear', async () => {
    for (let chat = 1; chat <= 26; chat += 1) ask(chat, 'urgent');
    await vi.advanceTimersByTimeAsync(1);
    expect(await limiter.take(99, 'tidy')).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    ask(1, 'urgent');
    ask(1, 'urgent');
    await vi.advanceTimersByTimeAsync(1);
    expect(await limiter.take(1, 'tidy')).toBe(false);
  });
});
