/** Faults in the pages of the footer and in the operator's file: told with file and line, all at once. */
import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Fault, home } from '../../src/content/files.ts';
import type { readPages } from '../../src/content/pages.ts';
import { makeDataFolder } from '../support/data-folder.ts';

const operator = 'data/operator.yaml';
const privacy = 'data/pages/pl/prywatnosc.md';

/** The program finds its content beside itself: so this is a copy of both. */
let folder: string;
let read: typeof readPages;
beforeAll(async () => {
  folder = await makeDataFolder();
  for (const part of ['src/content', 'src/dialog', 'data/pages', operator])
    await cp(join(home, part), join(folder, part), { recursive: true });
  await symlink(join(home, 'node_modules'), join(folder, 'node_modules'));
  read = (await import(join(folder, 'src/content/pages.ts'))).readPages;
});

type Change = ((text: string) => string | Buffer) | 'gone';

/** What is told when these files are changed; afterwards they are as they were. */
async function faultsWith(changes: Readonly<Record<string, Change>>): Promise<readonly Fault[]> {
  const before = await Promise.all(
    Object.keys(changes).map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const),
  );
  try {
    for (const [file, text] of before) {
      const change = changes[file];
      if (typeof change === 'function') await writeFile(join(folder, file), change(text));
      else await rm(join(folder, file));
    }
    const { pages, faults } = await read();
    expect(pages === undefined).toBe(faults.length > 0);
    return faults;
  } finally {
    for (const [file, text] of before) await writeFile(join(folder, file), text);
  }
}
const lineOf = async (file: string, words: string): Promise<number> =>
  (await readFile(join(folder, file), 'utf8')).split('\n').findIndex((line) => line.includes(words)) + 1;

describe('as they are', () => {
  it('the pages have no fault, in three languages', async () => {
    const { pages, faults } = await read();
    expect(faults).toEqual([]);
    expect(pages?.pages.map(({ language, name }) => `${language}/${name}`)).toEqual([
      'pl/prywatnosc',
      'pl/dostepnosc',
      'en/prywatnosc',
      'en/dostepnosc',
      'uk/prywatnosc',
      'uk/dostepnosc',
    ]);
    expect(pages?.pages.map(({ title }) => title)).not.toContain('');
  });
});

describe('a page', () => {
  it('that asks for what the operator did not say is told at its line, each time', async () => {
    const faults = await faultsWith({ [privacy]: (text) => `${text}\n{{nip}} i {{}}\n{{Name}} {{name}}\n` });
    const lines = (await readFile(join(folder, privacy), 'utf8')).split('\n').length;
    expect(faults.map(({ file, line, what }) => [file, line, what])).toEqual([
      [privacy, lines + 1, '{{nip}} is no field of data/operator.yaml.'],
      [privacy, lines + 1, '{{}} is no field of data/operator.yaml.'],
      [privacy, lines + 2, '{{Name}} is no field of data/operator.yaml.'],
    ]);
    expect(faults[0]?.mend).toContain('Use one of: name, address, email');
  });

  it.each(['{{ name }}', '{{contact-person}}', '{{imię}}'])(
    'that asks in a way that is not understood (%s) is told, too',
    async (asked) => {
      expect(await faultsWith({ [privacy]: (text) => `${text}\n${asked}\n` })).toMatchObject([{ file: privacy }]);
    },
  );

  it.each([
    ['other words', (text: string) => `Wstęp\n${text}`],
    ['a smaller heading', (text: string) => `#${text}`],
    ['a heading without words', (text: string) => text.replace(/^# .*/, '# ')],
    ['nothing', () => ''],
  ])('that begins with %s has no title', async (_, change) => {
    expect(await faultsWith({ [privacy]: change })).toEqual([
      {
        file: privacy,
        line: 1,
        what: 'The page has no title.',
        mend: 'Begin the first line with "# " and the title.',
      },
    ]);
  });

  it('that is not there is told by its name', async () => {
    expect(await faultsWith({ 'data/pages/uk/dostepnosc.md': 'gone' })).toEqual([
      {
        file: 'data/pages/uk/dostepnosc.md',
        line: 1,
        what: 'The page is not there.',
        mend: 'Translate it from another language of data/pages.',
      },
    ]);
  });
});

describe("the operator's file", () => {
  it.each([
    ['email', 'email: nikt', /^email: /],
    ['website', 'website: tutaj', /^website: /],
    ['updated', 'updated: 2026-02-30', /^updated must be a date like 2026-12-15/],
    ['phone', 'phone: 123456789', /^phone must be text/],
    ['name', 'name: ""', /^name must not be empty/],
    ['dpo', 'iod: iod@example.org', /dpo is missing|iod: this key is not known here/],
  ])('with another %s is told at its line', async (field, line, what) => {
    const wrong = new RegExp(`^${field}: .*`, 'm');
    const faults = await faultsWith({ [operator]: (text) => text.replace(wrong, line) });
    const at = await lineOf(operator, `${field}: `);
    for (const fault of faults) expect(fault.what).toMatch(what);
    expect(faults).toContainEqual(expect.objectContaining({ file: operator, line: at }));
    expect(faults.every(({ mend }) => mend !== '')).toBe(true);
  });

  it('without a language is told where the others are', async () => {
    const faults = await faultsWith({ [operator]: (text) => text.replace(/ {2}uk: >-\n(?: {4}.*\n)+/, '') });
    expect(faults).toMatchObject([{ file: operator, what: 'architecture.uk is missing' }]);
    const architecture = await lineOf(operator, 'architecture:');
    expect(faults[0]?.line).toBeGreaterThanOrEqual(architecture);
    expect(faults[0]?.line).toBeLessThan(await lineOf(operator, 'communication:'));
  });

  it('that is no YAML, or not UTF-8, is told at its line', async () => {
    const at = await lineOf(operator, 'phone: ');
    expect(await faultsWith({ [operator]: (text) => text.replace(/^phone: .*/m, 'phone: "+48') })).toMatchObject([
      { file: operator },
    ]);
    const latin = (text: string) => Buffer.from(text.replace(/^phone: .*/m, 'phone: \xf3'), 'latin1');
    const ascii = (text: string) => latin(text.replace(/[^\0-\x7f]/g, '?'));
    expect(await faultsWith({ [operator]: ascii })).toMatchObject([
      { file: operator, line: at, what: 'The file is not UTF-8' },
    ]);
  });

  it('that is not there is told by its name', async () => {
    expect(await faultsWith({ [operator]: 'gone' })).toMatchObject([{ file: operator, line: 1 }]);
  });
});

it('faults of all files are told at once', async () => {
  const faults = await faultsWith({
    [operator]: (text) => text.replace(/^email: .*/m, 'email: nikt'),
    [privacy]: (text) => `${text}\n{{nip}}\n`,
    'data/pages/en/dostepnosc.md': 'gone',
  });
  expect(faults.map(({ file }) => file)).toEqual([operator, privacy, 'data/pages/en/dostepnosc.md']);
});
