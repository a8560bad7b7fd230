/** What goes out to Teams: in order, in time, once, and what is made of a refusal. */
import { afterEach, describe, expect, it } from 'vitest';
import { readTeams } from '../../../src/channels/teams/activity.ts';
import type { Card } from '../../../src/channels/teams/elements.ts';
import type { TeamsOptions } from '../../../src/channels/teams/teams.ts';
import type { Route } from '../../../src/dialog/activity.ts';
import type { Prompt, Reply } from '../../../src/dialog/reply.ts';
import type { Delivery, SendResult } from '../../../src/store/store.ts';
import { chanceOf } from '../../support/bot.ts';
import type { Arrived } from '../../support/teams/service.ts';
import { at, botToken, openStage, type TeamsStage } from '../../support/teams/stage.ts';

let stage: TeamsStage | undefined;
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

async function opened(options: Partial<TeamsOptions> = {}) {
  stage = await openStage({ callMs: 400, ...options });
  const { teams, service, says } = stage;
  const parsed = readTeams(says('a:1', 'x'), { at, chance: chanceOf('x') });
  let route: Route = (parsed.kind === 'activity' && parsed.activity.route) || {};
  let count = 0;
  return {
    stage,
    service,
    route: () => route,
    forgetRoute: (next: Route) => {
      route = next;
    },
    async send(reply: Reply, more: Partial<Delivery> = {}): Promise<SendResult> {
      count += 1;
      const id = `teams:a:1#${count}`;
      const result = await teams.channel.send(
        { id, conversation: 'teams:a:1', reply, attempts: 0, due: 0, route, ...more },
        true,
      );
      // As the store does it.
      if (result.kind === 'sent' && result.route) route = { ...route, ...result.route };
      return result;
    },
  };
}

const text = (words: string): Reply => ({ kind: 'text', language: 'pl', text: words });
const prompt = (number: number, change: Partial<Prompt> = {}): Prompt => ({
  kind: 'prompt',
  language: 'pl',
  prompt: number,
  nonce: 'abcdef01',
  step: `q${number}`,
  text: `Pytanie ${number}?`,
  input: 'choice',
  choices: [
    { id: 'yes', label: 'Tak', key: '1' },
    { id: 'no', label: 'Nie', key: '2' },
  ],
  ...change,
});
const cardIn = ({ activity }: Arrived): Card | undefined =>
  (activity.attachments as { readonly content: Card }[] | undefined)?.[0]?.content;
