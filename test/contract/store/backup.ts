/** A snapshot is the store at one moment; a restore puts it in the place of everything, or changes nothing. */
import { expect, it } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import type { Driver, Opened } from './driver.ts';
import { answersIn, deliverAll, ola, openWave, saidIn, say, trail, wave } from './kit.ts';

type Entry = { readonly path: string; readonly content: Buffer };

export function backupLaws({ open }: Driver): void {
  async function take(store: Store): Promise<Entry[]> {
    const entries = [];
    for await (const entry of store.snapshot()) entries.push(entry);
    return entries;
  }
  async function* give(entries: readonly Entry[], fault?: Error): AsyncGenerator<Entry> {
    yield* entries;
    if (fault) throw fault;
  }
  async function inhabited(): Promise<Opened> {
    const opened = await open();
    await openWave(opened.store);
    await opened.store.freeze({ id: 'd', version: 1, content: { steps: [] }, texts: { pl: { hello: 'cześć' } } });
    await opened.store.changeStaff((staff) => ({ ...staff, members: [ola] }));
    await say(opened.store, 'c:sent', 'a', 'begin ONE');
    await say(opened.store, 'c:sent', 'b', 'answer yes');
    await say(opened.store, 'c:sent', 'c', 'submit');
    await say(opened.store, 'c:begun', 'a', 'begin TWO');
    return opened;
  }
  /** What a store holds, as far as one can ask it. */
  async function view(store: Store) {
    const conversations = [];
    for await (const { id } of store.conversations()) conversations.push(await store.held(id));
    const sorted = conversations.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    const waiting = (await deliverAll(store)).sort((a, b) => (a.id < b.id ? -1 : 1));
    const answers = store.campaigns().length > 0 ? await answersIn(store) : [];
    return {
      campaigns: store.campaigns(),
      frozen: store.frozen(),
      staff: store.staff(),
      answers,
      conversations: sorted,
      waiting,
    };
  }

  it('restores what was backed up', async () => {
    const from = await inhabited();
    const entries = await take(from.store);
    const to = await open();
    await to.store.restore(give(entries));
    await to.store.close();
    const { store } = await to.again();
    for (const one of [from.store, store]) await one.sweep();
    expect(await view(store)).toEqual(await view(from.store));
    await say(store, 'c:next', 'x', 'begin ONE');
    expect((await store.conversation('c:next'))?.session?.run).toBeUndefined();
  });

  it('puts a backup in the place of what was there, at once and for good', async () => {
    const entries = await take((await inhabited()).store);
    const to = await open();
    await say(to.store, 'c:sent', 'z');
    await say(to.store, 'c:other', 'z', 'begin TWO');
    await to.store.restore(give(entries));
    expect(trail((await to.store.conversation('c:sent'))?.session)).toEqual(['a', 'b', 'c']);
    expect(await to.store.conversation('c:other')).toBeUndefined();
    expect(await say(to.store, 'c:begun', 'z')).toBe('applied');
    await to.store.close();
    const { store } = await to.again();
    expect(trail((await store.conversation('c:begun'))?.session)).toEqual(['a', 'z']);
    expect(await answersIn(store)).toEqual([['yes'], ['yes'], ['yes']]);
  });

  it('changes nothing by a backup that is cut off', async () => {
    const entries = await take((await inhabited()).store);
    const to = await open();
    await say(to.store, 'c:own', 'a');
    for (const length of [0, 1, entries.length - 1]) {
      const cut = give(entries.slice(0, length), new Error('cut off'));
      await expect(to.store.restore(cut)).rejects.toThrow('cut off');
    }
    expect(await to.stored()).not.toContain('c:sent');
    expect(await say(to.store, 'c:own', 'b')).toBe('applied');
    await to.store.close();
    const { store } = await to.again();
    expect(trail((await store.conversation('c:own'))?.session)).toEqual(['a', 'b']);
    expect(await store.conversation('c:sent')).toBeUndefined();
    expect(store.campaigns()).toEqual([]);
  });

  it('changes nothing by a backup that is damaged or names a strange file', async () => {
    const entries = await take((await inhabited()).store);
    const to = await open();
    await say(to.store, 'c:own', 'a');
    const damaged = entries.map(({ path, content }) => ({ path, content: Buffer.from(content) }));
    for (const { content } of damaged) if (content.includes(wave.id)) content.fill(0, content.length >> 1);
    const strange = ['../x.json', '/etc/x', 'campaigns/../../x', 'secret.key', 'conversations/ab/../../../x'];
    const bad = [damaged, ...strange.map((path) => [...entries, { path, content: Buffer.from('x') }])];
    for (const one of bad) await expect(to.store.restore(give(one))).rejects.toThrow();
    expect(await to.stored()).not.toContain('c:sent');
    expect(await say(to.store, 'c:own', 'b')).toBe('applied');
    await to.store.close();
    const { store } = await to.again();
    expect(trail((await store.conversation('c:own'))?.session)).toEqual(['a', 'b']);
    expect(store.campaigns()).toEqual([]);
  });

  it('leaves nothing of a snapshot that nobody reads to its end', async () => {
    const { store, stored } = await inhabited();
    const before = (await stored()).length;
    for await (const _ of store.snapshot()) break;
    expect((await stored()).length).toBe(before);
  });

  it('takes a consistent snapshot while 64 people write', async () => {
    const from = await open();
    await openWave(from.store);
    const people = Array.from({ length: 64 }, (_, n) => `c:${n}`);
    let snapshot: Promise<Entry[]> | undefined;
    let turns = 0;
    const write = async (id: string, n: number): Promise<void> => {
      for (const words of [`begin CODE-${n}`, `answer answer-${n}`, 'submit', 'talk']) {
        await say(from.store, id, `${words}-${n}`, words);
        turns += 1;
        // In the middle of it: some have sent, some have not, some are just about to.
        if (turns === 96) snapshot = take(from.store);
      }
    };
    await Promise.all(people.map(write));
    const to = await open();
    await to.store.restore(give((await snapshot) ?? []));
    await to.store.sweep();
    const answered = [];
    for (const [n, id] of people.entries()) {
      const { session } = (await to.store.conversation(id)) ?? {};
      const submitted = trail(session).includes(`submit-${n}`);
      expect(session?.memberships.length ?? 0).toBe(submitted ? 1 : 0);
      expect(session?.run !== undefined).toBe(trail(session).includes(`begin`) && !submitted);
      if (submitted) answered.push(`answer-${n}`);
    }
    expect(await answersIn(to.store)).toEqual([answered.sort(), answered.sort(), answered.sort()]);
    expect(answered.length).toBeLessThan(64);
    // Everybody goes on from where the snapshot found them, and ends where they did.
    await Promise.all(people.map((id, n) => finishFrom(to.store, id, n)));
    expect(await answersIn(to.store)).toEqual(await answersIn(from.store));
    const said = saidIn(await deliverAll(to.store));
    expect(new Set(said).size).toBe(said.length);
  });

  async function finishFrom(store: Store, id: string, n: number): Promise<void> {
    for (const words of [`begin CODE-${n}`, `answer answer-${n}`, 'submit', 'talk']) {
      await say(store, id, `${words}-${n}`, words);
    }
  }
}
