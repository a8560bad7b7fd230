/**
 * Durable turns per second and their latency, through `receive` and the road out, beside the same sequence of writes
 * without us: the same bytes into the same folders, the same commits per turn, temp file, all bytes, fsync, rename,
 * fsync of the folder. One and 64 people at a time; with 1 and with 50,000 stored conversations.
 */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { linkCode } from '../src/bot/invite.ts';
import type { Prompt } from '../src/dialog/reply.ts';
import type { Bot } from '../src/main.ts';
import { type Disk, nodeDisk } from '../src/store/lowdb/disk.ts';
import { chanceOf } from '../test/support/bot.ts';
import { fill } from './fill.ts';
import { drive, percentile, print, scratch } from './scratch.ts';
import { openBot, openWave } from './wave.ts';

const goalShare = 0.7;
const turns = 4_000;
const rounds = 3;

/** One write as we make it: where to, and how many bytes. */
type Write = { readonly folder: string; readonly bytes: number };

/** A disk on which every write is written down, so that the baseline can write the same. */
function listening(log: Write[]): Disk {
  const opened = new Map<number, string>();
  return {
    ...nodeDisk,
    open: async (path: string, flags: 'wx' | 'r') => {
      const file = await nodeDisk.open(path, flags);
      if (flags === 'wx') opened.set(file, path);
      return file;
    },
    write: async (file: number, bytes: Buffer, offset: number) => {
      const path = opened.get(file);
      if (path) log.push({ folder: dirname(path), bytes: bytes.length });
      return nodeDisk.write(file, bytes, offset);
    },
  };
}

/** People who answer the questionnaire from the first question to the last, over and over. */
function createPeople(bot: Bot, count: number, mark: string) {
  const code = linkCode(bot.hash, 'fala-1', 'lipowo', 'ngo');
  const prompts = new Map<string, Prompt | undefined>();
  let number = 0;
  const names = Array.from({ length: count }, (_, index) => `terminal:${mark}-${index}`);
  for (const name of names)
    bot.terminal.attach(name, (reply) => prompts.set(name, reply.kind === 'prompt' ? reply : undefined));
  return async (worker: number): Promise<void> => {
    const conversation = names[worker] ?? '';
    const prompt = prompts.get(conversation);
    number += 1;
    const common = { id: `${mark}:${number}`, conversation, at: bot.now(), chance: chance() };
    // From the last question people go back, so that nobody ever sends: sending is more than a turn.
    const choice =
      prompt?.step === 'review'
        ? 'edit:a12_formality'
        : ((prompt?.choices.find((one) => one.selected)
            ? '~done'
            : prompt?.input === 'text'
              ? '~skip'
              : prompt?.choices[0]?.id) ?? '');
    await bot.receive(
      prompt
        ? { ...common, kind: 'choice', nonce: prompt.nonce, prompt: prompt.prompt, step: prompt.step, choice }
        : { ...common, kind: 'invitation', code },
    );
    await bot.deliver.drain(conversation);
  };
}

const chances = Array.from({ length: 64 }, (_, index) => chanceOf(String(index)));
let drawn = 0;
function chance(): string {
  drawn += 1;
  return chances[drawn % chances.length] ?? '';
}

const call = {
  open: promisify(fs.open),
  write: promisify(fs.write),
  fsync: promisify(fs.fsync),
  close: promisify(fs.close),
  rename: promisify(fs.rename),
};

/** The same writes without us, as many for each turn as we made on average. */
async function replay(
  root: string,
  log: readonly Write[],
  commits: number,
  parallel: number,
): Promise<{ totalMs: number; each: number[] }> {
  const payload = randomBytes(1 << 20);
  return drive(turns, parallel, async (index, worker) => {
    const [from, to] = [Math.round(index * commits), Math.round((index + 1) * commits)];
    for (let at = from; at < to; at += 1) {
      const write = log[at % log.length] ?? { folder: '00', bytes: 4096 };
      const target = join(root, 'baseline', write.folder.slice(-2), `f${worker}`);
      const temp = `${target}.${index}.tmp`;
      const file = await call.open(temp, 'wx', 0o600);
      for (let offset = 0; offset < write.bytes; )
        offset += (await call.write(file, payload, offset, write.bytes - offset, null)).bytesWritten;
      await call.fsync(file);
      await call.close(file);
      await call.rename(temp, target);
      const folder = await call.open(dirname(target), 'r');
      await call.fsync(folder);
      await call.close(folder);
    }
  });
}

async function compare(dataDir: string, parallel: number, stored: string): Promise<void> {
  const log: Write[] = [];
  const recording = await openBot(dataDir, listening(log));
  const first = createPeople(recording, parallel, `log${parallel}`);
  await drive(parallel * 4, parallel, (_, worker) => first(worker));
  log.length = 0;
  await drive(1_000, parallel, (_, worker) => first(worker));
  const commits = log.length / 1_000;
  await recording.close();
  for (const part of await readdir(join(dataDir, 'generation-1', 'conversations')))
    await mkdir(join(dataDir, 'baseline', part), { recursive: true });

  const bot = await openBot(dataDir);
  const people = createPeople(bot, parallel, `run${parallel}`);
  await drive(parallel * 4, parallel, (_, worker) => people(worker));
  const ours: number[] = [];
  const bare: number[] = [];
  const latencies: number[] = [];
  const bareLatencies: number[] = [];
  // In turns, so that a slow moment of the disk meets both.
  for (let round = 0; round < rounds; round += 1) {
    const mine = await drive(turns, parallel, (_, worker) => people(worker));
    ours.push(turns / (mine.totalMs / 1000));
    latencies.push(...mine.each);
    const theirs = await replay(dataDir, log, commits, parallel);
    bare.push(turns / (theirs.totalMs / 1000));
    bareLatencies.push(...theirs.each);
  }
  await bot.close();
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const share = median(ours) / median(bare);
  const p99 = (values: number[]) =>
    `${percentile(
      values.toSorted((a, b) => a - b),
      0.99,
    ).toFixed(1)} ms`;
  print(`${parallel} at a time, ${stored} stored: bare writes`, `${Math.round(median(bare))}/s`, p99(bareLatencies));
  print(
    `${parallel} at a time, ${stored} stored: turns`,
    `${Math.round(median(ours))}/s`,
    p99(latencies),
    `${(share * 100).toFixed(0)} %`,
    share >= goalShare ? 'reached' : 'MISSED',
  );
  print(`   commits per turn`, commits.toFixed(2), 'goal ≤ 2', commits <= 2 ? 'reached' : 'MISSED');
}

export async function storeBench(): Promise<void> {
  console.log(
    '\nDurable turns: receive, send, settle                         per second           p99    of bare  goal ≥ 70 %',
  );
  for (const [conversations, stored] of [
    [0, '1'],
    [50_000, '50,000'],
  ] as const) {
    const dataDir = join(scratch, `store-${conversations}`);
    await openWave(dataDir);
    if (conversations > 0) await fill(dataDir, conversations);
    for (const parallel of [1, 64]) await compare(dataDir, parallel, stored);
  }
}
