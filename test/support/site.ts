/** The whole bot with its web server, listening on a free port of this machine. */
import type { AddressInfo } from 'node:net';
import type { Side } from '../../src/dialog/session.ts';
import type { Limits } from '../../src/http/server.ts';
import { listen } from '../../src/listen.ts';
import { openBot, type TestBot, type TestOptions } from './bot.ts';

export type Site = {
  readonly test: TestBot;
  /** Without a slash at its end. */
  readonly base: string;
  /** An invitation by link. */
  readonly link: (side: Side, unit?: string) => string;
  readonly close: () => Promise<void>;
};

/** Robots are faster than people. */
const limits: Limits = { address: 1_000_000, visitor: 1_000_000 };

export async function openSite(options: TestOptions & { readonly limits?: Limits } = {}): Promise<Site> {
  const test = await openBot(options);
  const { server, stop } = await listen(test.bot, options.limits ?? limits);
  const { port } = server.server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  return {
    test,
    base,
    link: (side, unit) => `${base}/?z=${test.code(side, unit)}`,
    async close() {
      await stop();
      await test.close();
    },
  };
}
