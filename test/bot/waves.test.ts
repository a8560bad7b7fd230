/** What time and commands do to waves and to those who are in them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endOfDay } from '../../src/bot/waves.ts';
import type { Reply } from '../../src/dialog/reply.ts';
import { boxesOf } from '../../src/survey/response.ts';
import { openBot, type TestBot } from '../support/bot.ts';

const day = 86_400_000;
let test: TestBot;
beforeEach(async () => {
  test = await openBot();
});
afterEach(() => test.close());

const campaign = () => {
  const [found] = test.bot.store.campaigns();
  if (!found) throw new Error('the wave is gone');
  return found;
};
const rows = async (): Promise<number> => {
  let count = 0;
  for (const address of boxesOf(campaign()))
    if (address.table === 'answers') count += (await test.bot.store.box(address)).rows.length;
  return count;
};
const words = (replies: readonly Reply[]): string =>
  replies.map((reply) => (reply.kind === 'prompt' ? `${reply.lead ?? ''} ${reply.text}` : reply.text)).join('\n');

/** A village head's short survey, up to a point. */
async function begin(place: string): Promise<void> {
  await test.say(place, `/start ${test.code('ngo')}`);
  for (const text of ['tak', '3', '4', '1', '12', 'ok', 'pomiń', 'pomiń']) await test.say(place, text);
}
async function send(place: string, results = 'nie', reminders = 'nie'): Promise<void> {
  await begin(place);
  for (const text of ['wyślij', results, reminders]) await test.say(place, text);
}

describe('a wave', () => {
  it('closes by itself at the end of its last day, in its own time zone', async () => {
    expect(campaign().closesAt).toBe(Date.parse('2026-12-15T23:00:00Z'));
    await begin('terminal:a');
    test.clock.advance(Date.parse('2026-12-15T22:59:00Z') - test.clock.now());
    await test.bot.waves.tick();
    expect(campaign().state).toBe('open');
    test.clock.advance(120_000);
    await test.bot.waves.tick();
    expect(campaign().state).toBe('closed');
    await test.bot.deliver.drain();
    expect(words(test.heard('terminal:a'))).toContain('48 godz.');
  });

  it('takes what was begun for 48 hours more, and nothing after', async () => {
    await begin('terminal:a');
    await begin('terminal:b');
    await test.bot.waves.close('fala-1');
    test.heard('terminal:a');
    test.clock.advance(47 * 3_600_000);
    expect(words(await test.say('terminal:a', 'wyślij'))).toContain('Wysłane');
    expect(await rows()).toBe(1);
    test.clock.advance(2 * 3_600_000);
    // The job has not come by yet; the answers are past sending all the same.
    expect(words(await test.say('terminal:b', 'wyślij'))).toContain('Czas na wysłanie ankiety minął');
    await test.bot.waves.tick();
    expect(campaign().final).toBe(true);
    expect(await rows()).toBe(1);
  });

  it('tells people once, however often the clock looks', async () => {
    await begin('terminal:a');
    await test.bot.waves.close('fala-1');
    for (let look = 0; look < 5; look += 1) await test.bot.waves.tick();
    await test.bot.waves.close('fala-1');
    await test.bot.deliver.drain();
    expect(words(test.heard('terminal:a')).match(/48 godz/g)).toHaveLength(1);
  });

  it('is final at once when nobody is in the middle', async () => {
    await send('terminal:a');
    expect((await test.bot.waves.close('fala-1')).final).toBe(true);
  });

  it('forgets every receipt when it closes', async () => {
    await send('terminal:a');
    const receipts = async () => {
      const found = [];
      for (const address of boxesOf(campaign()))
        found.push(...(await test.bot.store.box(address)).rows.map((row) => row.receipt));
      return found;
    };
    expect((await receipts()).every((receipt) => typeof receipt === 'string')).toBe(true);
    await test.bot.waves.close('fala-1');
    expect((await receipts()).length).toBeGreaterThan(0);
    expect((await receipts()).every((receipt) => receipt === undefined)).toBe(true);
  });

  it('opens once, and not when its last day is past', async () => {
    await test.bot.waves.close('fala-1');
    await expect(test.bot.waves.open('fala-1')).rejects.toThrow('a wave opens once');
    await test.bot.store.change('fala-2', () => ({
      ...campaign(),
      id: 'fala-2',
      state: 'draft',
      closes: '2026-11-01',
      final: false,
    }));
    await expect(test.bot.waves.open('fala-2')).rejects.toThrow('is past');
  });

  it('shows counts in steps of five only, as they were last night', async () => {
    for (let person = 0; person < 6; person += 1) await send(`terminal:${person}`);
    expect(campaign().counts).toEqual([]);
    await test.bot.waves.count();
    expect(campaign().counts.find((one) => one.unit === 'lipowo' && one.group === 'other')?.atLeast).toBe(5);
  });
});

