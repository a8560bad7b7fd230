/** Found by `npm run faults -- kill`: an activity that changed nothing the first time must change nothing the second. */
import { expect, it } from 'vitest';
import type { Prompt } from '../../src/dialog/reply.ts';
import { chanceOf, openBot } from '../support/bot.ts';

const conversation = 'terminal:x';
const asked = 'a11_strategy_coauthored';

it('takes no notice of a press that had no effect, when it is delivered once more after a correction', async () => {
  const { bot, say, tap, prompt, code, close, clock } = await openBot();
  const at = (): Prompt => {
    const now = prompt(conversation);
    if (!now) throw new Error('nothing is asked');
    return now;
  };
  await say(conversation, code('ngo'));
  while (at().step !== asked) {
    const ticked = at().choices.some((choice) => choice.selected);
    await tap(conversation, ticked ? '~done' : (at().choices[0]?.id ?? ''));
  }
  const { nonce, prompt: number, step } = at();
  const press = async (id: string): Promise<void> => {
    const common = { id, conversation, at: clock.now(), chance: chanceOf(id) };
    await bot.receive({ ...common, kind: 'choice', nonce, prompt: number, step, choice: '1' });
    await bot.deliver.drain();
  };
  await press('once');
  await press('twice');
  await say(conversation, '/wstecz');
  await say(conversation, '3');
  await press('twice');
  await say(conversation, '5');
  const { run } = (await bot.store.conversation(conversation))?.session ?? {};
  expect(run?.answers).toMatchObject({ [asked]: 3, a11_info_ahead: 5 });
  await close();
});
