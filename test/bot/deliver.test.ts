/** Who did something is answered before what waits, also when something was on its way to them just then. */
import { afterEach, expect, it } from 'vitest';
import { createDeliver } from '../../src/bot/deliver.ts';
import { type Channel, narrowest } from '../../src/channels/channel.ts';
import { chanceOf, openBot, type TestBot } from '../support/bot.ts';

let test: TestBot;
afterEach(() => test.close());

it('answers somebody in the middle of a long queue, though they were in that queue', async () => {
  test = await openBot();
  const { bot, clock } = test;
  await bot.deliver.close();
  const sent: string[] = [];
  const underway = Promise.withResolvers<void>();
  const channel: Channel = {
    name: 'slow',
    limits: narrowest,
    async send({ id }) {
      if (id === 'slow:1#1') underway.resolve();
      await new Promise((resolve) => setTimeout(resolve, 30));
      sent.push(id);
      return { kind: 'sent' };
    },
    close: async () => undefined,
  };
  const { store, receive } = bot;
  const deliver = createDeliver({
    store,
    channels: [channel],
    receive,
    complete: async (reply) => reply,
    now: clock.now,
    random: () => 0.5,
    onError: (error) => expect.fail(String(error)),
    onSent: () => undefined,
  });
  const say = (conversation: string, id: string) =>
    receive({ kind: 'message', text: '/pomoc', id, conversation, at: clock.now(), chance: chanceOf(id) });
  for (let n = 1; n <= 80; n += 1) await say(`slow:${n}`, `a${n}`);
  deliver.wake();
  await underway.promise;
  await say('slow:1', 'b1');
  deliver.wake('slow:1');
  await deliver.drain();
  await deliver.close();
  expect(sent).toHaveLength(81);
  expect(sent.indexOf('slow:1#2')).toBeLessThan(50);
});
