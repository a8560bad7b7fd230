/** `ask` as other programs use it: what it prints, and how it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadKnowledge } from '../../src/content/learnt.ts';
import { Language } from '../../src/dialog/language.ts';
import { createUnderstand } from '../../src/knowledge/understand.ts';
import { makeDataFolder } from '../support/data-folder.ts';
import { type Answer, compiled, type Place, run, type } from './program.ts';

const home = join(import.meta.dirname, '..', '..');

/** The contract's shape, and nothing besides. */
const Told = z.strictObject({
  answered: z.boolean(),
  language: Language,
  results: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        topic: z.string().min(1),
        title: z.string().min(1),
        score: z.number().min(0).max(1),
        source: z.string().min(1),
      }),
    )
    .max(3),
});
type Told = z.infer<typeof Told>;

describe('ask', () => {
  let place: Place;
  let articles: ReadonlySet<string>;
  let topics: ReadonlySet<string>;
  let asked: readonly string[];
  let doubtful: string;

  beforeAll(async () => {
    const folder = await makeDataFolder();
    place = { dataDir: join(folder, 'data'), cwd: join(folder, 'cwd') };
    await mkdir(place.cwd);
    // Whatever has changed is learnt here, so that the programs below start at once.
    const { shelf, learnt } = await loadKnowledge();
    const understand = createUnderstand(shelf, learnt);
    articles = new Set(shelf.articles.keys());
    topics = new Set(learnt.topics);
    asked = [...shelf.articles.values()].map((article) => article.pl.title);
    // What is in doubt changes with the example questions: here it is the beginning of a name.
    const beginnings = asked.map((title) => title.split(' ').slice(0, 2).join(' '));
    doubtful = beginnings.find((question) => understand(question).outcome === 'perhaps') ?? '';
  }, 60_000);

  const ask = (...words: readonly string[]): Promise<Answer> => run(place, 'ask', ...words);
  /** Typed into this process: for what is one of several of its kind. */
  const askHere = (...words: readonly string[]): Promise<Answer> => type(place, 'ask', ...words);
  /** The one document that was printed. */
  const only = (answer: Answer): Told => {
    expect(answer.err).toBe('');
    expect(answer.out).toMatch(/^\{[^\n]*\}\n$/);
    return Told.parse(JSON.parse(answer.out));
  };

  /** The same program with questions on its standard input. */
  async function pipe(input: string, ...words: readonly string[]): Promise<Omit<Answer, 'ms'>> {
    const program = [join(home, 'src/cli/rozmownica.ts'), 'ask', '--stdin', ...words];
    const child = spawn(join(home, 'node_modules', '.bin', 'node'), program, {
      cwd: place.cwd,
      env: { PATH: process.env.PATH, DATA_DIR: place.dataDir, LOG_LEVEL: 'silent', ...compiled },
    });
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
    child.stdin.end(input);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, ...said };
  }
  const told = (out: string): readonly Told[] =>
    out
      .trimEnd()
      .split('\n')
      .map((line) => Told.parse(JSON.parse(line)));

  it('answers with one JSON document, best first, and ends with 0', async () => {
    const answer = await ask('jak', 'dostać', 'mały grant?', '--json');
    const { answered, language, results } = only(answer);
    expect(answer.code).toBe(0);
    expect({ answered, language }).toEqual({ answered: true, language: 'pl' });
    expect(results[0]).toMatchObject({ id: 'tool-maly-grant', topic: 'tool:maly-grant', title: 'Mały grant' });
    expect(results[0]?.source).toMatch(/art\. 19a$/);
    const scores = results.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(results.filter(({ topic }) => !topics.has(topic))).toEqual([]);
  });

  it('says for people what the bot says, with its source and date', async () => {
    const { code, out, err } = await ask('what is a focus group');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/focus group/i);
    expect(out).toMatch(/\d{2}\.\d{2}\.20\d{2}/);
    expect(out).not.toMatch(/undefined|\{\{/);
  });

  it('ends with 1 where there is no answer', async () => {
    const json = await ask('art. 999', '--json');
    expect(json.code).toBe(1);
    expect(only(json)).toEqual({ answered: false, language: 'pl', results: [] });
    const text = await askHere('art. 999');
    expect({ code: text.code, out: text.out }).toEqual({ code: 1, out: 'No answer.\n' });
  });

  it.each([
    [['--json'], /question is missing/],
    [['mały grant', '--lang', 'de'], /pl, en, uk/],
    [['mały grant', '--nonsense'], /nonsense/],
  ])('ends with 2 and prints nothing for programs where it is typed as %j', async (words, cure) => {
    const { code, out, err } = await askHere(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(cure);
  });

  it('reads a question a line, with one JSON line for each, in order', async () => {
    const { code, out, err } = await pipe('jak dostać mały grant?\n\n   \nwhat is a focus group\r\nart. 999', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const answers = told(out);
    const ids = answers.map(({ results }) => results[0]?.id);
    expect(ids).toEqual(['tool-maly-grant', undefined, undefined, 'tool-grupa-fokusowa', undefined]);
    expect(answers.map(({ language }) => language)).toEqual(['pl', 'pl', 'pl', 'en', 'pl']);
    expect(answers.map(({ answered }) => answered)).toEqual([true, false, false, true, false]);
  });

  it('offers what may be meant where it is in doubt, without an answer, and ends with 1', async () => {
    const json = await askHere(doubtful, '--json');
    const { answered, results } = only(json);
    expect({ code: json.code, answered }).toEqual({ code: 1, answered: false });
    expect(results).not.toHaveLength(0);
    const text = await askHere(doubtful);
    expect(text.code).toBe(1);
    expect(text.out).toMatch(/^Did you mean:\n/);
    for (const { id, title } of results) expect(text.out).toContain(`${id}  ${title}`);
  });

  it('says as the topic what example questions are written for', async () => {
    const { out } = await pipe(`${[...asked, doubtful].join('\n')}\n`, '--json');
    const all = told(out).flatMap(({ results }) => results);
    expect(all.length).toBeGreaterThan(asked.length);
    expect(all.filter(({ topic }) => !topics.has(topic))).toEqual([]);
    expect(all.filter(({ id }) => !articles.has(id))).toEqual([]);
  });

  it('is not broken by what nobody means, and keeps to the language that it is told', async () => {
    const strange = ['😀😀😀', '__proto__', '<b>co to</b> {{x}}', 'a'.repeat(10_000), "' OR 1=1; --", '\u0000\u0007'];
    const { code, out } = await pipe([...strange, 'what is a focus group'].join('\n'), '--json', '--lang', 'uk');
    expect(code).toBe(0);
    const answers = told(out);
    expect(answers).toHaveLength(strange.length + 1);
    expect(new Set(answers.map(({ language }) => language))).toEqual(new Set(['uk']));
    expect(answers.at(-1)?.results[0]?.title).toMatch(/[а-яі]{4}/);
  });
});
