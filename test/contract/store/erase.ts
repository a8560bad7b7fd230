/** Erasing leaves nothing behind but the fact that an answer was given. */
import { expect, it } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import type { Driver } from './driver.ts';
import { act, answersIn, deliverAll, message, nothing, openWave, saidIn, say, startMs, trail, turn } from './kit.ts';

const id = 'c:the-one-who-goes';
const secret = 'an-answer-nobody-else-gave';

export function eraseLaws({ open }: Driver): void {
  async function opened() {
    const place = await open();
    await openWave(place.store);
    return place;
  }
  async function begun(store: Store): Promise<void> {
    await say(store, id, 'a', 'begin CODE');
    await say(store, id, 'b', `answer ${secret}`);
  }
  const heardBy = async (store: Store): Promise<string[]> =>
    saidIn((await deliverAll(store)).filter(({ conversation }) => conversation === id));
  const canBegin = async (store: Store, who: string): Promise<boolean> => {
    await say(store, who, `${who}-begin`, 'begin CODE');
    return (await store.conversation(who))?.session?.run?.resume === 'CODE';
  };

  it('says when there is nobody to erase', async () => {
    const { store } = await opened();
    expect(await store.erase(id)).toBe(false);
  });

  it('leaves nothing of a conversation that has not sent its answers', async () => {
    const { store, stored } = await opened();
    await begun(store);
    expect(await stored()).toContain(id);
    expect(await stored()).toContain(secret);
    expect(await store.erase(id)).toBe(true);
    expect(await stored()).not.toContain(id);
    expect(await stored()).not.toContain(secret);
    expect(await store.conversation(id)).toBeUndefined();
    expect(await store.held(id)).toBeUndefined();
    expect(store.nextDue()).toBeUndefined();
    expect(await store.erase(id)).toBe(false);
  });

  it('frees the code of a survey that was not sent', async () => {
    const { store } = await opened();
    await begun(store);
    await store.erase(id);
    expect(await canBegin(store, 'c:next')).toBe(true);
  });

  it('keeps "answered" taken, and nothing that says by whom', async () => {
    const place = await opened();
    await begun(place.store);
    await say(place.store, id, 'c', 'submit');
    await place.store.erase(id);
    expect(await place.stored()).not.toContain(id);
    expect(await answersIn(place.store)).toEqual([[secret], [secret], [secret]]);
    expect(await canBegin(place.store, 'c:next')).toBe(false);
    await place.store.close();
    const { store } = await place.again();
    expect(await canBegin(store, 'c:after')).toBe(false);
    expect(await canBegin(store, id)).toBe(false);
  });

  it('says its last words before it goes when the person asks for it', async () => {
    const { store, stored } = await opened();
    await begun(store);
    expect(await say(store, id, 'c', 'erase')).toBe('applied');
    expect(await store.conversation(id)).toBeUndefined();
    const shown = [];
    for await (const one of store.conversations()) shown.push(one.id);
    expect(shown).toEqual([]);
    expect(await stored()).not.toContain(secret);
    expect(await canBegin(store, 'c:next')).toBe(true);
    expect(await heardBy(store)).toEqual(['heard a', 'heard b', 'bye']);
    expect(await stored()).not.toContain(id);
  });

  it.each(['rejected', 'unreachable'] as const)('goes also when its last words are %s', async (kind) => {
    const { store, stored } = await opened();
    await begun(store);
    await say(store, id, 'c', 'erase');
    for (let next = await store.claim(startMs, 1); next; next = await store.claim(startMs, 1)) {
      await store.settle(next, kind === 'rejected' ? { kind, reason: 'no' } : { kind }, startMs);
    }
    expect(await stored()).not.toContain(id);
  });

  it('goes by the sweep when it stopped before it was gone', async () => {
    const place = await opened();
    await begun(place.store);
    await say(place.store, id, 'c', 'erase');
    await place.store.close();
    const { store, stored } = await place.again();
    await store.sweep();
    await deliverAll(store);
    expect(await stored()).not.toContain(id);
  });

  it('begins anew with somebody who comes back before the last words are said', async () => {
    const { store } = await opened();
    await begun(store);
    await say(store, id, 'c', 'erase');
    await say(store, id, 'd', 'begin CODE');
    const session = (await store.conversation(id))?.session;
    expect(trail(session)).toEqual(['d']);
    expect(session?.run?.resume).toBe('CODE');
    expect(await canBegin(store, 'c:next')).toBe(false);
    expect(await heardBy(store)).toEqual(['heard a', 'heard b', 'bye', 'heard d']);
    expect(trail((await store.conversation(id))?.session)).toEqual(['d']);
  });

  it('does what is owed before it goes: a withdrawal is not forgotten', async () => {
    const road = { open: true };
    const place = await open({
      receive: async (activity) => {
        if (!road.open) throw new Error('the road is closed');
        await act(place.store, activity);
      },
    });
    const { store, stored } = place;
    await openWave(store);
    await say(store, 'c:sender', 'a', 'begin CODE');
    await say(store, 'c:sender', 'b', `answer ${secret}`);
    await say(store, 'c:sender', 'sent', 'submit');
    // Something that cannot be done yet stands before the withdrawal.
    road.open = false;
    await say(store, id, 'ask', 'ask c:sender');
    await say(store, id, 'w', 'withdraw receipt-sent');
    road.open = true;
    expect(await store.erase(id)).toBe(true);
    expect(await answersIn(store)).toEqual([[], [], []]);
    await deliverAll(store);
    expect(await store.conversation(id)).toBeUndefined();
    expect(await stored()).not.toContain('receipt-sent');
  });

  it('does what is owed by the sweep when it cannot be done now, and holds nothing else until then', async () => {
    const road = { open: false };
    const place = await open({
      receive: async (activity) => {
        if (!road.open) throw new Error('the road is closed');
        await act(place.store, activity);
      },
    });
    const { store, stored } = place;
    await openWave(store);
    await begun(store);
    await say(store, id, 'ask', 'ask c:nobody');
    expect(await store.erase(id)).toBe(true);
    expect(await store.conversation(id)).toBeUndefined();
    expect(await stored()).not.toContain(secret);
    expect(await canBegin(store, 'c:next')).toBe(true);
    road.open = true;
    await store.sweep();
    expect(await store.held(id)).toBeUndefined();
    expect(trail((await store.conversation('c:nobody'))?.session)).toEqual(['ask>']);
  });

  it('is not brought back by what is still on its way to the person', async () => {
    const { store, stored } = await opened();
    await begun(store);
    const delivery = await store.claim(startMs, 60_000);
    await store.erase(id);
    if (delivery) await store.settle(delivery, { kind: 'retry', afterMs: 1 }, startMs);
    expect(await stored()).not.toContain(id);
    expect(await deliverAll(store, startMs + 60_000)).toEqual([]);
  });

  it('erases while others write, and only whom it should', async () => {
    const { store, stored } = await opened();
    const others = Array.from({ length: 10 }, (_, n) => `c:stays-${n}`);
    await begun(store);
    await Promise.all([store.erase(id), ...others.map((other) => say(store, other, 'x', 'talk'))]);
    expect(await stored()).not.toContain(id);
    for (const other of others) expect(await store.conversation(other)).toBeDefined();
  });

  it('takes a name for good in the turn that erases', async () => {
    const { store } = await opened();
    const outcome = store.transact(
      message(id, 'a'),
      () => nothing,
      (before) => ({ ...turn(before, 'a'), session: undefined, claims: ['invitation:CODE'] }),
    );
    expect(await outcome).toBe('applied');
    expect(await canBegin(store, 'c:next')).toBe(false);
  });
}
