/** Files that are not what was written: nothing of it is ever read as good, and nothing is thrown away. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/bot/simulate.ts';
import { invited } from '../../src/dialog/staff.ts';
import { decode } from '../../src/store/lowdb/document.ts';
import { kinds } from '../../src/store/records.ts';
import { answersIn, deliverAll, ola, openWave, saidIn, say, trail } from '../contract/store/kit.ts';
import { drawSeed, filesIn, makeDataFolder } from '../support/data-folder.ts';
import { openAt } from './open.ts';

type Random = () => number;
type Damage = (good: Buffer, random: Random, others: readonly Buffer[]) => Buffer | undefined;

/** `undefined` deletes the file. */
const damages: Readonly<Record<string, Damage>> = {
  truncated: (good, random) => good.subarray(0, Math.floor(random() * good.length)),
  'with a block of NUL': (good, random) => {
    const bad = Buffer.from(good);
    const from = Math.floor(random() * good.length);
    return bad.fill(0, from, Math.min(good.length, from + 1 + Math.floor(random() * 512)));
  },
  'with a flipped bit': (good, random) => flip(good, Math.floor(random() * good.length * 8)),
  'with a flipped bit in its first line': (good, random) =>
    flip(good, Math.floor(random() * (good.indexOf(10) + 1) * 8)),
  empty: () => Buffer.alloc(0),
  null: () => Buffer.from('null'),
  '{}': () => Buffer.from('{}'),
  'with its head alone': (good) => good.subarray(0, good.indexOf(10) + 1),
  'without its head': (good) => good.subarray(good.indexOf(10) + 1),
  'written twice': (good) => Buffer.concat([good, good]),
  deleted: () => undefined,
  'swapped with another kind': (_good, random, others) =>
    others[Math.floor(random() * others.length)] ?? Buffer.alloc(0),
};

function flip(good: Buffer, bit: number): Buffer {
  const bad = Buffer.from(good);
  bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return bad;
}

/** Files without which a store does not open, by what they are. */
const needed = {
  manifest: 'manifest.json',
  campaign: '/campaigns/',
  frozen: '/frozen/',
  box: '/boxes/',
  staff: '/staff.json',
} as const;

async function inhabited() {
  const dataDir = await makeDataFolder();
  const store = await openAt(dataDir);
  await openWave(store);
  await store.change('draft', () => ({ ...store.campaigns()[0], id: 'draft', state: 'draft' }) as never);
  await store.freeze({ id: 'd', version: 1, content: { steps: [1, 2, 3] }, texts: { pl: { hello: 'cześć' } } });
  await store.changeStaff((staff) => invited(staff, ola, { id: 'e1', who: 'operator', what: 'invited', at: 1 }));
  for (const n of [1, 2, 3]) {
    await say(store, `c:${n}`, 'a', `begin CODE-${n}`);
    await say(store, `c:${n}`, 'b', `answer answer-${n}`);
  }
  await say(store, 'c:1', 's', 'submit');
  await store.close();
  return { dataDir, files: await filesIn(dataDir) };
}

const total = 300;

