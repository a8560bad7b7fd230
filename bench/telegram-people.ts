/** Telegram and its people in one process: takes calls without a check, and taps the next button when a question comes. */
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readButton } from '../src/channels/telegram/button.ts';

export const token = '123456:bench';
export const secret = 'a-secret-for-benches';

type Button = { readonly text: string; readonly callback_data: string };
type Call = { readonly chat_id?: number; readonly reply_markup?: { readonly inline_keyboard?: readonly Button[][] } };

export type TelegramPeople = {
  readonly apiRoot: string;
  /** Calls since the last time of asking, by method. */
  readonly calls: () => Readonly<Record<string, number>>;
  /** Somebody opens a link and waits for the first question. */
  readonly arrive: (port: number, chat: number, code: string) => Promise<void>;
  /** Taps a button of the question that is open; milliseconds until the next one is there. */
  readonly answer: (port: number, chat: number) => Promise<number>;
  readonly close: () => Promise<void>;
};

const patienceMs = 30_000;

export async function openTelegramPeople(): Promise<TelegramPeople> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const questions = new Map<number, readonly Button[]>();
  const waiting = new Map<number, () => void>();
  const counts = new Map<string, number>();
  let message = 0;
  let update = 0;

  const take = (method: string, call: Call): unknown => {
    counts.set(method, (counts.get(method) ?? 0) + 1);
    if (method === 'getMe') return { id: 1, is_bot: true, first_name: 'Bench', username: 'bench_bot' };
    if (method !== 'sendMessage' && method !== 'editMessageText') return true;
    message += 1;
    const chat = call.chat_id ?? 0;
    const buttons = call.reply_markup?.inline_keyboard?.flat() ?? [];
    if (buttons.length > 0) {
      questions.set(chat, buttons);
      waiting.get(chat)?.();
    }
    return { message_id: message, date: 0, chat: { id: chat, type: 'private' }, text: '' };
  };
  const server = createServer(async (asked, reply) => {
    const method = asked.url?.slice(asked.url.lastIndexOf('/') + 1) ?? '';
    const result = take(method, JSON.parse((await bodyOf(asked)) || '{}'));
    const body = JSON.stringify({ ok: true, result });
    reply.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const post = (port: number, body: object): Promise<void> =>
    new Promise((resolve, reject) => {
      update += 1;
      const payload = JSON.stringify({ update_id: update, ...body });
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(payload),
        'x-telegram-bot-api-secret-token': secret,
      };
      const asked = request({ agent, port, host: '127.0.0.1', method: 'POST', path: '/telegram/webhook', headers });
      asked.once('response', (response) => {
        response.resume();
        if (response.statusCode === 200) response.once('end', resolve);
        else reject(new Error(`an update was answered with ${response.statusCode}`));
      });
      asked.once('error', reject);
      asked.end(payload);
    });

  /** Posts, and waits for the next question. */
  const say = async (port: number, chat: number, body: object): Promise<number> => {
    const from = performance.now();
    const heard = new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${chat} got no reply to ${JSON.stringify(body)}`)), patienceMs);
      waiting.set(chat, () => {
        clearTimeout(late);
        waiting.delete(chat);
        resolve();
      });
    });
    const asked = heard.then(() => performance.now() - from);
    await post(port, body);
    return asked;
  };

  return {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls() {
      const told = Object.fromEntries(counts);
      counts.clear();
      return told;
    },
    async arrive(port, chat, code) {
      const { from, chat: place } = personOf(chat);
      message += 1;
      await say(port, chat, { message: { message_id: message, date: 0, from, chat: place, text: `/start ${code}` } });
    },
    answer(port, chat) {
      const { from, chat: place } = personOf(chat);
      const open = { message_id: message, date: 0, chat: place, text: '' };
      const callback_query = {
        id: String(update),
        from,
        chat_instance: '1',
        message: open,
        data: choose(questions.get(chat) ?? []),
      };
      return say(port, chat, { callback_query });
    },
    async close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

function personOf(chat: number): { from: object; chat: object } {
  return {
    from: { id: chat, is_bot: false, first_name: 'Ktoś', language_code: 'pl' },
    chat: { id: chat, type: 'private', first_name: 'Ktoś' },
  };
}

/** An answer; at the end back to a question, since sending is more than a turn. */
function choose(buttons: readonly Button[]): string {
  const presses = buttons.map(({ text, callback_data }) => ({
    text,
    data: callback_data,
    ...readButton(callback_data),
  }));
  const [first] = presses;
  if (!first) throw new Error('nothing is asked');
  if (first.step === 'review') return first.data.replace(first.choice, 'edit:a12_formality');
  const wanted = presses.some(({ text }) => text.startsWith('☑'))
    ? '~done'
    : /^\d$/.test(first.choice)
      ? presses[first.prompt % 5]?.choice
      : (presses.find(({ choice }) => choice === '~skip')?.choice ?? first.choice);
  return presses.find(({ choice }) => choice === wanted)?.data ?? first.data;
}

async function bodyOf(asked: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of asked) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
