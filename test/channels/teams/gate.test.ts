/** Who gets in from Teams: of everything that can be forged, nothing; and what is refused causes nothing. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isLoopback, isTeams } from '../../../src/channels/teams/hosts.ts';
import { messagesPath, teamsRoutes } from '../../../src/channels/teams/routes.ts';
import { createTeams, type TeamsOptions } from '../../../src/channels/teams/teams.ts';
import type { Activity } from '../../../src/dialog/activity.ts';
import type { Token } from '../../support/teams/signer.ts';
import { appId, at, openStage, said, type TeamsStage, tenant } from '../../support/teams/stage.ts';
import { find } from '../../support/teams/words.ts';

let stage: TeamsStage;
let server: FastifyInstance;
let canary: Server;
let canaryUrl = '';
let touched = 0;
const received: Activity[] = [];
/** What came out on the console. Listened to before anything of ours can stand between. */
const written: unknown[] = [];
for (const method of ['log', 'warn', 'error'] as const)
  vi.spyOn(console, method).mockImplementation((...words) => void written.push(words));

beforeAll(async () => {
  stage = await openStage();
  canary = createServer((_request, response) => response.end('{}'));
  canary.on('connection', () => {
    touched += 1;
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  canaryUrl = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/`;
  server = fastify();
  await server.register(teamsRoutes({ teams: stage.teams, receive: async (activity) => received.push(activity) }));
});
afterAll(async () => {
  await server.close();
  await stage.close();
  canary.close();
});

const post = (authorization: string | undefined, payload: unknown, on: FastifyInstance = server, more: object = {}) =>
  on.inject({
    method: 'POST',
    url: messagesPath,
    headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
    payload: JSON.stringify(payload),
    ...more,
  });

type Change = Readonly<Record<string, unknown>>;
const seconds = Math.floor(Date.now() / 1_000);
const elsewhere = '99999999-0000-4000-8000-000000000099';

const tokens: Readonly<Record<string, Token | string | undefined>> = {
  'no header': undefined,
  'an empty header': '',
  'Bearer and nothing': 'Bearer ',
  'another scheme': 'Basic dXNlcjpwYXNz',
  'no token at all': 'Bearer abc',
  'a token of two parts': 'Bearer e30.e30',
  'a token that is no JSON': 'Bearer !!!.???.###',
  'two tokens': 'Bearer a.b.c a.b.c',
  'a key of somebody else': { key: 'stranger' },
  'a key of somebody else, RS512': { key: 'stranger', head: { alg: 'RS512' } },
  'a key that nobody published': { head: { kid: 'another' } },
  'no key id': { head: { kid: undefined } },
  'a key id that is a number': { head: { kid: 7 } },
  'alg none': { head: { alg: 'none' }, key: 'none' },
  'alg none in capitals': { head: { alg: 'NONE' }, key: 'none' },
  'no alg': { head: { alg: undefined } },
  'HS256 with the public key': { head: { alg: 'HS256' }, key: 'hmac' },
  'HS256 that says RS256': { key: 'hmac' },
  'no signature': { key: 'none' },
  'an expired one': { claims: { exp: seconds - 3_600 } },
  'one that is not valid yet': { claims: { nbf: seconds + 3_600 } },
  'one without an audience': { claims: { aud: undefined } },
  'one for another bot': { claims: { aud: elsewhere } },
  'one for several bots': { claims: { aud: [elsewhere, appId] } },
  'no issuer': { claims: { iss: undefined } },
  'an issuer that looks like ours': { claims: { iss: 'https://issuer.example.org.evil' } },
  'an issuer in a list': { claims: { iss: ['https://issuer.example.org'] } },
  "the Emulator's issuer": {
    claims: { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0', appid: appId },
  },
  "the Emulator's issuer, second version": {
    claims: {
      iss: 'https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0',
      ver: '2.0',
      azp: appId,
    },
  },
  'another bot, as a skill': { claims: { ver: '1.0', appid: elsewhere } },
  'no service address': { claims: { serviceurl: undefined } },
  'another service address': { claims: { serviceurl: 'https://smba.trafficmanager.net/emea/' } },
};

const bodies: Readonly<Record<string, () => unknown>> = {
  null: () => null,
  'a list': () => [],
  'a text': () => 'message',
  'an empty object': () => ({}),
  'no type': () => changed({ type: undefined }),
  'no id': () => changed({ id: undefined }),
  'the channel id emulator': () => changed({ channelId: 'emulator' }),
  'the channel id AseChannel': () => changed({ channelId: 'AseChannel' }),
  'no channel id': () => changed({ channelId: undefined }),
  'no service address': () => changed({ serviceUrl: undefined }),
  'an empty service address': () => changed({ serviceUrl: '' }),
  'a service address of somebody else': () => changed({ serviceUrl: canaryUrl }),
  'the service address of the cloud': () => changed({ serviceUrl: 'http://169.254.169.254/' }),
  'a service address that looks like Teams': () => changed({ serviceUrl: 'https://smba.trafficmanager.net.evil/' }),
  'another tenant': () =>
    changed({ conversation: { id: 'a:1', conversationType: 'personal', tenantId: elsewhere }, channelData: {} }),
  'two tenants': () => changed({ channelData: { tenant: { id: elsewhere } } }),
  'no tenant': () => changed({ conversation: { id: 'a:1', conversationType: 'personal' }, channelData: {} }),
  'an answer wanted at once': () => changed({ deliveryMode: 'expectReplies' }),
  'a stream wanted': () => changed({ deliveryMode: 'stream' }),
};

function changed(change: Change): unknown {
  return { ...said(stage.service.url, 'a:1', 'hej'), ...change };
}

async function refused(authorization: string | undefined, body: unknown): Promise<void> {
  const before = stage.service.calls.length;
  const { statusCode, body: answer } = await post(authorization, body);
  expect(statusCode).toBe(401);
  expect(answer).toBe('{"problem":401}');
  expect(received).toEqual([]);
  expect(touched).toBe(0);
  expect(stage.service.calls.length).toBe(before);
  expect(written).toEqual([]);
}

const headerOf = (token: Token | string | undefined): string | undefined =>
  typeof token === 'object' ? stage.signer.sign(token) : token;

describe('the gate', () => {
  it('lets in what is signed for this bot, from Teams, by people it is for', async () => {
    const { statusCode } = await post(stage.signer.sign(), changed({ id: 'm1' }));
    expect(statusCode).toBe(200);
    expect(received.splice(0)).toMatchObject([{ kind: 'message', id: 'teams:m1', conversation: 'teams:a:1', at }]);
  });

  it.each(Object.keys(tokens))('keeps out %s, whatever the body', async (name) => {
    await refused(headerOf(tokens[name]), changed({}));
    for (const body of Object.values(bodies)) await refused(headerOf(tokens[name]), body());
  });

  it.each(Object.keys(bodies))('keeps out %s, however well signed', async (name) => {
    const body = bodies[name]?.();
    const serviceurl = typeof body === 'object' && body !== null && 'serviceUrl' in body ? body.serviceUrl : undefined;
    await refused(stage.signer.sign(), body);
    await refused(stage.signer.sign({ claims: { serviceurl } }), body);
  });

  it('keeps out a token whose claims were changed after it was signed', async () => {
    const [head = '', , signature = ''] = stage.signer.sign().split('.');
    const claims = Buffer.from(JSON.stringify({ iss: 'https://issuer.example.org', aud: appId, exp: seconds + 9_999 }));
    await refused(`${head}.${claims.toString('base64url')}.${signature}`, changed({}));
  });

  it('asked for keys once', () => {
    expect(stage.signer.asked()).toBe(2);
  });

  it.each([
    ['nobody answers', () => 'http://127.0.0.1:1/metadata'],
    ['something else answers', () => `${canaryUrl}metadata`],
  ])('keeps everybody out while the keys cannot be had: %s', async (_, url) => {
    const authentication = {
      openIdMetadataUrl: url(),
      issuer: 'https://issuer.example.org',
      isService: () => true,
      credentials: { isValidAppId: async () => true, isAuthenticationDisabled: async () => false, createCredentials },
    };
    const other = await openStage({ authentication });
    const site = fastify();
    await site.register(teamsRoutes({ teams: other.teams, receive: async (activity) => received.push(activity) }));
    expect((await post(stage.signer.sign(), changed({}), site)).statusCode).toBe(401);
    expect(received).toEqual([]);
    await site.close();
    await other.close();
  });
});

const createCredentials = async () => ({ signRequest: async <T>(request: T): Promise<T> => request });

describe('what came in', () => {
  const answered = async (body: unknown, receive: (activity: Activity) => Promise<unknown>) => {
    const site = fastify();
    await site.register(teamsRoutes({ teams: stage.teams, receive }));
    const { statusCode, body: text } = await post(stage.signer.sign(), body, site);
    await site.close();
    return { statusCode, text };
  };
  const invoke = (name: string) =>
    changed({ type: 'invoke', name, value: { action: { data: { n: 'abcdef01', p: 1, s: 'q', c: 'yes' } } } });

  it('and cannot be kept is answered 500, so that it comes again', async () => {
    const { statusCode } = await answered(changed({}), async () => Promise.reject(new Error('the disk is full')));
    expect(statusCode).toBe(500);
  });

  it('as a button of a newer kind is answered in its own form', async () => {
    const kinds: string[] = [];
    const { statusCode, text } = await answered(invoke('adaptiveCard/action'), async ({ kind }) => kinds.push(kind));
    expect(statusCode).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' });
    expect(kinds).toEqual(['choice']);
  });

  it('as an invoke of something that we have not is answered 501', async () => {
    expect(await answered(invoke('composeExtension/query'), async () => expect.fail())).toMatchObject({
      statusCode: 501,
    });
  });

  it('and means nothing to us is answered 200, since it would only come again', async () => {
    expect(await answered(changed({ type: 'typing' }), async () => expect.fail())).toMatchObject({ statusCode: 200 });
  });
});

describe('the emulator', () => {
  const options: TeamsOptions = {
    appId: '',
    appPassword: '',
    appType: 'MultiTenant',
    tenantId: '',
    allowedTenants: [],
    emulator: true,
    now: () => at,
    find,
    language: 'pl',
    drawChance: () => '00',
    link: () => undefined,
    onUnsupported: () => undefined,
    onError: () => undefined,
  };
  const ask = async (body: unknown, more: object = {}) => {
    const site = fastify();
    const kinds: string[] = [];
    await site.register(teamsRoutes({ teams: createTeams(options), receive: async ({ kind }) => kinds.push(kind) }));
    const { statusCode } = await post(undefined, body, site, { remoteAddress: '127.0.0.1', ...more });
    await site.close();
    return [statusCode, kinds];
  };
  const local = said('http://localhost:56150/_connector', 'a:1', 'hej');
  const header = (name: string, value: string) => ({ headers: { 'content-type': 'application/json', [name]: value } });

  it('gets in without a token, from this machine', async () => {
    expect(await ask(local, header('host', '127.0.0.1:3978'))).toEqual([200, ['message']]);
  });

  it.each([
    ['from another machine', local, { remoteAddress: '10.0.0.7' }],
    ['through a proxy', local, header('x-forwarded-for', '127.0.0.1')],
    ['through a proxy that says so otherwise', local, header('forwarded', 'for=127.0.0.1')],
    ['under another name of this machine', local, header('host', 'evil.example.org')],
    ['to be answered elsewhere', said('https://smba.trafficmanager.net/emea/', 'a:1', 'hej'), {}],
    ['on another channel', { ...local, channelId: 'emulator' }, {}],
  ])('does not get in %s', async (_, body, more) => {
    expect(await ask(body, more)).toEqual([401, []]);
  });

  it('is the only one without an app id', () => {
    expect(() => createTeams({ ...options, emulator: false, allowedTenants: [tenant] })).toThrow('MicrosoftAppId');
    expect(() => createTeams({ ...options, appId })).toThrow('MicrosoftAppId');
  });
});

describe('a service address', () => {
  it.each([
    'https://smba.trafficmanager.net/emea/20000000-0000-4000-8000-000000000001/',
    'https://smba.trafficmanager.net/teams',
    'https://smba.infra.gcc.teams.microsoft.com/teams',
    'https://europe.directline.botframework.com/',
  ])('of Teams is %s', (url) => expect(isTeams(url)).toBe(true));

  it.each([
    'http://smba.trafficmanager.net/emea/',
    'https://evil.trafficmanager.net/',
    'https://smba.trafficmanager.net.evil/',
    'https://smba.trafficmanager.net@evil.example.org/',
    'https://smba.trafficmanager.net:8443/',
    'https://smba.trafficmanager.net\\@evil.example.org/',
    'https://evilbotframework.com/',
    'https://botframework.com.evil.example.org/',
    'https://evil.example.org/smba.trafficmanager.net/',
    'https://evil.example.org#.botframework.com',
    'https://evil.example.org?.botframework.com',
    'https://169.254.169.254/',
    'https://[::1]/',
    'javascript:alert(1)',
    '',
  ])('of somebody else is %s', (url) => expect(isTeams(url)).toBe(false));

  it('of this machine is spoken to without encryption only', () => {
    expect(isLoopback('http://localhost:56150/_connector')).toBe(true);
    expect(isLoopback('http://127.0.0.1.evil.example.org/')).toBe(false);
  });
});
