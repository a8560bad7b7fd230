/** The fake of the Bot API refuses what Telegram refuses, and brings updates as Telegram does. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type BotApi, type BotApiOptions, openBotApi } from './telegram/bot-api.ts';
import { checkCall } from './telegram/checking.ts';
import { parseHtml } from './telegram/html.ts';
import { publishedLimits } from './telegram/limits.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(options: BotApiOptions = {}): Promise<BotApi> {
  const api = await openBotApi(options);
  closing.push(api.close);
  return api;
}

type Said = {
  readonly ok: boolean;
  readonly result: unknown;
  readonly description?: string;
  readonly parameters?: object;
};
type Update = { readonly update_id: number; readonly message?: { readonly text: string } };

async function call(api: BotApi, method: string, payload: object = {}, token = api.token): Promise<Said> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${api.root}/bot${token}/${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(payload),
  });
  return response.json() as Promise<Said>;
}

const send = (api: BotApi, chat_id: number, text: string, more: object = {}) =>
  call(api, 'sendMessage', { chat_id, text, ...more });
const poll = async (api: BotApi, payload: object = {}) =>
  (await call(api, 'getUpdates', payload)).result as readonly Update[];
const textsOf = (updates: readonly Update[]) => updates.map(({ message }) => message?.text);
const keyboard = (...buttons: readonly object[]) => ({ reply_markup: { inline_keyboard: [buttons] } });
const yes = keyboard({ text: 'Tak', callback_data: 'yes' });

/** A bot behind a webhook, which answers with what `status` says. */
async function openHook(status: (text: string) => number | Promise<number>) {
  const got: { readonly text: string; readonly headers: IncomingHttpHeaders }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    const update = JSON.parse(body) as Update & { readonly callback_query?: { readonly data: string } };
    const text = update.message?.text ?? update.callback_query?.data ?? '';
    got.push({ text, headers: request.headers });
    response.writeHead(await status(text)).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got };
}

describe('rules', () => {
  const text = { chat_id: 1, text: 'x' };
  const command = { command: 'start', description: 'x' };
  it.each([
    ['sendMessage', { text: 'x' }, 'chat_id is empty'],
    ['sendMessage', { chat_id: 1 }, 'message text is empty'],
    ['sendMessage', { chat_id: 1, text: ' \n' }, 'message text is empty'],
    ['sendMessage', { chat_id: 1, text: 'x'.repeat(4097) }, 'message is too long'],
    ['sendMessage', { chat_id: 1, text: '👍'.repeat(2049) }, 'message is too long'],
    ['sendMessage', { ...text, parse_mode: 'Markdown' }, 'unsupported parse_mode'],
    ['sendMessage', { ...text, disable_web_page_preview: true }, 'disable_web_page_preview'],
    ['sendMessage', { ...text, ...keyboard({ text: 'x', callback_data: 'ż'.repeat(33) }) }, 'BUTTON_DATA_INVALID'],
    ['sendMessage', { ...text, ...keyboard({ text: 'x', callback_data: '' }) }, 'BUTTON_DATA_INVALID'],
    ['sendMessage', { ...text, ...keyboard({ text: 'x' }) }, 'exactly one of its kinds'],
    ['sendMessage', { ...text, ...keyboard({ text: 'x', callback_data: 'a', url: 'https://a.pl' }) }, 'exactly one'],
    ['sendMessage', { ...text, ...keyboard({ text: ' ', callback_data: 'a' }) }, 'Text buttons are unallowed'],
    ['sendMessage', { ...text, ...keyboard({ text: 'x', url: 'http://localhost:3000' }) }, 'BUTTON_URL_INVALID'],
    ['sendMessage', { ...text, ...keyboard({ text: 'x', url: 'https://t.me/a?start=a.b' }) }, 'BUTTON_URL_INVALID'],
    ['sendMessage', { ...text, ...keyboard({ text: 'x', copy_text: { text: 'x'.repeat(257) } }) }, 'copy_text'],
    [
      'sendMessage',
      { ...text, reply_markup: { inline_keyboard: Array(101).fill([{ text: 'x', callback_data: 'a' }]) } },
      'reply markup is too long',
    ],
    ['editMessageText', { ...text, message_id: '7' }, 'message_id'],
    ['answerCallbackQuery', { callback_query_id: '1', text: 'x'.repeat(201) }, 'MESSAGE_TOO_LONG'],
    ['setMyCommands', { commands: [{ ...command, command: 'Start' }] }, 'BOT_COMMAND_INVALID'],
    ['setMyCommands', { commands: [{ ...command, description: '' }] }, 'BOT_COMMAND_DESCRIPTION_INVALID'],
    ['setMyCommands', { commands: Array(101).fill(command) }, 'BOT_COMMANDS_TOO_MUCH'],
    ['setMyCommands', { commands: [command], language_code: 'pl-PL' }, 'LANGUAGE_CODE_INVALID'],
    ['setMyDescription', { description: 'x'.repeat(513) }, 'description'],
    ['setMyShortDescription', { short_description: 'x'.repeat(121) }, 'short_description'],
    ['setWebhook', { url: '', secret_token: 'a b' }, 'secret token'],
    ['setWebhook', { url: '', allowed_updates: ['messages'] }, 'allowed_updates'],
    ['getUpdates', { limit: 101 }, 'limit'],
    ['sendDocument', { chat_id: 1, document: 'attach://file' }, 'wrong file identifier'],
  ] as const)('refuse in %s %j', (method, payload, why) => {
    expect(checkCall(method, payload)).toMatchObject({ ok: false, description: expect.stringContaining(why) });
  });

  it('count text after parsing', () => {
    const payload = { chat_id: 1, text: `<b>${'&lt;'.repeat(4096)}</b>`, parse_mode: 'HTML' };
    expect(checkCall('sendMessage', payload)).toMatchObject({ ok: true, styled: { text: '<'.repeat(4096) } });
  });
});

