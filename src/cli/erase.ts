/** `erase`: removes a conversation with everything it holds. */
import { type Command, required } from './command.ts';

export const erase: Command = {
  name: 'erase',
  summary: 'Erases everything that is held under the address of a conversation',
  usage: '--conversation ID',
  options: { conversation: { type: 'string' } },
  describe: { conversation: 'the address, like terminal:anna' },
  needsStore: true,
  async run(input, out, bot) {
    const erased = await bot.store.erase(required(input, 'conversation'));
    if (input.values.json === true) out.json({ erased });
    else
      out.print(
        erased
          ? 'Erased. What was sent before is not joined to this conversation; its receipt deletes it.'
          : 'There is no such conversation.',
      );
    return erased ? 0 : 1;
  },
};
