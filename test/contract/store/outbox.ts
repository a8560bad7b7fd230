/** What waits to be said: in order, one at a time for each conversation, until it is settled. */
import { expect, it } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import type { Driver } from './driver.ts';
import { act, deliverAll, message, nothing, saidIn, say, startMs, text, turn } from './kit.ts';

const leaseMs = 60_000;
const sent = { kind: 'sent' } as const;
const handed = { kind: 'handed' } as const;

export function outboxLaws({ open }: Driver): void {
  /** Makes the bot say these texts. */
  function speak(store: Store, conversation: string, id: string, ...texts: string[]) {
    return store.transact(
      message(conversation, id),
      () => nothing,
      (before) => ({ ...turn(before, id), replies: texts.map(text) }),
    );
  }
  const claim = (store: Store, now = startMs, conversation?: string) => store.claim(now, leaseMs, conversation);
  async function claimed(store: Store, now = startMs) {
    const delivery = await claim(store, now);
    if (!delivery) throw new Error('nothing is due');
    return delivery;
  }
  const said = async (store: Store, now?: number) => saidIn(await deliverAll(store, now));

  it('gives the deliveries of a conversation in order, one at a time', async () => {
    const { store } = await open();
    await speak(store, 'c:1', 'a', 'one', 'two');
    await speak(store, 'c:1', 'b', 'three');
    const first = await claimed(store);
    expect(saidIn([first])).toEqual(['one']);
    expect(await claim(store)).toBeUndefined();
    expect(await claim(store, startMs, 'c:1')).toBeUndefined();
    await store.settle(first, sent, startMs);
    expect(await said(store)).toEqual(['two', 'three']);
    expect(store.nextDue()).toBeUndefined();
  });

  it('gives the deliveries of different conversations at the same time', async () => {
    const { store } = await open();
    for (const id of ['c:1', 'c:2', 'c:3']) await speak(store, id, 'a', `to ${id}`);
    const all = await Promise.all([1, 2, 3, 4].map(() => claim(store)));
    expect(all.map((one) => one?.conversation)).toEqual(['c:1', 'c:2', 'c:3', undefined]);
  });

  it('gives each delivery to one of many who ask at once', async () => {
    const { store } = await open();
    for (let n = 0; n < 20; n += 1) await speak(store, `c:${n}`, 'a', 'hello');
    const all = await Promise.all(Array.from({ length: 60 }, () => claim(store)));
    const ids = all.flatMap((one) => (one ? [one.id] : []));
    expect(ids).toHaveLength(20);
    expect(new Set(ids).size).toBe(20);
  });

  it('gives the delivery of a conversation that is asked for', async () => {
    const { store } = await open();
    await speak(store, 'c:1', 'a', 'one');
    await speak(store, 'c:2', 'a', 'two');
    expect((await claim(store, startMs, 'c:2'))?.conversation).toBe('c:2');
    expect(await claim(store, startMs, 'c:3')).toBeUndefined();
  });

  it('gives nothing before it is due', async () => {
    const { store } = await open();
    await speak(store, 'c:1', 'a', 'one');
    expect(await claim(store, startMs - 1)).toBeUndefined();
    expect(store.nextDue()).toBe(startMs);
  });

  it('gives a claimed delivery again when its lease is over', async () => {
    const { store } = await open();
    await speak(store, 'c:1', 'a', 'one');
    const first = await claimed(store);
    expect(store.nextDue()).toBe(startMs + leaseMs);
    expect(await claim(store, startMs + leaseMs - 1)).toBeUndefined();
    expect((await claim(store, startMs + leaseMs))?.id).toBe(first.id);
  });

  it('gives a claimed delivery again after a restart', async () => {
    const opened = await open();
    await speak(opened.store, 'c:1', 'a', 'one');
    const first = await claimed(opened.store);
    await opened.store.close();
    const { store } = await opened.again();
    await store.sweep();
    expect((await claimed(store)).id).toBe(first.id);
  });

  it('settles once what is settled twice', async () => {
    const { store } = await open();
    await speak(store, 'c:1', 'a', 'one', 'two', 'three');
    const first = await claimed(store);
    await store.settle(first, sent, startMs);
    await store.settle(first, sent, startMs);
    const second = await claimed(store);
    expect(saidIn([second])).toEqual(['two']);
    await store.settle(first, sent, startMs);
    // The second is still on its way: settling the first again gives nobody another one.
    expect(await claim(store)).toBeUndefined();
    await store.settle(second, sent, startMs);
    expect(await said(store)).toEqual(['three']);
  });

  it('settles once what two have sent after a lease was over', async () => {
    const { store } = await open();
    await speak(store, 'c:1', 'a', 'one', 'two');
    const slow = await claimed(store);
    const quick = await claimed(store, startMs + leaseMs);
    await store.settle(quick, sent, startMs + leaseMs);
    const next = await claimed(store, startMs + leaseMs);
    await store.settle(slow, { kind: 'retry', afterMs: 1 }, startMs + leaseMs);
    expect(await claim(store, startMs + leaseMs + 1)).toBeUndefined();
    await store.settle(next, sent, startMs + leaseMs);
    expect(await said(store, startMs + 10 * leaseMs)).toEqual([]);
  });

  it('retries after the time that was asked for, and keeps the order', async () => {
    const { store } = await open();
    await speak(store, 'c:1', 'a', 'one', 'two');
    await store.settle(await claimed(store), { kind: 'retry', afterMs: 5_000 }, startMs);
    expect(store.nextDue()).toBe(startMs + 5_000);
    // Something new to say does not bring it forward.
    await speak(store, 'c:1', 'b', 'three');
    expect(store.nextDue()).toBe(startMs + 5_000);
    expect(await claim(store, startMs + 4_999)).toBeUndefined();
    expect(await claim(store, startMs + 4_999, 'c:1')).toBeUndefined();
    const again = await claimed(store, startMs + 5_000);
    expect(again).toMatchObject({ attempts: 1, due: startMs + 5_000 });
    await store.settle(again, { kind: 'retry', afterMs: 1_000 }, startMs + 5_000);
    expect((await claimed(store, startMs + 6_000)).attempts).toBe(2);
  });

  it('keeps the time of a retry over a restart', async () => {
    const opened = await open();
    await speak(opened.store, 'c:1', 'a', 'one', 'two');
    await opened.store.settle(await claimed(opened.store), { kind: 'retry', afterMs: 5_000 }, startMs);
    await opened.store.close();
    const { store } = await opened.again();
    await store.sweep();
    expect(store.nextDue()).toBe(startMs + 5_000);
    expect(await claim(store, startMs + 4_999)).toBeUndefined();
    expect((await claimed(store, startMs + 5_000)).attempts).toBe(1);
  });

  it('keeps what nobody was there for until they come back', async () => {
    const { store } = await open();
    await speak(store, 'c:1', 'a', 'one', 'two');
    await store.settle(await claimed(store), { kind: 'absent' }, startMs);
    expect(store.nextDue()).toBeUndefined();
    expect(await claim(store, startMs + 86_400_000)).toBeUndefined();
    store.returned('c:1');
    expect((await claimed(store)).attempts).toBe(0);
  });

  it('does not give what was handed over again before its lease is over', async () => {
    const { store } = await open();
    await speak(store, 'c:1', 'a', 'one', 'two');
    const first = await claimed(store);
    await store.settle(first, handed, startMs);
    expect((await store.conversation('c:1'))?.outbox).toBe(2);
    expect(store.nextDue()).toBe(startMs + leaseMs);
    expect(await claim(store, startMs + leaseMs - 1)).toBeUndefined();
    expect(await claim(store, startMs + leaseMs - 1, 'c:1')).toBeUndefined();
    expect(await claim(store, startMs + leaseMs)).toEqual(first);
  });

  it('gives what was handed over again at once to somebody who is back, as it was', async () => {
    const { store } = await open();
    await speak(store, 'c:1', 'a', 'one', 'two');
    const first = await claimed(store);
    await store.settle(first, handed, startMs);
    store.returned('c:1');
    expect(await claim(store, startMs, 'c:1')).toEqual(first);
    // Only to one of them.
    expect(await claim(store, startMs, 'c:1')).toBeUndefined();
  });

  it('goes on when what was handed over has arrived, once, however often it arrives', async () => {
    const { store } = await open();
    await speak(store, 'c:1', 'a', 'one', 'two', 'three');
    const first = await claimed(store);
    await store.settle(first, handed, startMs);
    store.returned('c:1');
    await store.settle(await claimed(store), handed, startMs);
    await store.settle({ id: first.id, conversation: 'c:1' }, sent, startMs);
    const second = await claimed(store);
    expect(saidIn([second])).toEqual(['two']);
    await store.settle({ id: first.id, conversation: 'c:1' }, sent, startMs);
    expect(await claim(store)).toBeUndefined();
    await store.settle(second, sent, startMs);
    expect(await said(store)).toEqual(['three']);
    expect((await store.conversation('c:1'))?.outbox).toBe(0);
  });

  it('takes it that something has arrived also when its lease is long over, or after a restart', async () => {
    const opened = await open();
    await speak(opened.store, 'c:1', 'a', 'one', 'two', 'three');
    const first = await claimed(opened.store);
    await opened.store.settle(first, handed, startMs);
    await opened.store.settle(first, sent, startMs + 10 * leaseMs);
    const second = await claimed(opened.store, startMs + 10 * leaseMs);
    await opened.store.settle(second, handed, startMs + 10 * leaseMs);
    await opened.store.close();
    const { store } = await opened.again();
    await store.settle(second, sent, startMs + 10 * leaseMs);
    await store.sweep();
    expect(await said(store, startMs + 10 * leaseMs)).toEqual(['three']);
  });

  it('does not hurry a retry because the person is there', async () => {
    const { store } = await open();
    await speak(store, 'c:1', 'a', 'one');
    await store.settle(await claimed(store), { kind: 'retry', afterMs: 5_000 }, startMs);
    store.returned('c:1');
    expect(await claim(store, startMs + 1, 'c:1')).toBeUndefined();
    expect(store.nextDue()).toBe(startMs + 5_000);
    expect((await claimed(store, startMs + 5_000)).attempts).toBe(1);
  });

  it('finds nothing for somebody who comes back to nothing', async () => {
    const { store } = await open();
    store.returned('c:1');
    expect(await claim(store, startMs, 'c:1')).toBeUndefined();
    expect(store.nextDue()).toBeUndefined();
  });

  it('drops what waits for a person who cannot be reached', async () => {
    const { store } = await open();
    await speak(store, 'c:1', 'a', 'one', 'two');
    await store.settle(await claimed(store), { kind: 'unreachable' }, startMs);
    expect(await said(store, startMs + leaseMs)).toEqual([]);
    expect((await store.conversation('c:1'))?.outbox).toBe(0);
  });

  it('drops what waits for a person who left', async () => {
    const { store } = await open();
    await speak(store, 'c:1', 'a', 'one', 'two');
    await act(store, { ...message('c:1', 'b'), kind: 'left' });
    expect(await said(store)).toEqual([]);
    await speak(store, 'c:1', 'c', 'three');
    expect(await said(store)).toEqual(['three']);
  });

  it('parks and reports what the platform refuses, and says the rest', async () => {
    const facts: object[] = [];
    const opened = await open({ report: (fact) => void facts.push(fact) });
    await speak(opened.store, 'c:1', 'a', 'one', 'two');
    await opened.store.settle(await claimed(opened.store), { kind: 'rejected', reason: 'too long' }, startMs);
    expect(facts).toEqual([{ kind: 'rejected', delivery: '1', reason: 'too long' }]);
    expect(await said(opened.store)).toEqual(['two']);
    expect(opened.store.nextDue()).toBeUndefined();
    expect(JSON.stringify(await opened.store.held('c:1'))).toContain('"one"');
    await opened.store.close();
    const { store } = await opened.again();
    await store.sweep();
    expect(await said(store, startMs + leaseMs)).toEqual([]);
  });

  it('never uses the id of a delivery again', async () => {
    const { store } = await open();
    const ids: string[] = [];
    await speak(store, 'c:1', 'a', 'one', 'two');
    ids.push((await claimed(store)).id);
    await store.settle({ ...(await claimed(store, startMs + leaseMs)) }, { kind: 'rejected', reason: 'no' }, startMs);
    ids.push(...(await deliverAll(store, startMs + leaseMs)).map(({ id }) => id));
    await speak(store, 'c:1', 'b');
    await speak(store, 'c:1', 'c', 'three');
    ids.push(...(await deliverAll(store, startMs + leaseMs)).map(({ id }) => id));
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
  });

  it('delivers everything once to 30 people who are spoken to at once', async () => {
    const { store } = await open();
    const people = Array.from({ length: 30 }, (_, n) => `c:${n}`);
    const all: string[] = [];
    const deliver = async () => void all.push(...(await deliverAll(store)).map(({ id }) => id));
    await Promise.all(people.flatMap((id) => [say(store, id, 'a'), say(store, id, 'b'), deliver()]));
    await deliver();
    expect(all.sort()).toEqual(people.flatMap((id) => [`${id}#1`, `${id}#2`]).sort());
  });
}