describe('contacts', () => {
  it('go 30 days after the close without consent, and stay with it', async () => {
    await send('terminal:plain');
    await send('terminal:willing', 'tak');
    // Sent, and gone before the last two questions.
    await begin('terminal:gone');
    await test.say('terminal:gone', 'wyślij');
    await test.bot.waves.close('fala-1');
    test.clock.advance(29 * day);
    await test.bot.waves.forget();
    expect(await test.bot.store.conversation('terminal:plain')).toBeDefined();
    test.clock.advance(2 * day);
    await test.bot.waves.forget();
    expect(await test.bot.store.conversation('terminal:plain')).toBeUndefined();
    expect(await test.bot.store.conversation('terminal:gone')).toBeUndefined();
    expect(await test.bot.store.conversation('terminal:willing')).toBeDefined();
  });

  it('go 30 days after the last visit where nothing was ever sent', async () => {
    await test.say('terminal:passing', 'dzień dobry');
    await begin('terminal:begun');
    await test.say('terminal:begun', '1');
    test.clock.advance(29 * day);
    await test.bot.waves.forget();
    expect(await test.bot.store.conversation('terminal:passing')).toBeDefined();
    test.clock.advance(3 * day);
    await test.bot.waves.forget();
    expect(await test.bot.store.conversation('terminal:passing')).toBeUndefined();
    // What is begun waits until its wave closes, however long.
    expect(await test.bot.store.conversation('terminal:begun')).toBeDefined();
    await test.bot.waves.close('fala-1');
    test.clock.advance(3 * day);
    await test.bot.waves.tick();
    test.clock.advance(32 * day);
    await test.bot.waves.forget();
    expect(await test.bot.store.conversation('terminal:begun')).toBeUndefined();
  });

  it('keep no answer, role or row id after sending, only that and how it was agreed', async () => {
    await send('terminal:a', 'tak', 'nie');
    const held = JSON.stringify(await test.bot.store.held('terminal:a'));
    const [membership] = (await test.bot.store.conversation('terminal:a'))?.session?.memberships ?? [];
    expect(membership).toMatchObject({
      campaign: 'fala-1',
      unit: 'lipowo',
      group: 'other',
      results: true,
      reminders: false,
    });
    expect(membership?.notice).toMatch(/^[0-9a-f]{32}$/);
    await send('terminal:b');
    const [silent] = (await test.bot.store.conversation('terminal:b'))?.session?.memberships ?? [];
    expect(silent).not.toHaveProperty('unit');
    expect(silent).not.toHaveProperty('group');
    for (const trace of ['village', 'c_overall', 'm_role', 'receipt']) expect(held).not.toContain(trace);
    for (const address of boxesOf(campaign())) {
      for (const row of (await test.bot.store.box(address)).rows) expect(held).not.toContain(row.id);
    }
  });
});

describe('the end of a day', () => {
  it.for([
    ['2026-03-28', '2026-03-28T23:00:00Z'],
    ['2026-03-29', '2026-03-29T22:00:00Z'],
    ['2026-10-24', '2026-10-24T22:00:00Z'],
    ['2026-10-25', '2026-10-25T23:00:00Z'],
  ] as const)('of %s in Warsaw is %s', ([date, instant]) => {
    expect(endOfDay(date, 'Europe/Warsaw')).toBe(Date.parse(instant));
  });
});
