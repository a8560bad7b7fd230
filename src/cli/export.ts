/** `export`: the tables of a wave that is over. */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Refusal } from '../bot/waves.ts';
import type { Bot } from '../main.ts';
import { toCsv } from '../report/csv.ts';
import type { Campaign } from '../survey/campaign.ts';
import { type Table, toTables } from '../survey/table.ts';
import { type Command, oneOf, optional, required } from './command.ts';

export const exportTables: Command = {
  name: 'export',
  summary: 'Writes the answers of a closed wave as CSV (a folder of tables with their codebook) or JSON',
  usage: '--campaign C --format csv|json [--out F]',
  options: { campaign: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
  describe: {
    campaign: 'the wave; it must be over',
    format: 'csv (a folder of tables) or json (one file)',
    out: 'the folder or file to write; without it export-C, or the screen for json',
  },
  needsStore: true,
  async run(input, out, bot) {
    const campaign = bot.store.campaigns().find((one) => one.id === required(input, 'campaign'));
    if (!campaign) throw new Refusal(`there is no campaign ${required(input, 'campaign')}`);
    const format = oneOf(input, 'format', ['csv', 'json']);
    const tables = await tablesOf(bot, campaign.id);
    const waiting = await waitingTexts(bot, campaign);
    const unread = waiting > 0 ? [`${waiting} open texts wait to be read before they can be exported.`] : [];
    const target = optional(input, 'out');
    if (format === 'json') {
      const document = Object.fromEntries(tables.map((table) => [table.name, toRecords(table)]));
      if (!target) {
        if (input.values.json === true) out.json(document);
        else out.print(JSON.stringify(document, undefined, 2));
        return 0;
      }
      const file = resolve(input.cwd, target);
      await keep(file, `${JSON.stringify(document, undefined, 2)}\n`);
      if (input.values.json === true) out.json(summary(tables, waiting));
      else out.print([`Written to ${file}.`, ...unread].join('\n'));
      return 0;
    }
    const folder = resolve(input.cwd, target ?? `export-${campaign.id}`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const table of tables) await keep(join(folder, `${table.name}.csv`), toCsv(table));
    if (input.values.json === true) out.json({ folder, ...summary(tables, waiting) });
    else
      out.print(
        [
          `Written to ${folder}:`,
          ...tables.map((table) => `  ${table.name}.csv  ${table.rows.length} rows`),
          ...unread,
        ].join('\n'),
      );
    return 0;
  },
};

/** The tables of a wave that is over. */
async function tablesOf(bot: Bot, id: string): Promise<readonly Table[]> {
  const { campaign, dialog, boxes } = await bot.results.over(id);
  const space = `${campaign.dialog}@${campaign.version ?? 1}`;
  return toTables(
    campaign,
    dialog,
    boxes,
    (key) => bot.shelves.text('pl', space, key) ?? bot.shelves.text('pl', space, `${key}.ngo`) ?? '',
  );
}

function toRecords(table: Table): Record<string, unknown>[] {
  return table.rows.map((row) => Object.fromEntries(table.columns.map((column, index) => [column, row[index]])));
}

function summary(tables: readonly Table[], waiting: number): Record<string, number> {
  return { ...Object.fromEntries(tables.map((table) => [table.name, table.rows.length])), open_text_waiting: waiting };
}

/** How many open texts nobody has read yet. */
async function waitingTexts(bot: Bot, campaign: Campaign): Promise<number> {
  const { rows } = await bot.store.box({ table: 'open_text', campaign: campaign.id });
  return rows.filter((row) => !row.reviewed && (row.simulated ?? false) === campaign.simulated).length;
}

/** What people answered is for nobody but the owner of the file, also when it was there before. */
async function keep(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
  await chmod(path, 0o600);
}
