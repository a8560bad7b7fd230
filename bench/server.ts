/**
 * The servers of the http bench, each a process of its own: `bot` is what `npm start` runs, with limits that let many
 * people come from one address; `bare` takes the same posts, writes and answers as much, and does nothing else.
 */
import { open, rename } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { readConfig } from '../src/config.ts';
import { home } from '../src/content/files.ts';
import { listen } from '../src/listen.ts';
import { build } from '../src/main.ts';

/** What the bare server writes for each post, and says to each answer. */
export type Load = { readonly bytes: number; readonly reply: object };
/** The share of the time that the server worked since it was last asked. */
export type Effort = { readonly worked: number };

const limits = { address: 1_000_000, visitor: 1_000_000 };

async function serve(): Promise<{ server: FastifyInstance; close: () => Promise<void> }> {
  const config = readConfig(home);
  if (process.argv[2] === 'bare') return serveBare(config.dataDir);
  const bot = await build(config);
  const { server, stop } = await listen(bot, limits);
  return {
    server,
    async close() {
      await stop();
      await bot.close();
    },
  };
}

async function serveBare(folder: string): Promise<{ server: FastifyInstance; close: () => Promise<void> }> {
  let load: { payload: Buffer; reply: object } = { payload: Buffer.alloc(0), reply: {} };
  process.on('message', (message: Load | 'effort') => {
    if (message !== 'effort') load = { payload: Buffer.alloc(message.bytes, 'x'), reply: message.reply };
  });
  const streams = new Map<string, ServerResponse>();
  const server = fastify({ forceCloseConnections: true });
  const visitor = (cookie = ''): string => /rozmowa=(\w+)/.exec(cookie)?.[1] ?? '';
  let number = 0;

  server.get('/', async (_, reply) => {
    number += 1;
    return reply.header('set-cookie', `rozmowa=${number}; Path=/`).type('text/html').send('');
  });
  server.get('/webchat/stream', async (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.raw.write('retry: 1500\n\n');
    streams.set(visitor(request.headers.cookie), reply.raw);
  });
  server.post<{ Body: { kind: string } }>('/webchat/messages', async (request, reply) => {
    // What arrived is noted with what is written next.
    if (request.body.kind === 'seen') return reply.code(204).send();
    const who = visitor(request.headers.cookie);
    number += 1;
    const mine = number;
    const target = join(folder, who);
    const temp = `${target}.${mine}.tmp`;
    const file = await open(temp, 'wx', 0o600);
    await file.writeFile(load.payload);
    await file.sync();
    await file.close();
    await rename(temp, target);
    const parent = await open(dirname(target), 'r');
    await parent.sync();
    await parent.close();
    const shown = { ...load.reply, id: `${mine}-bare`, number: mine };
    streams.get(who)?.write(`id: ${shown.id}\nevent: reply\ndata: ${JSON.stringify(shown)}\n\n`);
    return reply.code(202).send({});
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  return { server, close: () => server.close() };
}

if (import.meta.main) {
  const { server, close } = await serve();
  let before = performance.eventLoopUtilization();
  process.on('message', (message) => {
    if (message !== 'effort') return;
    const now = performance.eventLoopUtilization();
    process.send?.({ worked: performance.eventLoopUtilization(now, before).utilization } satisfies Effort);
    before = now;
  });
  process.once('SIGTERM', async () => {
    await close();
    process.disconnect?.();
  });
  // Also when the bench has failed.
  process.once('disconnect', () => process.exit());
  process.send?.({ port: (server.server.address() as AddressInfo).port });
}
