/** What lies in a data folder: names that give nothing away, modes, times, and what must not be there. */
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createHash } from '../../src/bot/secret.ts';
import { openedAt, openWave, say, trail, wave } from '../contract/store/kit.ts';
import { filesIn, makeDataFolder } from '../support/data-folder.ts';
import { createTestDisk } from '../support/disk.ts';
import { openAt } from './open.ts';

/** A folder with everything in it that a store can hold. */
async function inhabited() {
  const dataDir = await makeDataFolder();
  const store = await openAt(dataDir);
  await openWave(store);
  await store.freeze({ id: 'd', version: 1, content: {}, texts: {} });
  await store.invite('hash', { campaign: wave.id, unit: 'lipowo', side: 'ngo', entry: 'link' });
  await say(store, 'c:1', 'a', 'begin CODE');
  await say(store, 'c:1', 'b', 'answer yes');
  await say(store, 'c:1', 's', 'submit');
  return { dataDir, store, root: join(dataDir, 'generation-1') };
}
const boxFiles = async (root: string) =>
  [...(await filesIn(join(root, 'boxes'))).keys()].map((name) => join(root, 'boxes', name));

describe('names', () => {
  const hostile = [
    '../../../etc/passwd',
    '/etc/passwd',
    '..',
    '.',
    '',
    'c:\u0000null',
    'c:\n\r\t',
    `c:${'x'.repeat(300)}`,
    `c:${'ż😀'.repeat(200)}`,
    'c:a/b\\c',
    'CON',
    'c:%2e%2e%2f',
    '__proto__',
    'constructor',
    'c:\ud800lone surrogate',
  ];

  it('of conversations, codes and invitations are hashes: hostile ones stay inside and apart', async () => {
    const outside = await makeDataFolder();
    const dataDir = join(outside, 'inner', 'store');
    const first = await openAt(dataDir);
    for (const [n, id] of hostile.entries()) {
      await say(first, id, `a${n}`, `begin ${id.replaceAll(' ', '_')}`);
      await first.invite(id, { campaign: wave.id, unit: id, side: 'ngo', entry: 'link' });
    }
    await first.close();
    for (const name of (await filesIn(outside)).keys()) {
      expect(name).toMatch(
        /^inner\/store\/(manifest\.json|generation-1\/(conversations|claims|invitations)\/[0-9a-f]{2}\/[0-9a-f]{32}\.json)$/,
      );
      const [hash = '', part] = name.split(sep).reverse();
      if (name.includes('generation')) expect(hash.slice(0, 2)).toBe(part);
    }
    const store = await openAt(dataDir);
    await store.sweep();
    for (const [n, id] of hostile.entries()) {
      const { session } = (await store.conversation(id)) ?? {};
      expect(trail(session), JSON.stringify(id)).toEqual([`a${n}`]);
    }
    for (const id of hostile) expect(await store.erase(id)).toBe(true);
  });

  it('say nothing to whoever has not the key', async () => {
    const { dataDir, store } = await inhabited();
    const other = await makeDataFolder();
    const next = await openAt(other, { hash: createHash('another key than that one') });
    await say(next, 'c:1', 'a');
    const named = async (folder: string) =>
      [...(await filesIn(folder)).keys()].filter((name) => name.includes('conversations'));
    expect(await named(other)).not.toEqual(await named(dataDir));
    await store.close();
  });
});

describe('modes and times', () => {
  it('let nobody but the owner in', async () => {
    const { dataDir, store } = await inhabited();
    for await (const _ of store.snapshot()) break;
    const files = [...(await filesIn(dataDir)).keys()];
    expect(files.length).toBeGreaterThan(12);
    const folders = new Set(files.flatMap((name) => above(name)));
    for (const name of files) expect([name, (await stat(join(dataDir, name))).mode & 0o777]).toEqual([name, 0o600]);
    for (const name of folders) expect([name, (await stat(join(dataDir, name))).mode & 0o777]).toEqual([name, 0o700]);
  });

  it('of boxes say when the wave opened, also after answers came and one was withdrawn', async () => {
    const { store, root } = await inhabited();
    await say(store, 'c:2', 'w', 'withdraw receipt-s');
    const files = await boxFiles(root);
    expect(files.length).toBe(8);
    for (const file of files) {
      const { mtimeMs, atimeMs } = await stat(file);
      expect([file, mtimeMs]).toEqual([file, openedAt]);
      expect(atimeMs).toBeGreaterThanOrEqual(openedAt);
      expect((await stat(dirname(file))).mtimeMs).toBe(openedAt);
    }
  });

  it('of claims say nothing of when a name was taken', async () => {
    const { store, root } = await inhabited();
    await say(store, 'c:9', 'x', 'begin OTHER');
    const claims = [...(await filesIn(join(root, 'claims'))).keys()];
    expect(claims).toHaveLength(3);
    const times = await Promise.all(claims.map(async (name) => (await stat(join(root, 'claims', name))).mtimeMs));
    expect(new Set(times).size).toBe(1);
  });
});

