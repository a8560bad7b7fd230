/** The web chat over HTTP: who a visitor is, what an invitation leaves, and what is posted. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inviteInPerson } from '../../src/bot/invite.ts';
import { type Caller, createCaller, drawId, hasty, visit } from '../support/caller.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const opened = () => ({ kind: 'opened', id: drawId() });
const message = (text = '/pomoc') => ({ kind: 'message', id: drawId(), text });
const heldOf = async (caller: Caller) =>
  (await site.test.bot.store.held(caller.conversation())) as { seen: string[]; deliveries: number } | undefined;

describe('the cookie', () => {
  it('is signed, out of reach of scripts, and not sent along from other sites', async () => {
    const { headers } = await createCaller(site.base).get('/');
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^rozmowa=[0-9a-f]{32}\.[\w%+/-]{43,}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
  });

  it('stays the same when the page is opened again', async () => {
    const caller = await visit(site.base);
    const before = caller.conversation();
    await caller.get('/');
    expect(caller.conversation()).toBe(before);
    expect((await visit(site.base)).conversation()).not.toBe(before);
  });

  it('is bound to its host and to TLS where the address is https, also when it is taken back', async () => {
    const secure = await openSite({ publicUrl: 'https://rozmowy.example.org' });
    const caller = createCaller(secure.base);
    const invited = await caller.get(`/?z=${secure.test.code('ngo')}`);
    const page = await caller.get('/');
    const used = await caller.post(opened());
    await secure.close();
    const lines = [invited, page, used].flatMap(({ headers }) => headers['set-cookie'] ?? []);
    expect(lines.map((line) => /^[^=]+/.exec(line)?.[0])).toEqual([
      '__Host-zaproszenie',
      '__Host-rozmowa',
      '__Host-zaproszenie',
    ]);
    for (const line of lines) expect(line).toMatch(/; Path=\/;.* HttpOnly; Secure; SameSite=Lax$/);
    expect([...caller.cookies.keys()]).toEqual(['__Host-rozmowa']);
  });

  const altered: Record<string, (value: string) => string> = {
    'another number': (value) => value.replace(/^./, (first) => (first === '0' ? '1' : '0')),
    'another signature': (value) => value.replace(/\.(.)/, (_, first) => (first === 'A' ? '.B' : '.A')),
    'no signature': (value) => value.slice(0, 32),
    'a signature of something else': (value) => `../../conversations${value.slice(32)}`,
    nothing: () => '',
  };
  it.each(Object.entries(altered))(
    'with %s is refused where something is said, and replaced on the page',
    async (_, alter) => {
      const caller = await visit(site.base);
      const own = caller.conversation();
      const forged = alter(caller.cookies.get('rozmowa') ?? '');
      caller.cookies.set('rozmowa', forged);
      expect((await caller.post(message())).status).toBe(401);
      expect((await caller.get('/webchat/stream')).status).toBe(401);
      caller.cookies.set('rozmowa', forged);
      expect((await caller.get('/')).status).toBe(200);
      expect(caller.conversation()).toMatch(/^webchat:[0-9a-f]{32}$/);
      expect(caller.conversation()).not.toBe(own);
      expect((await caller.post(message())).status).toBe(202);
    },
  );

  it('of an invitation counts only with our signature', async () => {
    const caller = await visit(site.base);
    caller.cookies.set('zaproszenie', `${site.test.code('ngo')}.${'A'.repeat(43)}`);
    await caller.post(opened());
    expect((await site.test.bot.store.conversation(caller.conversation()))?.session?.run).toBeUndefined();
  });
});

describe('an invitation', () => {
  it('leaves the address at once', async () => {
    const { status, headers, text } = await createCaller(site.base).get(`/?z=${site.test.code('ngo')}`);
    expect([status, headers.location, headers['cache-control'], text]).toEqual([303, '/', 'no-store', '']);
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/^zaproszenie=.*; HttpOnly; SameSite=Lax$/)]);
  });

  it.each(['', 'abc', '%00', 'x'.repeat(5_000), '1111-2222-3333&z=4444', 'https://example.org'])(
    'that is none (%j) leaves the address too, and no cookie',
    async (z) => {
      const { status, headers } = await createCaller(site.base).get(`/?z=${z}`);
      expect([status, headers.location, headers['set-cookie']]).toEqual([303, '/', undefined]);
    },
  );

  it('is not used up by previews, also not by those that load the page and its script', async () => {
    const { store, hash } = site.test.bot;
    const [wave] = store.campaigns();
    if (!wave) throw new Error('there is no wave');
    const [code = ''] = await inviteInPerson(store, hash, wave, 'lipowo', 'ngo', 1);
    for (const method of ['HEAD', 'GET', 'GET', 'HEAD', 'GET'])
      expect((await createCaller(site.base).get(`/?z=${code}`, {}, method)).status).toBe(303);
    const scanner = await visit(site.base, `/?z=${code}`);
    const page = await scanner.get('/');
    for (const [, path = ''] of page.text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g))
      expect((await scanner.get(path)).status).toBe(200);
    const peeking = await scanner.listen();
    peeking.close();
    expect(await store.conversation(scanner.conversation())).toBeUndefined();

    const person = await visit(site.base, `/?z=${code}`);
    await person.post(opened());
    expect((await store.conversation(person.conversation()))?.session?.run?.survey?.entry).toBe('personal');
    expect([...person.cookies.keys()]).toEqual(['rozmowa']);
  });
});

describe('a post', () => {
  it('with the same id is applied once', async () => {
    const caller = await visit(site.base);
    const body = message();
    const answers = await Promise.all([caller.post(body), caller.post(body), caller.post(body)]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(await heldOf(caller)).toMatchObject({ seen: [`webchat:${body.id}`], deliveries: 1 });
  });

  it('of a tap is applied once, also when it comes again under another id', async () => {
    const caller = await visit(site.base, `/?z=${site.test.code('ngo')}`);
    const line = await caller.listen();
    await caller.post(opened());
    const notice = await line.reply();
    await caller.post({ kind: 'seen', number: notice.number });
    await caller.post(hasty(notice));
    const tap = hasty(await line.reply());
    line.close();
    for (const body of [tap, tap, { ...tap, id: drawId() }]) expect((await caller.post(body)).status).toBe(202);
    expect(await heldOf(caller)).toMatchObject({
      deliveries: 3,
      session: { run: { answers: { m_role: 'organisation' } } },
    });
  });

  it.each([
    [{ origin: 'https://example.org' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://example.org', 'sec-fetch-site': 'same-origin' }],
  ])('of another site is refused: %j', async (headers) => {
    const caller = await visit(site.base);
    expect((await caller.post(message(), headers)).status).toBe(403);
    expect(await heldOf(caller)).toBeUndefined();
    expect((await caller.post(message(), { origin: site.base, 'sec-fetch-site': 'same-origin' })).status).toBe(202);
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('is not made with %s', async (method) => {
    const caller = await visit(site.base);
    expect([404, 405]).toContain((await caller.get('/webchat/messages', {}, method)).status);
  });

  it.each([
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/vnd.api+json',
    'application/json5',
    'application/ json',
    'application/json\tx',
    'application/json, text/plain',
    'application/octet-stream',
    '*/*',
    '',
  ])('as %j is refused unread', async (type) => {
    const caller = await visit(site.base);
    expect((await caller.post(message(), { 'content-type': type })).status).toBe(415);
    expect(await heldOf(caller)).toBeUndefined();
  });

  const said = (more: string) => `{"kind":"message","id":"${drawId()}","text":"x"${more}}`;
  it.each([
    ['nothing', '', 400],
    ['half of something', '{"kind":', 400],
    ['a list', '[]', 400],
    ['null', 'null', 400],
    ['__proto__', said(',"__proto__":{"isAdmin":true}'), 400],
    ['constructor.prototype', said(',"constructor":{"prototype":{"isAdmin":true}}'), 400],
    ['a field too many', said(',"conversation":"webchat:0"'), 400],
    ['100,000 lists in each other', '['.repeat(100_000), 400],
    ['300 kB', JSON.stringify({ kind: 'message', id: drawId(), text: 'x'.repeat(300_000) }), 413],
  ])('of %s is refused', async (_, body, status) => {
    const caller = await visit(site.base);
    expect((await caller.post(body)).status).toBe(status);
    expect(await heldOf(caller)).toBeUndefined();
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });

  it.each([
    ['half a character', '"\\ud800"'],
    ['a NUL', '"\\u0000"'],
    ['60,000 letters of the widest', JSON.stringify('𝔷'.repeat(60_000))],
  ])('of %s is taken, and the conversation goes on', async (_, text) => {
    const caller = await visit(site.base);
    expect((await caller.post(`{"kind":"message","id":"${drawId()}","text":${text}}`)).status).toBe(202);
    expect((await caller.post(message())).status).toBe(202);
    expect(await heldOf(caller)).toMatchObject({ deliveries: 2 });
  });
});
