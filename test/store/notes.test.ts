/** The gap log on the disk: damaged it stops nobody, its times say nothing, a newer one is refused. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { noNotes } from '../../src/knowledge/notes.ts';
import { decode, encode } from '../../src/store/lowdb/document.ts';
import { kinds, NewerRecordError } from '../../src/store/records.ts';
import type { Effect, Store } from '../../src/store/store.ts';
import { answersIn, message, nothing, openWave, say, turn } from '../contract/store/kit.ts';
import { filesIn, makeDataFolder } from '../support/data-folder.ts';
import { openAt } from './open.ts';

const missed = (id: string): Effect => ({ kind: 'note', id, note: { kind: 'missed' } });
const asked = (id: string): Effect => ({ kind: 'note', id, note: { kind: 'question', text: 'Kto to czyta?' } });

async function note(store: Store, conversation: string, activity: string, ...effects: Effect[]): Promise<void> {
  await store.transact(
    message(conversation, activity),
    () => nothing,
    (before) => ({ ...turn(before, activity), effects }),
  );
}

/** A folder in which somebody has begun a survey, and asked. */
async function inhabited() {
  const dataDir = await makeDataFolder();
  const store = await openAt(dataDir);
  await openWave(store);
  await say(store, 'c:1', 'a', 'begin CODE');
  await say(store, 'c:1', 'b', 'answer yes');
  await note(store, 'c:1', 'n', missed('n1'), asked('n2'));
  await store.close();
  const root = join(dataDir, 'generation-1');
  return { dataDir, root, path: join(root, 'notes.json') };
}

describe('damaged notes', () => {
  it.each([
    ['empty', () => Buffer.alloc(0)],
    ['cut off', (good: Buffer) => good.subarray(0, -5)],
    ['of another kind', () => encode(kinds.claim, { name: 'x', holder: 'y' })],
    ['garbage', () => Buffer.from('a letter to the mayor')],
    ['whole but of another shape', () => encode({ ...kinds.notes, schema: z.unknown() }, [1, 2])],
  ] as const)('(%s) are set aside and named, and the survey goes on', async (_, damage) => {
    const { dataDir, root, path } = await inhabited();
    const bad = damage(await readFile(path));
    await writeFile(path, bad);
    const facts: object[] = [];
    const store = await openAt(dataDir, { report: (fact) => void facts.push(fact) });
    await note(store, 'c:1', 'again', missed('n3'));
    await say(store, 'c:1', 's', 'submit');
    expect(await answersIn(store)).toEqual([['yes'], ['yes'], ['yes']]);
    expect(await store.notes()).toEqual({ ...noNotes, missed: { none: 1 }, lately: ['n3'] });
    const kept = join(root, 'quarantine', 'notes.json');
    expect(facts).toEqual([{ kind: 'damaged', path: kept, why: expect.stringContaining(path) }]);
    expect((await readFile(kept)).equals(bad)).toBe(true);
  });

  it('are found by the sweep', async () => {
    const { dataDir, path } = await inhabited();
    await writeFile(path, 'garbage');
    const store = await openAt(dataDir);
    expect((await store.sweep()).damaged).toEqual(['notes.json']);
    expect(await store.notes()).toEqual(noNotes);
  });
});

describe('notes', () => {
  it('have file times that say nothing, and so has the folder that they lie in', async () => {
    const { dataDir, root, path } = await inhabited();
    const store = await openAt(dataDir);
    await note(store, 'c:2', 'm', missed('n3'));
    await store.removeNote('n2');
    expect([(await stat(path)).mtimeMs, (await stat(root)).mtimeMs]).toEqual([0, 0]);
  });

  it('name no conversation, no activity and no day, in any file but the conversation’s own', async () => {
    const { dataDir, path } = await inhabited();
    const text = (await readFile(path, 'utf8')).split('\n')[1] ?? '';
    expect(JSON.parse(text)).toEqual({
      questions: [{ id: 'n2', text: 'Kto to czyta?' }],
      missed: { none: 1 },
      rated: {},
      lately: ['n1'],
    });
    const holding = [...(await filesIn(dataDir))].filter(([, bytes]) => /"n[12]"|Kto to czyta/.test(`${bytes}`));
    expect(holding.map(([name]) => name)).toEqual(['generation-1/notes.json']);
  });

  it('leave nothing half written behind', async () => {
    const { dataDir, path } = await inhabited();
    const before = await filesIn(dataDir);
    await writeFile(`${path}.0123abcd.tmp`, 'half a docum');
    await (await openAt(dataDir)).sweep();
    expect(await filesIn(dataDir)).toEqual(before);
  });

  it('of a newer program keep the store from opening, and stay as they are', async () => {
    const { dataDir, path } = await inhabited();
    const newer = encode(
      { ...kinds.notes, version: kinds.notes.version + 1 },
      decode(kinds.notes, await readFile(path)),
    );
    await writeFile(path, newer);
    await expect(openAt(dataDir)).rejects.toThrow(NewerRecordError);
    await expect(openAt(dataDir)).rejects.toThrow(path);
    expect(await readFile(path)).toEqual(newer);
  });

  it('of a newer program are not restored', async () => {
    const { dataDir } = await inhabited();
    const store = await openAt(dataDir);
    const before = await filesIn(dataDir);
    const newer = encode({ ...kinds.notes, version: kinds.notes.version + 1 }, noNotes);
    const entries = async function* () {
      yield { path: 'notes.json', content: newer };
    };
    await expect(store.restore(entries())).rejects.toThrow(NewerRecordError);
    expect(await filesIn(dataDir)).toEqual(before);
  });
});

describe('a conversation of version 3', () => {
  it('is read as it is, and one that owes a note is not read by the program of then', async () => {
    const { dataDir, root } = await inhabited();
    const [name = ''] = [...(await filesIn(root)).keys()].filter((file) => file.startsWith('conversations/'));
    const path = join(root, name);
    const record = decode(kinds.conversation, await readFile(path));
    await writeFile(path, encode({ ...kinds.conversation, version: 3 }, record));
    const store = await openAt(dataDir);
    expect((await store.conversation('c:1'))?.session).toEqual(record.session);
    const then = { ...kinds.conversation, version: 3 };
    const owing = encode(kinds.conversation, { ...record, pending: [missed('n9')] });
    expect(() => decode(then, owing)).toThrow(NewerRecordError);
  });
});