const wordsIn = (call: Arrived | undefined): string => JSON.stringify(call && cardIn(call)?.body);
const settled = async (done: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 200 && !done(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('a message', () => {
  it('carries the token of the bot, and names nobody', async () => {
    const { send, service } = await opened();
    expect(await send(text('Dzień dobry'))).toEqual({ kind: 'sent' });
    expect(service.seen).toHaveLength(1);
    expect(service.seen[0]).toMatchObject({
      conversation: 'a:1',
      authorization: `Bearer ${botToken}`,
      activity: { type: 'message', text: 'Dzień dobry', textFormat: 'plain', recipient: { id: '29:a:1', name: '' } },
    });
  });

  it('of several comes in the order in which they were sent', async () => {
    const { send, service } = await opened();
    for (const word of ['raz', 'dwa', 'trzy']) await send(text(word));
    expect(service.seen.map(({ activity }) => activity.text)).toEqual(['raz', 'dwa', 'trzy']);
  });

  it('with choices is a card, and its id is kept', async () => {
    const { send, service, route } = await opened();
    await send(prompt(1));
    expect(service.seen[0]?.activity).toMatchObject({ summary: 'Pytanie 1?', speak: 'Pytanie 1?' });
    expect(service.seen[0]?.activity).not.toHaveProperty('text');
    expect(route().shown).toEqual([[1, '1795423776769']]);
  });

  it('goes nowhere where nothing came from, nor to a server that is not Teams', async () => {
    const { send, route, service } = await opened();
    expect(await send(text('x'), { route: {} })).toMatchObject({ kind: 'rejected' });
    const reference = { ...(route().reference as object), serviceUrl: 'http://127.0.0.1:1/' };
    expect(await send(text('x'), { route: { reference } })).toMatchObject({ kind: 'rejected' });
    expect(service.calls).toEqual([]);
  });
});

describe('the emulator', () => {
  it('is written to without a token', async () => {
    const { send, service } = await opened({
      appId: '',
      appPassword: '',
      appType: 'MultiTenant',
      tenantId: '',
      emulator: true,
      authentication: undefined,
    });
    expect(await send(prompt(1))).toMatchObject({ kind: 'sent' });
    expect(service.seen).toMatchObject([{ conversation: 'a:1', authorization: undefined }]);
  });
});

describe('a call that fails', () => {
  it.each([
    [
      { status: 429, headers: { 'retry-after': '7' } },
      { kind: 'retry', afterMs: 7_000 },
    ],
    [
      { status: 429, headers: { 'retry-after': new Date(at + 3_000).toUTCString() } },
      { kind: 'retry', afterMs: 3_000 },
    ],
    [{ status: 429 }, { kind: 'retry' }],
    [{ status: 403, code: 'BotDisabledByAdmin' }, { kind: 'unreachable' }],
    [{ status: 404, code: 'ConversationNotFound' }, { kind: 'unreachable' }],
    [{ status: 400, code: 'BotNotInConversationRoster' }, { kind: 'unreachable' }],
    [{ status: 401 }, { kind: 'retry' }],
    [{ status: 412, code: 'PreconditionFailed' }, { kind: 'retry' }],
    [{ status: 500 }, { kind: 'retry' }],
    [{ status: 502 }, { kind: 'retry' }],
    [
      { status: 503, headers: { 'retry-after': '2' } },
      { kind: 'retry', afterMs: 2_000 },
    ],
    [{ status: 504 }, { kind: 'retry' }],
    [
      { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      { kind: 'rejected', reason: '302 ServiceError' },
    ],
    [
      { status: 413, code: 'MessageSizeTooBig' },
      { kind: 'rejected', reason: '413 MessageSizeTooBig' },
    ],
    ['hang', { kind: 'retry' }],
    ['reset-before', { kind: 'retry' }],
  ] as const)('%j is made once, and told as %j', async (fate, expected) => {
    const { send, service } = await opened();
    service.expect(fate);
    expect(await send(text('x'))).toEqual(expected);
    expect(service.seen).toEqual([]);
    expect(service.calls.length).toBeLessThanOrEqual(1);
  });

  it('after the message arrived is not repeated by the SDK', async () => {
    const { send, service } = await opened();
    service.expect('reset-after');
    expect(await send(text('x'))).toEqual({ kind: 'retry' });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(service.seen).toHaveLength(1);
  });

  it('because a token cannot be had is tried again later, and reported by its code', async () => {
    const signRequest = async () => {
      throw Object.assign(new Error('AADSTS7000215: Invalid client secret of Halina'), { errorCode: 'invalid_client' });
    };
    const credentials = {
      isValidAppId: async () => true,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({ signRequest }),
    };
    const authentication = {
      openIdMetadataUrl: 'http://127.0.0.1:1/',
      issuer: 'x',
      isService: () => true,
      credentials,
    };
    const { send, service, stage } = await opened({ authentication });
    expect(await send(text('x'))).toEqual({ kind: 'retry' });
    expect(service.calls).toEqual([]);
    expect(stage.logged).toEqual(['CallFailed: 0 Token_invalid_client']);
  });

  it('because a token comes too late sends nothing when it comes', async () => {
    const credentials = {
      isValidAppId: async () => true,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({
        async signRequest<T>(request: T): Promise<T> {
          await new Promise((resolve) => setTimeout(resolve, 600));
          return request;
        },
      }),
    };
    const authentication = {
      openIdMetadataUrl: 'http://127.0.0.1:1/',
      issuer: 'x',
      isService: () => true,
      credentials,
    };
    const { send, service } = await opened({ authentication });
    expect(await send(text('x'))).toEqual({ kind: 'retry' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(service.calls).toEqual([]);
  });

  it('because of the card is made once more in words', async () => {
    const { send, service } = await opened();
    service.expect({ status: 400, code: 'BadSyntax' });
    expect(await send(prompt(1))).toMatchObject({ kind: 'sent' });
    expect(service.seen[0]?.activity).toMatchObject({ text: 'Pytanie 1?\n\n1. Tak\n2. Nie' });
  });

  it('also in words is parked, with status and code only', async () => {
    const { send, service } = await opened();
    service.expect({ status: 400, code: 'BadSyntax' }, { status: 400, code: 'BadArgument' });
    expect(await send(prompt(1))).toEqual({ kind: 'rejected', reason: '400 BadArgument' });
    expect(service.calls).toHaveLength(2);
  });
});

describe('an answered card', () => {
  it('is drawn again after the next question went out, without buttons', async () => {
    const { send, service } = await opened();
    await send(prompt(1));
    await send(prompt(2, { settles: { prompt: 1, label: 'Tak' } }));
    await settled(() => service.seen.length === 3);
    expect(service.seen.map(({ method, changes }) => [method, changes])).toEqual([
      ['POST', undefined],
      ['POST', undefined],
      ['PUT', '1795423776769'],
    ]);
    expect(wordsIn(service.seen[2])).toContain('✓\u00A0Tak'.replace('\u00A0', ' '));
    expect(wordsIn(service.seen[2])).toContain('Pytanie 1?');
    expect(wordsIn(service.seen[2])).not.toContain('Action.Submit');
  });

  it('keeps what stood before its question', async () => {
    const { send, service, stage } = await opened();
    await send(prompt(1, { lead: 'Zapisano: tak.' }));
    await send(prompt(2, { settles: { prompt: 1, label: 'Tak' } }));
    await stage.teams.channel.close();
    expect(wordsIn(service.seen[2])).toContain('Zapisano: tak.');
  });

  it('with a code stays as it is: the code is nowhere else', async () => {
    const { send, service, stage } = await opened();
    const code = { for: 'receipt', code: '4S4A-1TNY-W59C-SCA6' } as const;
    await send(prompt(1, { lead: `Kod: ${code.code}`, code }));
    await send(prompt(2, { settles: { prompt: 1, label: 'Tak' } }));
    await stage.teams.channel.close();
    expect(service.calls.map(({ method }) => method)).toEqual(['POST', 'POST']);
  });

  it('that cannot be drawn again fails nothing', async () => {
    const { send, service } = await opened();
    await send(prompt(1));
    service.expect('taken', { status: 429, headers: { 'retry-after': '60' } });
    expect(await send(prompt(2, { settles: { prompt: 1, label: 'Tak' } }))).toMatchObject({ kind: 'sent' });
    expect(await send(text('dalej'))).toEqual({ kind: 'sent' });
  });

  it('of before a restart stays as it is', async () => {
    const first = await opened();
    await first.send(prompt(1));
    const { shown } = first.route();
    await first.stage.close();
    const second = await opened();
    second.forgetRoute({ ...second.route(), ...(shown !== undefined && { shown }) });
    await second.send(prompt(2, { settles: { prompt: 1, label: 'Tak' } }));
    await second.stage.teams.channel.close();
    expect(second.service.calls.map(({ method }) => method)).toEqual(['POST']);
  });
});

describe('a card without an answer', () => {
  it('loses its buttons when another prompt follows', async () => {
    const { send, service, stage } = await opened();
    await send(prompt(1));
    await send(prompt(2));
    await stage.teams.channel.close();
    expect(service.seen.map(({ changes }) => changes)).toEqual([undefined, undefined, '1795423776769']);
    expect(wordsIn(service.seen[2])).toContain('Pytanie 1?');
    expect(wordsIn(service.seen[2])).not.toMatch(/✓|Action.Submit/);
  });

  it('loses them also when an older one is answered', async () => {
    const { send, service, stage } = await opened();
    await send(prompt(1));
    await send(prompt(2));
    await send(prompt(3, { settles: { prompt: 1, label: 'Tak' } }));
    await stage.teams.channel.close();
    const changed = service.seen.filter(({ changes }) => changes !== undefined);
    expect(changed.map(({ changes }) => changes)).toEqual(['1795423776769', '1795423776770']);
    expect(wordsIn(changed[1])).toContain('Pytanie 2?');
    expect(wordsIn(changed[1])).not.toContain('✓');
  });

  it('loses them also when an older one is changed in place', async () => {
    const { send, service, stage } = await opened();
    await send(prompt(1));
    await send(prompt(2));
    await stage.teams.channel.close();
    await send(prompt(3, { replaces: 1 }));
    await stage.teams.channel.close();
    expect(service.seen.slice(3).map(({ changes }) => changes)).toEqual(['1795423776769', '1795423776770']);
    expect(wordsIn(service.seen[3])).toContain('Action.Submit');
    expect(wordsIn(service.seen[4])).not.toContain('Action.Submit');
  });

  it('keeps them while only words follow, and when it shows a code', async () => {
    const { send, service, stage } = await opened();
    await send(prompt(1));
    await send(text('Pomoc'));
    const code = { for: 'resume', code: '4S4A-1TNY' } as const;
    await send(prompt(2, { lead: `Kod: ${code.code}`, code, settles: { prompt: 1, label: '' } }));
    await send(prompt(3));
    await stage.teams.channel.close();
    const changed = service.seen.filter(({ changes }) => changes !== undefined);
    expect(changed.map(({ changes }) => changes)).toEqual(['1795423776769']);
  });
});

describe('a list with a tick more', () => {
  const list = (number: number, ticked: boolean, replaces?: number): Prompt =>
    prompt(number, {
      step: 'areas',
      input: 'multi',
      choices: [
        { id: ticked ? '-a' : '+a', label: 'Sport', key: '1', selected: ticked },
        { id: '~done', label: 'Gotowe', key: 'ok', main: true },
      ],
      ...(replaces !== undefined && { replaces }),
    });

  it('changes where it stands', async () => {
    const { send, service, route } = await opened();
    await send(list(1, false));
    await send(list(2, true, 1));
    expect(service.seen.map(({ method }) => method)).toEqual(['POST', 'PUT']);
    expect(wordsIn(service.seen[1])).toContain('"value":"a"');
    expect(route().shown).toEqual([
      [1, '1795423776769'],
      [2, '1795423776769'],
    ]);
  });

  it('is shown anew where the old one is gone', async () => {
    const { send, service } = await opened();
    await send(list(1, false));
    service.expect({ status: 404, code: 'ActivityNotFoundInConversation' });
    expect(await send(list(2, true, 1))).toMatchObject({ kind: 'sent' });
    expect(service.calls.slice(0, 3).map(({ method }) => method)).toEqual(['POST', 'PUT', 'POST']);
  });

  it('is not shown at all when the next tick waits already', async () => {
    const { send, service } = await opened();
    await send(list(1, false));
    expect(await send(list(2, true, 1), { next: list(3, false, 2) })).toMatchObject({ kind: 'sent' });
    await send(list(3, false, 2));
    expect(service.seen.map(({ method }) => method)).toEqual(['POST', 'PUT']);
  });
});

describe('a group', () => {
  const group = { id: '19:x@thread.v2', conversationType: 'groupChat', isGroup: true };

  it('is shown the way once in ten minutes, and nothing else', async () => {
    let now = at;
    const { stage, service } = await opened({ now: () => now });
    const post = () =>
      stage.teams.take({ ...stage.says('a:1', 'hej'), conversation: group }, async () => expect.fail());
    expect(await post()).toEqual({ status: 200 });
    await post();
    await settled(() => service.seen.length > 0);
    expect(service.seen).toHaveLength(1);
    expect(service.seen[0]).toMatchObject({
      conversation: group.id,
      activity: { text: expect.stringContaining('prywatnie') },
    });
    now += 600_000;
    await post();
    await settled(() => service.seen.length > 1);
    expect(service.seen).toHaveLength(2);
  });

  it('that was shown the way at the installation is answered once when it asks', async () => {
    const { stage, service } = await opened();
    const post = (activity: object) =>
      stage.teams.take({ ...stage.says('a:1', ''), conversation: group, ...activity }, async () => expect.fail());
    const installed = { type: 'installationUpdate', action: 'add' };
    for (const activity of [installed, installed, { text: 'hej' }, { text: 'hej' }, installed]) await post(activity);
    await settled(() => service.seen.length > 1);
    await stage.teams.channel.close();
    expect(service.calls).toHaveLength(2);
  });
});
