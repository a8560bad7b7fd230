/** When Telegram fails, repeats and mixes up: people get their question all the same, and one answer comes of it. */
import { afterEach, describe, expect, it } from 'vitest';
import { runDisorder } from '../../faults/disorder.ts';
import { drawSeed } from '../../support/data-folder.ts';
import { openTelegramHouse, type TelegramHouse } from '../../support/telegram/house.ts';
import { createTelegramPerson } from '../../support/telegram/person.ts';
import type { Trouble } from '../../support/telegram/trouble.ts';

let houses: TelegramHouse[] = [];
afterEach(async () => {
  await Promise.all(houses.map((house) => house.close()));
  houses = [];
});

const troubles: readonly (readonly [what: string, how: Trouble, doubles: boolean])[] = [
  ['asks for a pause', { kind: 'too-many', retryAfter: 1 }, false],
  ['is broken', { kind: 'server-error' }, false],
  ['sends a page of a proxy', { kind: 'bad-gateway' }, false],
  ['cuts the line before', { kind: 'cut-before' }, false],
  // Nobody can know whether it arrived: better twice than never.
  ['cuts the line after', { kind: 'cut-after' }, true],
  ['answers with half a JSON', { kind: 'not-json' }, true],
];

describe('when Telegram', () => {
  /** One answer while Telegram fails once; how often the next question stands in the chat in the end. */
  const askedIn = async (how: Trouble, doubles: boolean): Promise<number> => {
    const house = await openTelegramHouse('webhook', { realTime: true });
    houses.push(house);
    const { api, site } = house;
    const ola = createTelegramPerson(api, 5550101);
    await ola.start(site.test.code('ngo').replaceAll('-', ''));
    api.fail('sendMessage', how);
    const asked = await ola.tap('accept');
    if (doubles) await api.waitFor(ola.chat, ({ messageId }) => messageId > asked.messageId);
    await ola.tap('organisation');
    expect(api.faults).toEqual([]);
    return api.chat(ola.chat).messages.filter(({ text }) => text.includes('imieniu\u00a0') || text.includes('imieniu '))
      .length;
  };

  it('fails once, the question arrives, and the survey goes on', async () => {
    const asked = await Promise.all(troubles.map(async ([what, how, doubles]) => [what, await askedIn(how, doubles)]));
    expect(asked).toEqual(troubles.map(([what, _, doubles]) => [what, doubles ? 2 : 1]));
  });

  it('asks for a pause, nobody is written to until it is over', async () => {
    const house = await openTelegramHouse('webhook', { realTime: true });
    houses.push(house);
    const { api } = house;
    const [ola, jan] = [createTelegramPerson(api, 5550101), createTelegramPerson(api, 5550102)];
    await ola.start();
    await jan.start();
    const from = api.calls.length;
    api.fail('sendMessage', { kind: 'too-many', retryAfter: 1 });
    const heard = ola.say('/pomoc');
    while (api.calls.length === from) await new Promise((resolve) => setTimeout(resolve, 1));
    // The refusal is on its way back.
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([heard, jan.say('/pomoc')]);
    const [refused, ...later] = api.calls.slice(from).filter(({ method }) => method === 'sendMessage');
    expect(later.length).toBe(2);
    for (const { at } of later) expect(at - (refused?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('cannot take a change of an answered question, nobody notices', async () => {
    const house = await openTelegramHouse('webhook');
    houses.push(house);
    const { api, site } = house;
    const ola = createTelegramPerson(api, 5550101);
    await ola.start(site.test.code('ngo').replaceAll('-', ''));
    api.fail('editMessageText', { kind: 'server-error' }, 2);
    await ola.tap('accept');
    await ola.tap('organisation');
    expect((await ola.answerAll()).text).toContain('To już wszystkie pytania');
  });

  it('was told to stop turning the button, it was told at once, and once', async () => {
    const house = await openTelegramHouse('webhook');
    houses.push(house);
    const { api, site } = house;
    const ola = createTelegramPerson(api, 5550101);
    await ola.start(site.test.code('ngo').replaceAll('-', ''));
    await ola.answerAll();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const taps = api.taps();
    expect(taps.length).toBeGreaterThan(30);
    expect(taps.filter(({ answer }) => answer === undefined)).toEqual([]);
    expect(api.calls.filter(({ method }) => method === 'answerCallbackQuery')).toHaveLength(taps.length);
  });
});

it('updates that come twice and late end as they do without (10,000 of them: npm run faults -- disorder)', async () => {
  expect(await runDisorder({ seed: drawSeed(), updates: 400 })).toBe(true);
});
