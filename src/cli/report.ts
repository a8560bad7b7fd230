/** `report`: what a wave that is over may show, as a page, a PDF, a picture for a chat, or data. */
import { chmod, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Language } from '../dialog/language.ts';
import { formats } from '../report/render.ts';
import { type Command, oneOf, optional, required } from './command.ts';

export const report: Command = {
  name: 'report',
  summary: 'Writes the results of a closed wave: a page, a PDF, a picture for a chat, or data',
  usage: '--campaign C --format html|pdf|png|json [--unit U] [--language pl|en|uk] [--out F]',
  options: {
    campaign: { type: 'string' },
    format: { type: 'string' },
    unit: { type: 'string' },
    language: { type: 'string' },
    out: { type: 'string' },
  },
  describe: {
    campaign: 'the wave; it must be over',
    format: 'html (one file), pdf, png (one picture for a chat) or json (the figures as they are shown)',
    unit: 'the id of a JST; without it all of them together, and then each',
    language: 'pl, en or uk; without it DEFAULT_LANGUAGE',
    out: 'the file to write; without it report-C or report-C-U, or the screen for json',
  },
  needsStore: true,
  async run(input, out, bot) {
    const campaign = required(input, 'campaign');
    const format = oneOf(input, 'format', formats);
    const unit = optional(input, 'unit');
    const language =
      optional(input, 'language') === undefined ? bot.config.language : oneOf(input, 'language', Language.options);
    const { name, bytes } = await bot.reports.render({
      campaign,
      format,
      language,
      ...(unit !== undefined && { unit }),
    });
    const target = optional(input, 'out');
    if (format === 'json' && target === undefined) {
      const text = bytes.toString('utf8');
      if (input.values.json === true) out.json(JSON.parse(text));
      else out.print(text.trimEnd());
      return 0;
    }
    const file = resolve(input.cwd, target ?? name);
    await writeFile(file, bytes, { mode: 0o600 });
    // Also when it was there before.
    await chmod(file, 0o600);
    if (input.values.json === true) out.json({ file, bytes: bytes.length });
    else out.print(`Written to ${file}.`);
    return 0;
  },
};
