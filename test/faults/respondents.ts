/** A data folder full of sent responses, made by the real engine, and the truth about them, which is kept aside. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRandom } from '../../src/bot/simulate.ts';
import { type Channel, narrowest } from '../../src/channels/channel.ts';
import { type Content, loadContent } from '../../src/content/content.ts';
import type { Activity } from '../../src/dialog/activity.ts';
import type { Prompt, Reply } from '../../src/dialog/reply.ts';
import { type Disk, nodeDisk } from '../../src/store/lowdb/disk.ts';
import { decode, encode } from '../../src/store/lowdb/document.ts';
import { kinds } from '../../src/store/records.ts';
import type { Effect, Store } from '../../src/store/store.ts';
import type { Row } from '../../src/survey/response.ts';
import { createPerson, drawHex, type Habits, type Person, pick } from './person.ts';
import { live } from './script.ts';
import type { Talk } from './talk.ts';
import { plantWave } from './wave.ts';
import { openWorld } from './world.ts';

/** Ours, and three that give people away: they show whether the linker can see. */
export const builds = [
  'as it is',
  'times left as they are',
  'one file per response',
  'rows in order of arrival',
] as const;
export type Build = (typeof builds)[number];

/** Ids of the rows that a conversation sent, by table. */
export type Sent = {
  readonly answers: string;
  readonly background: string;
  readonly texts: readonly string[];
  /** `unit/group/language`: what chance is told too, and a conversation may know with a consent. */
  readonly where: string;
};
export type Truth = ReadonlyMap<string, Sent>;

/** Respondents who are at it at the same time. */
const together = 12;
const scopes = ['all', 'I', 'II', 'III', 'I', 'all'] as const;
/** Most people tap, and go straight through. */
const ordinary: Habits = { typing: 0.1, whims: 0.15 };
const otherLanguageOften = 0.1;

/** What people write about; the words say nothing of who they are, the language does. */
const words = {
  pl: 'dobre rozmowy spotkania terminy konkursy pieniądze zaufanie informacja sala kontakt pomoc zasady szkolenia więcej mniej wcześniej razem jasno'.split(
    ' ',
  ),
  uk: 'добрі розмови зустрічі строки конкурси гроші довіра інформація зала контакт допомога правила навчання більше менше раніше разом ясно'.split(
    ' ',
  ),
};

/** Lets `count` people answer. Resolves when every message is delivered and the store is closed. */
export async function gather(
  content: Content,
  build: Build,
  seed: number,
  count: number,
): Promise<{ readonly folder: string; readonly truth: Truth }> {
  const folder = mkdtempSync(join(tmpdir(), 'rozmownica-linker-'));
  const truth = new Map<string, Sent>();
  const keepTruth = (store: Store): Store => ({
    ...store,
    transact: (activity, want, decide) =>
      store.transact(activity, want, (before, facts) => {
        const commit = decide(before, facts);
        const sent = sentBy(commit?.effects ?? [], before?.language ?? '');
        if (sent) truth.set(activity.conversation, sent);
        return commit;
      }),
  });

  const said = new Map<string, Reply[]>();
  const channel: Channel = {
    name: 'telegram',
    limits: narrowest,
    async send({ conversation, reply }) {
      said.set(conversation, [...(said.get(conversation) ?? []), reply]);
      return { kind: 'sent' };
    },
    close: async () => undefined,
  };
  const report = (fact: unknown): void => console.error(fact);
  const world = await openWorld({
    dataDir: folder,
    content,
    channels: [channel],
    disk: diskOf(build, folder),
    around: keepTruth,
    report,
  });
  const wave = await plantWave(world, scopes, Math.ceil(count / 4));

  const random = createRandom(seed);
  const prompts = new Map<string, Prompt>();
  let updates = 100_000 + Math.floor(random() * 900_000);
  const talk: Talk = async (conversation, does) => {
    const nonce = prompts.get(conversation)?.nonce;
    updates += 1;
    const activity = {
      ...does,
      id: `telegram:${updates}`,
      conversation,
      at: Date.now(),
      chance: drawHex(random),
    } as Activity;
    await world.receive(activity);
    await world.deliver.drain(conversation);
    const replies = said.get(conversation) ?? [];
    said.delete(conversation);
    const prompt = replies.findLast((reply) => reply.kind === 'prompt') ?? prompts.get(conversation);
    if (prompt) prompts.set(conversation, prompt);
    return { replies, prompt, fresh: prompt?.nonce !== nonce };
  };

  let next = 0;
  const sit = async (): Promise<void> => {
    while (next < count) {
      const number = next;
      next += 1;
      const unit = pick(random, wave.units);
      const side = random() < 0.6 ? 'ngo' : 'office';
      const entry = random() < 0.5 ? 'link' : 'personal';
      const code = entry === 'link' ? wave.link(unit, side) : wave.personal(unit, side);
      const person = createPerson(seed, number, { unit, side, entry, code }, ordinary);
      // Numbers of chats, as the platform gives them, say nothing of the order.
      const conversations = person.conversations.map(() => `telegram:${Math.floor(random() * 9e9)}`);
      const language = random() < otherLanguageOften ? 'uk' : 'pl';
      const says = (): string =>
        Array.from({ length: 3 + Math.floor(random() * 12) }, () => pick(random, words[language])).join(' ');
      const at = conversations[0] ?? '';
      const respondent: Person = { ...person, destiny: 'send', conversations, at, says };
      if (language === 'uk') await talk(at, { kind: 'message', text: '/jezyk uk' });
      await live(respondent, talk);
      if (respondent.status !== 'sent')
        throw new Error(`respondent ${number} did not send: ${JSON.stringify(respondent.complaints)}`);
    }
  };
  await Promise.all(Array.from({ length: together }, sit));
  await world.close();
  return { folder, truth };
}

