/** Results that are public are told of once, to those who agreed, by day. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/dialog/reply.ts';
import { openBot, type TestBot, type TestOptions } from '../support/bot.ts';
import { makeDataFolder } from '../support/data-folder.ts';
import { wordsOf } from '../support/enclosed.ts';

const hour = 3_600_000;
const tests: TestBot[] = [];
afterEach(async () => {
  for (const test of tests.splice(0)) await test.close();
});

async function open(options: TestOptions = {}, isReachable = true): Promise<TestBot> {
  const test = await openBot({ ...(isReachable && { publicUrl: 'https://bot.example.org' }), ...options });
  tests.push(test);
  return test;
}

const news = 'Są już wyniki';
const told = (replies: readonly Reply[]): number => replies.filter((reply) => wordsOf(reply).includes(news)).length;
const publish = (test: TestBot, published: boolean) =>
  test.bot.store.change('fala-1', (wave) => ({ ...(wave as NonNullable<typeof wave>), published }));

/** A village head's short survey, with or without the wish to hear of the results. */
async function answer(test: TestBot, place: string, results: string): Promise<void> {
  await test.say(place, `/start ${test.code('ngo')}`);
  for (const text of ['tak', '3', '4', '1', '12', 'ok', 'pomiń', 'pomiń', 'wyślij', results, 'nie'])
    await test.say(place, text);
}

async function look(test: TestBot, ...places: readonly string[]): Promise<number[]> {
  await test.bot.waves.tick();
  await test.bot.deliver.drain();
  return places.map((place) => told(test.heard(place)));
}

describe('published results', () => {
  it('are told of once to those who agreed, with the link, and to nobody else', async () => {
    const test = await open();
    await answer(test, 'terminal:yes', 'tak');
    await answer(test, 'terminal:no', 'nie');
    await test.bot.waves.close('fala-1');
    expect(await look(test, 'terminal:yes', 'terminal:no')).toEqual([0, 0]);
    await publish(test, true);
    await test.bot.waves.tick();
    await test.bot.deliver.drain();
    const heard = test.heard('terminal:yes');
    expect(heard.map(wordsOf).join()).toContain('https://bot.example.org/wyniki/fala-1');
    expect(told(heard)).toBe(1);
    for (let day = 0; day < 3; day += 1) {
      expect(await look(test, 'terminal:yes', 'terminal:no')).toEqual([0, 0]);
      test.clock.advance(24 * hour);
    }
  });

  it('are told of by another process, too, to those who were not reached; and twice to nobody', async () => {
    const dataDir = await makeDataFolder();
    const first = await open({ dataDir });
    for (const place of ['terminal:a', 'terminal:b', 'terminal:c']) await answer(first, place, 'tak');
    await first.bot.waves.close('fala-1');
    await publish(first, true);
    // It dies after the first of them.
    const receive = {
      kind: 'results',
      id: 'results:fala-1',
      campaign: 'fala-1',
      at: first.clock.now(),
      chance: '',
    } as const;
    await first.bot.receive({ ...receive, conversation: 'terminal:b' });
    await first.bot.deliver.drain();
    expect(told(first.heard('terminal:b'))).toBe(1);
    await tests.pop()?.close();
    const second = await open({ dataDir });
    const heard: Reply[] = [];
    for (const place of ['terminal:a', 'terminal:b', 'terminal:c'])
      second.bot.terminal.attach(place, (reply) => heard.push(reply));
    for (let looks = 0; looks < 3; looks += 1) {
      await second.bot.waves.tick();
      await second.bot.deliver.drain();
    }
    expect(told(heard)).toBe(2);
    // Also when the ids of what happened there are long forgotten.
    await second.bot.receive({ ...receive, id: 'results:another', conversation: 'terminal:a' });
    await second.bot.deliver.drain();
    expect(told(heard)).toBe(2);
  });

  it('are told of between 8 and 20 by the local clock', async () => {
    const test = await open({ at: '2026-11-23T19:59:59+01:00' });
    await answer(test, 'terminal:a', 'tak');
    await test.bot.waves.close('fala-1');
    test.clock.advance(1_000);
    await publish(test, true);
    expect(await look(test, 'terminal:a')).toEqual([0]);
    test.clock.advance(12 * hour - 1_000);
    expect(await look(test, 'terminal:a')).toEqual([0]);
    test.clock.advance(1_000);
    expect(await look(test, 'terminal:a')).toEqual([1]);
  });

  it('that are taken back before anybody was told are told of to nobody; and once when they are back', async () => {
    const test = await open();
    await answer(test, 'terminal:a', 'tak');
    await test.bot.waves.close('fala-1');
    await publish(test, true);
    await publish(test, false);
    expect(await look(test, 'terminal:a')).toEqual([0]);
    // Not even when the word of it is on its way already.
    const late = { kind: 'results', campaign: 'fala-1', at: test.clock.now(), chance: '' } as const;
    await test.bot.receive({ ...late, id: 'late', conversation: 'terminal:a' });
    expect(await look(test, 'terminal:a')).toEqual([0]);
    await publish(test, true);
    expect(await look(test, 'terminal:a')).toEqual([1]);
  });

  it('that are taken back are not told of to who only comes by later, but are when they are public again', async () => {
    const test = await open();
    const absent: Reply[] = [];
    for (const place of ['terminal:a', 'terminal:b']) {
      await answer(test, place, 'tak');
      // Nobody is there any more.
      test.bot.terminal.attach(place, () => undefined)();
    }
    await test.bot.waves.close('fala-1');
    await publish(test, true);
    await look(test, 'terminal:a');
    const comesBack = async (place: string): Promise<number> => {
      test.bot.terminal.attach(place, (reply) => absent.push(reply));
      test.bot.store.returned(place);
      await test.bot.deliver.drain();
      return told(absent.splice(0));
    };
    await publish(test, false);
    expect(await comesBack('terminal:a')).toBe(0);
    await publish(test, true);
    expect(await comesBack('terminal:b')).toBe(1);
  });

  it('are told of in the language of the person, and without an address by whom to ask', async () => {
    const test = await open({}, false);
    await answer(test, 'terminal:a', 'tak');
    await test.say('terminal:a', '/language en');
    await test.bot.waves.close('fala-1');
    await publish(test, true);
    await test.bot.waves.tick();
    await test.bot.deliver.drain();
    const [heard] = test.heard('terminal:a');
    expect(heard && wordsOf(heard)).toMatch(/The results of .* Ask the organiser about them: kontakt@example\.org/);
  });

  it('leave the question open that somebody is at', async () => {
    const test = await open();
    await answer(test, 'terminal:a', 'tak');
    await test.bot.waves.close('fala-1');
    const [wave] = test.bot.store.campaigns();
    if (!wave) throw new Error('the wave is gone');
    const { openedAt: _, closesAt: __, graceUntil: ___, ...draft } = wave;
    await test.bot.store.change('fala-2', () => ({ ...draft, id: 'fala-2', state: 'draft', final: false }));
    await test.bot.waves.open('fala-2');
    await test.say('terminal:a', '/ankieta');
    await test.tap('terminal:a', 'Gmina Lipowo');
    await test.tap('terminal:a', 'side:ngo');
    await test.say('terminal:a', 'tak');
    await publish(test, true);
    await test.bot.waves.tick();
    await test.bot.deliver.drain();
    expect(test.heard('terminal:a')).toMatchObject([
      { kind: 'prompt', step: 'm_role', lead: expect.stringContaining(news) },
    ]);
  });
});
