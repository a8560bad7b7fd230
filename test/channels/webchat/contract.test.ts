/** The web chat keeps the channel laws. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPosted } from '../../../src/channels/webchat/activity.ts';
import { createWebchat } from '../../../src/channels/webchat/channel.ts';
import { renderReply, type Shown } from '../../../src/channels/webchat/render.ts';
import type { Reply } from '../../../src/dialog/reply.ts';
import { channelContract, type Stage } from '../../contract/channel.ts';
import { chanceOf } from '../../support/bot.ts';
import { createCaller, drawId } from '../../support/caller.ts';
import { enclosures } from '../../support/enclosed.ts';
import { openSite } from '../../support/site.ts';

const around = (address: string, code?: string) => ({
  conversation: `webchat:${address}`,
  at: Date.UTC(2026, 10, 23, 9),
  chance: chanceOf(address),
  code,
});
const addresses = ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210', '0'.repeat(32)];
const noPlatform = { skip: 'nobody stands between us and the page' };

/** The channel with the pages of these visitors open. */
async function stage(visitors: readonly string[]): Promise<Stage> {
  const { channel, attach } = createWebchat(enclosures.path);
  const got = new Map<string, unknown[]>(visitors.map((address) => [address, []]));
  for (const [address, events] of got)
    attach(`webchat:${address}`, { write: (_event, _id, data) => void events.push(data), end: () => undefined });
  // It has no log; what the server logs of it is looked at in test/http/log.test.ts.
  return { channel, arrived: (address) => got.get(address) ?? [], logged: () => '' };
}

channelContract({
  name: 'webchat',
  fixtures: join(import.meta.dirname, '..', '..', 'fixtures', 'webchat'),
  expected: {
    'choice-odd-words.json': 'choice',
    'choice-tick.json': 'choice',
    'choice.json': 'choice',
    'message-empty.json': 'message',
    'message.json': 'message',
    'odd-id-missing.json': 'unsupported: id: invalid_type',
    'odd-id-short.json': 'unsupported: id: invalid_format',
    'odd-id-slashes.json': 'unsupported: id: invalid_format',
    'odd-key-constructor.json': 'unsupported: body: unrecognized_keys',
    'odd-key-conversation.json': 'unsupported: body: unrecognized_keys',
    'odd-key-proto.json': 'unsupported: body: unrecognized_keys',
    'odd-kind-prototype.json': 'unsupported: kind: invalid_union',
    'odd-kind.json': 'unsupported: kind: invalid_union',
    'odd-language.json': 'unsupported: language: invalid_value',
    'odd-list-empty.json': 'unsupported: body: invalid_type',
    'odd-list.json': 'unsupported: body: invalid_type',
    'odd-null.json': 'unsupported: body: invalid_type',
    'odd-number-broken.json': 'unsupported: number: invalid_type',
    'odd-number-zero.json': 'unsupported: number: too_small',
    'odd-numbers-as-text.json': 'unsupported: prompt: invalid_type, choice: invalid_type',
    'odd-step-long.json': 'unsupported: step: too_big',
    'odd-text-list.json': 'unsupported: text: invalid_type',
    'odd-text.json': 'unsupported: body: invalid_type',
    'opened-without-language.json': 'opened',
    'opened.json': 'opened',
    'seen.json': 'seen',
  },
  addresses,
  // Who it is stands in the cookie.
  says: (_address, text) => ({ kind: 'message', id: drawId(), language: 'pl', text }),
  parse: (body, address) => readPosted(body, around(address)),
  render: (reply) => renderReply(reply, 1, 'mark', '/files/x'),
  press(rendered, index) {
    const { prompt } = rendered as Shown;
    return {
      kind: 'choice',
      id: drawId(),
      nonce: prompt?.nonce,
      prompt: prompt?.prompt,
      step: prompt?.step,
      choice: prompt?.choices[index]?.id,
    };
  },
  send: {
    taken: () => stage(addresses),
    away: () => stage([]),
    busy: noPlatform,
    blocked: noPlatform,
    broken: noPlatform,
    dead: { skip: 'what was written into a dead line comes again when the page is back: test/http/stream.test.ts' },
    refused: noPlatform,
  },
  secrets: [],
  async forge() {
    const site = await openSite();
    const forger = createCaller(site.base);
    forger.cookies.set('rozmowa', `${addresses[0]}.${'A'.repeat(43)}`);
    const { status } = await forger.post({ kind: 'opened', id: drawId() });
    let received = 0;
    for await (const _ of site.test.bot.store.conversations()) received += 1;
    await site.close();
    return { status, received };
  },
});

describe('what the page posts', () => {
  const opened = { kind: 'opened', id: 'c0ffee00c0ffee00', language: 'en' };

  it('when it is opened with an invitation is that invitation, whatever else it could say', () => {
    expect(readPosted(opened, around('a', '3K1PVFKTKMQP'))).toMatchObject({
      kind: 'activity',
      activity: { kind: 'invitation', code: '3K1PVFKTKMQP', id: 'webchat:c0ffee00c0ffee00', locale: 'en' },
    });
  });

  it('besides does not use the invitation', () => {
    const message = { kind: 'message', id: 'c0ffee00c0ffee00', text: 'x' };
    expect(readPosted(message, around('a', '3K1PVFKTKMQP'))).toMatchObject({ activity: { kind: 'message' } });
  });

  it('has the clock, the dice and the conversation of the server, never of the page', () => {
    const parsed = readPosted(opened, around('a'));
    expect(parsed).toMatchObject({ activity: { at: Date.UTC(2026, 10, 23, 9), chance: chanceOf('a') } });
    for (const key of ['at', 'chance', 'conversation', 'code'])
      expect(readPosted({ ...opened, [key]: 'x' }, around('a')).kind).toBe('unsupported');
  });
});

describe('a reply on its way', () => {
  const reply: Reply = { kind: 'text', language: 'pl', text: 'Dzień dobry' };
  const idOf = async (said: Reply, delivery: string): Promise<unknown> => {
    const { channel, arrived } = await stage(addresses);
    await channel.send(
      { id: delivery, conversation: `webchat:${addresses[0]}`, reply: said, attempts: 0, due: 0, route: {} },
      true,
    );
    const [shown] = arrived(addresses[0] ?? '') as Shown[];
    return shown?.id;
  };

  it('has an id by which a page knows it again, and no other', async () => {
    const id = await idOf(reply, 'webchat:x#7');
    expect(id).toMatch(/^7-[0-9a-f]{8}$/);
    expect(await idOf({ ...reply }, 'webchat:x#7')).toBe(id);
    expect(await idOf(reply, 'webchat:x#8')).not.toBe(id);
    // After an erasure the numbers begin again.
    expect(await idOf({ ...reply, text: 'Do widzenia' }, 'webchat:x#7')).not.toBe(id);
  });
});
