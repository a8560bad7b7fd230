/** `/files/:token`: one's own data by a link that ends, and nothing to whoever makes links up. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFiles } from '../../src/bot/files.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
let link: string;
const mine = 'terminal:ona';
const minuteMs = 60_000;

beforeAll(async () => {
  site = await openSite({ publicUrl: 'https://bot.example.org' });
  await site.test.say(mine, site.test.code('ngo'));
  await site.test.tap(mine, 'accept');
  const [reply] = await site.test.say(mine, '/mojedane');
  const said = reply?.kind === 'prompt' ? reply.lead : '';
  link = /https:\/\/bot\.example\.org(\/files\/[\w-]+)/.exec(said ?? '')?.[1] ?? '';
});
afterAll(() => site.close());

const get = (path: string): Promise<Response> => fetch(`${site.base}${path}`);

describe('the link to one’s own data', () => {
  it('leads to all that is kept, to be saved and kept by nobody on the way', async () => {
    const answer = await get(link);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="moje-dane.json"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(await site.test.bot.store.held(mine))));
  });

  it('says nothing of whose it is', () => {
    expect(Buffer.from(link.split('/').at(-1) ?? '', 'base64url').toString('latin1')).not.toContain('terminal');
  });

  it.each([
    ['a letter changed', () => `${link.slice(0, -2)}${link.at(-2) === 'A' ? 'B' : 'A'}${link.at(-1)}`],
    ['its end cut off', () => link.slice(0, -4)],
    ['made up', () => `/files/${'A'.repeat(120)}`],
    ['empty', () => '/files/'],
    ['very long', () => `/files/${'A'.repeat(10_000)}`],
    ['a path', () => '/files/..%2F..%2Fsecret.key'],
    [
      'sealed with another key',
      () =>
        `/files/${createFiles((text) => Buffer.from(text.padEnd(16, 'x')).subarray(0, 16).toString('hex')).seal({ kind: 'mydata', conversation: mine }, Number.MAX_SAFE_INTEGER)}`,
    ],
  ])('%s leads nowhere', async (_, path) => {
    expect((await get(path())).status).toBe(404);
  });

  it('leads nowhere when its time is over, nor when everything is erased', async () => {
    const { hash, now } = site.test.bot;
    const { seal } = createFiles(hash);
    const until = now() + minuteMs;
    const file = { kind: 'mydata', conversation: mine } as const;
    expect((await get(`/files/${seal(file, until)}`)).status).toBe(200);
    expect((await get(`/files/${seal(file, now())}`)).status).toBe(404);
    site.test.clock.advance(16 * minuteMs);
    expect((await get(link)).status).toBe(404);
    await site.test.bot.store.erase(mine);
    expect((await get(`/files/${seal(file, now() + minuteMs)}`)).status).toBe(404);
  });
});
