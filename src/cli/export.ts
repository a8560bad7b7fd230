/** `export`: the tables of a wave that is over. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Refusal } from '../bot/waves.ts';
import type { Bot } from '../main.ts';
import { toCsv } from '../report/csv.ts';
import type { Campaign } from '../survey/campaign.ts';
import { boxesOf } from '../survey/response.ts';
import { type Table, toTables } from '../survey/table.ts';
import { type Command, oneOf, optional, required } from './command.ts';

export const exportTables: Command = {
  name: 'export',
  summary: 'Writes the answers of a closed wave as CSV (a folder of tables with their codebook) or JSON',
  usage: '--campaign C --format csv|json [--out F]',
  options: { campaign: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
  needsStore: true,
  async run(input, out, bot) {
    const campaign = bot.store.campaigns().find((one) => one.id === required(input, 'campaign'));
    if (!campaign) throw new Refusal(`there is no campaign ${required(input, 'campaign')}`);
    const format = oneOf(input, 'format', ['csv', 'json']);
    const tables = await tablesOf(bot, campaign);
    const target = optional(input, 'out');
    if (format === 'json') {
      const document = Object.fromEntries(tables.map((table) => [table.name, toRecords(table)]));
      if (target) await writeFile(resolve(input.cwd, target), `${JSON.stringify(document, undefined, 2)}\n`);
      if (!target && input.values.json !== true) out.print(JSON.stringify(document, undefined, 2));
      if (input.values.json === true) out.json(target ? summary(tables) : document);
      return 0;
    }
    const folder = resolve(input.cwd, target ?? `export-${campaign.id}`);
    await mkdir(folder, { recursive: true });
    for (const table of tables) await writeFile(join(folder, `${table.name}.csv`), toCsv(table));
    if (input.values.json === true) out.json({ folder, ...summary(tables) });
    else
      out.print(
        [`Written to ${folder}:`, ...tables.map((table) => `  ${table.name}.csv  ${table.rows.length} rows`)].join(
          '\n',
        ),
      );
    return 0;
  },
};

/** The tables. While anybody may still send, two exports would show who came between them: so not before the end. */
async function tablesOf(bot: Bot, campaign: Campaign): Promise<readonly Table[]> {
  if (campaign.state !== 'closed')
    throw new Refusal(
      `campaign ${campaign.id} is not closed: exports come after the close (campaign close --campaign ${campaign.id})`,
    );
  if (!campaign.final) {
    const until = new Date(campaign.graceUntil ?? 0).toISOString().slice(0, 16).replace('T', ' ');
    throw new Refusal(
      `campaign ${campaign.id} is closed, but some people may still send what they began, until ${until} UTC: exports come after that`,
    );
  }
  const library = bot.shelves.at(bot.now(), '', { claimed: new Set(), taken: new Set() });
  const version = campaign.version ?? 1;
  const dialog = library.dialog(campaign.dialog, version);
  if (!dialog) throw new Error(`the dialog ${campaign.dialog}@${version} is not in the store`);
  const boxes = [];
  for (const address of boxesOf(campaign)) boxes.push(await bot.store.box(address));
  const space = `${campaign.dialog}@${version}`;
  return toTables(
    campaign,
    dialog,
    boxes,
    (key) => library.find('pl', space, key) ?? library.find('pl', space, `${key}.ngo`) ?? '',
  );
}

function toRecords(table: Table): Record<string, unknown>[] {
  return table.rows.map((row) => Object.fromEntries(table.columns.map((column, index) => [column, row[index]])));
}

function summary(tables: readonly Table[]): Record<string, number> {
  return Object.fromEntries(tables.map((table) => [table.name, table.rows.length]));
}
