/** Records of another version: an older one is brought up to date, a newer one is refused. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nodeDisk } from '../../src/store/lowdb/disk.ts';
import { createDocuments, decode, encode, verify } from '../../src/store/lowdb/document.ts';
import { createDurable } from '../../src/store/lowdb/durable.ts';
import { type Kind, kinds, NewerRecordError, upgrade } from '../../src/store/records.ts';
import { deliverAll, ola, openWave, say, trail } from '../contract/store/kit.ts';
import { filesIn, makeDataFolder } from '../support/data-folder.ts';
import { openAt } from './open.ts';

/** A made-up kind of which two versions are history: 1 had one name, 2 had two, 3 has a list. */
const Person = z.strictObject({ names: z.array(z.string()), age: z.int() });
const person: Kind<z.infer<typeof Person>> = {
  name: 'person',
  version: 3,
  schema: Person,
  upgrades: {
    1: (value) => {
      const { name, ...rest } = z.object({ name: z.string() }).loose().parse(value);
      const [first = '', last = ''] = name.split(' ');
      return { first, last, ...rest };
    },
    2: (value) => {
      const { first, last, ...rest } = z.object({ first: z.string(), last: z.string() }).loose().parse(value);
      return { names: [first, last], ...rest };
    },
  },
};
const today = { names: ['Ada', 'Nowak'], age: 40 };
const old = <T>(kind: Kind<T>, version: number, value: unknown): Buffer =>
  encode({ ...kind, version, schema: z.unknown() }, value);

describe('an older record', () => {
  it.each([
    [1, { name: 'Ada Nowak', age: 40 }],
    [2, { first: 'Ada', last: 'Nowak', age: 40 }],
    [3, today],
  ])('of version %i is read as one of today', (version, value) => {
    expect(upgrade(person, version, value)).toEqual(today);
    expect(decode(person, old(person, version, value))).toEqual(today);
  });

  it('is read from its file, and written in the form of today', async () => {
    const path = join(await makeDataFolder(), 'ada.json');
    await writeFile(path, old(person, 1, { name: 'Ada Nowak', age: 40 }));
    const documents = createDocuments(createDurable(nodeDisk, () => undefined));
    const record = await documents.read(person, path);
    expect(record).toEqual(today);
    await documents.write(person, path, { ...today, age: 41 });
    expect(verify(person, await readFile(path)).version).toBe(3);
    expect(await documents.read(person, path)).toEqual({ ...today, age: 41 });
  });

  it('for which there is no way to today is refused by name', () => {
    expect(() => upgrade(person, 0, {})).toThrow('a person of version 0 cannot be upgraded');
  });

  it('that does not fit is refused', () => {
    expect(() => upgrade(person, 3, { ...today, age: 'forty' })).toThrow();
    expect(() => upgrade(person, 3, { ...today, more: 1 })).toThrow();
  });
});

describe('a conversation of version 1', () => {
  const prompt = { kind: 'prompt', prompt: 3, nonce: '0badcafe', step: 's', text: 'Pytanie?', input: 'choice' };
  const conversation = (session: object | undefined) => ({
    id: 'c:1',
    ...(session && { session }),
    seen: ['a'],
    claims: [],
    pending: [],
    outbox: [
      { number: 4, reply: { kind: 'text', text: 'Zapisane.', settles: 2 }, attempts: 1, due: 7, parked: true },
      { number: 5, reply: { ...prompt, choices: [], progress: '3 z 52' }, attempts: 0, due: 7, notAfter: 9 },
    ],
    deliveries: 5,
  });

  it.each([
    ['the language of the person', { language: 'uk', nonce: '', prompt: 3, memberships: [] }, 'uk'],
    ['Polish when the person is gone', undefined, 'pl'],
  ])('is read with what waited in %s, and without progress in words', (_, session, language) => {
    const record = conversation(session);
    const [said, asked] = record.outbox;
    const { progress: _progress, ...reply } = { ...asked?.reply, progress: undefined };
    expect(decode(kinds.conversation, old(kinds.conversation, 1, record))).toEqual({
      ...record,
      outbox: [
        { ...said, reply: { ...said?.reply, language } },
        { ...asked, reply: { ...reply, language } },
      ],
    });
  });

  it('is said and gone on with by the program of today', async () => {
    const dataDir = await makeDataFolder();
    const first = await openAt(dataDir);
    await say(first, 'c:1', 'a');
    await first.close();
    const path = join(
      dataDir,
      [...(await filesIn(dataDir)).keys()].find((name) => name.includes('conversations/')) ?? '',
    );
    const session = { language: 'en', nonce: 'a ', prompt: 1, memberships: [] };
    await writeFile(path, old(kinds.conversation, 1, conversation(session)));
    const store = await openAt(dataDir);
    await store.sweep();
    expect((await deliverAll(store)).map(({ id, reply }) => [id, reply.language])).toEqual([['c:1#5', 'en']]);
    await say(store, 'c:1', 'b');
    expect(trail((await store.conversation('c:1'))?.session)).toEqual(['a', 'b']);
    expect(verify(kinds.conversation, await readFile(path)).version).toBe(kinds.conversation.version);
  });
});

