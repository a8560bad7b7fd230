/** A disk that is full, takes less than it is given, or fails to keep what it took. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/bot/simulate.ts';
import type { Store } from '../../src/store/store.ts';
import { answersIn, boxes, deliverAll, openWave, saidIn, say, startMs, trail, wave } from '../contract/store/kit.ts';
import { drawSeed, filesIn, makeDataFolder } from '../support/data-folder.ts';
import { createTestDisk, type TestDisk } from '../support/disk.ts';
import { hash, openAt } from './open.ts';

type Place = { readonly store: Store; readonly disk: TestDisk; readonly dataDir: string; readonly facts: string[] };

async function openPlace(): Promise<Place> {
  const dataDir = await makeDataFolder();
  const disk = createTestDisk();
  const facts: string[] = [];
  const store = await openAt(dataDir, { disk, report: ({ kind }) => void facts.push(kind) });
  await openWave(store);
  await say(store, 'c:1', 'a', 'begin CODE');
  await say(store, 'c:1', 'b', 'answer yes');
  return { store, disk, dataDir, facts };
}

const trailOf = async (store: Store, id = 'c:1') => trail((await store.conversation(id))?.session);
const unfinished = async (dataDir: string) =>
  [...(await filesIn(dataDir)).keys()].filter((name) => name.endsWith('.tmp'));

describe('a disk that takes only a part', () => {
  it.each([1, 2, 3, 7, 64, 500])('of %i bytes at a time still gets all of it', async (bytes) => {
    const { store, disk, dataDir } = await openPlace();
    disk.shorten((asked) => Math.min(asked, bytes));
    await say(store, 'c:1', 's', 'submit');
    await store.close();
    const next = await openAt(dataDir);
    expect(await trailOf(next)).toEqual(['a', 'b', 's']);
    expect(await answersIn(next)).toEqual([['yes'], ['yes'], ['yes']]);
  });

  const seed = drawSeed();
  it(`fills up at any byte of a turn without a trace, and the turn then succeeds (seed ${seed})`, async () => {
    const random = createRandom(seed);
    const { store, disk, dataDir, facts } = await openPlace();
    const document = async () => JSON.stringify(await store.held('c:1')).length;
    for (let n = 0; n < 60; n += 1) {
      // The edges, and anything between them.
      const length = await document();
      let room = n < 3 ? n : n < 6 ? length + n : Math.floor(random() * length);
      disk.shorten((asked) => {
        const taken = Math.min(asked, room);
        room -= taken;
        return taken;
      });
      const before = await trailOf(store);
      await expect(say(store, 'c:1', `n${n}`)).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(await trailOf(store)).toEqual(before);
      expect(await unfinished(dataDir)).toEqual([]);
      disk.heal();
      expect(await say(store, 'c:1', `n${n}`)).toBe('applied');
      await deliverAll(store);
    }
    expect(facts).toEqual([]);
    expect((await trailOf(store)).slice(2)).toEqual(Array.from({ length: 60 }, (_, n) => `n${n}`));
  });

  it('keeps everything readable while nothing can be written, and catches up afterwards', async () => {
    const { store, disk, dataDir } = await openPlace();
    disk.fail('ENOSPC', { kind: 'write' }, 1, Number.POSITIVE_INFINITY);
    for (let n = 0; n < 20; n += 1) await expect(say(store, `c:${n}`, `full-${n}`, 'submit')).rejects.toThrow('ENOSPC');
    expect(await trailOf(store)).toEqual(['a', 'b']);
    const entries = [];
    for await (const { path } of store.snapshot()) entries.push(path);
    expect(entries.length).toBeGreaterThan(3);
    await expect(store.change(wave.id, (before) => ({ ...(before ?? wave), k: 7 }))).rejects.toThrow('ENOSPC');
    expect(store.campaigns()[0]?.k).toBe(wave.k);
    disk.heal();
    for (let n = 0; n < 20; n += 1) expect(await say(store, `c:${n}`, `full-${n}`, 'submit')).toBe('applied');
    expect(await unfinished(dataDir)).toEqual([]);
    expect(await answersIn(store)).toEqual([['yes'], ['yes'], ['yes']]);
  });
});

describe('a disk that fails to keep what it took', () => {
  /** Everything that writes, each as somebody would call it. */
  const writers: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
    transact: (store) => say(store, 'c:1', 'z'),
    'transact, for somebody new': (store) => say(store, 'c:new', 'z'),
    'transact, once more': (store) => say(store, 'c:broken', 'x'),
    settle: async (store) => {
      const delivery = await store.claim(startMs, 1, 'c:1');
      if (delivery) await store.settle(delivery, { kind: 'sent' }, startMs);
    },
    erase: (store) => store.erase('c:1'),
    change: (store) => store.change(wave.id, (before) => ({ ...(before ?? wave), k: 7 })),
    changeBox: (store) => store.changeBox(boxes.background, (box) => ({ ...box, byLink: 3 })),
    freeze: (store) => store.freeze({ id: 'd', version: 1, content: {}, texts: {} }),
    invite: (store) => store.invite('h', { campaign: wave.id, unit: 'lipowo', side: 'ngo', entry: 'link' }),
    restore: (store) => store.restore((async function* () {})()),
  };

  it.each(['of a document', 'of a folder'])('says so at the first fsync %s, and writes nothing more', async (what) => {
    const { store, disk, dataDir, facts } = await openPlace();
    disk.fail('EIO', { kind: 'sync', path: what === 'of a folder' ? /[0-9a-f]{2}$/ : '.tmp' });
    await expect(say(store, 'c:broken', 'x')).rejects.toMatchObject({ code: 'EIO' });
    expect(facts).toEqual(['broken']);
    const before = await filesIn(dataDir);
    for (const [name, write] of Object.entries(writers)) {
      await expect(write(store), name).rejects.toThrow('must be started again');
    }
    expect(await filesIn(dataDir)).toEqual(before);
    expect(await trailOf(store)).toEqual(['a', 'b']);
    expect(facts).toEqual(['broken']);

    await store.close();
    const next = await openAt(dataDir);
    await next.sweep();
    for (const [name, write] of Object.entries(writers)) {
      if (name !== 'restore' && name !== 'erase') await write(next);
    }
    expect(await trailOf(next, 'c:broken')).toEqual(['x']);
    expect(await trailOf(next)).toEqual(['a', 'b', 'z']);
    expect(await unfinished(dataDir)).toEqual([]);
  });

  it('is not taken for broken by a disk that is merely full when it syncs', async () => {
    const { store, disk, facts } = await openPlace();
    disk.fail('ENOSPC', { kind: 'sync', path: '.tmp' });
    await expect(say(store, 'c:1', 'c')).rejects.toThrow('ENOSPC');
    expect(facts).toEqual([]);
    expect(await say(store, 'c:1', 'c')).toBe('applied');
  });

  it('takes a failing close after a good fsync for what it is: nothing', async () => {
    const { store, disk } = await openPlace();
    disk.fail('EIO', { kind: 'close' }, 1, 2);
    expect(await say(store, 'c:1', 'c')).toBe('applied');
    expect(saidIn(await deliverAll(store))).toEqual(['heard a', 'heard b', 'heard c']);
  });

  it('does not open where it cannot read', async () => {
    const { store, dataDir } = await openPlace();
    await store.close();
    for (const path of ['manifest.json', 'campaigns', '/boxes/']) {
      const disk = createTestDisk();
      disk.fail('EIO', { kind: ['read', 'list'], path });
      await expect(openAt(dataDir, { disk, hash })).rejects.toThrow();
    }
    expect(await trailOf(await openAt(dataDir))).toEqual(['a', 'b']);
  });
});
