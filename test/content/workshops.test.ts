/** The shipped templates, how they are read, and where `check` points when something is wrong with them. */
import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { inspectWorkshops } from '../../src/content/check-workshops.ts';
import { home } from '../../src/content/files.ts';
import { readKnowledge } from '../../src/content/knowledge.ts';
import { createTemplates, readTemplates } from '../../src/content/workshops.ts';
import { Language } from '../../src/dialog/language.ts';
import { textOf } from '../../src/workshop/template.ts';
import { makeDataFolder } from '../support/data-folder.ts';

describe('the shipped templates', () => {
  it('are for gatherings in a village hall, of 8 to 25 people, in an afternoon', async () => {
    for (const { template } of (await readTemplates()).templates) {
      expect(template.people.from).toBeGreaterThanOrEqual(8);
      expect(template.people.to).toBeLessThanOrEqual(25);
      expect(template.minutes).toBeLessThanOrEqual(180);
    }
  });

  it('say something else in every language, and Ukrainian without Polish letters or Latin words but names', async () => {
    for (const { template } of (await readTemplates()).templates) {
      const [pl, en, uk] = Language.options.map((language) => JSON.stringify(textOf(template, language)));
      expect(pl).toMatch(/[ąęółśżźćń]/);
      expect(en).not.toMatch(/[ąęółśżźćńа-яґєії]/);
      expect(uk?.replace(/"(title|goal|result|who|prepare|agenda|minutes|what|how)":/g, '')).not.toMatch(
        /(?<!\()\b(?!BIP\b|II?I?\b)[a-ząęółśżźćń]+\b(?!\))/i,
      );
    }
  });
});

describe('reading them', () => {
  it('happens when they are first asked for, and once', async () => {
    let reads = 0;
    const templates = createTemplates(async () => {
      reads += 1;
      return [];
    });
    expect(reads).toBe(0);
    await Promise.all([templates(), templates()]);
    expect(reads).toBe(1);
  });

  it('is tried again after a failure', async () => {
    const outcomes = [Promise.reject(new Error('not there')), Promise.resolve([])];
    const templates = createTemplates(() => outcomes.shift() as Promise<[]>);
    await expect(templates()).rejects.toThrow('not there');
    await expect(templates()).resolves.toEqual([]);
  });
});

describe('check', () => {
  /** The program finds its content beside itself: so this is a copy of both. */
  let folder: string;
  let inspect: typeof inspectWorkshops;
  let articles: ReadonlySet<string>;
  beforeAll(async () => {
    articles = new Set((await readKnowledge()).articles.map(({ id }) => id));
    folder = await makeDataFolder();
    for (const part of ['src/content', 'src/dialog', 'src/workshop', 'src/channels/channel.ts'])
      await cp(join(home, part), join(folder, part), { recursive: true });
    await symlink(join(home, 'node_modules'), join(folder, 'node_modules'));
    inspect = (await import(join(folder, 'src/content/check-workshops.ts'))).inspectWorkshops;
  });
  beforeEach(async () => {
    await rm(join(folder, 'data'), { recursive: true, force: true });
    await cp(join(home, 'data/workshops'), join(folder, 'data/workshops'), { recursive: true });
  });

  it('finds nothing wrong with them', async () => {
    expect(await inspect(articles)).toEqual({ faults: [], files: 8 });
  });

  it.each([
    ['minutes: 180', 'minutes: 170', 'The workshop takes 170 minutes, and the steps of its agenda take 180 together.'],
    ['area-2-1', 'area-21', '"materials" names "area-21", and there is no such article.'],
    ['areas: [II.1]', 'areas: [II.3]', 'areas.0 must be one of I.1, I.2, II.1, II.2, III.1, III.2'],
    ['title: "Grants', `title: "${'Grants '.repeat(9)}`, 'en.title must not have more than 60 characters'],
    ['uk:', 'ua:', 'uk is missing'],
  ])('names the line where %j became %j', async (right, wrong, what) => {
    const file = 'data/workshops/dotacje.yaml';
    const text = await readFile(join(folder, file), 'utf8');
    await writeFile(
      join(folder, file),
      text.replace(right, () => wrong),
    );
    const { faults } = await inspect(articles);
    expect(faults[0]).toMatchObject({ file, what });
    // What is missing has no line of its own: it is said of the file.
    const line = text.split('\n').findIndex((one) => one.includes(right)) + 1;
    if (wrong !== 'ua:') expect(faults[0]?.line).toBe(line);
  });

  it('names the folder when a purpose has no template', async () => {
    await rm(join(folder, 'data/workshops/dotacje.yaml'));
    expect((await inspect(articles)).faults).toEqual([
      expect.objectContaining({
        file: 'data/workshops',
        what: 'No template with the purpose "area" helps with the area II.1.',
      }),
    ]);
  });
});
