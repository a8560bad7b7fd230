/** Whole surveys on Teams, as people take them, through the route, the SDK and a connector; and one survey over three channels. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSite, type Site } from '../../support/site.ts';
import { createTeamsPerson, type TeamsPerson } from '../../support/teams/person.ts';
import { openService, type Service } from '../../support/teams/service.ts';
import { type BotApi, fakeToken, openBotApi } from '../../support/telegram/bot-api.ts';
import { noPace } from '../../support/telegram/house.ts';
import { createTelegramPerson } from '../../support/telegram/person.ts';

const teams = {
  appId: '',
  appPassword: '',
  appType: 'MultiTenant',
  tenantId: '',
  allowedTenants: [],
  emulator: true,
} as const;
let service: Service;
let api: BotApi;
let site: Site;

beforeEach(async () => {
  service = await openService();
  api = await openBotApi();
  const telegram = { token: fakeToken, apiRoot: api.root, mode: 'polling', webhookSecret: undefined } as const;
  site = await openSite({ teams, telegram, telegramPace: noPace });
});
afterEach(async () => {
  await site.close();
  await Promise.all([service.close(), api.close()]);
});

const codeIn = (text: string): string => /[0-9][0-9A-Z]{3}(?:-[0-9A-Z]{4}){1,3}/.exec(text)?.[0] ?? '';

async function rows(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const box = { table: 'answers', campaign: 'fala-1', unit: 'lipowo', group: 'ngo' } as const;
  return (await site.test.bot.store.box(box)).rows.map(({ values }) => values);
}

async function begin(name: string): Promise<TeamsPerson> {
  const person = createTeamsPerson(site.base, service, name);
  await person.install();
  expect(await person.say(site.test.code('ngo'))).toContain('Kto pyta');
  return person;
}

describe('a survey on Teams', () => {
  it('with help, back, a correction, another language and sending', async () => {
    const halina = await begin('halina');
    expect(await halina.choose('accept')).toContain('W czyim imieniu odpowiadasz?');
    expect(await halina.choose('~explain')).toContain('Jeśli masz kilka ról');
    expect(await halina.say('2')).toContain('Zapisano: nieformalna grupa mieszkańców');
    expect(await halina.choose('~back')).toContain('Twoja obecna odpowiedź');
    await halina.choose('organisation');
    await halina.say('/jezyk');
    expect(await halina.choose('uk')).toContain('Добре');
    await halina.say('/jezyk pl');
    expect(await halina.answerAll()).toContain('To już wszystkie pytania');
    const receipt = codeIn(await halina.choose('send'));
    expect(receipt).toHaveLength(19);
    await halina.choose('no');
    await halina.choose('no');
    expect(await rows()).toHaveLength(1);
    expect(await halina.say(`/wycofaj ${receipt}`)).toContain('usunięte');
    expect(await rows()).toHaveLength(0);
  });

  it('greets once, and says nothing to reactions and to what it did not ask for', async () => {
    const halina = createTeamsPerson(site.base, service, 'halina');
    expect(await halina.install()).toContain('Dzień dobry');
    expect(service.seen).toHaveLength(1);
    const news = [
      { type: 'installationUpdate', action: 'add' },
      { type: 'messageReaction', reactionsAdded: [{ type: 'like' }], replyToId: '1' },
      { type: 'typing' },
      { type: 'messageDelete' },
    ];
    for (const activity of news) expect(await halina.post(activity)).toBe(200);
    expect(await halina.post({ type: 'invoke', name: 'composeExtension/query', value: {} })).toBe(501);
    await site.test.bot.deliver.drain();
    expect(service.seen).toHaveLength(1);
  });

  it('takes a list with ticks at once, and shows the answer where the question was', async () => {
    const halina = await begin('halina');
    await halina.choose('accept');
    const answers = (): readonly string[] => halina.choices().filter((id) => !id.startsWith('~'));
    while (!halina.read().includes('Czym głównie się zajmujecie?')) await halina.choose(answers()[0] ?? '');
    await halina.choose(...answers().slice(0, 2));
    const words = (): string => {
      const changed = service.seen.filter(({ changes }) => changes !== undefined).map(({ activity }) => activity);
      return JSON.stringify(changed).replaceAll('\u00a0', ' ');
    };
    // Answered cards are drawn again after what the person waits for.
    await expect.poll(words, { timeout: 5_000 }).toContain('✓ kultura i dziedzictwo, sport, turystyka i rekreacja');
    expect(words()).toContain('✓ organizacja, np. stowarzyszenie, fundacja, KGW, OSP');
    expect(words()).not.toContain('Action.Submit');
  });

  it('in a channel is not begun: the way to a private talk is shown once', async () => {
    const halina = createTeamsPerson(site.base, service, 'halina');
    const conversation = { id: '19:channel@thread.tacv2;messageid=1', conversationType: 'channel', tenantId: 'tenant' };
    const asked = { type: 'message', text: '<at>Rozmównica</at> cześć', conversation };
    for (let n = 0; n < 3; n += 1) expect(await halina.post(asked)).toBe(200);
    while (service.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(service.seen).toHaveLength(1);
    expect(JSON.stringify(service.seen)).toContain('Rozmawiam tylko na osobności');
    const kept: string[] = [];
    for await (const { id } of site.test.bot.store.conversations()) kept.push(id);
    expect(kept).toEqual([]);
  });

  it('is paused when the person has removed the app, and goes on when it is back', async () => {
    const halina = await begin('halina');
    await halina.choose('accept');
    // The greeting and the notice have lost their buttons: the next call is the one that fails.
    await expect
      .poll(() => service.seen.filter(({ changes }) => changes !== undefined), { timeout: 5_000 })
      .toHaveLength(2);
    service.expect({ status: 403, code: 'BotNotInConversationRoster' });
    await halina.post({ type: 'message', text: '/pomoc' });
    await site.test.bot.deliver.drain();
    const before = service.calls.length;
    await site.test.bot.waves.close('fala-1');
    await site.test.bot.deliver.drain();
    expect(service.calls).toHaveLength(before);
    expect(await halina.install()).toContain('W czyim imieniu odpowiadasz?');
  });
});

it('one survey begins on Teams, goes on in Telegram, ends on Teams again, and is one response', async () => {
  const halina = await begin('halina');
  await halina.choose('accept');
  await halina.choose('organisation');
  const first = codeIn(await halina.choose('~pause'));
  const phone = createTelegramPerson(api, 5550101);
  expect((await phone.say(first)).text).toContain('Ankieta jest już tutaj');
  for (let n = 0; n < 4; n += 1) {
    const buttons = phone
      .last()
      .keyboard.flat()
      .map(({ text }) => text);
    await phone.tap(buttons.some((text) => text.startsWith('☑')) ? '~done' : (buttons[0] ?? ''));
  }
  const second = codeIn((await phone.tap('~pause')).text);
  expect(await halina.say(second)).toContain('Ankieta jest już tutaj');
  expect(await halina.answerAll()).toContain('To już wszystkie pytania');
  for (const id of ['send', 'no', 'no']) await halina.choose(id);
  expect(await rows()).toHaveLength(1);
  // Neither place sends it a second time.
  expect((await phone.say(`/start ${site.test.code('ngo').replaceAll('-', '')}`)).text).toContain(
    'ankieta jest już wysłana',
  );
  expect(await rows()).toHaveLength(1);
});