function sentBy(effects: readonly Effect[], language: string): Sent | undefined {
  const added = effects.flatMap((effect) => (effect.kind === 'add' ? [effect] : []));
  const idsIn = (table: string): string[] => added.filter(({ box }) => box.table === table).map(({ row }) => row.id);
  for (const { box, row } of added) {
    if (box.table !== 'answers') continue;
    const where = `${box.unit}/${box.group}/${language}`;
    return { answers: row.id, background: idsIn('background')[0] ?? '', texts: idsIn('open_text'), where };
  }
  return undefined;
}

/** The disk of a build. Nothing is synced: no power fails here, and times are the same. */
function diskOf(build: Build, folder: string): Disk {
  const disk: Disk = { ...nodeDisk, sync: async () => undefined };
  switch (build) {
    case 'as it is':
      return disk;
    case 'times left as they are':
      return { ...disk, setTimes: async () => undefined };
    case 'one file per response':
      return watchBoxes(disk, (rows, isNew) => {
        for (const row of rows)
          if (isNew(row)) writeNow(join(folder, 'responses', `${row.id}.json`), JSON.stringify(row));
        return rows;
      });
    case 'rows in order of arrival': {
      const arrived: string[] = [];
      return watchBoxes(disk, (rows, isNew) => {
        arrived.push(...rows.filter(isNew).map((row) => row.id));
        return [...rows].sort((a, b) => arrived.indexOf(a.id) - arrived.indexOf(b.id));
      });
    }
    default:
      return build satisfies never;
  }
}

function writeNow(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Sees the rows of a box at the moment they are written, and may change their order. */
function watchBoxes(disk: Disk, see: (rows: readonly Row[], isNew: (row: Row) => boolean) => readonly Row[]): Disk {
  const paths = new Map<number, string>();
  const known = new Set<string>();
  return {
    ...disk,
    async open(path, flags) {
      const file = await disk.open(path, flags);
      paths.set(file, path);
      return file;
    },
    async write(file, bytes, offset) {
      if (!paths.get(file)?.includes('/boxes/') || offset > 0) return disk.write(file, bytes, offset);
      const box = decode(kinds.box, bytes);
      const rows = see(box.rows, (row) => !known.has(row.id));
      for (const row of rows) known.add(row.id);
      const changed = encode(kinds.box, { ...box, rows: [...rows] });
      for (let out = 0; out < changed.length; ) out += await disk.write(file, changed, out);
      return bytes.length;
    },
  };
}

if (import.meta.main) {
  const [build, seed, count] = process.argv.slice(2);
  const { folder, truth } = await gather(
    await loadContent(),
    builds.find((one) => one === build) ?? 'as it is',
    Number(seed),
    Number(count),
  );
  console.log(JSON.stringify({ folder, truth: [...truth] }));
}
