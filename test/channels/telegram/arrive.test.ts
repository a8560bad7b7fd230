/** How updates come: the webhook is registered whole, and no webhook of earlier days keeps a polling bot from them. */

import { Api } from 'grammy';
import { afterEach, describe, expect, it } from 'vitest';
import { openSite } from '../../support/site.ts';
import { fakeToken, openBotApi } from '../../support/telegram/bot-api.ts';
import { openTelegramHouse, type TelegramHouse } from '../../support/telegram/house.ts';
import { createTelegramPerson } from '../../support/telegram/person.ts';

let house: TelegramHouse | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const callsOf = ({ api }: TelegramHouse, method: string): unknown[] =>
  api.calls.filter((call) => call.method === method).map(({ payload }) => payload);

describe('by webhook', () => {
  it('Telegram is told where, with a secret, and what is wanted, and is never asked', async () => {
    house = await openTelegramHouse('webhook');
    await createTelegramPerson(house.api, 5550101).start();
    expect(callsOf(house, 'setWebhook')).toEqual([
      {
        url: `${house.site.base}/telegram/webhook`,
        secret_token: expect.stringMatching(/^[\w-]{32,256}$/),
        allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
      },
    ]);
    expect(callsOf(house, 'getUpdates')).toEqual([]);
  });

  it('an update that cannot be kept is answered so that it comes again, and then it counts', async () => {
    house = await openTelegramHouse('webhook');
    const { bot } = house.site.test;
    const ola = createTelegramPerson(house.api, 5550101);
    await ola.start();
    const { transact } = bot.store;
    let failures = 2;
    Object.assign(bot.store, {
      transact: (...words: Parameters<typeof transact>) =>
        failures-- > 0 ? Promise.reject(new Error('the disk is full')) : transact(...words),
    });
    expect((await ola.say('/pomoc')).text).toContain('Co możesz napisać w każdej chwili');
    Object.assign(bot.store, { transact });
    const statuses = house.api.deliveries.map(({ status }) => status);
    expect(statuses.filter((status) => status === 500)).toHaveLength(2);
    expect(house.api.chat(ola.chat).messages).toHaveLength(2);
  });
});

describe('by polling', () => {
  it('a webhook is taken away before the first question, and when somebody sets one', async () => {
    house = await openTelegramHouse('polling');
    const ola = createTelegramPerson(house.api, 5550101);
    await ola.start();
    expect(callsOf(house, 'deleteWebhook')).toHaveLength(1);
    await new Api(fakeToken, { apiRoot: house.api.root }).setWebhook('https://elsewhere.example.org/hook');
    expect((await ola.say('/pomoc')).text).toContain('Co możesz napisać w każdej chwili');
    expect(callsOf(house, 'deleteWebhook').length).toBeGreaterThan(1);
  });

  it('what could not be kept is asked for again, and nobody else waits for it', async () => {
    house = await openTelegramHouse('polling');
    const { bot } = house.site.test;
    const [ola, jan] = [createTelegramPerson(house.api, 5550101), createTelegramPerson(house.api, 5550102)];
    await ola.start();
    const { transact } = bot.store;
    let isFull = true;
    Object.assign(bot.store, {
      transact: (...words: Parameters<typeof transact>) =>
        isFull && words[0].conversation === 'telegram:5550101'
          ? Promise.reject(new Error('the disk is full'))
          : transact(...words),
    });
    const heard = ola.say('/pomoc');
    expect((await jan.start()).text).toContain('Dzień dobry');
    isFull = false;
    expect((await heard).text).toContain('Co możesz napisać w każdej chwili');
    expect(house.api.chat(jan.chat).messages).toHaveLength(1);
  });
});

it('a token that Telegram does not know stops the start, in a sentence with the cure', async () => {
  const api = await openBotApi();
  const telegram = { token: '1:wrong', apiRoot: api.root, mode: 'polling', webhookSecret: undefined } as const;
  await expect(openSite({ telegram })).rejects.toThrow(/TELEGRAM_BOT_TOKEN.*@BotFather/);
  await api.close();
});
