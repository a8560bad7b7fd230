/** Wrong codes, whoever types them: short ones are not looked up for a while, and nobody else notices. */
import { afterEach, describe, expect, it } from 'vitest';
import { createGuesses } from '../../src/bot/guesses.ts';
import type { Reply } from '../../src/dialog/reply.ts';
import { openBot, type TestBot } from '../support/bot.ts';
import { makeDataFolder } from '../support/data-folder.ts';

const tests: TestBot[] = [];
afterEach(async () => {
  for (const test of tests.splice(0)) await test.close();
});

const later = 'na chwilę przestaję je sprawdzać';
const unknown = 'Ten kod tu nie działa';
const words = (replies: readonly Reply[]): string =>
  replies.map((reply) => (reply.kind === 'prompt' ? `${reply.lead ?? ''}\n${reply.text}` : reply.text)).join('\n');

/** A bot to which a crowd has typed 100 wrong short codes, five each, at one moment. */
async function besieged() {
  const test = await openBot({ dataDir: await makeDataFolder() });
  tests.push(test);
  const type = async (who: string, text: string) => words(await test.say(`terminal:${who}`, text));
  // Someone paused before, and wants to go on in another place.
  await type('owner', test.code('ngo'));
  await test.tap('terminal:owner', 'accept');
  await test.tap('terminal:owner', 'organisation');
  const [resume = ''] = /\b\d\w{3}-\w{4}\b/.exec(await type('owner', 'przerwa')) ?? [];
  const answers = [];
  for (let n = 0; n < 100; n += 1) answers.push(await type(`guesser-${Math.floor(n / 5)}`, `0000-${1000 + n}`));
  return { test, type, resume, answers };
}

describe('after a hundred wrong short codes', () => {
  it('short codes are looked up for nobody, right or wrong', async () => {
    const { type, resume, answers } = await besieged();
    expect(answers.filter((said) => !said.includes(unknown))).toEqual([]);
    expect(await type('guesser-0', '0000-2000')).toContain(later);
    expect(await type('newcomer', '0000-2001')).toContain(later);
    const said = await type('second-place', resume);
    expect(said).toContain(later);
    expect(said).not.toContain(unknown);
  });

  it('the survey that a short code would fetch stays where it is, and is fetched some seconds later', async () => {
    const { test, type, resume } = await besieged();
    await type('second-place', resume);
    expect((await test.bot.store.conversation('terminal:owner'))?.session?.run).toBeDefined();
    test.clock.advance(5_000);
    await type('second-place', resume);
    expect((await test.bot.store.conversation('terminal:owner'))?.session?.run).toBeUndefined();
    expect((await test.bot.store.conversation('terminal:second-place'))?.session?.run?.answers.m_role).toBe(
      'organisation',
    );
  });

  it('an invitation works at once, and an unknown one is told as unknown', async () => {
    const { test, type } = await besieged();
    await type('invited', test.code('ngo'));
    expect((await test.bot.store.conversation('terminal:invited'))?.session?.run).toBeDefined();
    expect(await type('mistyped', '1111-2222-3333')).toContain(unknown);
  });

  it('a few more wrong ones are looked up with each second, not a hundred at once', async () => {
    const { test, type } = await besieged();
    test.clock.advance(2_000);
    const answers = [];
    for (let n = 0; n < 14; n += 1) answers.push((await type(`slow-${n}`, `0000-3${100 + n}`)).includes(later));
    expect(answers.filter(Boolean)).toHaveLength(4);
    expect(answers.slice(0, 10)).not.toContain(true);
  });
});

describe('the count', () => {
  it('is not fooled by a clock that goes backwards', () => {
    const guesses = createGuesses();
    guesses.allowed(1_000_000);
    for (let n = 0; n < 100; n += 1) guesses.missed(1_000_000);
    expect(guesses.allowed(1_000_000)).toBe(false);
    for (let n = 0; n < 50; n += 1) expect(guesses.allowed(1_000_000 - n * 1_000)).toBe(false);
    expect(guesses.allowed(1_000_000)).toBe(false);
    expect(guesses.allowed(1_000_200)).toBe(true);
  });

  it('is never in debt: many wrong ones at once are over as soon as a hundred', () => {
    const guesses = createGuesses();
    for (let n = 0; n < 10_000; n += 1) guesses.missed(1_000);
    expect(guesses.allowed(1_000)).toBe(false);
    expect(guesses.allowed(1_200)).toBe(true);
  });
});
