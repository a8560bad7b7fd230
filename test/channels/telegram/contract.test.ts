/** Telegram keeps the channel laws, before a fake that checks every call. */
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readUpdate } from '../../../src/channels/telegram/activity.ts';
import { type Keyboard, renderCaption, renderReply } from '../../../src/channels/telegram/render.ts';
import { createTelegram } from '../../../src/channels/telegram/telegram.ts';
import { isEnclosed } from '../../../src/dialog/reply.ts';
import { channelContract, type Parsed, type Stage } from '../../contract/channel.ts';
import { chanceOf } from '../../support/bot.ts';
import { enclosures } from '../../support/enclosed.ts';
import { openSite } from '../../support/site.ts';
import { type BotApi, fakeToken, openBotApi } from '../../support/telegram/bot-api.ts';
import type { Trouble } from '../../support/telegram/trouble.ts';

const around = { at: Date.UTC(2026, 10, 23, 9), chance: chanceOf('x'), bot: 'RozmownicaTestBot' };
const addresses = ['5550101', '5550102', '9007199254740993'.slice(0, 15)];
const opened: BotApi[] = [];
let update = 0;

/** What reaches the engine, and the groups that became other chats among what does not. */
function parse(body: unknown): Parsed {
  const parsed = readUpdate(body, around);
  return parsed.kind === 'moved' ? { kind: 'unsupported', reason: 'the group became another chat' } : parsed;
}

/** The channel before a platform whose people have all spoken, with one thing going wrong. */
async function stage(trouble?: Trouble, meet: (api: BotApi) => void = () => undefined): Promise<Stage> {
  const api = await openBotApi();
  opened.push(api);
  for (const address of addresses) api.say(Number(address), 'cześć');
  meet(api);
  if (trouble) for (const method of ['sendMessage', 'sendPhoto', 'sendDocument']) api.fail(method, trouble);
  const logged: string[] = [];
  const { channel } = createTelegram({
    token: fakeToken,
    apiRoot: api.root,
    now: Date.now,
    find: () => undefined,
    language: 'pl',
    drawChance: () => chanceOf('x'),
    make: enclosures.make,
    onUnsupported: (reason) => void logged.push(reason),
  });
  return {
    channel,
    arrived: (address) => api.chat(Number(address)).messages,
    logged: () => logged.join('\n'),
  };
}

afterAll(async () => {
  for (const api of opened) expect(api.faults).toEqual([]);
  await Promise.all(opened.map((api) => api.close()));
});

