/** `export` as an organiser runs it: where the files are, whose they are, and what is left when it fails. */
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/bot/waves.ts';
import { UsageError } from '../../src/cli/command.ts';
import { exportTables } from '../../src/cli/export.ts';
import type { Bot } from '../../src/main.ts';
import { openBot, type TestBot } from '../support/bot.ts';
import { readCsv } from '../support/csv.ts';
import { makeDataFolder } from '../support/data-folder.ts';
import { answeredBy, hostileTexts } from '../support/exports.ts';
import { readWorkbook } from '../support/workbook.ts';

let opened: TestBot;
let bot: Bot;
let cwd: string;

/** A wave that is over, with made answers as the store would give them. */
beforeAll(async () => {
  opened = await openBot();
  cwd = await makeDataFolder();
  await opened.bot.waves.close('fala-1');
  opened.clock.advance(3 * 24 * 3_600_000);
  await opened.bot.waves.tick();
  const { campaign } = await opened.bot.results.over('fala-1');
  const boxes = answeredBy(
    campaign,
    { lipowo: { ngo: 12, office: 11 }, debno: { ngo: 6, office: 2 } },
    { open: hostileTexts },
  );
  const results: Bot['results'] = {
    ...opened.bot.results,
    over: async (id) => ({ ...(await opened.bot.results.over(id)), boxes }),
  };
  bot = { ...opened.bot, results };
});
afterAll(() => opened.close());

/** What is printed. */
async function run(words: Readonly<Record<string, string | boolean>>, on = bot): Promise<string> {
  const said: string[] = [];
  const out = {
    print: (text: string) => void said.push(text),
    json: (value: unknown) => void said.push(JSON.stringify(value)),
  };
  expect(await exportTables.run({ values: { campaign: 'fala-1', ...words }, positionals: [], cwd }, out, on)).toBe(0);
  return said.join('\n');
}
const modeOf = async (...path: string[]) => ((await stat(join(cwd, ...path))).mode & 0o777).toString(8);

describe('export', () => {
  it.for([
    ['csv', 'export-fala-1', ['answers.csv', 'background.csv', 'codebook.csv', 'open_text.csv']],
    [
      'datapackage',
      'export-fala-1-datapackage',
      ['answers.csv', 'background.csv', 'codebook.csv', 'datapackage.json', 'open_text.csv'],
    ],
  ] as const)('writes a folder of %s for its owner only', async ([format, folder, files]) => {
    expect(await run({ format })).toContain(`Written to ${join(cwd, folder)}:\n  answers.csv  29 rows`);
    expect((await readdir(join(cwd, folder))).toSorted()).toEqual(files);
    expect(await modeOf(folder)).toBe('700');
    for (const file of files) expect(await modeOf(folder, file)).toBe('600');
  });

  it('writes a workbook with the values of the CSV files', async () => {
    await run({ format: 'csv', out: 'tables' });
    expect(JSON.parse(await run({ format: 'xlsx', json: true }))).toMatchObject({
      file: join(cwd, 'export-fala-1.xlsx'),
      answers: 29,
      background: 29,
      open_text: hostileTexts.length,
      open_text_waiting: 0,
    });
    expect(await modeOf('export-fala-1.xlsx')).toBe('600');
    const sheets = readWorkbook(await readFile(join(cwd, 'export-fala-1.xlsx')));
    for (const name of ['answers', 'background']) {
      const csv = readCsv((await readFile(join(cwd, 'tables', `${name}.csv`), 'utf8')).replace('\ufeff', ''));
      const rows = sheets.find((sheet) => sheet.name === name)?.rows ?? [];
      expect(rows.map((row) => csv[0]?.map((_, n) => String(row[n] ?? '')))).toEqual(csv);
    }
  });

  it('gives JSON with the codebook and what is published, on the screen or in a file', async () => {
    const document = JSON.parse(await run({ format: 'json' }));
    expect(Object.keys(document)).toEqual(['answers', 'background', 'open_text', 'codebook', 'index']);
    expect(document.index).toMatchObject({ campaign: 'fala-1', k: 5, units: [{ id: 'lipowo' }, { id: 'debno' }] });
    await run({ format: 'json', out: 'all.json' });
    expect(JSON.parse(await readFile(join(cwd, 'all.json'), 'utf8'))).toEqual(document);
    expect(await modeOf('all.json')).toBe('600');
  });

  it('speaks the language that is asked for, and keeps names and codes', async () => {
    const [pl, uk] = await Promise.all(
      ['pl', 'uk'].map(async (language) => JSON.parse(await run({ format: 'json', language }))),
    );
    expect(uk.answers).toEqual(pl.answers);
    expect(uk.codebook[2].about).toBe('Сторона, яка відповідала');
    expect(pl.codebook[2].about).toBe('Strona, która odpowiadała');
    await expect(run({ format: 'json', language: 'ua' })).rejects.toThrow(UsageError);
  });

  it("writes over an earlier export, makes it the owner's, and leaves other files alone", async () => {
    await mkdir(join(cwd, 'again'));
    for (const name of ['answers.csv', 'notes.txt']) await writeFile(join(cwd, 'again', name), 'mine');
    await chmod(join(cwd, 'again', 'answers.csv'), 0o666);
    await run({ format: 'csv', out: 'again' });
    expect(await readFile(join(cwd, 'again', 'notes.txt'), 'utf8')).toBe('mine');
    expect(await readFile(join(cwd, 'again', 'answers.csv'), 'utf8')).toContain('fala-1,lipowo');
    expect(await modeOf('again', 'answers.csv')).toBe('600');
  });

  it('leaves nothing half-written', async () => {
    await mkdir(join(cwd, 'folder'));
    await writeFile(join(cwd, 'file'), 'mine');
    const before = await readdir(cwd);
    await expect(run({ format: 'xlsx', out: 'folder' })).rejects.toThrow(Refusal);
    await expect(run({ format: 'json', out: 'folder' })).rejects.toThrow(Refusal);
    await expect(run({ format: 'csv', out: 'file' })).rejects.toThrow(Refusal);
    // A folder stands where a table should be: the last step fails.
    await mkdir(join(cwd, 'blocked', 'codebook.csv'), { recursive: true });
    await expect(run({ format: 'csv', out: 'blocked' })).rejects.toThrow();
    expect(await readdir(cwd)).toEqual([...before, 'blocked'].toSorted());
    expect(await readFile(join(cwd, 'file'), 'utf8')).toBe('mine');
  });

  it('refuses a wave that is not over, or not there', async () => {
    const other = await openBot();
    await expect(run({ format: 'csv' }, other.bot)).rejects.toThrow(Refusal);
    await expect(run({ format: 'csv', campaign: 'inna' }, other.bot)).rejects.toThrow(Refusal);
    await other.close();
  });
});
