/** `check`: what is wrong with the content, where, and how to mend it. */
import { inspectContent } from '../content/check.ts';
import { showFault } from '../content/files.ts';
import { writeSchemas } from '../content/schema.ts';
import type { Command, Input, Out } from './command.ts';

export const check = {
  name: 'check',
  summary: 'Checks dialogs, texts and campaigns, and says what is wrong, where, and how to mend it',
  options: { schema: { type: 'boolean' } },
  describe: { schema: 'also writes the schemas that editors complete by' },
  needsStore: false,
  run: async ({ values }: Pick<Input, 'values'>, out: Out): Promise<number> => {
    const written = values.schema === true ? await writeSchemas() : [];
    const { faults, files } = await inspectContent();
    if (values.json === true) out.json({ faults });
    else {
      for (const file of written) out.print(`wrote ${file}`);
      for (const fault of faults) out.print(showFault(fault));
      out.print(`${count(faults.length, 'fault')} in ${count(files, 'file')}`);
    }
    return faults.length > 0 ? 1 : 0;
  },
} as const satisfies Command;

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
