/** What every answer of the server has in common, its files, and what it tells those who watch it. */
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../src/listen.ts';
import { ask, createCaller, drawId, type Headers, visit } from '../support/caller.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
let secure: Site;
beforeAll(async () => {
  [site, secure] = await Promise.all([openSite(), openSite({ publicUrl: 'https://rozmowy.example.org' })]);
});
afterAll(() => Promise.all([site.close(), secure.close()]));

async function assets(): Promise<readonly string[]> {
  const { text } = await ask(site.base, 'GET', '/');
  return [...new Set([...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path))];
}

describe('every answer', () => {
  const html = { accept: 'text/html' };
  const json = { 'content-type': 'application/json' };
  const kinds: readonly (readonly [string, number | RegExp, (site: Site) => ReturnType<typeof ask>])[] = [
    ['the chat', 200, ({ base }) => ask(base, 'GET', '/')],
    ['an invitation', 303, ({ base }) => ask(base, 'GET', '/?z=x')],
    ['a page', 200, ({ base }) => ask(base, 'GET', '/prywatnosc')],
    ['an asset', 200, async ({ base }) => ask(base, 'GET', (await assets())[0] ?? '')],
    ['what is not there', 404, ({ base }) => ask(base, 'GET', '/nothing')],
    ['what is not there, as a page', 404, ({ base }) => ask(base, 'GET', '/nothing', { headers: html })],
    ['an address that is none', /400|404/, ({ base }) => ask(base, 'GET', '/%zz')],
    ['a post of a stranger', 401, ({ base }) => ask(base, 'POST', '/webchat/messages', { headers: json, body: '{}' })],
    ['a post that is none', 400, ({ base }) => ask(base, 'POST', '/webchat/messages', { headers: json, body: '{' })],
    ['a post in another form', 415, ({ base }) => ask(base, 'POST', '/webchat/messages', { body: '{}' })],
    ['what watches it', 200, ({ base }) => ask(base, 'GET', '/healthz')],
  ];
  it.each(kinds)('has the headers that protect a browser: %s', async (_, status, get) => {
    for (const one of [site, secure]) {
      const answer = await get(one);
      expect(String(answer.status)).toMatch(new RegExp(status instanceof RegExp ? status : `^${status}$`));
      expect(answer.headers).toMatchObject({
        'content-security-policy': expect.stringMatching(/^default-src 'none';/),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(answer.headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:|data:/);
      expect('strict-transport-security' in answer.headers).toBe(one === secure);
      expect(answer.headers).not.toHaveProperty('x-powered-by');
      expect(answer.headers).not.toHaveProperty('server');
    }
  });

  it('of the stream is not guessed at and not kept', async () => {
    const line = await (await visit(site.base)).listen();
    line.close();
    expect(line.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
  });

  it('that says no tells nothing of the program and repeats nothing of what was asked', async () => {
    const [asset = ''] = await assets();
    for (const path of ['/canary', '/%zzcanary', `${asset}${'canary'.repeat(50)}`, '/?z=canary%zz'])
      for (const headers of [{}, { accept: 'text/html' }]) {
        const { text } = await ask(site.base, 'GET', path, { headers });
        expect(text).not.toMatch(/canary|FST_|node_modules/);
      }
  });

  it('that says no to a person is a page in their language', async () => {
    const headers = { accept: 'text/html', 'accept-language': 'uk-UA,uk;q=0.9,en;q=0.8' };
    const { headers: said, text } = await ask(site.base, 'GET', '/nothing', { headers });
    expect(said['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain('<html lang="uk">');
  });
});

describe('assets', () => {
  it('are kept for ever under an address that changes with them', async () => {
    const paths = await assets();
    expect(paths.length).toBeGreaterThan(3);
    for (const path of paths) {
      const { status, headers, text } = await ask(site.base, 'GET', path);
      expect(status).toBe(200);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(headers['content-type']).not.toMatch(/octet-stream|text\/plain/);
      expect(text.length).toBeGreaterThan(0);
      // Scripts come without types: what the browser gets is JavaScript.
      if (path.endsWith('.ts')) expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    }
  });

  it('are only those that pages use', async () => {
    const [script = ''] = (await assets()).filter((path) => path.endsWith('.ts'));
    const base = script.slice(0, script.lastIndexOf('/'));
    const wanted = [
      `${base}/nothing.ts`,
      `${base}/tsconfig.json`,
      `${base}/constructor`,
      `${base}/__proto__`,
      `${base}/`,
      `${base}x/talk.ts`,
      '/assets/',
      '/assets/../package.json',
      `${base}/../../package.json`,
      `${base}/..%2f..%2fpackage.json`,
      `${base}/%2e%2e/%2e%2e/package.json`,
      `${base}/..%5c..%5cpackage.json`,
      `${base}/talk.ts%00.css`,
      `${base}/%00`,
      `${base}//etc/passwd`,
      '/%2e%2e/package.json',
      '/package.json',
      '/src/main.ts',
      '/.env',
    ];
    for (const path of wanted) {
      const { status, text } = await ask(site.base, 'GET', path);
      expect([path, status, text]).toEqual([path, 404, '{"problem":404}']);
    }
  });
});

describe('what watches the program', () => {
  const metrics = (headers: Headers, { base }: Site = secure) => ask(base, 'GET', '/metrics', { headers });

  it('hears that it lives, and whether it can keep what comes in', async () => {
    const { server } = await listen({ ...site.test.bot, ready: () => false });
    const base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
    const asked = await Promise.all(['/healthz', '/readyz'].map((path) => ask(base, 'GET', path)));
    expect(asked.map(({ status }) => status)).toEqual([200, 503]);
    expect(asked[1]?.text).toBe('{"status":"the store cannot be written; see the log"}');
    await server.close();
    expect((await ask(site.base, 'GET', '/readyz')).status).toBe(200);
  });

  it.each(['8.8.8.8', '10.0.0.1, 8.8.8.8', '127.0.0.1, 2001:db8::1', '::ffff:8.8.8.8', 'nonsense', '8.8.8.8:443'])(
    'gets no figures from far away: %s',
    async (from) => {
      expect((await metrics({ 'x-forwarded-for': from })).status).toBe(404);
    },
  );

  it.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '::1', 'fd00::1', '::ffff:10.0.0.1'])(
    'gets figures from nearby: %s',
    async (from) => {
      expect((await metrics({ 'x-forwarded-for': from })).status).toBe(200);
    },
  );

  it('believes nobody about addresses where no proxy was told of', async () => {
    expect((await metrics({ 'x-forwarded-for': '8.8.8.8' }, site)).status).toBe(200);
  });

  it('gets figures of what was done, and nothing of who did it or what was said', async () => {
    const code = site.test.code('ngo');
    const caller = await visit(site.base, `/?z=${code}`);
    const line = await caller.listen();
    await caller.post({ kind: 'opened', id: drawId() });
    await line.reply();
    await caller.post({ kind: 'message', id: 'canary-of-an-id', text: 'canary of a text' });
    await caller.get('/canary-of-a-path?canary=query', { 'user-agent': 'canary-of-an-agent' }).catch(() => undefined);
    const { text } = await ask(site.base, 'GET', '/metrics');
    line.close();
    expect(text).toMatch(/^rozmownica_turn_duration_seconds_count\{.*kind="invitation".*\} [1-9]/m);
    expect(text).toMatch(/^rozmownica_deliveries_total\{channel="webchat",result="handed"\} [1-9]/m);
    expect(text).toMatch(/^rozmownica_webchat_pages [1-9]/m);
    expect(text).toContain('route="(none)",status="404"');
    const conversation = caller.conversation().slice('webchat:'.length);
    for (const secret of ['canary', code, conversation, [...caller.cookies.values()].join()])
      expect(text).not.toContain(secret);
    expect(new Set(text.matchAll(/channel="([^"]*)"/g).map(([, name]) => name))).toEqual(new Set(['webchat']));
  });
});

describe('a request that never ends', () => {
  it('is cut off, in its head and in its body', async () => {
    const { server } = await listen(site.test.bot);
    const { requestTimeout, headersTimeout, maxConnections } = server.server;
    await server.close();
    expect(requestTimeout).toBeGreaterThan(0);
    expect(requestTimeout).toBeLessThanOrEqual(30_000);
    // Node takes the longer of the two for the whole request: https://github.com/nodejs/node/blob/main/src/node_http_parser.cc
    expect(headersTimeout).toBeLessThanOrEqual(requestTimeout);
    // It looks only this often.
    expect(Reflect.get(server.server, 'connectionsCheckingInterval')).toBeLessThanOrEqual(requestTimeout);
    expect(maxConnections).toBeGreaterThan(1_000);
  });

  it('keeps no others waiting', async () => {
    const { hostname, port } = new URL(site.base);
    const slow = Array.from({ length: 50 }, () => connect(Number(port), hostname));
    for (const socket of slow) socket.write('POST /webchat/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n');
    expect((await createCaller(site.base).get('/')).status).toBe(200);
    for (const socket of slow) socket.destroy();
  });
});
