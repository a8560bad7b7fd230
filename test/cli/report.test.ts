/** `report`: typed into a program that runs. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runHere } from '../../src/cli/rozmownica.ts';
import { openBot, type TestBot } from '../support/bot.ts';
import { finish } from '../support/finished.ts';

let test: TestBot;
let folder: string;
beforeAll(async () => {
  test = await openBot();
  folder = await mkdtemp(join(tmpdir(), 'rozmownica-report-'));
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

async function type(...words: string[]): Promise<{ exit: number; json: unknown; told: string }> {
  let json: unknown;
  const said: string[] = [];
  const out = { print: (text: string) => said.push(text), json: (value: unknown) => (json = value) };
  const exit = await runHere(['report', ...words], folder, out, (text) => said.push(text), test.bot);
  return { exit, json, told: said.join('\n') };
}

it('refuses a wave that is not over', async () => {
  const { exit, told } = await type('--campaign', 'fala-1', '--format', 'json');
  expect([exit, told]).toEqual([1, expect.stringContaining('is not closed')]);
  await finish(test, { ngo: 12, office: 7 });
});

it.each([
  [['--campaign', 'inna', '--format', 'json'], 1, 'there is no campaign inna'],
  [['--campaign', 'fala-1', '--unit', 'obce', '--format', 'pdf'], 1, 'has no unit obce; it has lipowo, debno'],
  [['--campaign', 'fala-1', '--format', 'docx'], 2, '--format must be one of html, pdf, png, json'],
  [['--campaign', 'fala-1', '--format', 'json', '--language', 'ua'], 2, '--language must be one of pl, en, uk'],
  [['--campaign', 'fala-1'], 2, '--format is missing'],
])('%j: the answer is %i, and why', async (words, exit, why) => {
  expect(await type(...words)).toMatchObject({ exit, told: expect.stringContaining(why) });
});

it('prints the figures as they are shown, with and without --json', async () => {
  const { json } = await type('--campaign', 'fala-1', '--format', 'json', '--json');
  const { told } = await type('--campaign', 'fala-1', '--format', 'json');
  expect(JSON.parse(told)).toEqual(json);
  const { published } = await test.bot.results.report('fala-1');
  expect(json).toMatchObject({
    campaign: 'fala-1',
    language: 'pl',
    k: 5,
    names: { areas: { 'I.1': { short: 'Wspólne planowanie' } } },
    units: published.units.map(({ id, name, sides, joint }) => ({ id, name, sides, joint })),
  });
  // A group under ten is told as a range, here as everywhere.
  expect(json).toMatchObject({ units: [{ sides: { office: { answered: { least: 5, most: 9 } } } }, {}] });
});

it('writes one JST into a file of its own, for its owner only, also where a file was', async () => {
  const file = join(folder, 'report-fala-1-lipowo.html');
  await writeFile(file, 'old', { mode: 0o644 });
  const { exit, told } = await type('--campaign', 'fala-1', '--unit', 'lipowo', '--format', 'html', '--language', 'en');
  expect([exit, told]).toEqual([0, `Written to ${file}.`]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const html = await readFile(file, 'utf8');
  expect(html).toContain('<html lang="en">');
  expect(html).not.toContain('Gmina Dębno Dolne');
});

it('writes where it is told to', async () => {
  const { json } = await type('--campaign', 'fala-1', '--format', 'png', '--out', 'karta.png', '--json');
  const bytes = await readFile(join(folder, 'karta.png'));
  expect(json).toEqual({ file: join(folder, 'karta.png'), bytes: bytes.length });
  expect(bytes.toString('latin1', 1, 4)).toBe('PNG');
});
