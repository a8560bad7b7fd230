/** What an organiser does with a wave that is over, typed into a program that runs. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runHere } from '../../src/cli/rozmownica.ts';
import type { Box, BoxAddress, Row } from '../../src/survey/response.ts';
import { openBot, type TestBot } from '../support/bot.ts';

let test: TestBot;

const fill = (address: BoxAddress, rows: readonly Row[]): Promise<Box> =>
  test.bot.store.changeBox(address, (box) => ({ ...box, rows: [...rows] }));

const answers = (unit: string, group: 'ngo' | 'office', count: number): Promise<Box> =>
  fill(
    { table: 'answers', campaign: 'fala-1', unit, group },
    Array.from({ length: count }, (_, n) => ({
      id: `${unit}${group}${n}`,
      values: { a21_rules_clear: (n % 5) + 1, a21_delegation: 3, a21_results_public: 'dk', a21_fair_assessment: 4 },
    })),
  );

/** The words of a command → its exit code, and what it said. */
async function type(...words: string[]): Promise<{ exit: number; json: unknown; told: string }> {
  let json: unknown;
  const said: string[] = [];
  const out = { print: (text: string) => said.push(text), json: (value: unknown) => (json = value) };
  const exit = await runHere(words, '/', out, (text) => said.push(text), test.bot);
  return { exit, json, told: said.join('\n') };
}

beforeAll(async () => {
  test = await openBot();
  await answers('lipowo', 'ngo', 12);
  await answers('lipowo', 'office', 7);
  await answers('debno', 'ngo', 4);
  await fill({ table: 'open_text', campaign: 'fala-1' }, [
    { id: 'aaaa1111', values: { text: 'Pan Kowalski odbiera\u001b[31m telefon.' }, reviewed: false },
    { id: 'bbbb2222', values: { text: 'Więcej spotkań.' }, reviewed: false },
  ]);
});
afterAll(() => test.close());

it('shows no open answer and no result while somebody may still send', async () => {
  const { exit, told } = await type('texts', 'list', '--campaign', 'fala-1');
  expect([exit, told]).toEqual([1, expect.stringContaining('is not closed')]);
  await test.bot.waves.close('fala-1');
  test.clock.advance(49 * 3_600_000);
  await test.bot.waves.tick();
  expect((await type('texts', 'list', '--campaign', 'fala-1')).exit).toBe(0);
});

it('tells how many answered as the report does', async () => {
  const { json } = await type('campaign', 'show', '--campaign', 'fala-1', '--json');
  expect(json).toMatchObject({
    counts: expect.arrayContaining([
      { unit: 'lipowo', group: 'ngo', count: '12', invited: 0 },
      { unit: 'lipowo', group: 'office', count: '5–9', invited: 0 },
      { unit: 'debno', group: 'ngo', count: '< 5', invited: 0 },
    ]),
  });
});

it('releases an open answer into the report, without the name', async () => {
  const released = [
    'texts',
    'release',
    '--campaign',
    'fala-1',
    '--id',
    'aaaa',
    '--theme',
    'Kontakt',
    '--blacken',
    'Kowalski',
  ];
  expect((await type(...released)).told).toBe('aaaa1111  released  [Kontakt] Pan █████ odbiera [31m telefon.');
  const { themes } = await test.bot.results.report('fala-1');
  expect(themes).toEqual([{ name: 'Kontakt', texts: ['Pan █████ odbiera\u001b[31m telefon.'] }]);
});

it('shows no open answer that nobody has released', async () => {
  await type('texts', 'withhold', '--campaign', 'fala-1', '--id', 'bbbb');
  expect((await test.bot.results.report('fala-1')).themes.flatMap(({ texts }) => texts)).not.toContain(
    'Więcej spotkań.',
  );
});

it.for([
  [['texts', 'release', '--campaign', 'fala-1', '--id', 'zzzz'], 1, 'no text'],
  [['texts', 'release', '--campaign', 'fala-1', '--id', 'bbbb', '--blacken', 'Nowak'], 1, 'Nowak'],
  [['texts', 'burn', '--campaign', 'fala-1'], 2, 'list, release, withhold'],
  [['campaign', 'agree', '--campaign', 'fala-1', '--unit', 'lipowo', '--area', 'I.1', '--score', '6'], 2, '0 to 5'],
  [['campaign', 'agree', '--campaign', 'fala-1', '--unit', 'debno', '--area', 'I.1', '--score', '3'], 1, 'not asked'],
  [
    ['campaign', 'agree', '--campaign', 'fala-1', '--unit', 'nowhere', '--area', 'I.1', '--score', '3'],
    1,
    'lipowo, debno',
  ],
] as const)('refuses %j', async ([words, exit, why]) => {
  expect(await type(...words)).toMatchObject({ exit, told: expect.stringContaining(why) });
});

it('keeps what a workshop agreed on beside the index', async () => {
  const before = (await test.bot.results.report('fala-1')).published.units[0];
  await type('campaign', 'agree', '--campaign', 'fala-1', '--unit', 'lipowo', '--area', 'II.1', '--score', '3,5');
  const after = (await test.bot.results.report('fala-1')).published.units[0];
  expect(after).toEqual({ ...before, agreed: { 'II.1': 3.5 } });
});
