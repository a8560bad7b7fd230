/**
 * 200 people at once in the web chat over HTTP, every turn on the disk before it is answered. Beside it a bare Fastify
 * that writes as many bytes as durably for the same posts and says as much: what HTTP and the disk cost without us.
 * Each server is a process of its own; the people are in this one, whose own delay is told, so that it can be judged.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { linkCode } from '../src/bot/invite.ts';
import { createHash } from '../src/bot/secret.ts';
import { createPerson, type Person, type Turn } from './person.ts';
import { drive, percentile, print, scratch, verdict } from './scratch.ts';
import type { Effort, Load } from './server.ts';
import { benchKey, openBot, openWave } from './wave.ts';

const peopleCount = 200;
const goalMs = 300;
const rounds = 2;
/** How long a round lasts, and how long a person thinks before each answer; milliseconds. */
const modes = [
  { name: 'who think for 1–3 s', roundMs: 20_000, thinkMinMs: 1_000, thinkMaxMs: 3_000 },
  { name: 'who do not think', roundMs: 10_000, thinkMinMs: 0, thinkMaxMs: 0 },
] as const;
type Mode = (typeof modes)[number];

type Side = { readonly child: ChildProcess; readonly people: readonly Person[] };
type Round = {
  readonly turns: readonly Turn[];
  readonly ms: number;
  readonly delayMs: number;
  readonly worked: number;
};