describe('a conversation of version 4', () => {
  it('is one of today', () => {
    const record = {
      id: 'c:1',
      session: { language: 'pl', nonce: '', prompt: 3, memberships: [] },
      seen: [],
      claims: [],
      pending: [],
      outbox: [{ number: 1, reply: { kind: 'text', language: 'pl', text: 'x' }, attempts: 0, due: 7 }],
      deliveries: 1,
    };
    expect(decode(kinds.conversation, old(kinds.conversation, 4, record))).toEqual(record);
  });

  it('could not say anything with a file', () => {
    const reply = { kind: 'image', language: 'pl', text: 'x' };
    const outbox = [{ number: 1, reply, attempts: 0, due: 7 }];
    const record = { id: 'c:1', seen: [], claims: [], pending: [], outbox, deliveries: 1 };
    expect(() => decode(kinds.conversation, old(kinds.conversation, 4, record))).toThrow();
  });
});

describe('a newer record', () => {
  it('is refused, with the cure', () => {
    expect(() => upgrade(person, 4, today)).toThrow(NewerRecordError);
    expect(() => decode(person, old(person, 4, today))).toThrow('install the newer one');
  });

  async function inhabited() {
    const dataDir = await makeDataFolder();
    const store = await openAt(dataDir);
    await openWave(store);
    await store.freeze({ id: 'd', version: 1, content: {}, texts: {} });
    await store.changeStaff((staff) => ({ ...staff, members: [ola] }));
    await say(store, 'c:1', 'a');
    await say(store, 'c:2', 'a');
    await store.close();
    const files = await filesIn(dataDir);
    const find = (part: string) => join(dataDir, [...files.keys()].find((name) => name.includes(part)) ?? part);
    return { dataDir, find };
  }
  /** Writes the file as the next version of the program would. */
  async function fromTheFuture<T>(kind: Kind<T>, path: string): Promise<Buffer> {
    const record = decode(kind, await readFile(path));
    await writeFile(path, old(kind, kind.version + 1, record));
    return readFile(path);
  }

  it.each([
    ['manifest', kinds.manifest, 'manifest.json'],
    ['campaign', kinds.campaign, 'campaigns/'],
    ['frozen dialog', kinds.frozen, 'frozen/'],
    ['box', kinds.box, 'boxes/'],
    ['staff', kinds.staff, 'staff.json'],
  ] as const)('of a %s keeps the store from opening, and stays as it is', async (_name, kind, part) => {
    const { dataDir, find } = await inhabited();
    const path = find(part);
    const bytes = await fromTheFuture(kind as Kind<unknown>, path);
    const opening = openAt(dataDir);
    await expect(opening).rejects.toThrow(NewerRecordError);
    await expect(openAt(dataDir)).rejects.toThrow(path);
    expect(await readFile(path)).toEqual(bytes);
  });

  it('of one conversation refuses that one, and neither moves nor replaces it', async () => {
    const { dataDir, find } = await inhabited();
    const path = find('conversations/');
    const { id } = decode(kinds.conversation, await readFile(path));
    const other = id === 'c:1' ? 'c:2' : 'c:1';
    const bytes = await fromTheFuture(kinds.conversation, path);
    const facts: object[] = [];
    const store = await openAt(dataDir, { report: (fact) => void facts.push(fact) });
    await expect(say(store, id, 'b')).rejects.toThrow(NewerRecordError);
    expect(await say(store, other, 'b')).toBe('applied');
    expect((await store.sweep()).seen).toBe(1);
    expect(facts).toEqual([{ kind: 'damaged', path, why: expect.stringContaining('newer Rozmównica') }]);
    expect(await readFile(path)).toEqual(bytes);
    expect(trail((await store.conversation(other))?.session)).toEqual(['a', 'b']);
  });
});
