/** What waits for somebody who is not there, until it is too late. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConversationRecord } from '../../src/store/records.ts';
import { openBot, type TestBot } from '../support/bot.ts';

const hour = 3_600_000;
const page = `webchat:${'0'.repeat(32)}`;

let test: TestBot;
beforeEach(async () => {
  test = await openBot();
});
afterEach(() => test.close());

/** Answers everything in words and sends, while no page is open to show a reply. */
async function answerUnseen(): Promise<void> {
  await test.say(page, test.code('ngo'));
  await test.say(page, 'zaczynamy');
  for (let turn = 0; turn < 120; turn += 1) {
    const { run } = (await test.bot.store.conversation(page))?.session ?? {};
    if (!run || run.sent) return;
    if (run.step === 'review') await test.say(page, 'wyślij');
    else await test.say(page, (run.draft?.length ?? 0) > 0 ? 'gotowe' : typed(run.step));
  }
  throw new Error('the survey has no end');
}

function typed(step: string): string {
  return step.endsWith('_open') ? 'pomiń' : step === 'm_org_size' ? 'a' : '1';
}

async function waiting(): Promise<string> {
  return JSON.stringify(((await test.bot.store.held(page)) as ConversationRecord | undefined)?.outbox);
}

it('a receipt that nobody saw waits for a day, and is then no longer in the store', async () => {
  await answerUnseen();
  expect(await waiting()).toContain('"for":"receipt"');
  test.clock.advance(23 * hour);
  await test.bot.store.dropLate(test.clock.now());
  expect(await waiting()).toContain('"for":"receipt"');
  test.clock.advance(2 * hour);
  await test.bot.store.dropLate(test.clock.now());
  expect(await waiting()).not.toContain('"for":"receipt"');
});
