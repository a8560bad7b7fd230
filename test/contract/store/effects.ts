/** What a conversation owes to other documents: pending until it is applied there, and applied there once. */
import { expect, it } from 'vitest';
import type { Activity } from '../../../src/dialog/activity.ts';
import type { Store } from '../../../src/store/store.ts';
import type { Driver, Opened } from './driver.ts';
import { act, answersIn, boxes, decide, message, nothing, openWave, rowsOf, say, trail, turn } from './kit.ts';

export function effectLaws({ open }: Driver): void {
  /** A store whose road in for effects can be closed. */
  async function opened() {
    const road = { open: true, facts: [] as string[] };
    const receive = async (activity: Activity): Promise<void> => {
      if (!road.open) throw new Error('the road is closed');
      await act(place.store, activity);
    };
    const place: Opened = await open({ receive, report: ({ kind }) => void road.facts.push(kind) });
    await openWave(place.store);
    return { ...place, road };
  }
  const runOf = async (store: Store, id: string) => (await store.conversation(id))?.session?.run?.answers.q;

  async function begun(store: Store, conversation: string, answer: string): Promise<void> {
    await say(store, conversation, `${conversation}-1`, `begin ${answer}`);
    await say(store, conversation, `${conversation}-2`, `answer ${answer}`);
  }

  it('puts what is sent into each box once', async () => {
    const { store } = await opened();
    await begun(store, 'c:1', 'yes');
    await say(store, 'c:1', 's', 'submit');
    await say(store, 'c:1', 's', 'submit');
    await say(store, 'c:1', 't', 'submit');
    expect(await answersIn(store)).toEqual([['yes'], ['yes'], ['yes']]);
    expect(JSON.stringify(await store.held('c:1'))).not.toContain('"yes"');
  });

  it('puts the answers of 40 who send at once into the boxes, each once', async () => {
    const { store } = await opened();
    const everybody = Array.from({ length: 40 }, (_, n) => `c:${n}`);
    await Promise.all(everybody.map((id) => begun(store, id, `answer-${id}`)));
    await Promise.all(everybody.map((id) => say(store, id, `send-${id}`, 'submit')));
    const all = everybody.map((id) => `answer-${id}`).sort();
    expect(await answersIn(store)).toEqual([all, all, all]);
  });

  it('finishes when the conversation is touched again what could not be finished before', async () => {
    const { store, road } = await opened();
    await begun(store, 'c:a', 'yes');
    road.open = false;
    expect(await say(store, 'c:b', 'ask', 'ask c:a')).toBe('applied');
    expect(road.facts).toEqual(['effect-failed']);
    expect(await runOf(store, 'c:a')).toBe('yes');
    road.open = true;
    await say(store, 'c:b', 'again');
    expect(await runOf(store, 'c:b')).toBe('yes');
    expect(await runOf(store, 'c:a')).toBeUndefined();
  });

  it('finishes by the sweep what nobody touches', async () => {
    const first = await opened();
    await begun(first.store, 'c:a', 'yes');
    first.road.open = false;
    await say(first.store, 'c:b', 'ask', 'ask c:a');
    await first.store.close();
    const { store } = await first.again();
    expect(await runOf(store, 'c:b')).toBeUndefined();
    await store.sweep();
    expect(await runOf(store, 'c:b')).toBe('yes');
    await store.sweep();
    expect(trail((await store.conversation('c:a'))?.session)).toEqual(['c:a-1', 'c:a-2', 'ask>']);
    expect(trail((await store.conversation('c:b'))?.session)).toEqual(['ask', 'ask>>']);
  });

  it('sweeps on when one conversation cannot be finished', async () => {
    const first = await opened();
    await Promise.all(['1', '2', '3'].map((n) => begun(first.store, `c:a${n}`, `yes${n}`)));
    first.road.open = false;
    for (const n of ['1', '2', '3']) await say(first.store, `c:b${n}`, `ask${n}`, `ask c:a${n}`);
    await first.store.close();
    const facts: string[] = [];
    const next: Opened = await first.again({
      receive: async (activity) => {
        if (activity.conversation === 'c:a2') throw new Error('this one fails');
        await act(next.store, activity);
      },
      report: ({ kind }) => void facts.push(kind),
    });
    expect((await next.store.sweep()).seen).toBe(6);
    expect(facts).toEqual(['effect-failed']);
    expect(await runOf(next.store, 'c:b1')).toBe('yes1');
    expect(await runOf(next.store, 'c:b2')).toBeUndefined();
    expect(await runOf(next.store, 'c:b3')).toBe('yes3');
  });

  it('hands a survey over with the code that it was begun with', async () => {
    const { store } = await opened();
    await begun(store, 'c:a', 'yes');
    await say(store, 'c:b', 'ask', 'ask c:a');
    expect(await runOf(store, 'c:b')).toBe('yes');
    await say(store, 'c:third', 'x', 'begin yes');
    expect(await runOf(store, 'c:third')).toBeUndefined();
    await say(store, 'c:b', 'send', 'submit');
    expect(await answersIn(store)).toEqual([['yes'], ['yes'], ['yes']]);
  });

  it('lets nobody take a name that is on its way with a survey', async () => {
    const arrives = Promise.withResolvers<void>();
    const underWay = Promise.withResolvers<void>();
    const place: Opened = await open({
      receive: async (activity) => {
        if (activity.kind === 'take') {
          underWay.resolve();
          await arrives.promise;
        }
        await act(place.store, activity);
      },
    });
    const { store } = place;
    await begun(store, 'c:a', 'CODE');
    const asked = say(store, 'c:b', 'ask', 'ask c:a');
    await underWay.promise;
    await say(store, 'c:third', 'x', 'begin CODE');
    expect((await store.conversation('c:third'))?.session?.run).toBeUndefined();
    arrives.resolve();
    await asked;
    expect((await store.conversation('c:b'))?.session?.run?.resume).toBe('CODE');
  });

  it('does not wait for itself when two conversations ask each other at once', async () => {
    const { store } = await opened();
    await Promise.all([begun(store, 'c:a', 'left'), begun(store, 'c:b', 'right')]);
    await Promise.all([say(store, 'c:a', 'x', 'ask c:b'), say(store, 'c:b', 'y', 'ask c:a')]);
    await store.sweep();
    const runs = [await runOf(store, 'c:a'), await runOf(store, 'c:b')];
    // One of them took what the other held; nothing is in two places.
    expect(runs.filter((run) => run === 'left').length).toBeLessThanOrEqual(1);
    expect(runs.filter((run) => run === 'right').length).toBeLessThanOrEqual(1);
    expect(await say(store, 'c:a', 'z')).toBe('applied');
    expect(((await store.held('c:a')) as { pending: unknown[] }).pending).toEqual([]);
  });

  it('never brings back a row that was withdrawn', async () => {
    const first = await opened();
    const sent = message('c:1', 'send');
    const repeat = (store: Store, id: string) =>
      store.transact(
        message('c:1', id),
        () => nothing,
        (before) => ({ ...turn(before, id), effects: rowsOf(sent, 'yes') }),
      );
    await repeat(first.store, 'a');
    await say(first.store, 'c:2', 'w', 'withdraw receipt-send');
    expect(await answersIn(first.store)).toEqual([[], [], []]);
    await repeat(first.store, 'b');
    expect(await answersIn(first.store)).toEqual([[], [], []]);
    await first.store.close();
    const { store } = await first.again();
    await repeat(store, 'c');
    expect(await answersIn(store)).toEqual([[], [], []]);
  });

  it('keeps the order of effects', async () => {
    const { store } = await opened();
    const [add] = rowsOf(message('c:1', 'send'), 'yes');
    if (!add) throw new Error('no row');
    const remove = { kind: 'remove', box: boxes.answers, receipt: 'receipt-send' } as const;
    await store.transact(
      message('c:1', 'a'),
      () => nothing,
      (before, facts) => ({ ...decide(message('c:1', 'a'), before, facts), effects: [add, remove, add] }),
    );
    expect(await answersIn(store)).toEqual([[], [], []]);
  });
}
