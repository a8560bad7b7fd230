/** Streams that nobody reads: they cost little, and nobody else notices them. */
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ask, type Caller, drawId, visit } from '../support/caller.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
let caller: Caller;
const sockets: Socket[] = [];
beforeEach(async () => {
  site = await openSite();
  caller = await visit(site.base);
  await caller.post({ kind: 'opened', id: drawId() });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await site.close();
});

/** Asks for the stream and never reads a byte of it. */
async function openUnread(): Promise<void> {
  const { hostname, port } = new URL(site.base);
  const before = site.test.bot.webchat.open();
  const socket = connect(Number(port), hostname).pause();
  socket.on('error', () => undefined);
  sockets.push(socket);
  const cookie = [...caller.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  socket.write(`GET /webchat/stream HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookie}\r\n\r\n`);
  await vi.waitFor(() => expect(site.test.bot.webchat.open()).toBe(before + 1));
}

/** Says the same unseen reply to all open pages once more, as each page that comes back makes it. */
async function sayAgain(times: number): Promise<void> {
  const { store, deliver } = site.test.bot;
  for (let time = 0; time < times; time += 1) {
    store.returned(caller.conversation());
    await deliver.drain(caller.conversation());
  }
}

describe('a stream that nobody reads', () => {
  it('is cut off before it costs more than a little memory, and the rest goes on', async () => {
    for (let one = 0; one < 3; one += 1) await openUnread();
    const said = JSON.stringify((await site.test.bot.store.held(caller.conversation())) ?? {}).length;
    // Far more than the kernel and we keep for three together.
    await sayAgain(Math.ceil(12_000_000 / said));
    await vi.waitFor(() => expect(site.test.bot.webchat.open()).toBe(0), { timeout: 5_000 });
    const line = await caller.listen();
    expect((await line.reply()).number).toBe(1);
    line.close();
  });

  it('can be sent away while it still has much to hear', async () => {
    for (let one = 0; one < 8; one += 1) await openUnread();
    await sayAgain(40);
    // Each of these makes room by ending the oldest.
    for (let one = 0; one < 8; one += 1) (await caller.listen()).close();
    await sayAgain(40);
    expect((await ask(site.base, 'GET', '/healthz')).status).toBe(200);
  });
});

describe('one visitor', () => {
  it('cannot open streams without end', async () => {
    const statuses: number[] = [];
    for (let one = 0; one < 40; one += 1) {
      const { status, close } = await caller.listen();
      statuses.push(status);
      close();
    }
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(30);
    expect(statuses.at(-1)).toBe(429);
  });
});
