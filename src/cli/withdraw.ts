/** `withdraw`: deletes the response that a receipt belongs to, while its wave is open. */
import { receiptHash } from '../bot/commit.ts';
import { readCode } from '../dialog/code.ts';
import { boxesOf, removeRow } from '../survey/response.ts';
import { type Command, required, UsageError } from './command.ts';

export const withdraw: Command = {
  name: 'withdraw',
  summary: 'Deletes the response that a receipt code belongs to, while its wave is open',
  usage: '--receipt CODE',
  options: { receipt: { type: 'string' } },
  describe: { receipt: 'the code that the person got, like 4F7K-2QXP-9ABC-1234' },
  needsStore: true,
  async run(input, out, bot) {
    const code = readCode(required(input, 'receipt'));
    if (code === undefined) throw new UsageError('a receipt has 16 letters and digits, like 4F7K-2QXP-9ABC-1234');
    let found = false;
    for (const campaign of bot.store.campaigns()) {
      if (campaign.state !== 'open') continue;
      for (const address of boxesOf(campaign)) {
        const receipt = receiptHash(bot.hash, address.table, code);
        if (!(await bot.store.box(address)).rows.some((row) => row.receipt === receipt)) continue;
        await bot.store.changeBox(address, (box) => removeRow(box, receipt));
        found = true;
      }
    }
    if (input.values.json === true) out.json({ withdrawn: found });
    else out.print(found ? 'The response is deleted.' : 'No response of an open wave has this receipt.');
    return found ? 0 : 1;
  },
};
