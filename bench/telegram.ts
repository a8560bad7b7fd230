/**
 * 200 people at once on the whole road of Telegram, over HTTP: an update comes in, it is on the disk before it is
 * answered, the button stops turning, the next question goes out and the answered one is tidied. The limits of Telegram
 * are off. Beside it, in turns: a bare sketch with the same writes and calls, no product and no library; a session file that
 * is never synced; and a ten-line grammY bot that keeps nothing.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { linkCode } from '../src/bot/invite.ts';
import { createHash } from '../src/bot/secret.ts';
import { drive, percentile, print, scratch, verdict } from './scratch.ts';
import { openTelegramPeople, secret, type TelegramPeople, token } from './telegram-people.ts';
import type { Effort, Kind, Load } from './telegram-server.ts';
import { benchKey, openBot, openWave } from './wave.ts';

const peopleCount = 200;
const rounds = 3;
const roundMs = 6_000;
const goalShare = 0.7;

type Side = {
  readonly kind: Kind;
  readonly child: ChildProcess;
  readonly port: number;
  readonly firstChat: number;
  readonly dataDir: string;
};
type Round = { readonly each: readonly number[]; readonly ms: number } & Effort;

const kinds: readonly { readonly kind: Kind; readonly name: string }[] = [
  { kind: 'bot', name: 'the product' },
  { kind: 'sketch', name: 'a bare sketch: the same writes and calls, no product' },
  { kind: 'session', name: 'a session file, never synced' },
  { kind: 'grammy', name: 'a ten-line grammY bot that keeps nothing' },
];

async function startSide(kind: Kind, index: number, people: TelegramPeople): Promise<Side> {
  const dataDir = join(scratch, `telegram-${kind}`);
  await mkdir(dataDir, { recursive: true });
  if (kind === 'bot') await openWave(dataDir);
  const own = {
    DATA_DIR: dataDir,
    SECRET_KEY: benchKey,
    LOG_LEVEL: 'warn',
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1',
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: people.apiRoot,
    TELEGRAM_MODE: 'webhook',
    TELEGRAM_WEBHOOK_SECRET: secret,
    NODE_ENV: 'production',
  };
  const child = fork(join(import.meta.dirname, 'telegram-server.ts'), [kind], {
    env: { ...process.env, ...own },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { kind, child, port, dataDir, firstChat: (index + 1) * 1_000 };
}

async function effortOf({ child }: Side): Promise<Effort> {
  const told = once(child, 'message');
  child.send('effort');
  return ((await told) as [Effort])[0];
}

async function playRound({ port, firstChat, ...side }: Side, people: TelegramPeople): Promise<Round> {
  const each: number[] = [];
  await effortOf({ port, firstChat, ...side });
  const start = performance.now();
  await Promise.all(
    Array.from({ length: peopleCount }, async (_, index) => {
      while (performance.now() - start < roundMs) each.push(await people.answer(port, firstChat + index));
    }),
  );
  const ms = performance.now() - start;
  return { each, ms, ...(await effortOf({ port, firstChat, ...side })) };
}

/** What the product does for a turn. */
async function loadOf(
  { dataDir }: Side,
  calls: Readonly<Record<string, number>>,
  { writes, each }: Round,
): Promise<Load> {
  const names = await readdir(join(dataDir, 'generation-1', 'conversations'), { recursive: true, withFileTypes: true });
  const files = names.filter((one) => one.name.endsWith('.json'));
  const sizes = await Promise.all(files.map(async (one) => (await stat(join(one.parentPath, one.name))).size));
  const bytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length));
  return { bytes, writes: writes / each.length, edits: (calls.editMessageText ?? 0) > 0, text: 'Pytanie '.repeat(30) };
}

/** Conversations that do not stand where people left them. */
async function lostIn(dataDir: string): Promise<number> {
  const bot = await openBot(dataDir);
  let right = 0;
  for await (const { session, outbox } of bot.store.conversations()) if (session?.run && outbox === 0) right += 1;
  await bot.close();
  return peopleCount - right;
}

function show(name: string, played: readonly Round[], ...told: readonly string[]): number {
  const each = played.flatMap((round) => round.each).sort((a, b) => a - b);
  const perSecond = each.length / (played.reduce((sum, { ms }) => sum + ms, 0) / 1_000);
  const cpu = played.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / (each.length / 1_000);
  const at = (p: number): string => percentile(each, p).toFixed(0);
  print(
    name,
    `${Math.round(perSecond)}/s`,
    `${at(0.5)} / ${at(0.99)} ms`,
    `${cpu.toFixed(0)} ms`,
    `${Math.max(...played.map(({ rssMb }) => rssMb)).toFixed(0)} MB`,
    ...told,
  );
  return perSecond;
}

export async function telegramBench(): Promise<void> {
  console.log(
    `\n${`${peopleCount} people on Telegram, by webhook`.padEnd(52)}         turns      p50 / p99  CPU per 1,000        memory`,
  );
  const people = await openTelegramPeople();
  const sides: Side[] = [];
  for (const [index, { kind }] of kinds.entries()) sides.push(await startSide(kind, index, people));
  const code = linkCode(createHash(benchKey), 'fala-1', 'lipowo', 'ngo');
  for (const { port, firstChat } of sides)
    await drive(peopleCount, 20, (index) => people.arrive(port, firstChat + index, code));

  const all = new Map<Kind, Round[]>(kinds.map(({ kind }) => [kind, []]));
  // In turns, so that a slow moment of the machine meets all.
  for (let round = 0; round < rounds; round += 1) {
    for (const side of sides) {
      people.calls();
      const played = await playRound(side, people);
      all.get(side.kind)?.push(played);
      const calls = people.calls();
      if (side.kind !== 'bot') continue;
      const load = await loadOf(side, calls, played);
      for (const other of sides) if (other.kind !== 'bot' && other.kind !== 'grammy') other.child.send(load);
      if (round === 0)
        print('   in a round', JSON.stringify(calls), `${load.writes.toFixed(2)} writes a turn`, `${load.bytes} bytes`);
    }
  }
  const speeds = kinds.map(({ kind, name }) => show(name, all.get(kind) ?? []));
  const share = (speeds[0] ?? 0) / (speeds[1] ?? 1);
  print('The product beside the sketch', `${(share * 100).toFixed(0)} %`, verdict(share >= goalShare));
  await people.close();
  for (const { child } of sides) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
  const [product] = sides;
  const lost = product ? await lostIn(product.dataDir) : peopleCount;
  print('Conversations that do not stand where they should', lost, verdict(lost === 0));
}
