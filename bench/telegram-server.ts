/**
 * What stands behind Telegram in the bench, one kind in a process: the product; a sketch of the same road with the same
 * writes and calls and nothing else; a session file without a sync; and the ten-line grammY bot that keeps nothing.
 */
import { open, rename, writeFile } from 'node:fs/promises';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { Bot as GrammyBot, InlineKeyboard, webhookCallback } from 'grammy';
import { readConfig } from '../src/config.ts';
import { home } from '../src/content/files.ts';
import { listen } from '../src/listen.ts';
import { build } from '../src/main.ts';
import { nodeDisk } from '../src/store/lowdb/disk.ts';
import { secret, token } from './telegram-people.ts';

export type Kind = 'bot' | 'sketch' | 'session' | 'grammy';
/** What the product does for a turn on average: the sketch does the same. */
export type Load = { readonly bytes: number; readonly writes: number; readonly edits: boolean; readonly text: string };
/** Since it was last asked. */
export type Effort = { readonly cpuMs: number; readonly rssMb: number; readonly writes: number };

const apiRoot = process.env.TELEGRAM_API_ROOT ?? '';
const folder = process.env.DATA_DIR ?? '';
const noPace = { max: Number.POSITIVE_INFINITY, windowMs: 1 };
const noBucket = { burst: 1, perMs: 0 };

/** Documents that were written. */
let writes = 0;

async function serveBot(): Promise<number> {
  const pace = { overall: noPace, evenMs: 0, chat: noBucket, group: noBucket };
  const disk = {
    ...nodeDisk,
    rename(from: string, to: string) {
      writes += 1;
      return nodeDisk.rename(from, to);
    },
  };
  const bot = await build(readConfig(home), { telegramPace: pace, disk });
  const { server, stop } = await listen(bot, { address: 1_000_000, visitor: 1_000_000 });
  process.once('SIGTERM', async () => {
    await stop();
    await bot.close();
    process.disconnect?.();
  });
  return (server.server.address() as AddressInfo).port;
}

type Update = {
  readonly callback_query?: { readonly id: string; readonly from: { readonly id: number } };
  readonly message?: { readonly from: { readonly id: number } };
};

type Keep = (chat: number, load: Load) => Promise<void>;
type Call = (method: string, body: object) => Promise<unknown>;
type Take = (update: Update) => Promise<() => Promise<void>>;

/** Webhook in, `keep`, answer, then the calls. */
async function serveSketch(keep: Keep, call: Call, serve: (take: Take) => Promise<number>): Promise<number> {
  let load: Load = { bytes: 5_000, writes: 1, edits: false, text: 'Pytanie' };
  process.on('message', (message: Load | 'effort') => {
    if (message !== 'effort') load = message;
  });
  const keyboard = {
    inline_keyboard: [1, 2, 3, 4, 5].map((n) => [{ text: `odpowiedź ${n}`, callback_data: `00000000.1.a.${n}` }]),
  };
  return serve(async (update) => {
    const chat = update.callback_query?.from.id ?? update.message?.from.id ?? 0;
    if (update.callback_query) void call('answerCallbackQuery', { callback_query_id: update.callback_query.id });
    await keep(chat, load);
    return async () => {
      await call('sendMessage', { chat_id: chat, text: load.text, reply_markup: keyboard });
      if (load.edits) void call('editMessageText', { chat_id: chat, message_id: 1, text: load.text });
      // As often as the product, on average.
      if (Math.random() < load.writes - 1) await keep(chat, load);
    };
  });
}

async function serveRaw(take: Take): Promise<number> {
  const server = createServer(async (asked, reply) => {
    if (asked.headers['x-telegram-bot-api-secret-token'] !== secret) return void reply.writeHead(401).end();
    const after = await take(JSON.parse(await bodyOf(asked)));
    reply.end('{}');
    await after();
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function callRaw(): Call {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  return (method, body) =>
    new Promise((resolve, reject) => {
      const payload = JSON.stringify(body);
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) };
      const asked = request(`${apiRoot}/bot${token}/${method}`, { agent, method: 'POST', headers }, async (response) =>
        resolve(JSON.parse(await bodyOf(response))),
      );
      asked.once('error', reject);
      asked.end(payload);
    });
}

let number = 0;
/** As the embedded store writes: a temporary file, synced, renamed, and the folder synced. */
async function keepDurably(chat: number, { bytes }: Load): Promise<void> {
  number += 1;
  // Something has to be made into bytes: a state of that size.
  const state = { chat, seen: [number], answers: 'x'.repeat(Math.max(0, bytes - 60)) };
  const target = join(folder, String(chat));
  const temp = `${target}.${number}.tmp`;
  const file = await open(temp, 'wx', 0o600);
  await file.writeFile(JSON.stringify(state));
  await file.sync();
  await file.close();
  await rename(temp, target);
  const parent = await open(dirname(target), 'r');
  await parent.sync();
  await parent.close();
}

/** As hand-made session files do. */
function keepUnsynced(chat: number, { bytes }: Load): Promise<void> {
  return writeFile(join(folder, `${chat}.json`), JSON.stringify({ chat, answers: 'x'.repeat(bytes) }));
}

async function serveGrammy(): Promise<number> {
  const bot = new GrammyBot(token, { client: { apiRoot } });
  await bot.init();
  const keyboard = new InlineKeyboard(
    [1, 2, 3, 4, 5].map((n) => [{ text: `odpowiedź ${n}`, callback_data: `00000000.1.a.${n}` }]),
  );
  bot.on('message', (context) => context.reply('Pytanie', { reply_markup: keyboard }));
  bot.on('callback_query:data', async (context) => {
    await context.answerCallbackQuery();
    await context.reply('Pytanie', { reply_markup: keyboard });
  });
  const server = createServer(webhookCallback(bot, 'http', { secretToken: secret }));
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function bodyOf(asked: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of asked) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

if (import.meta.main) {
  const serve: Record<Kind, () => Promise<number>> = {
    bot: serveBot,
    sketch: () => serveSketch(keepDurably, callRaw(), serveRaw),
    session: () => serveSketch(keepUnsynced, callRaw(), serveRaw),
    grammy: serveGrammy,
  };
  const port = await serve[process.argv[2] as Kind]();
  let before = process.cpuUsage();
  process.on('message', (message) => {
    if (message !== 'effort') return;
    const spent = process.cpuUsage(before);
    before = process.cpuUsage();
    process.send?.({
      cpuMs: (spent.user + spent.system) / 1_000,
      rssMb: process.memoryUsage().rss / 1e6,
      writes,
    } satisfies Effort);
    writes = 0;
  });
  // Also when the bench has failed.
  process.once('disconnect', () => process.exit());
  process.send?.({ port });
}