channelContract({
  name: 'telegram',
  fixtures: join(import.meta.dirname, '..', '..', 'fixtures', 'telegram'),
  expected: {
    'animation.json': 'attachment',
    'audio.json': 'attachment',
    'business-message.json': 'unsupported: no kind of update that is read',
    'callback-data-odd.json': 'choice',
    'callback-data.json': 'choice',
    'callback-game.json': 'choice',
    'callback-group.json': 'group',
    'callback-inaccessible.json': 'choice',
    'callback-inline.json': 'unsupported: a press without its message',
    'callback.json': 'choice',
    'channel-post.json': 'unsupported: no kind of update that is read',
    'contact.json': 'attachment',
    'dice.json': 'attachment',
    'document.json': 'attachment',
    'edited-channel-post.json': 'unsupported: no kind of update that is read',
    'edited-location.json': 'unsupported: edited, and no text',
    'edited-message.json': 'edited',
    'group-anonymous-admin.json': 'unsupported: not from a person',
    'group-command-other-bot.json': 'unsupported: in a group, to others',
    'group-command.json': 'group',
    'group-left-member.json': 'unsupported: in a group, to others',
    'group-mention.json': 'group',
    'group-new-member.json': 'unsupported: in a group, to others',
    'group-reply.json': 'group',
    'group-text.json': 'unsupported: in a group, to others',
    'group-topic.json': 'unsupported: in a group, to others',
    'location.json': 'attachment',
    'member-added-to-group.json': 'group',
    'member-back.json': 'returned',
    'member-kicked.json': 'left',
    'member-made-admin.json': 'unsupported: in a group, to others',
    'member-removed-from-group.json': 'unsupported: in a group, to others',
    'message-big-user-id.json': 'message',
    'message-command-unknown.json': 'message',
    'message-digit.json': 'message',
    'message-emoji.json': 'message',
    'message-entities.json': 'message',
    'message-forwarded.json': 'message',
    'message-from-bot.json': 'unsupported: not from a person',
    'message-html.json': 'message',
    'message-language-none.json': 'message',
    'message-language-odd.json': 'message',
    'message-long.json': 'message',
    'message-newlines.json': 'message',
    'message-reply.json': 'message',
    'message-start-code-odd.json': 'message',
    'message-start-code.json': 'invitation',
    'message-start.json': 'message',
    'message-text-empty.json': 'message',
    'message-text.json': 'message',
    'message-via-bot.json': 'message',
    'message-without-sender.json': 'unsupported: not from a person',
    'message-without-text.json': 'unsupported: a message of the service',
    'migrate-from.json': 'unsupported: not from a person',
    'migrate-to.json': 'unsupported: the group became another chat',
    'odd-huge-id.json': 'message',
    'odd-id-as-text.json': 'unsupported: update_id: invalid_type',
    'odd-list.json': 'unsupported: update: invalid_type',
    'odd-message-null.json': 'unsupported: message: invalid_type',
    'odd-negative-ids.json': 'message',
    'odd-no-id.json': 'unsupported: update_id: invalid_type',
    'odd-null.json': 'unsupported: update: invalid_type',
    'odd-only-id.json': 'unsupported: no kind of update that is read',
    'odd-string.json': 'unsupported: update: invalid_type',
    'odd-text-number.json': 'unsupported: message.text: invalid_type',
    'odd-unknown-kind.json': 'unsupported: no kind of update that is read',
    'photo-album.json': 'attachment',
    'photo-caption.json': 'attachment',
    'poll-answer.json': 'unsupported: no kind of update that is read',
    'poll.json': 'attachment',
    'service-auto-delete.json': 'unsupported: a message of the service',
    'service-pinned.json': 'unsupported: a message of the service',
    'sticker.json': 'attachment',
    'video-note.json': 'attachment',
    'video.json': 'attachment',
    'voice.json': 'attachment',
  },
  addresses,
  says(address, text) {
    update += 1;
    const from = { id: Number(address), is_bot: false, first_name: 'Ola', language_code: 'pl' };
    const chat = { id: Number(address), type: 'private', first_name: 'Ola' };
    return { update_id: update, message: { message_id: update, date: 1, from, chat, text } };
  },
  parse,
  render: (reply) =>
    isEnclosed(reply)
      ? { caption: renderCaption(reply) }
      : { ...renderReply(reply), choices: reply.kind === 'prompt' ? reply.choices : [] },
  press(rendered, index, address) {
    update += 1;
    const { keyboard, choices } = rendered as { keyboard: Keyboard; choices: readonly { id: string }[] };
    const data = keyboard.flat().find(({ callback_data }) => callback_data.endsWith(`.${choices[index]?.id}`));
    const chat = { id: Number(address), type: 'private' };
    const from = { id: Number(address), is_bot: false, first_name: 'Ola' };
    const message = { message_id: 7, date: 1, chat };
    return { update_id: update, callback_query: { id: '1', from, message, data: data?.callback_data } };
  },
  send: {
    taken: () => stage(),
    busy: (afterMs) => stage({ kind: 'too-many', retryAfter: afterMs / 1_000 }),
    blocked: () => stage(undefined, (api) => api.block(Number(addresses[0]))),
    broken: () => stage({ kind: 'bad-gateway' }),
    dead: () => stage({ kind: 'cut-before' }),
    refused: { skip: 'nothing that the engine says is refused: every reply is checked in render.test.ts' },
    away: { skip: 'a messenger keeps what is said for those who are away' },
  },
  secrets: [fakeToken],
  async forge() {
    const api = await openBotApi();
    const telegram = {
      token: fakeToken,
      apiRoot: api.root,
      mode: 'webhook',
      webhookSecret: 'the-right-secret',
    } as const;
    const site = await openSite({ telegram, publicUrl: 'https://bot.example.org' });
    const body = JSON.stringify({ update_id: 1, message: { message_id: 1 } });
    const wrong = ['', 'the-right-secre', 'the-right-secret2', 'THE-RIGHT-SECRET', 'the-right-secret,the-right-secret'];
    const statuses = new Set<number>();
    for (const secret of [undefined, ...wrong]) {
      const shown = secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret };
      const headers = { 'content-type': 'application/json', ...shown };
      for (const sent of [body, '{"broken', '[]'])
        statuses.add((await fetch(`${site.base}/telegram/webhook`, { method: 'POST', headers, body: sent })).status);
    }
    let received = 0;
    for await (const _ of site.test.bot.store.conversations()) received += 1;
    await site.close();
    await api.close();
    return { status: statuses.size === 1 ? ([...statuses][0] ?? 0) : 0, received };
  },
});

describe('somebody who is gone', () => {
  it.each([
    ['blocked the bot', (api: BotApi) => api.block(5550101)],
    ['deleted the account', (api: BotApi) => api.deactivate(5550101)],
  ])('because they %s is told to the store', async (_, leave) => {
    const { channel } = await stage(undefined, leave);
    const reply = { kind: 'text', language: 'pl', text: 'x' } as const;
    const delivery = {
      id: 'telegram:5550101#1',
      conversation: 'telegram:5550101',
      reply,
      attempts: 0,
      due: 0,
      route: {},
    };
    expect(await channel.send(delivery, true)).toEqual({ kind: 'unreachable' });
    await channel.close();
  });

  it('because nobody ever was there, too', async () => {
    const { channel } = await stage();
    const reply = { kind: 'text', language: 'pl', text: 'x' } as const;
    const delivery = { id: 'telegram:42#1', conversation: 'telegram:42', reply, attempts: 0, due: 0, route: {} };
    expect(await channel.send(delivery, true)).toEqual({ kind: 'unreachable' });
    await channel.close();
  });
});
