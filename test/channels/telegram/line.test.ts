/** The line to Telegram: silence, slowness and nonsense end in time, and nothing of them says the token. */
import { Api, HttpError, InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLine } from '../../../src/channels/telegram/line.ts';
import { failureOf } from '../../../src/channels/telegram/outcome.ts';
import { type BotApi, fakeToken, openBotApi } from '../../support/telegram/bot-api.ts';
import type { Trouble } from '../../support/telegram/trouble.ts';

const silenceMs = 1_500;
let api: BotApi;
let client: Api;

beforeEach(async () => {
  api = await openBotApi();
  api.say(5550101, 'cześć');
  client = new Api(fakeToken, { apiRoot: api.root });
  client.config.use(createLine({ apiRoot: api.root, token: fakeToken, silenceMs }));
});
afterEach(() => api.close());

describe('a call', () => {
  it('brings back what Telegram says', async () => {
    expect((await client.sendMessage(5550101, 'Dzień dobry')).text).toBe('Dzień dobry');
    await expect(client.sendMessage(42, 'x')).rejects.toMatchObject({ error_code: 400 });
  });

  it.each<[string, Trouble]>([
    ['that nobody answers', { kind: 'hang', ms: 60_000 }],
    ['that is answered letter by letter', { kind: 'drip', ms: 60_000 }],
    ['whose line is cut', { kind: 'cut-before' }],
    ['that is answered with half a JSON', { kind: 'not-json' }],
    ['that is answered with a page of a proxy', { kind: 'bad-gateway' }],
  ])('%s fails in time, is to be tried again, and its words hold no token', async (_, how) => {
    api.fail('sendMessage', how);
    const from = performance.now();
    const error: unknown = await client.sendMessage(5550101, 'Kanarek').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HttpError);
    expect(failureOf(error)).toEqual({ kind: 'retry' });
    // Undici looks at its clock once a second.
    expect(performance.now() - from).toBeLessThan(silenceMs * 2 + 2_000);
    const words = `${error instanceof Error ? [error.message, error.stack, JSON.stringify(error)] : ''}`;
    for (const secret of [fakeToken, 'Kanarek', api.root]) expect(words).not.toContain(secret);
  });

  it('can be stopped', async () => {
    const stopped = new AbortController();
    const asked = client.getUpdates({ timeout: 25 }, stopped.signal as Parameters<Api['getUpdates']>[1]);
    stopped.abort();
    await expect(asked).rejects.toBeInstanceOf(HttpError);
  });
});

describe('a call with a file', () => {
  it('brings the bytes and every field as they are', async () => {
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255, ...Buffer.from('\r\n--rozmownica')]);
    const caption = 'Pierwsza\nDruga "linia" [1]';
    const sent = await client.sendDocument(5550101, new InputFile(bytes, 'raport.pdf'), {
      caption,
      parse_mode: 'HTML',
    });
    expect(sent.caption).toBe(caption);
    const { payload } = api.calls.at(-1) ?? {};
    expect(payload).toEqual({
      chat_id: 5550101,
      document: { name: 'raport.pdf', bytes },
      caption,
      parse_mode: 'HTML',
    });
    expect(api.faults).toEqual([]);
  });

  it('that is no picture is refused as Telegram would', async () => {
    await expect(client.sendPhoto(5550101, new InputFile(Buffer.from('x'), 'x.png'))).rejects.toMatchObject({
      error_code: 400,
    });
  });
});
