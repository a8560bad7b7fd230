/** The whole bot behind a fake Telegram, by polling or by webhook. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { Pace } from '../../../src/channels/telegram/limiter.ts';
import type { TestOptions } from '../bot.ts';
import { openSite, type Site } from '../site.ts';
import { type BotApi, type BotApiOptions, fakeToken, openBotApi } from './bot-api.ts';

/** Robots need not wait. */
export const noPace: Pace = {
  overall: { max: Number.MAX_SAFE_INTEGER, windowMs: 1 },
  evenMs: 0,
  chat: { burst: 1, perMs: 0 },
  group: { burst: 1, perMs: 0 },
};

export type TelegramHouse = { readonly api: BotApi; readonly site: Site; readonly close: () => Promise<void> };

export async function openTelegramHouse(
  mode: 'polling' | 'webhook',
  options: TestOptions = {},
  fake: BotApiOptions = {},
): Promise<TelegramHouse> {
  const api = await openBotApi(fake);
  const port = await freePort();
  const site = await openSite({
    telegramPace: noPace,
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    telegram: { token: fakeToken, apiRoot: api.root, mode, webhookSecret: undefined },
    ...options,
  });
  return {
    api,
    site,
    async close() {
      await site.close();
      await api.close();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
