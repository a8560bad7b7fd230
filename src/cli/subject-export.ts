/** `subject-export`: everything that is held under the address of a conversation (art. 15 RODO). */
import { type Command, required } from './command.ts';

export const subjectExport: Command = {
  name: 'subject-export',
  summary: 'Prints everything that is held under the address of a conversation, as JSON',
  usage: '--conversation ID',
  options: { conversation: { type: 'string' } },
  describe: { conversation: 'the address, like terminal:anna' },
  needsStore: true,
  async run(input, out, bot) {
    const held = await bot.store.held(required(input, 'conversation'));
    if (input.values.json === true) out.json(held ?? null);
    else out.print(held === undefined ? 'There is no such conversation.' : JSON.stringify(held, undefined, 2));
    return held === undefined ? 1 : 0;
  },
};
