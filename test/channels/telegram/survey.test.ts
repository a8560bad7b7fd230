/** Whole surveys on Telegram, as people take them, by polling and by webhook. */
import { afterEach, describe, expect, it } from 'vitest';
import { openTelegramHouse, type TelegramHouse } from '../../support/telegram/house.ts';
import { createTelegramPerson, type TelegramPerson } from '../../support/telegram/person.ts';

let house: TelegramHouse;
afterEach(async () => {
  expect(house.api.faults).toEqual([]);
  await house.close();
});

const codeIn = (text: string): string => /\b[0-9][0-9A-Z]{3}(?:-[0-9A-Z]{4})+\b/.exec(text)?.[0] ?? '';
const invitation = (): string => house.site.test.code('ngo').replaceAll('-', '');

async function rows(): Promise<number> {
  const box = { table: 'answers', campaign: 'fala-1', unit: 'lipowo', group: 'ngo' } as const;
  return (await house.site.test.bot.store.box(box)).rows.length;
}

/** From the review on: sends, and answers what is asked about being written to. */
async function send(person: TelegramPerson): Promise<string> {
  await person.tap('send');
  await person.tap('no');
  return (await person.tap('no')).text;
}

describe.each(['polling', 'webhook'] as const)('by %s', (mode) => {
  it('with help, back, a correction, another language and sending', async () => {
    house = await openTelegramHouse(mode);
    const ola = createTelegramPerson(house.api, 5550101);
    expect((await ola.start(invitation())).text).toContain('Kto pyta');
    expect((await ola.tap('accept')).text).toContain('W czyim imieniu odpowiadasz?');
    expect((await ola.tap('~explain')).text).toContain('Jeśli masz kilka ról');
    const typed = await ola.say('2');
    expect(typed.text).toContain('Zapisano: nieformalna grupa mieszkańców');
    const back = await ola.tap('~back');
    expect(back.text).toContain('Twoja obecna odpowiedź');
    await ola.tap('organisation');
    expect((await ola.say('/jezyk')).keyboard.flat().map(({ text }) => text)).toEqual([
      'Polski',
      'English',
      'Українська',
    ]);
    expect((await ola.tap('uk')).text).toContain('Добре');
    await ola.say('/jezyk pl');
    const review = await ola.answerAll();
    expect(review.text).toContain('To już wszystkie pytania');
    await ola.tap('send');
    const receipt = house.api
      .chat(ola.chat)
      .messages.map(({ text }) => codeIn(text))
      .find((code) => code.length === 19);
    expect(receipt).toBeDefined();
    await ola.tap('no');
    await ola.tap('no');
    expect(await rows()).toBe(1);
    // The code stays in the chat when the question under it is answered.
    expect(ola.screen()).toContain(receipt);
    expect(house.api.taps().filter(({ answer }) => answer === undefined)).toEqual([]);
    expect((await ola.say(`/wycofaj ${receipt}`)).text).toContain('usunięte');
    expect(await rows()).toBe(0);
  });

  it('begun, paused, and finished on the page with the short code', async () => {
    house = await openTelegramHouse(mode);
    const ola = createTelegramPerson(house.api, 5550101);
    await ola.start(invitation());
    await ola.tap('accept');
    await ola.tap('organisation');
    const paused = await ola.tap('~pause');
    const link = /http\S+\?z=(\S+)/.exec(paused.text)?.[1];
    expect(link?.length).toBe(8);
    const other = createTelegramPerson(house.api, 5550102);
    const moved = await other.say(codeIn(paused.text));
    expect(moved.text).toContain('Ankieta jest już tutaj');
    await other.answerAll();
    expect(await send(other)).not.toBe('');
    expect(await rows()).toBe(1);
    expect(ola.last().text).toContain('Ankieta jest teraz w innym miejscu');
  });
});

describe('on the screen', () => {
  it('answered questions keep their answer and lose their buttons; lists are ticked in place', async () => {
    house = await openTelegramHouse('polling');
    const ola = createTelegramPerson(house.api, 5550101);
    await ola.start(invitation());
    await ola.tap('accept');
    const role = ola.last().messageId;
    await ola.tap('organisation');
    await house.api.waitFor(ola.chat, ({ messageId, keyboard }) => messageId === role && keyboard.length === 0);
    expect(ola.screen()).toContain(
      'złych odpowiedzi.\n\nW czyim imieniu odpowiadasz?\n\n✓ organizacja, np. stowarzyszenie, fundacja, KGW, OSP\n\n',
    );
    while (
      !ola
        .last()
        .keyboard.flat()
        .some(({ text }) => text.startsWith('☐'))
    )
      await ola.tap(ola.last().keyboard.flat()[0]?.text ?? '');
    const list = ola.last();
    const ticked = await ola.tap(list.keyboard.flat()[1]?.text ?? '');
    expect(ticked.messageId).toBe(list.messageId);
    expect(
      ticked.keyboard
        .flat()
        .map(({ text }) => text.slice(0, 1))
        .filter((mark) => mark === '☑'),
    ).toHaveLength(1);
    // Typed, the list stands further down than before: it is shown anew, and the old one loses its buttons.
    const anew = await ola.say('1');
    expect(anew.messageId).toBeGreaterThan(list.messageId);
    await house.api.waitFor(
      ola.chat,
      ({ messageId, keyboard }) => messageId === list.messageId && keyboard.length === 0,
    );
  });

  it('nobody who is gone is written to until they are back', async () => {
    house = await openTelegramHouse('polling');
    const ola = createTelegramPerson(house.api, 5550101);
    await ola.start(invitation());
    house.api.block(ola.chat);
    await house.api.whenDelivered();
    const before = house.api.calls.length;
    await house.site.test.bot.waves.close('fala-1');
    await house.site.test.bot.deliver.drain();
    expect(house.api.calls.slice(before).filter(({ method }) => method === 'sendMessage')).toEqual([]);
    house.api.unblock(ola.chat);
    expect((await ola.start()).text).toContain('Kto pyta');
  });

  it('a group is shown the way to a private talk once, and nothing of it is kept', async () => {
    house = await openTelegramHouse('polling');
    for (let n = 0; n < 5; n += 1) house.api.say(-100_500, '/start@RozmownicaTestBot', { id: 5550101 });
    house.api.say(-100_500, 'rozmawiamy między sobą', { id: 5550101 });
    const shown = await house.api.waitFor(-100_500, () => true);
    await house.api.whenDelivered();
    expect(shown.text).toContain('Rozmawiam tylko na osobności');
    expect(shown.keyboard.flat()).toEqual([{ text: '@RozmownicaTestBot', url: 'https://t.me/RozmownicaTestBot' }]);
    expect(house.api.chat(-100_500).messages).toHaveLength(1);
    const kept: string[] = [];
    for await (const { id } of house.site.test.bot.store.conversations()) kept.push(id);
    expect(kept).toEqual([]);
  });

  it('the menu and the words before the beginning are there in every language', async () => {
    house = await openTelegramHouse('polling');
    const { profile } = house.api;
    while (profile.shortDescription.size < 4) await new Promise((resolve) => setTimeout(resolve, 20));
    expect([...profile.commands.keys()].map((key) => key.replace('all_private_chats:', '')).sort()).toEqual([
      '',
      'en',
      'pl',
      'uk',
    ]);
    for (const map of [profile.description, profile.shortDescription])
      expect([...map.keys()].sort()).toEqual(['', 'en', 'pl', 'uk']);
  });
});
