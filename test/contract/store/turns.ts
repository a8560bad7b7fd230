/** One activity is applied once and whole, in call order within its conversation. */
import { expect, it } from 'vitest';
import { createTestDisk } from '../../support/disk.ts';
import { type Driver, diskLaw } from './driver.ts';
import { act, blank, deliverAll, message, nothing, saidIn, say, text, trail, turn } from './kit.ts';

export function turnLaws(driver: Driver): void {
  const { open } = driver;

  it('applies the same activity once', async () => {
    const { store } = await open();
    expect(await say(store, 'c:1', 'a')).toBe('applied');
    expect(await say(store, 'c:1', 'a')).toBe('repeated');
    expect(await say(store, 'c:1', 'b')).toBe('applied');
    expect(await say(store, 'c:1', 'a')).toBe('repeated');
    const kept = await store.conversation('c:1');
    expect(trail(kept?.session)).toEqual(['a', 'b']);
    expect(saidIn(await deliverAll(store))).toEqual(['heard a', 'heard b']);
  });

  it('applies the same activity once when it comes ten times at once', async () => {
    const { store } = await open();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => say(store, 'c:1', 'a')));
    expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(1);
    expect(trail((await store.conversation('c:1'))?.session)).toEqual(['a']);
  });

  it('knows an activity again after 200 others', async () => {
    const { store } = await open();
    await say(store, 'c:1', 'first');
    await Promise.all(Array.from({ length: 200 }, (_, n) => say(store, 'c:1', `n${n}`)));
    expect(await say(store, 'c:1', 'first')).toBe('repeated');
  });

  it('knows an activity again after reopening', async () => {
    const opened = await open();
    await say(opened.store, 'c:1', 'a');
    await opened.store.close();
    const { store } = await opened.again();
    expect(await say(store, 'c:1', 'a')).toBe('repeated');
    expect(trail((await store.conversation('c:1'))?.session)).toEqual(['a']);
  });

  it('applies 100 activities of one conversation in call order', async () => {
    const { store } = await open();
    const ids = Array.from({ length: 100 }, (_, n) => `n${n}`);
    await Promise.all(ids.map((id) => say(store, 'c:1', id)));
    expect(trail((await store.conversation('c:1'))?.session)).toEqual(ids);
  });

  diskLaw(driver, 'lets a conversation go on while another one is held up', async () => {
    const disk = createTestDisk();
    const { store } = await open({ disk });
    await say(store, 'c:slow', 'a');
    const { reached, release } = disk.hold({ kind: 'rename' });
    const slow = say(store, 'c:slow', 'b');
    await reached;
    expect(await say(store, 'c:quick', 'a')).toBe('applied');
    expect(await say(store, 'c:quick', 'b')).toBe('applied');
    expect(trail((await store.conversation('c:slow'))?.session)).toEqual(['a']);
    release();
    expect(await slow).toBe('applied');
  });

  it('writes nothing for a turn that changes nothing', async () => {
    const { store } = await open();
    const quiet = () =>
      store.transact(
        message('c:1', 'a'),
        () => nothing,
        () => undefined,
      );
    expect(await quiet()).toBe('unchanged');
    expect(await store.conversation('c:1')).toBeUndefined();
    await say(store, 'c:1', 'b');
    expect(await quiet()).toBe('unchanged');
    expect(trail((await store.conversation('c:1'))?.session)).toEqual(['b']);
  });

  it('leaves everything as it was when the turn itself throws', async () => {
    const { store } = await open();
    await say(store, 'c:1', 'a');
    const fault = () => {
      throw new Error('a fault in the dialog');
    };
    await expect(store.transact(message('c:1', 'b'), () => nothing, fault)).rejects.toThrow('a fault in the dialog');
    expect(await say(store, 'c:1', 'b')).toBe('applied');
    expect(trail((await store.conversation('c:1'))?.session)).toEqual(['a', 'b']);
  });

  it('holds after reopening what was committed before', async () => {
    const opened = await open();
    const session = { ...blank, language: 'uk' as const, nonce: 'ą ї 😀 \u0000 "', prompt: 7 };
    await opened.store.transact(
      message('c:1', 'a'),
      () => nothing,
      () => ({ session, claims: [], effects: [], replies: [text('Dzień dobry ☀')] }),
    );
    await opened.store.close();
    const { store } = await opened.again();
    await store.sweep();
    expect((await store.conversation('c:1'))?.session).toEqual(session);
    expect(saidIn(await deliverAll(store))).toEqual(['Dzień dobry ☀']);
  });

  it('takes nothing more after it is closed, and finishes first what has begun', async () => {
    const opened = await open();
    const begun = say(opened.store, 'c:1', 'a');
    await opened.store.close();
    expect(await begun).toBe('applied');
    await expect(say(opened.store, 'c:1', 'b')).rejects.toThrow('closed');
    const { store } = await opened.again();
    expect(trail((await store.conversation('c:1'))?.session)).toEqual(['a']);
  });

  it('gives the turn what the conversation said and what was asked for', async () => {
    const { store } = await open();
    await store.invite('hash', { campaign: 'fala-1', unit: 'lipowo', side: 'ngo', entry: 'personal' });
    const seen: unknown[] = [];
    const activity = message('c:1', 'a');
    await store.transact(
      activity,
      (before) => {
        seen.push(before);
        return { code: 'hash', invitation: 'hash', names: ['free'] };
      },
      (before, facts) => {
        seen.push(facts.code, facts.invitation, [...facts.claimed], [...facts.taken]);
        return turn(before, activity.id);
      },
    );
    const invitation = { campaign: 'fala-1', unit: 'lipowo', side: 'ngo', entry: 'personal' };
    expect(seen).toEqual([undefined, 'hash', invitation, [], []]);
  });

  it('shows every conversation to whoever goes through them', async () => {
    const { store } = await open();
    const ids = Array.from({ length: 30 }, (_, n) => `c:${n}`);
    await Promise.all(ids.map((id) => act(store, message(id, `a-${id}`))));
    const found = [];
    for await (const { id } of store.conversations()) found.push(id);
    expect(found.sort()).toEqual(ids.sort());
  });
}