describe('HTML', () => {
  it('gives the text and its formatting', () => {
    const html =
      '<b>Ż &amp; <i>x</i></b> <a href="https://a.pl/?a=1&amp;b=2">tu</a><blockquote expandable>q</blockquote>';
    expect(parseHtml(html)).toEqual({
      ok: true,
      text: 'Ż & x tuq',
      entities: [
        { type: 'bold', offset: 0, length: 5 },
        { type: 'italic', offset: 4, length: 1 },
        { type: 'text_link', offset: 6, length: 2, url: 'https://a.pl/?a=1&b=2' },
        { type: 'expandable_blockquote', offset: 8, length: 1 },
      ],
    });
  });

  it.each([
    ['<p>x</p>', 'Unsupported start tag "p" at byte offset 0'],
    ['ż<br/>', 'Unsupported start tag "br" at byte offset 2'],
    ['<b>x', `Can't find end tag corresponding to start tag "b"`],
    ['<b><i>x</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['1 < 2', 'Unclosed start tag at byte offset 2'],
    ['a & b', '"&" is not escaped at byte offset 2'],
    ['a > b', '">" is not escaped at byte offset 2'],
    ['&nbsp;', 'Unknown entity "&nbsp;" at byte offset 0'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<a>x</a>', 'Tag "a" must have an address in "href" at byte offset 0'],
    ['<b class="x">x</b>', 'Unsupported attribute "class" in the tag "b" at byte offset 0'],
    ['<code><b>x</b></code>', 'Tag "b" inside code at byte offset 6'],
  ])('refuses %s', (html, why) => {
    expect(parseHtml(html)).toEqual({ ok: false, description: `can't parse entities: ${why}` });
  });
});

describe('calls', () => {
  it('need the token and a known method', async () => {
    const api = await open();
    expect((await call(api, 'getMe', {}, '1:wrong')).description).toBe('Unauthorized');
    expect((await call(api, 'banAll')).description).toBe('Not Found');
    expect((await call(api, 'getMe')).result).toMatchObject({ id: 7000000001, is_bot: true });
    expect(api.faults.map(({ description }) => description)).toEqual(['Unauthorized', 'Not Found']);
  });

  it('show messages as people see them', async () => {
    const api = await open();
    api.say(5, '/start');
    const soon = api.waitFor(5, ({ edits }) => edits === 1);
    const { result } = await send(api, 5, '<b>Tak</b> &amp; nie', { parse_mode: 'HTML', ...yes });
    const { message_id } = result as { message_id: number };
    await call(api, 'editMessageText', { chat_id: 5, message_id, text: 'dalej' });
    expect(await soon).toMatchObject({ text: 'dalej', keyboard: [], former: [{ text: 'Tak' }] });
    expect(api.chat(5).messages).toHaveLength(1);
    expect(api.faults).toEqual([]);
  });

  it('are refused by chats that cannot be written to', async () => {
    const api = await open();
    expect((await send(api, 5, 'x')).description).toBe('Bad Request: chat not found');
    api.say(5, 'hej');
    api.block(5);
    expect((await send(api, 5, 'x')).description).toBe('Forbidden: bot was blocked by the user');
    api.unblock(5);
    expect((await send(api, 5, 'x')).ok).toBe(true);
    api.deactivate(5);
    expect((await send(api, 5, 'x')).description).toBe('Forbidden: user is deactivated');
    api.say(-6, 'hej');
    api.migrate(-6, -1000000000006);
    expect((await send(api, -6, 'x')).parameters).toEqual({ migrate_to_chat_id: -1000000000006 });
    expect(api.faults).toEqual([]);
  });

  it('change a message only if something changes', async () => {
    const api = await open();
    const chat_id = 5;
    const own = api.say(5, 'hej');
    const { result } = await send(api, 5, 'x', yes);
    const { message_id } = result as { message_id: number };
    const same = await call(api, 'editMessageText', { chat_id, message_id, text: 'x', ...yes });
    expect(same.description).toMatch(/^Bad Request: message is not modified: /);
    expect((await call(api, 'editMessageReplyMarkup', { chat_id, message_id })).ok).toBe(true);
    const unknown = await call(api, 'editMessageText', { chat_id, message_id: 99, text: 'y' });
    expect(unknown.description).toBe('Bad Request: message to edit not found');
    const persons = await call(api, 'editMessageText', { chat_id, message_id: own, text: 'y' });
    expect(persons.description).toBe("Bad Request: message can't be edited");
    expect(api.faults).toEqual([]);
  });

  it('answer a press once, and the wait is known', async () => {
    const api = await open();
    api.say(5, 'hej');
    await send(api, 5, 'x', yes);
    const callback_query_id = api.tap(5, 'Tak');
    expect((await call(api, 'answerCallbackQuery', { callback_query_id })).ok).toBe(true);
    expect((await call(api, 'answerCallbackQuery', { callback_query_id })).description).toMatch(/query is too old/);
    expect(api.taps()[0]).toMatchObject({ data: 'yes', answer: { afterMs: expect.any(Number) } });
    expect(() => api.tap(5, 'Nie')).toThrow('no button "Nie"; there are Tak');
  });
});

describe('long polling', () => {
  it('holds until something comes, and repeats what is not confirmed', async () => {
    const api = await open();
    const held = poll(api, { timeout: 30 });
    await expect.poll(() => api.calls.length).toBe(1);
    api.say(5, 'raz');
    const [first] = await held;
    api.say(5, 'dwa');
    expect(textsOf(await poll(api))).toEqual(['raz', 'dwa']);
    expect(textsOf(await poll(api, { offset: (first?.update_id ?? 0) + 1 }))).toEqual(['dwa']);
    expect(textsOf(await poll(api, { offset: -1 }))).toEqual(['dwa']);
    expect(api.pending()).toBe(1);
  });

  it('ends empty after its time', async () => {
    const api = await open();
    const since = performance.now();
    expect(await poll(api, { timeout: 1 })).toEqual([]);
    expect(performance.now() - since).toBeGreaterThan(950);
  });

  it('leaves out kinds that were not asked for', async () => {
    const api = await open();
    await poll(api, { allowed_updates: ['callback_query'] });
    api.say(5, 'raz');
    expect(await poll(api)).toEqual([]);
  });

  it('is for one bot at a time, and not beside a webhook', async () => {
    const api = await open();
    const first = call(api, 'getUpdates', { timeout: 30 });
    await expect.poll(() => api.calls.length).toBe(1);
    const second = call(api, 'getUpdates', { timeout: 30 });
    expect((await first).description).toMatch(/^Conflict: terminated by other getUpdates request/);
    const { url } = await openHook(() => 200);
    await call(api, 'setWebhook', { url });
    expect((await second).description).toBe('Conflict: terminated by setWebhook request');
    expect((await call(api, 'getUpdates')).description).toMatch(/while webhook is active/);
  });

  it('loses nothing in disorder', async () => {
    const api = await open({ disorder: { seed: 7, duplicate: 0.3, reorder: 0.3, withinMs: 20 } });
    for (let n = 0; n < 1_000; n++) api.say(5, `${n}`);
    const all = api.whenDelivered().then(() => undefined);
    const got: Update[] = [];
    for (let offset = 0; got.length === 0 || api.pending() > 0; ) {
      const updates = await poll(api, { offset, timeout: 1 });
      got.push(...updates);
      offset = Math.max(offset, ...updates.map(({ update_id }) => update_id + 1));
    }
    await all;
    expect(new Set(textsOf(got)).size).toBe(1_000);
    expect(got.length).toBeGreaterThan(1_200);
    expect(textsOf(got).slice(0, 100)).not.toEqual(Array.from({ length: 100 }, (_, n) => `${n}`));
  });
});

describe('webhook', () => {
  it('must be https, or this machine where that is allowed', async () => {
    const api = await open({ webhook: { allowLoopback: false } });
    const refused = await call(api, 'setWebhook', { url: 'http://127.0.0.1:1/hook' });
    expect(refused.description).toBe('Bad Request: bad webhook: An HTTPS URL must be provided for webhook');
    const port = await call(api, 'setWebhook', { url: 'https://a.pl:3000/' });
    expect(port.description).toMatch(/only on ports 80, 88, 443 or 8443/);
  });

  it('repeats with the secret until it is taken, and keeps the order of a chat', async () => {
    const api = await open();
    let refusals = 3;
    const { url, got } = await openHook((text) => (text === 'raz' && refusals-- > 0 ? 503 : 200));
    api.say(5, 'raz');
    api.say(5, 'dwa');
    await call(api, 'setWebhook', { url, secret_token: 'tajne_1' });
    await api.whenDelivered();
    expect(got.map(({ text }) => text)).toEqual(['raz', 'raz', 'raz', 'raz', 'dwa']);
    expect(got.every(({ headers }) => headers['x-telegram-bot-api-secret-token'] === 'tajne_1')).toBe(true);
    expect(api.deliveries.map(({ status }) => status)).toEqual([503, 503, 503, 200, 200]);
    expect((await call(api, 'getWebhookInfo')).result).toMatchObject({ url, pending_update_count: 0 });
  });

  it('brings other chats and presses while one waits', async () => {
    const api = await open();
    const gate = Promise.withResolvers<number>();
    const { url, got } = await openHook((text) => (text === 'wolno' ? gate.promise : 200));
    await call(api, 'setWebhook', { url });
    api.say(5, 'wolno');
    api.say(5, 'potem');
    api.say(6, 'obok');
    await send(api, 5, 'x', yes);
    api.tap(5, 'yes');
    await expect.poll(() => got.map(({ text }) => text).sort()).toEqual(['obok', 'wolno', 'yes']);
    gate.resolve(200);
    await api.whenDelivered();
    expect(got.at(-1)?.text).toBe('potem');
  });
});

describe('limits', () => {
  it('refuse the fourth message to a chat, and take one more each second', async () => {
    let now = 0;
    const api = await open({ limits: publishedLimits, now: () => now });
    api.say(5, 'hej');
    const four = [];
    for (let n = 0; n < 4; n++) four.push(await send(api, 5, `${n}`));
    expect(four.map(({ ok }) => ok)).toEqual([true, true, true, false]);
    expect(four[3]).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } });
    now = 1_000;
    expect((await send(api, 5, 'x')).ok).toBe(true);
    expect(api.tooMany()).toBe(1);
  });

  it('count 30 in any second to all, 20 in any minute to a group', async () => {
    let now = 0;
    const api = await open({ limits: { overall: 30, group: 20 }, now: () => now });
    for (let chat = 1; chat <= 31; chat++) api.say(chat, 'hej');
    for (let chat = 1; chat <= 31; chat++) await send(api, chat, 'x');
    expect(api.tooMany()).toBe(1);
    api.say(-5, 'hej');
    for (let n = 0; n < 21; n++) {
      now += 2_000;
      const said = await send(api, -5, `${n}`);
      if (n === 20) expect(said).toMatchObject({ ok: false, parameters: { retry_after: 20 } });
      else expect(said.ok).toBe(true);
    }
  });
});

describe('trouble', () => {
  it('comes as ordered, and once', async () => {
    const api = await open();
    api.say(5, 'hej');
    api.fail('sendMessage', { kind: 'too-many', retryAfter: 7 });
    expect((await send(api, 5, 'a')).parameters).toEqual({ retry_after: 7 });
    api.fail('sendMessage', { kind: 'cut-before' });
    await expect(send(api, 5, 'b')).rejects.toThrow();
    api.fail('*', { kind: 'cut-after' });
    await expect(send(api, 5, 'c')).rejects.toThrow();
    api.fail('sendMessage', { kind: 'not-json' });
    await expect(send(api, 5, 'd')).rejects.toThrow(SyntaxError);
    api.fail('sendMessage', { kind: 'bad-gateway' });
    await expect(send(api, 5, 'e')).rejects.toThrow(SyntaxError);
    api.fail('sendMessage', { kind: 'drip', ms: 50 });
    expect((await send(api, 5, 'f')).ok).toBe(true);
    expect(api.chat(5).messages.map(({ text }) => text)).toEqual(['c', 'd', 'f']);
  });
});
