/** What is read while somebody writes is never built upon. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../src/store/lowdb/document.ts';
import { createDurable } from '../../src/store/lowdb/durable.ts';
import { createFolder } from '../../src/store/lowdb/folder.ts';
import { kinds } from '../../src/store/records.ts';
import type { Store } from '../../src/store/store.ts';
import { addRow } from '../../src/survey/response.ts';
import { boxes, deliverAll, openWave, saidIn, say, startMs, trail } from '../contract/store/kit.ts';
import { makeDataFolder } from '../support/data-folder.ts';
import { createTestDisk } from '../support/disk.ts';
import { createMemoryDisk } from './memory-disk.ts';
import { hash, openAt } from './open.ts';

/** A store that has c:1 on its disk but not in memory, with nothing left to tell it; and the disk. */
async function cold(words: readonly string[] = ['talk']) {
  const dataDir = await makeDataFolder();
  const memory = createMemoryDisk();
  const first = await openAt(dataDir, { disk: memory });
  await openWave(first);
  for (const [n, word] of words.entries()) await say(first, 'c:1', `n${n}`, word);
  await deliverAll(first);
  await first.close();
  const disk = createTestDisk(memory);
  return { store: await openAt(dataDir, { disk }), disk, dataDir };
}
const trailOf = async (store: Store, id: string) => trail((await store.conversation(id))?.session);

describe('a reader that is overtaken by a writer', () => {
  it('does not make the next turn forget what was written meanwhile', async () => {
    const { store, disk } = await cold();
    const { reached, release } = disk.hold({ kind: 'read', path: '/conversations/' }, { late: true });
    const reader = store.conversation('c:1');
    await reached;
    await say(store, 'c:1', 'b');
    release();
    await reader;
    await say(store, 'c:1', 'c');
    expect(await trailOf(store, 'c:1')).toEqual(['n0', 'b', 'c']);
  });

  it('does not bring back a conversation that was erased meanwhile', async () => {
    const { store, disk } = await cold();
    const { reached, release } = disk.hold({ kind: 'read', path: '/conversations/' }, { late: true });
    const reader = store.held('c:1');
    await reached;
    await store.erase('c:1');
    release();
    await reader;
    expect(await store.conversation('c:1')).toBeUndefined();
    await say(store, 'c:1', 'b');
    expect(await trailOf(store, 'c:1')).toEqual(['b']);
  });

  it('does not make a box forget what was put in meanwhile', async () => {
    const { store, disk } = await cold();
    const put = (id: string) => store.changeBox(boxes.answers, (box) => addRow(box, { id, values: {} }));
    const { reached, release } = disk.hold({ kind: 'read', path: '/boxes/' }, { late: true });
    const reader = store.box(boxes.answers);
    await reached;
    await put('one');
    release();
    await reader;
    await put('two');
    expect((await store.box(boxes.answers)).rows.map(({ id }) => id)).toEqual(['one', 'two']);
  });
});

describe('the sweep', () => {
  /** Leaves c:1 on the disk as a crash may: erased, with nothing left to say. */
  async function coldAndOver() {
    const place = await cold();
    const path = createFolder(join(place.dataDir, 'generation-1'), hash).conversation('c:1');
    const over = { id: 'c:1', seen: [], claims: [], pending: [], outbox: [], deliveries: 1, gone: true };
    await createDocuments(createDurable(place.disk, () => undefined)).write(kinds.conversation, path, over);
    return place;
  }

  it('removes an erased conversation that has nothing left to say', async () => {
    const { store, disk } = await coldAndOver();
    await store.sweep();
    expect(disk.calls.filter(({ kind, path }) => kind === 'remove' && path.includes('/conversations/'))).toHaveLength(
      1,
    );
    expect(await store.held('c:1')).toBeUndefined();
  });

  it('does not remove it when somebody has come back to it meanwhile', async () => {
    const { store, disk } = await coldAndOver();
    const { reached, release } = disk.hold({ kind: 'read', path: '/conversations/' }, { late: true });
    const sweep = store.sweep();
    await reached;
    await say(store, 'c:1', 'back');
    release();
    await sweep;
    expect(await trailOf(store, 'c:1')).toEqual(['back']);
    await say(store, 'c:1', 'again');
    expect(await trailOf(store, 'c:1')).toEqual(['back', 'again']);
  });

  it('leaves a name to whoever takes it while the sweep looks at it', async () => {
    const { store, disk } = await cold(['begin CODE']);
    const { reached, release } = disk.hold({ kind: 'read', path: '/claims/' }, { late: true });
    const sweep = store.sweep();
    await reached;
    // The holder lets go, and another one takes it.
    await store.erase('c:1');
    await say(store, 'c:2', 'x', 'begin CODE');
    release();
    await sweep;
    await say(store, 'c:3', 'y', 'begin CODE');
    expect((await store.conversation('c:2'))?.session?.run?.resume).toBe('CODE');
    expect((await store.conversation('c:3'))?.session?.run).toBeUndefined();
  });
});

describe('a delivery', () => {
  it('is not forgotten when it comes while somebody looks and finds nothing', async () => {
    const { store, disk } = await cold();
    store.returned('c:1');
    const { reached, release } = disk.hold({ kind: 'read', path: '/conversations/' }, { late: true });
    const early = store.claim(startMs, 60_000);
    await reached;
    const turn = say(store, 'c:1', 'b');
    // Time enough for the turn, if it does not wait for who is looking.
    for (let n = 0; n < 500; n += 1) await new Promise((resolve) => setImmediate(resolve));
    release();
    await turn;
    const found = [await early, ...(await deliverAll(store))].flatMap((one) => (one ? [one] : []));
    expect(saidIn(found)).toEqual(['heard b']);
  });
});

describe('the documents in memory', () => {
  it('are fewer than those on the disk, and no turn is lost by that', async () => {
    const dataDir = await makeDataFolder();
    const store = await openAt(dataDir, { disk: createMemoryDisk() });
    // More than are kept in memory.
    const people = Array.from({ length: 2_300 }, (_, n) => `c:${n}`);
    for (const id of ['a', 'b', 'c']) {
      await Promise.all(people.map(async (who) => void (await Promise.all([say(store, who, id), store.held(who)]))));
    }
    let seen = 0;
    for await (const { session } of store.conversations()) {
      expect(trail(session)).toEqual(['a', 'b', 'c']);
      seen += 1;
    }
    expect(seen).toBe(people.length);
  });
});