describe('a damaged file', () => {
  const seed = drawSeed();

  it(`that the store cannot do without keeps it closed, named and untouched, ${total} times (seed ${seed})`, async () => {
    const random = createRandom(seed);
    const { dataDir, files } = await inhabited();
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
    const names = Object.keys(damages);
    const silent: string[] = [];
    const seen = new Set<string>();
    for (let n = 0; n < total; n += 1) {
      const kind = pick(Object.keys(needed) as (keyof typeof needed)[]);
      const file = pick([...files.keys()].filter((name) => `/${name}`.includes(needed[kind])));
      // Each damage in turn, so that none is left out.
      const damage = names[n % names.length] ?? '';
      const good = files.get(file) ?? Buffer.alloc(0);
      const others = [...files].filter(([name]) => !`/${name}`.includes(needed[kind])).map(([, bytes]) => bytes);
      const bad = damages[damage]?.(good, random, others);
      if (bad?.equals(good)) continue;
      const path = join(dataDir, file);
      if (bad) await writeFile(path, bad);
      else await rm(path);
      const what = `${n}: ${file} ${damage}`;
      seen.add(`${kind} ${damage}`);
      const error = await openAt(dataDir).then(
        () => undefined,
        (reason: Error) => reason,
      );
      if (!error?.message.includes(path)) silent.push(`${what}: ${error?.message ?? 'opened'}`);
      const after = await readFile(path).catch(() => undefined);
      if (!(bad ? after?.equals(bad) : after === undefined)) silent.push(`${what}: it was changed`);
      await writeFile(path, good, { mode: 0o600 });
    }
    expect(silent).toEqual([]);
    expect(seen.size).toBeGreaterThan(30);
    // Mended, it opens as if nothing had been.
    const store = await openAt(dataDir);
    expect(await answersIn(store)).toEqual([['answer-1'], ['answer-1'], ['answer-1']]);
  });

  it('of a conversation is never read as good, whichever bit of it is flipped', async () => {
    const { files } = await inhabited();
    const good = [...files].find(([name]) => name.includes('conversations'))?.[1] ?? Buffer.alloc(0);
    expect(decode(kinds.conversation, good).id).toMatch(/^c:/);
    const read: number[] = [];
    for (let bit = 0; bit < good.length * 8; bit += 1) {
      try {
        decode(kinds.conversation, flip(good, bit));
        read.push(bit);
      } catch (error) {
        expect((error as Error).constructor.name).toBe('DamagedError');
      }
    }
    expect(read).toEqual([]);
  });

  it(`of a conversation is set aside and named, and the others go on (seed ${seed})`, async () => {
    const random = createRandom(seed);
    const { dataDir, files } = await inhabited();
    const others = [...files].filter(([name]) => !name.includes('conversations')).map(([, bytes]) => bytes);
    const conversations = [...files].filter(([name]) => name.includes('conversations'));
    for (const [n, [damage, make]] of Object.entries(damages).entries()) {
      const [file, good] = conversations[n % conversations.length] ?? ['', Buffer.alloc(0)];
      const { id } = decode(kinds.conversation, good);
      const bad = make(good, random, others);
      // A conversation that is deleted is one that never was: nothing else knows of it.
      if (!bad || bad.equals(good)) continue;
      await writeFile(join(dataDir, file), bad);
      const facts: object[] = [];
      const store = await openAt(dataDir, { report: (fact) => void facts.push(fact) });
      const kept = join(dataDir, 'generation-1', 'quarantine', file.split('/').at(-1) ?? '');
      // By the sweep as well as by the person who comes back.
      const swept = n % 2 === 0 ? await store.sweep() : undefined;
      const back = await say(store, id, `back-${damage}`);
      expect(back, damage).toBe('applied');
      expect(trail((await store.conversation(id))?.session), damage).toEqual([
        `back-${damage}`.split(' ')[0],
        ...`back-${damage}`.split(' ').slice(1),
      ]);
      expect(facts, damage).toEqual([{ kind: 'damaged', path: kept, why: expect.stringContaining(file) }]);
      if (swept) expect(swept.damaged).toEqual([file.split('/').at(-1)]);
      expect((await readFile(kept)).equals(bad), damage).toBe(true);
      for (const other of ['c:1', 'c:2', 'c:3'].filter((one) => one !== id)) {
        expect(await say(store, other, `on-${n}`), damage).toBe('applied');
        expect(trail((await store.conversation(other))?.session).slice(0, 2), damage).toEqual(['a', 'b']);
      }
      await store.close();
      await rm(kept);
      for (const [name, bytes] of conversations) await writeFile(join(dataDir, name), bytes, { mode: 0o600 });
    }
  });

  it('is no reason to forget what others are still to be told', async () => {
    const { dataDir, files } = await inhabited();
    const [file = ''] = [...files.keys()].filter((name) => name.includes('conversations'));
    await writeFile(join(dataDir, file), 'garbage');
    const store = await openAt(dataDir);
    expect(await store.sweep()).toMatchObject({ seen: 2, damaged: [file.split('/').at(-1)] });
    expect(saidIn(await deliverAll(store)).length).toBeGreaterThanOrEqual(4);
  });

  it('of a conversation frees nothing that it had taken, but for its own person', async () => {
    const { dataDir, files } = await inhabited();
    const damaged = [...files].filter(([name]) => name.includes('conversations'));
    for (const [name] of damaged) await writeFile(join(dataDir, name), 'garbage');
    const store = await openAt(dataDir);
    expect((await store.sweep()).damaged).toHaveLength(3);
    for (const n of [1, 2]) await say(store, 'c:other', `other-${n}`, `begin CODE-${n}`);
    expect((await store.conversation('c:other'))?.session?.run).toBeUndefined();
    await say(store, 'c:2', 'again', 'begin CODE-2');
    expect((await store.conversation('c:2'))?.session?.run?.resume).toBe('CODE-2');
  });

  it('of a conversation goes when the person has everything erased', async () => {
    const { dataDir, files } = await inhabited();
    const [name = '', bytes] = [...files].find(([file]) => file.includes('conversations')) ?? [];
    const { id } = decode(kinds.conversation, bytes ?? Buffer.alloc(0));
    // Damaged at its end only: the rest can still be read by whoever opens the file.
    await writeFile(join(dataDir, name), (bytes ?? Buffer.alloc(0)).subarray(0, -2));
    const store = await openAt(dataDir);
    expect((await store.sweep()).damaged).toHaveLength(1);
    expect(await store.erase(id)).toBe(true);
    await store.sweep();
    const left = [...(await filesIn(dataDir))].filter(([, content]) => content.includes(id));
    expect(left.map(([file]) => file)).toEqual([]);
    expect(await store.erase(id)).toBe(false);
  });

  it('that was swapped with another of its kind is not taken for it', async () => {
    const { dataDir, files } = await inhabited();
    const [one, two] = [...files].filter(([name]) => name.includes('conversations'));
    if (!one || !two) throw new Error('too few conversations');
    await writeFile(join(dataDir, one[0]), two[1]);
    const store = await openAt(dataDir);
    const { id } = decode(kinds.conversation, one[1]);
    expect(await store.conversation(id)).toBeUndefined();
    expect(await store.sweep()).toMatchObject({ seen: 2, damaged: [one[0].split('/').at(-1)] });
  });
});
