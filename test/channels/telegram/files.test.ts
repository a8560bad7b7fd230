/** A report in Telegram: a picture and a PDF as uploads, also when Telegram wants a pause or is broken. */
import { afterEach, describe, expect, it } from 'vitest';
import { quickReports } from '../../support/enclosed.ts';
import { openTelegramHouse, type TelegramHouse } from '../../support/telegram/house.ts';
import { createTelegramPerson } from '../../support/telegram/person.ts';

let house: TelegramHouse | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** An animator in Telegram, and a wave that is over. */
async function animator(reports = quickReports()) {
  house = await openTelegramHouse('webhook', { realTime: true, reports });
  const { api, site } = house;
  const ola = createTelegramPerson(api, 5550101);
  const { id, code } = await site.test.invite('animator');
  await ola.start(code);
  await site.test.bot.waves.close('fala-1');
  const files = () => api.chat(ola.chat).messages.filter(({ file }) => file !== undefined);
  const asks = async () => {
    api.say(ola.chat, '/raport');
    await api.waitFor(ola.chat, ({ file }) => file?.kind === 'document');
    return files();
  };
  return { api, site, ola, id, files, asks };
}

describe('/raport in Telegram', () => {
  it('brings a picture whose words say the same, and a PDF', async () => {
    const { api, asks } = await animator(quickReports('Najwyżej: I.1 <52> & więcej'));
    const [picture, paper] = await asks();
    expect(picture).toMatchObject({
      file: { kind: 'photo', id: 'raport-fala-1.png' },
      text: 'Najwyżej: I.1 <52> & więcej',
    });
    expect(paper).toMatchObject({ file: { kind: 'document', id: 'raport-fala-1.pdf' } });
    expect(paper?.text.replaceAll('\u00a0', ' ')).toBe('Cały raport w PDF: Ocena współpracy 2026');
    expect(api.faults).toEqual([]);
  });

  it('whose words would not fit is cut at a line', async () => {
    const lines = Array.from({ length: 60 }, (_, n) => `Wiersz ${n} z wynikiem obszaru`);
    const { api, asks } = await animator(quickReports(lines.join('\n')));
    const [picture] = await asks();
    expect(picture?.text.length).toBeLessThanOrEqual(1024);
    expect(picture?.text).toMatch(/obszaru\n…$/);
    expect(api.faults).toEqual([]);
  });

  it.each([
    ['a pause', { kind: 'too-many', retryAfter: 1 }],
    ['a fault of its own', { kind: 'server-error' }],
    ['a broken line', { kind: 'cut-before' }],
  ] as const)('comes once and in order after %s', async (_, how) => {
    const { api, asks, files } = await animator();
    api.fail('sendPhoto', how);
    await asks();
    expect(files().map(({ file }) => file?.kind)).toEqual(['photo', 'document']);
    expect(api.calls.filter(({ method }) => method === 'sendPhoto')).toHaveLength(2);
    expect(api.faults).toEqual([]);
  });

  it('ends at the door of whoever blocked the bot', async () => {
    const { api, site, ola } = await animator();
    api.fail('sendPhoto', { kind: 'too-many', retryAfter: 1 });
    api.say(ola.chat, '/raport');
    while (!api.calls.some(({ method }) => method === 'sendPhoto'))
      await new Promise((resolve) => setTimeout(resolve, 5));
    api.block(ola.chat);
    const away = async () => (await site.test.bot.store.conversation(`telegram:${ola.chat}`))?.session?.away;
    while (!(await away())) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(api.chat(ola.chat).messages.filter(({ file }) => file)).toEqual([]);
  });
});