async function startServer(kind: 'bot' | 'bare', dataDir: string): Promise<Side> {
  const own = {
    DATA_DIR: dataDir,
    SECRET_KEY: benchKey,
    LOG_LEVEL: 'warn',
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: '',
  };
  const child = fork(join(import.meta.dirname, 'server.ts'), [kind], {
    env: { ...process.env, ...own },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, people: Array.from({ length: peopleCount }, (_, index) => createPerson(port, `${kind}-${index}`)) };
}

async function stopServer({ child, people }: Side): Promise<void> {
  await Promise.all(people.map((person) => person.settled()));
  for (const person of people) person.leave();
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** The share of its time that a server worked since it was last asked. */
async function effortOf({ child }: Side): Promise<number> {
  const told = once(child, 'message');
  child.send('effort');
  const [{ worked }] = (await told) as [Effort];
  return worked;
}

/** Everybody answers, each after thinking, until the round is over. */
async function playRound(side: Side, mode: Mode): Promise<Round> {
  const turns: Turn[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await effortOf(side);
  delay.enable();
  const start = performance.now();
  await Promise.all(
    side.people.map(async (person) => {
      // Nobody begins at the same moment as everybody.
      await pause(Math.random() * mode.thinkMaxMs);
      while (performance.now() - start < mode.roundMs) {
        turns.push(await person.answer());
        const thinkMs = mode.thinkMinMs + Math.random() * (mode.thinkMaxMs - mode.thinkMinMs);
        if (thinkMs > 0) await pause(thinkMs);
      }
    }),
  );
  const ms = performance.now() - start;
  delay.disable();
  await Promise.all(side.people.map((person) => person.settled()));
  return { turns, ms, delayMs: delay.percentile(99) / 1e6, worked: await effortOf(side) };
}

/** What the bot wrote and said until now, on average and for example: the bare server does the same. */
async function loadOf(bot: Side, dataDir: string): Promise<Load> {
  const folder = join(dataDir, 'generation-1', 'conversations');
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((one) => one.name.endsWith('.json'));
  const sizes = await Promise.all(files.map(async (one) => (await stat(join(one.parentPath, one.name))).size));
  const bytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length));
  return { bytes, reply: bot.people[0]?.shown() ?? {} };
}

/** People whose conversation does not stand where they left it, or lacks an answer of theirs. */
async function lostIn(dataDir: string, people: readonly Person[]): Promise<number> {
  const bot = await openBot(dataDir);
  const stands = new Map<string, Person>(people.map((person) => [person.conversation(), person]));
  let right = 0;
  for await (const { id, session, outbox } of bot.store.conversations()) {
    const person = stands.get(id);
    const prompt = person?.shown()?.prompt;
    if (!person || !session?.run || !prompt) continue;
    // The notice is kept in other words; the step that is open may hold ticks that are not confirmed yet.
    const mine = [...person.answers].filter(([step]) => !['notice', 'review', prompt.step].includes(step));
    const same = mine.every(([step, answer]) => String(session.run?.answers[step]) === answer);
    if (same && outbox === 0 && session.prompt === prompt.prompt) right += 1;
  }
  await bot.close();
  return people.length - right;
}

function show(name: string, played: readonly Round[], told: readonly string[]): void {
  const turns = played.flatMap((round) => round.turns);
  const seconds = played.reduce((sum, round) => sum + round.ms, 0) / 1_000;
  const of = (pick: (turn: Turn) => number, p: number): string =>
    percentile(
      turns.map(pick).sort((a, b) => a - b),
      p,
    ).toFixed(0);
  const spread = (pick: (turn: Turn) => number): string => [0.5, 0.95, 0.99].map((p) => of(pick, p)).join(' / ');
  print(
    name,
    `${Math.round(turns.length / seconds)}/s`,
    ` ${spread((turn) => turn.acceptedMs)} ms`.padStart(22),
    ` ${spread((turn) => turn.replyMs)} ms`.padStart(22),
    ...told,
  );
  const worked = played.reduce((sum, round) => sum + round.worked, 0) / played.length;
  const delayMs = Math.max(...played.map((round) => round.delayMs));
  print(
    `   the server worked; the people’s own delay, p99`,
    `${(worked * 100).toFixed(0)} %`,
    `${delayMs.toFixed(1)} ms`,
  );
}

export async function httpBench(): Promise<void> {
  const title = `${peopleCount} people over HTTP`;
  console.log(`\n${title.padEnd(52)}     per second     accepted, p50/95/99        replied, p50/95/99`);
  const dataDir = join(scratch, 'http');
  const bareDir = join(scratch, 'http-bare');
  await mkdir(bareDir, { recursive: true });
  await openWave(dataDir);
  const bot = await startServer('bot', dataDir);
  const bare = await startServer('bare', bareDir);
  const code = linkCode(createHash(benchKey), 'fala-1', 'lipowo', 'ngo');
  const arriveAll = (side: Side) => drive(peopleCount, 20, async (index) => side.people[index]?.arrive(code));
  await arriveAll(bot);
  bare.child.send(await loadOf(bot, dataDir));
  await arriveAll(bare);

  for (const mode of modes) {
    const ours: Round[] = [];
    const theirs: Round[] = [];
    // In turns, so that a slow moment of the machine meets both.
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await playRound(bot, mode));
      bare.child.send(await loadOf(bot, dataDir));
      theirs.push(await playRound(bare, mode));
    }
    const isGoal = mode.thinkMinMs > 0;
    const slow = ours.flatMap((round) => round.turns.map((turn) => turn.replyMs)).sort((a, b) => a - b);
    const goal = [`goal p99 < ${goalMs} ms`.padStart(22), verdict(percentile(slow, 0.99) < goalMs)];
    const share = ours.flatMap((round) => round.turns).length / theirs.flatMap((round) => round.turns).length;
    show(`${mode.name}: bare HTTP and writes`, theirs, []);
    show(`${mode.name}: turns`, ours, isGoal ? goal : [`${(share * 100).toFixed(0)} % of bare`]);
  }
  const putOff = bot.people.reduce((sum, person) => sum + person.putOff(), 0);
  await stopServer(bot);
  await stopServer(bare);
  const lost = await lostIn(dataDir, bot.people);
  print('Conversations that do not stand where they should', lost, verdict(lost === 0));
  print('Posts put off by the server', putOff);
}
