/** `export`: the tables of a wave that is over. */
import { resolve } from 'node:path';
import { Language } from '../dialog/language.ts';
import type { Bot } from '../main.ts';
import { toCsv } from '../report/export/csv.ts';
import { toDataPackage } from '../report/export/datapackage.ts';
import { describeFigures, toFigures } from '../report/export/figures.ts';
import { toXlsx } from '../report/export/xlsx.ts';
import type { Campaign } from '../survey/campaign.ts';
import { type Described, describeCodebook, describeTables, toCodebook, type Wording } from '../survey/codebook.ts';
import { type Table, toRecords, toTables } from '../survey/table.ts';
import { type Command, type Input, oneOf, optional, required, UsageError } from './command.ts';
import { keepFile, keepFolder } from './keep.ts';

const formats = ['csv', 'xlsx', 'json', 'datapackage'] as const;
type Format = (typeof formats)[number];

export const exportTables: Command = {
  name: 'export',
  summary: 'Writes the answers of a closed wave with their codebook: tables, a workbook, JSON or a data package',
  usage: '--campaign C --format csv|xlsx|json|datapackage [--language pl|en|uk] [--out F]',
  options: {
    campaign: { type: 'string' },
    format: { type: 'string' },
    language: { type: 'string' },
    out: { type: 'string' },
  },
  describe: {
    campaign: 'the wave; it must be over',
    format: 'csv or datapackage (a folder of tables), xlsx or json (one file)',
    language: 'the language of the codebook and of labels; columns and codes are the same in all',
    out: 'the folder or file to write; without it export-C, or the screen for json',
  },
  needsStore: true,
  async run(input, out, bot) {
    const format = oneOf(input, 'format', formats);
    const exported = await readWave(bot, required(input, 'campaign'), languageOf(input, bot));
    const { campaign, tables, waiting } = exported;
    const json = input.values.json === true;
    const target = optional(input, 'out');
    if (format === 'json' && !target) {
      const document = await toDocument(bot, exported);
      if (json) out.json(document);
      else out.print(JSON.stringify(document, undefined, 2));
      return 0;
    }
    const path = resolve(input.cwd, target ?? defaultName(format, campaign.id));
    const written = await write(bot, format, path, exported);
    const counts = Object.fromEntries(written.map(({ name, rows }) => [name, rows.length]));
    if (json)
      out.json({
        [format === 'xlsx' || format === 'json' ? 'file' : 'folder']: path,
        ...counts,
        open_text_waiting: waiting,
      });
    else
      out.print(
        [
          `Written to ${path}:`,
          ...written.map(({ name, rows }) => `  ${name}${ending(format)}  ${rows.length} rows`),
          ...(waiting > 0 ? [`${waiting} open texts wait to be read before they can be exported.`] : []),
          ...(tables.every(({ rows }) => rows.length === 0)
            ? ['There are no rows: nobody answered, or too few for anything to be told.']
            : []),
        ].join('\n'),
      );
    return 0;
  },
};

type Exported = {
  readonly campaign: Campaign;
  readonly language: Language;
  readonly wording: Wording;
  readonly tables: readonly Table[];
  readonly columns: readonly Described[];
  /** How many open texts nobody has read yet. */
  readonly waiting: number;
};

function languageOf(input: Input, bot: Bot): Language {
  const typed = optional(input, 'language');
  if (typed === undefined) return bot.config.language;
  const { data } = Language.safeParse(typed);
  if (!data) throw new UsageError(`--language must be one of ${Language.options.join(', ')}, not ${typed}`);
  return data;
}

function defaultName(format: Format, campaign: string): string {
  if (format === 'xlsx') return `export-${campaign}.xlsx`;
  return format === 'datapackage' ? `export-${campaign}-datapackage` : `export-${campaign}`;
}

function ending(format: Format): string {
  return format === 'csv' || format === 'datapackage' ? '.csv' : '';
}

/** A wave that is over, as it may be exported. */
async function readWave(bot: Bot, id: string, language: Language): Promise<Exported> {
  const { campaign, dialog, boxes } = await bot.results.over(id);
  const space = `${campaign.dialog}@${campaign.version ?? 1}`;
  const wording: Wording = {
    asked: (key) => bot.shelves.text(language, space, key),
    own(key, values) {
      const text = bot.shelves.text(language, 'export', key, values);
      if (text === undefined) throw new Error(`locales/${language}/export.yaml: the text ${key} is missing`);
      return text;
    },
  };
  const waiting = boxes
    .filter(({ address }) => address.table === 'open_text')
    .flatMap(({ rows }) => rows)
    .filter((row) => !row.reviewed && (row.simulated ?? false) === campaign.simulated);
  return {
    campaign,
    language,
    wording,
    tables: toTables(campaign, dialog, boxes),
    columns: describeTables(campaign, dialog, campaign.name[language], wording),
    waiting: waiting.length,
  };
}

/** Writes it; returns the tables that were written. */
async function write(bot: Bot, format: Format, path: string, exported: Exported): Promise<readonly Table[]> {
  const { campaign, language, wording, tables, columns } = exported;
  const withCodebook = [...tables, toCodebook(columns, wording)];
  switch (format) {
    case 'csv':
      await keepFolder(
        path,
        withCodebook.map((table) => ({ name: `${table.name}.csv`, content: toCsv(table) })),
      );
      return withCodebook;
    case 'datapackage': {
      const { closedOn } = await bot.results.report(campaign.id);
      const described = [...columns, ...describeCodebook(wording)];
      const files = toDataPackage({ campaign, language, closedOn, tables: withCodebook, columns: described, wording });
      await keepFolder(path, files);
      return withCodebook;
    }
    case 'xlsx': {
      const { published } = await bot.results.report(campaign.id);
      const codebook = toCodebook([...columns, ...describeFigures(wording)], wording);
      const sheets = [...tables, codebook, toFigures(published, language, wording)];
      await keepFile(path, await toXlsx(sheets));
      return sheets;
    }
    case 'json':
      await keepFile(path, `${JSON.stringify(await toDocument(bot, exported), undefined, 2)}\n`);
      return withCodebook;
    default:
      return format satisfies never;
  }
}

/** The tables as lists of objects, and what is published of the wave. */
async function toDocument(bot: Bot, { campaign, tables, columns, wording }: Exported): Promise<unknown> {
  const { published } = await bot.results.report(campaign.id);
  const records = [...tables, toCodebook(columns, wording)].map((table) => [table.name, toRecords(table)]);
  return { ...Object.fromEntries(records), index: published };
}
