/** The log at its most talkative: facts and figures, never who somebody is or what they say. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { home } from '../../src/content/files.ts';
import { run, startServer } from '../cli/program.ts';
import { createCaller, drawId, hasty } from '../support/caller.ts';
import { filesIn, makeDataFolder } from '../support/data-folder.ts';

/** A free port below those that the system gives to others by itself. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('listening', () => resolve(true)).once('error', () => resolve(false));
    });
    await new Promise((resolve) => server.close(resolve));
    if (isFree) return port;
  }
}

it('holds none of what a conversation over HTTP is made of, also when it cannot be kept', {
  timeout: 30_000,
}, async () => {
  const folder = await makeDataFolder();
  const port = await freePort();
  const env = { LOG_LEVEL: 'trace', PORT: String(port), PUBLIC_URL: 'http://rozmowy.example.org' };
  const place = { dataDir: join(folder, 'data'), cwd: folder, env };
  // One plane only: the whole of it fits below the limit of posts.
  const wave = await readFile(join(home, 'data', 'demo-campaign.yaml'), 'utf8');
  await writeFile(join(folder, 'wave.yaml'), wave.replace(/(units:\n.*) \}/, '$1, scope: II }'));
  expect((await run(place, 'campaign', 'create', '--file', 'wave.yaml')).code).toBe(0);
  expect((await run(place, 'campaign', 'open', 'demo')).code).toBe(0);
  const server = await startServer(place);
  const [, code = ''] = /\/\?z=(\w+)/.exec(server.said.out) ?? [];
  expect(code).toHaveLength(12);

  const headers = {
    'user-agent': 'canary-agent',
    'x-forwarded-for': '203.0.113.77',
    referer: 'https://canary-referer.example.org/',
    'accept-language': 'pl;q=0.77',
  };
  const caller = createCaller(`http://127.0.0.1:${port}`);
  await caller.get(`/?z=${code}&canary=canary-query`, headers);
  const invitation = caller.cookies.get('zaproszenie') ?? '';
  await caller.get('/', headers);
  const line = await caller.listen();
  const post = (body: unknown) => caller.post(body, headers);
  const message = (text: string) => ({ kind: 'message', id: `canary-${drawId()}`, text });
  const codes: string[] = [];
  const heard: string[] = [];
  const hear = async () => {
    const shown = await line.reply();
    if (shown.code) codes.push(shown.code.code);
    heard.push(shown.prompt?.nonce ?? '');
    expect((await post({ kind: 'seen', number: shown.number })).status).toBe(204);
    return shown;
  };
  expect((await post({ kind: 'opened', id: 'canary-activity' })).status).toBe(202);
  await post(hasty(await hear()));
  await hear();
  await post(message('Kanarek napisał te słowa'));
  await hear();
  await post(message('przerwa'));
  await hear();
  await post(message('wracam'));
  for (let shown = await hear(); shown.code?.for !== 'receipt'; shown = await hear())
    await post(shown.prompt?.input === 'text' ? message('Kanarek w wolnym tekście') : hasty(shown));
  expect(codes).toHaveLength(2);

  // What is refused is not written down either.
  await post('{"kind":"message","text":"kanarek-w-połowie');
  await post({ kind: 'kanarek-rodzaj', text: 'kanarek-odmowa' });
  await caller.get('/canary-path', headers);
  caller.cookies.set('other', 'canary-cookie');
  await caller.get('/%zz-canary-path', headers);
  // Nor what cannot be kept, with whatever the disk says of it.
  await rename(join(place.dataDir, 'generation-1'), join(folder, 'gone'));
  expect((await post(message('Kanarek, którego nie zapisano'))).status).toBeGreaterThanOrEqual(500);
  await server.stop('SIGTERM');

  const { err } = server.said;
  expect(err).toContain('"route":"/webchat/messages","status":202');
  expect(err).toContain('"status":204');
  expect(err).toMatch(/"level":50/);
  const conversation = caller.conversation().slice('webchat:'.length);
  const plain = [code, ...codes, ...codes.map((shown) => shown.replaceAll('-', ''))];
  const canaries = [...plain, conversation, invitation, caller.cookies.get('rozmowa') ?? '', ...heard.filter(Boolean)];
  expect(canaries.every((canary) => canary.length >= 8)).toBe(true);
  for (const canary of [...canaries, 'canary', '203.0.113.77', 'q=0.77', 'rozmowa=']) expect(err).not.toContain(canary);
  expect(err).not.toMatch(/kanar/i);
  // Each line is one fact; none is an outburst of a library.
  for (const one of err.trim().split('\n')) expect(() => JSON.parse(one)).not.toThrow();
  expect([...(await filesIn(folder)).keys()].filter((name) => /\.log$|core/.test(name))).toEqual([]);
});