const above = (name: string): string[] => (dirname(name) === '.' ? [] : [dirname(name), ...above(dirname(name))]);

describe('leftovers', () => {
  it('of an earlier process are removed by the sweep, and nothing else is', async () => {
    const { dataDir, store, root } = await inhabited();
    await store.close();
    const before = await filesIn(dataDir);
    const file = [...before.keys()].find((name) => name.includes('conversations')) ?? '';
    const left = [
      join(dataDir, 'manifest.json.0123abcd.tmp'),
      join(dataDir, `${file}.0123abcd.tmp`),
      join(root, 'campaigns', `${wave.id}.json.0123abcd.tmp`),
      join(root, 'boxes', '00', '00.json.0123abcd.tmp'),
    ];
    for (const path of left) await writeFile(path, 'half a docum');
    await mkdir(join(dataDir, 'snapshot-half', 'campaigns'), { recursive: true });
    await writeFile(join(dataDir, 'snapshot-half', 'campaigns', 'x.json'), 'half a snapshot');
    const next = await openAt(dataDir);
    await next.sweep();
    expect(await filesIn(dataDir)).toEqual(before);
  });

  it('of one that is being written now are not touched by the sweep', async () => {
    const dataDir = await makeDataFolder();
    const disk = createTestDisk();
    const store = await openAt(dataDir, { disk });
    const { reached, release } = disk.hold({ kind: 'rename', path: '/conversations/' });
    const turn = say(store, 'c:1', 'a');
    await reached;
    await store.sweep();
    release();
    expect(await turn).toBe('applied');
  });

  it('of a name that nobody came to hold are removed by the sweep', async () => {
    const { dataDir, store, root } = await inhabited();
    await store.close();
    const disk = createTestDisk();
    const dying = await openAt(dataDir, { disk });
    // The claim is written, the conversation is not.
    const { reached } = disk.hold({ kind: 'write', path: '/conversations/' });
    void say(dying, 'c:gone-at-once', 'a', 'begin NOBODYS').catch(() => undefined);
    await reached;
    disk.stopAfter(0);
    const texts = async () => [...(await filesIn(join(root, 'claims'))).values()].join('\n');
    expect(await texts()).toContain('c:gone-at-once');
    const next = await openAt(dataDir);
    await next.sweep();
    expect(await texts()).not.toContain('c:gone-at-once');
    expect(await texts()).toContain('invitation:CODE');
  });
});

describe('a data folder', () => {
  it('whose manifest is gone is refused, not begun anew', async () => {
    const { dataDir, store } = await inhabited();
    await store.close();
    const manifest = join(dataDir, 'manifest.json');
    await rename(manifest, `${dataDir}-manifest`);
    const before = await filesIn(dataDir);
    await expect(openAt(dataDir)).rejects.toThrow(/manifest\.json is missing, but .* holds data .*: restore a backup/);
    expect(await filesIn(dataDir)).toEqual(before);
    await rename(`${dataDir}-manifest`, manifest);
    expect((await openAt(dataDir)).campaigns()).toHaveLength(1);
  });

  it.each(['boxes', 'conversations', 'campaigns', 'claims'])('whose folder of %s is gone is refused', async (name) => {
    const { dataDir, store, root } = await inhabited();
    await store.close();
    await rm(join(root, name), { recursive: true });
    await expect(openAt(dataDir)).rejects.toThrow(join(root, name));
  });

  it('is refused under another key, in a sentence that says what to do', async () => {
    const { dataDir, store } = await inhabited();
    await store.close();
    const before = await filesIn(dataDir);
    const opening = openAt(dataDir, { hash: createHash('another key than that one') });
    await expect(opening).rejects.toThrow('the secret key is not the one that');
    await expect(opening).rejects.toThrow('put back secret.key or SECRET_KEY');
    expect(await filesIn(dataDir)).toEqual(before);
  });

  it('is begun where only the key lies, and begun again where the first start was cut off', async () => {
    const dataDir = await makeDataFolder();
    await writeFile(join(dataDir, 'secret.key'), 'x');
    const disk = createTestDisk();
    disk.stopAfter(600);
    await expect(openAt(dataDir, { disk })).rejects.toThrow();
    const store = await openAt(dataDir);
    expect(await say(store, 'c:1', 'a')).toBe('applied');
    expect(await readFile(join(dataDir, 'secret.key'), 'utf8')).toBe('x');
  });
});
