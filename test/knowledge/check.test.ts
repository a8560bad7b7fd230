/** The checker of the knowledge: a small Model without a fault, and what is said when exactly one thing in it is wrong. */
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { z } from 'zod';
import { narrowest } from '../../src/channels/channel.ts';
import type { inspectKnowledge } from '../../src/content/check-knowledge.ts';
import { type Fault, fit, home } from '../../src/content/files.ts';
import { DialogFile, flatten } from '../../src/dialog/dialog.ts';
import { Language } from '../../src/dialog/language.ts';
import { Article, ArticleFile, VoiceFile } from '../../src/knowledge/article.ts';
import type { Finding, Written } from '../../src/knowledge/check/finding.ts';
import { checkKnowledge } from '../../src/knowledge/check.ts';
import { digits } from '../../src/knowledge/shelf.ts';
import { makeDataFolder } from '../support/data-folder.ts';

const planes = ['I', 'II', 'III'] as const;
const enough = 30;
const lawFile = 'data/knowledge/law.yaml';
const questionFile = 'data/knowledge/questions/all.txt';

type Authored = Extract<z.input<typeof Article>, { kind: 'tool' }>;

function byLanguage<T>(make: (language: Language) => T): Record<Language, T> {
  return { pl: make('pl'), en: make('en'), uk: make('uk') };
}

/** The texts of an article, named after it. */
function spoken(name: string, more: object = {}) {
  return byLanguage((language) => ({
    title: `${name} ${language}`,
    aliases: [`also ${name}`],
    short: 'It is.',
    ...more,
  }));
}

/** The planes and areas with three tools each, a law card, and a card that stands under the topic of a tool. */
function sample() {
  const articles = new Map<string, { file: string; article: Record<string, unknown> }>();
  const questions: Written['questions'][number][] = [];
  const standards: Written['standards'] = {};
  const sources: Written['sources'] = {};
  const voices: Written['voices'] = { clerk: { language: 'pl', who: 'A clerk' } };

  /** Adds questions for these topics, no two alike. */
  const ask = (count: number, ...topics: readonly string[]): void => {
    for (let nth = 0; nth < count; nth += 1) {
      const line = questions.length + 1;
      questions.push({
        question: `question ${line}`,
        topics,
        voice: 'clerk',
        style: 'plain',
        line,
        file: questionFile,
      });
    }
  };
  /** Adds an article whose topic is its id, with enough questions. */
  const add = (id: string, file: string, rest: object, more: object = {}): void => {
    const sourced = { topics: [id], sources: [{ id: 'act', place: 'art. 1' }] };
    articles.set(id, { file: `data/knowledge/${file}`, article: { ...sourced, ...spoken(id, more), ...rest } });
    ask(enough, id);
  };
  /** Changes what was written, without asking whether it is right. */
  const set = (id: string, change: object): void => {
    Object.assign(articles.get(id)?.article ?? {}, change);
  };
  /** Makes a term of what was a plane or an area. */
  const turn = (id: string): void => {
    const written = articles.get(id);
    const { topics, sources } = written?.article ?? {};
    if (written) written.article = { kind: 'term', topics, sources, ...spoken(id) };
  };
  /** Changes the texts of an article in one language. */
  const say = (id: string, language: Language, change: object): void => {
    Object.assign(articles.get(id)?.article[language] ?? {}, change);
  };
  const written = (): Written => ({
    articles: [...articles].map(([key, { file, article }]) => ({
      id: key.split(' ')[0] ?? key,
      file,
      article: Article.parse(article),
    })),
    sources,
    standards,
    voices,
    questions,
  });
  const findings = (): readonly Finding[] => checkKnowledge(written(), new Set(['trust']), narrowest);

  for (const id of ['act', 'praktyka']) sources[id] = { ...byLanguage(() => id), checked: '2026-11-23' };
  // Looked at long ago: that is no fault.
  sources.old = { ...byLanguage(() => 'old'), checked: '2020-01-01' };
  for (const plane of planes) {
    add(`plane-${digits(plane)}`, 'planes-and-areas.yaml', { kind: 'plane', plane }, { official: 'A plane' });
    for (const area of [`${plane}.1`, `${plane}.2`] as const) {
      const at = digits(area);
      add(`area-${at}`, 'planes-and-areas.yaml', { kind: 'area', plane, areas: [area] }, { official: 'An area' });
      standards[`std-${at}`] = { area, items: ['trust'], ...byLanguage(() => 'So it should be.') };
      const tool = { kind: 'tool', areas: [area], seed: true, law: ['law-one'], items: ['trust'] };
      const texts = { when: 'Often.', steps: ['Go', 'Ask', 'Act'], takes: 'Time.', example: 'A village did.' };
      for (const nth of ['a', 'b', 'c']) add(`tool-${at}${nth}`, `tools-${at}.yaml`, tool, texts);
    }
  }
  add('law-one', 'law.yaml', { kind: 'law', act: 'act', tools: ['tool-1-1a'], related: ['area-1-1'] }, { says: 'So.' });
  // Stands under the topic of the tool that it is about, and asks for no questions of its own.
  add('law-two', 'law.yaml', { kind: 'law', act: 'old', topics: ['tool-1-1a'] }, { says: 'Thus.' });
  questions.splice(-enough);
  ask(1, 'none');
  return { articles, questions, standards, sources, voices, ask, add, set, turn, say, written, findings };
}
type Sample = ReturnType<typeof sample>;

/** Where the first question stands that a row adds. */
const nextLine = sample().questions.length + 1;

/** What is wrong, how it came to be, what is said about it, and where. */
type Row = readonly [fault: string, change: (s: Sample) => void, what: RegExp, where: string];

const names: readonly Row[] = [
  [
    'the same id in two files',
    (s) => s.articles.set('area-1-1 again', { ...s.articles.get('area-1-1'), file: lawFile } as never),
    /another article with the id "area-1-1", in data\/knowledge\/planes-and-areas\.yaml/,
    `${lawFile} articles.area-1-1`,
  ],
  [
    'a title of two articles, whatever its letters and marks',
    (s) => {
      s.say('tool-1-1a', 'pl', { title: 'Mały grant' });
      s.say('tool-1-1b', 'pl', { title: 'maly GRANT!' });
    },
    /"maly GRANT!" is the name of two articles in Polish, tool-1-1a and tool-1-1b/,
    'data/knowledge/tools-1-1.yaml articles.tool-1-1b.pl.title',
  ],
  [
    'an alias that is the title of another',
    (s) => s.say('law-two', 'uk', { aliases: ['перше', 'LAW-ONE uk'] }),
    /"LAW-ONE uk" is the name of two articles in Ukrainian, law-one and law-two/,
    `${lawFile} articles.law-two.uk.aliases.1`,
  ],
  [
    'an alias that is the title itself',
    (s) => s.say('law-two', 'en', { aliases: ['Law-two, en'] }),
    /"Law-two, en" stands twice among the title and aliases of law-two in English/,
    `${lawFile} articles.law-two.en.aliases.0`,
  ],
];

const topics: readonly Row[] = [
  [
    'a topic that two articles begin with',
    (s) => s.set('tool-1-1b', { topics: ['tool-1-1a', 'tool-1-1b'] }),
    /"tool-1-1a" stands first among the topics of two articles, tool-1-1a and tool-1-1b/,
    'data/knowledge/tools-1-1.yaml articles.tool-1-1b.topics.0',
  ],
  [
    'a topic of two law cards that is named after neither',
    (s) => {
      s.set('law-one', { topics: ['law-here', 'law-one'] });
      s.set('law-two', { topics: ['law-here'] });
      s.ask(enough, 'law-here');
    },
    /"law-here" stands first among the topics of two articles, law-one and law-two/,
    `${lawFile} articles.law-two.topics.0`,
  ],
  [
    'questions that no article answers',
    (s) => s.ask(2, 'tool:gone', 'law-one'),
    /Example questions ask for "tool:gone" \(2 of them\), and no article answers this topic/,
    `${questionFile}:${nextLine}`,
  ],
  [
    'an article that nobody asks for',
    (s) => s.set('law-one', { topics: ['list:new', 'law-one'] }),
    /There are no example questions for the topic "list:new"/,
    `${lawFile} articles.law-one.topics.0`,
  ],
  [
    'a second topic that too few ask for',
    (s) => {
      s.set('law-one', { topics: ['law-one', 'term:new'] });
      s.ask(29, 'term:new', 'law-one');
    },
    /The topic "term:new" has 29 example questions: 1 more are needed/,
    `${lawFile} articles.law-one.topics.1`,
  ],
];

const links: readonly Row[] = [
  [
    'a law card that there is not',
    (s) => s.set('tool-1-1a', { law: ['law-one', 'law-none'] }),
    /"law" of tool-1-1a leads to "law-none", and there is no such article/,
    'data/knowledge/tools-1-1.yaml articles.tool-1-1a.law.1',
  ],
  [
    'law that is a tool',
    (s) => s.set('tool-1-1a', { law: ['tool-1-1b'] }),
    /"law" of tool-1-1a leads to "tool-1-1b", which is no law card/,
    'data/knowledge/tools-1-1.yaml articles.tool-1-1a.law.0',
  ],
  [
    'something related that there is not',
    (s) => s.set('plane-1', { related: ['area-4-1'] }),
    /"related" of plane-1 leads to "area-4-1", and there is no such article/,
    'data/knowledge/planes-and-areas.yaml articles.plane-1.related.0',
  ],
  [
    'an article related to itself',
    (s) => s.set('plane-1', { related: ['plane-2', 'plane-1'] }),
    /"related" of plane-1 leads to the article itself/,
    'data/knowledge/planes-and-areas.yaml articles.plane-1.related.1',
  ],
  [
    'a law card that rests on itself',
    (s) => s.set('law-one', { law: ['law-one'] }),
    /"law" of law-one leads to the article itself/,
    `${lawFile} articles.law-one.law.0`,
  ],
  [
    'a tool of a law card that there is not',
    (s) => s.set('law-one', { tools: ['tool-none'] }),
    /"tools" of law-one leads to "tool-none", and there is no such article/,
    `${lawFile} articles.law-one.tools.0`,
  ],
  [
    'a tool of a law card that is none',
    (s) => s.set('law-one', { tools: ['area-1-1'] }),
    /"tools" of law-one leads to "area-1-1", which is no tool/,
    `${lawFile} articles.law-one.tools.0`,
  ],
  [
    'an item that no dialog has',
    (s) => s.set('area-1-1', { items: ['trust', 'hope'] }),
    /"items" of area-1-1 names "hope", and no dialog has a question of this id/,
    'data/knowledge/planes-and-areas.yaml articles.area-1-1.items.1',
  ],
  [
    'an item of a standard that no dialog has',
    (s) => Object.assign(s.standards['std-1-2'] ?? {}, { items: ['hope'] }),
    /"items" of std-1-2 names "hope"/,
    'standards standards.std-1-2.items.0',
  ],
  [
    'a source that there is not',
    (s) => s.set('area-1-1', { sources: [{ id: 'act' }, { id: 'rumour' }] }),
    /area-1-1 names the source "rumour", which is not in sources\.yaml/,
    'data/knowledge/planes-and-areas.yaml articles.area-1-1.sources.1.id',
  ],
  [
    'an act that is no source',
    (s) => s.set('law-one', { act: 'usg' }),
    /law-one names the act "usg", which is not in sources\.yaml/,
    `${lawFile} articles.law-one.act`,
  ],
  [
    'practice alone, and nowhere to ask in one language',
    (s) => {
      s.set('area-1-1', { sources: [{ id: 'praktyka' }] });
      for (const language of ['pl', 'en'] as const) s.say('area-1-1', language, { check: 'Ask the office.' });
    },
    /area-1-1 has no source but practice, and no "check" in Ukrainian/,
    'data/knowledge/planes-and-areas.yaml articles.area-1-1.uk',
  ],
];

const places: readonly Row[] = [
  ['a plane without an article', (s) => s.turn('plane-2'), /No article is about the plane II\./, 'folder'],
  ['an area without an article', (s) => s.turn('area-2-1'), /No article is about the area II\.1\./, 'folder'],
  [
    'a plane with two articles',
    (s) => s.set('plane-2', { plane: 'I' }),
    /Two articles are about the plane I, plane-1 and plane-2/,
    // And none is left for the other plane.
    'data/knowledge/planes-and-areas.yaml articles.plane-2, folder',
  ],
  [
    'an area with two articles',
    (s) => s.add('area-more', 'planes-and-areas.yaml', { kind: 'area', plane: 'I', areas: ['I.1'] }, { official: 'x' }),
    /Two articles are about the area I\.1, area-1-1 and area-more/,
    'data/knowledge/planes-and-areas.yaml articles.area-more',
  ],
  [
    'an area in another plane',
    (s) => s.set('area-2-1', { plane: 'III' }),
    /area-2-1 is about the area II\.1, but says that it belongs to the plane III/,
    'data/knowledge/planes-and-areas.yaml articles.area-2-1.plane',
  ],
  [
    'an area with two tools',
    (s) => s.set('tool-3-2c', { areas: ['I.1'], seed: false }),
    /The area III\.2 has 2 of the 3 tools that every area must have/,
    'data/knowledge/planes-and-areas.yaml articles.area-3-2',
  ],
  [
    'an area without standards',
    (s) => Object.assign(s.standards['std-3-2'] ?? {}, { area: 'III.1' }),
    /The area III\.2 has no standards/,
    'standards standards',
  ],
  [
    'a tool of the founding document outside its area',
    (s) => s.set('tool-3-2c', { areas: ['I.1', 'III.2'] }),
    /tool-3-2c is named in the founding document \("seed"\) and its first area is I\.1, but/,
    'data/knowledge/tools-3-2.yaml articles.tool-3-2c.areas',
  ],
];

const shown: readonly Row[] = [
  [
    'a title too long for a button',
    (s) => s.say('law-one', 'uk', { title: 'м'.repeat(81) }),
    /The title of law-one in Ukrainian has 81 characters, and 80 fit on a button/,
    `${lawFile} articles.law-one.uk.title`,
  ],
  [
    'a short answer too long for a message',
    (s) =>
      s.set('tool-3-2c', { sources: Array.from({ length: 100 }, () => ({ id: 'act', place: 'art. 12'.repeat(6) })) }),
    /The short answer of tool-3-2c in Polish takes \d{4} characters with its title, sources and buttons, and 4096 fit/,
    Language.options.map((language) => `data/knowledge/tools-3-2.yaml articles.tool-3-2c.${language}.short`).join(', '),
  ],
  [
    'a legal basis too long for a message',
    (s) => s.set('tool-3-2c', { law: Array.from({ length: 300 }, () => 'law-one') }),
    /The legal basis of tool-3-2c in Polish takes \d+ characters/,
    Language.options.map((language) => `data/knowledge/tools-3-2.yaml articles.tool-3-2c.${language}`).join(', '),
  ],
];

const questions: readonly Row[] = [
  [
    'a voice that nobody described, once',
    (s) => {
      s.ask(2, 'law-one');
      for (const question of s.questions.slice(-2)) Object.assign(question, { voice: 'mayor' });
    },
    /The voice "mayor" is not described in voices\.yaml/,
    `${questionFile}:${nextLine}`,
  ],
  [
    'the same question under other topics',
    (s) => {
      s.ask(1, 'law-one');
      Object.assign(s.questions.at(-1) ?? {}, { question: 'Question 1?!' });
    },
    /"Question 1\?!" stands here under \[law-one\], and in data\/knowledge\/questions\/all\.txt:1 under \[plane-1\]/,
    `${questionFile}:${nextLine}`,
  ],
  [
    'a question that is never read to its end',
    (s) => Object.assign(s.questions[6] ?? {}, { question: 'x'.repeat(301) }),
    /This question has 301 characters, and only 300 are read/,
    `${questionFile}:7`,
  ],
];

describe('checkKnowledge', () => {
  it('finds nothing in a Model without a fault', () => expect(sample().findings()).toEqual([]));

  describe.each([
    ['names', names],
    ['topics', topics],
    ['links', links],
    ['the shape of the Model', places],
    ['what platforms show', shown],
    ['questions', questions],
  ])('in %s', (_, rows) => {
    it.each(rows)('finds %s', (_fault, change, what, where) => {
      const changed = sample();
      change(changed);
      expectOne(changed.findings(), what, where);
    });
  });

  it('says nothing of the same question under the same topics, in whatever order', () => {
    const s = sample();
    s.ask(1, 'law-one', 'plane-1');
    s.ask(1, 'plane-1', 'law-one');
    Object.assign(s.questions.at(-1) ?? {}, { question: s.questions.at(-2)?.question });
    expect(s.findings()).toEqual([]);
  });

  it('lets a law card stand under the topic of another that it is named after', () => {
    const s = sample();
    s.set('law-two', { topics: ['law-one'] });
    expect(s.findings()).toEqual([]);
  });

  it('says nothing of items when not all dialogs are known', () => {
    const s = sample();
    s.set('area-1-1', { items: ['hope'] });
    expect(checkKnowledge(s.written(), undefined, narrowest)).toEqual([]);
  });
});

function expectOne(found: readonly Finding[], what: RegExp, where: string): void {
  expect(found.map(placeOf).join(', ')).toBe(where);
  expect(found.map((finding) => finding.what)).toContainEqual(expect.stringMatching(what));
  for (const finding of found) {
    expect(finding.what).toMatch(/^["A-Za-z].*\.$/);
    expect(finding.mend).toMatch(/^[A-Z].*\w/);
  }
}

function placeOf({ at }: Finding): string {
  if (at.in === 'folder') return at.in;
  if (at.in === 'question') return `${at.file}:${at.line}`;
  return `${at.in === 'article' ? at.file : at.in} ${at.path.map(String).join('.')}`;
}

describe('what the schema refuses', () => {
  const tool = (): Authored => sample().articles.get('tool-1-1a')?.article as never;
  const articleWith = (change: (article: Authored) => void): readonly Fault[] => {
    const article = tool();
    change(article);
    return fit(ArticleFile, { file: 'data/knowledge/x.yaml', lineOf: () => 7, value: { articles: { tool: article } } })
      .faults;
  };

  it.each<[string, (article: Authored) => unknown, RegExp]>([
    ['an article without sources', (article) => delete (article as Partial<Authored>).sources, /sources is missing/],
    ['an empty list of sources', (article) => article.sources.splice(0), /sources must not be an empty list/],
    ['a long short answer', (article) => Object.assign(article.pl, { short: 'x'.repeat(601) }), /pl\.short must .*600/],
  ])('%s', (_, change, what) => {
    expect(articleWith(change)).toEqual([expect.objectContaining({ line: 7, what: expect.stringMatching(what) })]);
  });

  it('an article without a part, with an example from the knowledge', () => {
    const [fault] = articleWith((article) => delete (article as Partial<Authored>).uk);
    expect(fault?.mend).toBe('Add it, as in data/knowledge/tools-2-1.yaml.');
  });

  it('a voice without a description', () => {
    const value = { voices: { clerk: { language: 'pl' } } };
    expect(fit(VoiceFile, { file: 'data/knowledge/questions/voices.yaml', lineOf: () => 3, value }).faults).toEqual([
      expect.objectContaining({ what: 'voices.clerk.who is missing' }),
    ]);
  });
});

describe('the files', () => {
  /** The program finds its content beside itself: so this is a copy of it, with content of its own. */
  let folder: string;
  let inspect: typeof inspectKnowledge;
  beforeAll(async () => {
    folder = await makeDataFolder();
    for (const part of ['src/content', 'src/dialog', 'src/knowledge', 'src/channels/channel.ts'])
      await cp(join(home, part), join(folder, part), { recursive: true });
    await symlink(join(home, 'node_modules'), join(folder, 'node_modules'));
    inspect = (await import(join(folder, 'src/content/check-knowledge.ts'))).inspectKnowledge;
  });
  beforeEach(async () => await rm(join(folder, 'data'), { recursive: true, force: true }));

  const value = { id: 'survey', version: 1, steps: [{ id: 'trust', kind: 'yes-no' }] };
  const file = DialogFile.parse(value);
  const content = { file: 'dialogs/survey.yaml', value, lineOf: () => 1 };
  const dialogs = { dialogs: [{ content, file, dialog: flatten(file) }], faults: [] };

  /** Writes these files and looks them over; and where each of these words stands. */
  async function inspected(s: Sample, change: (files: Map<string, string>) => void = () => {}) {
    const files = filesOf(s);
    change(files);
    await mkdir(join(folder, 'data/knowledge/questions'), { recursive: true });
    for (const [name, text] of files) await writeFile(join(folder, name), text);
    const lineOf = (name: string, words: string) =>
      (files.get(name) ?? '').split('\n').findIndex((line) => line.includes(words)) + 1;
    return { ...(await inspect(dialogs)), lineOf };
  }

  it('without a fault are counted', async () => {
    // planes and areas, tools of six areas, law, sources, standards, questions, voices
    expect(await inspected(sample())).toMatchObject({ faults: [], files: 12 });
  });

  it('are named with the line of what is wrong', async () => {
    const s = sample();
    s.set('tool-2-1b', { law: ['law-lost'] });
    s.standards['std-1-1'] = { ...s.standards['std-1-1'], items: ['hope'] } as Written['standards'][string];
    s.ask(1, 'law-lost');
    const { faults, lineOf } = await inspected(s);
    expect(faults.map(({ file: name, line }) => [name, line])).toEqual([
      ['data/knowledge/tools-2-1.yaml', lineOf('data/knowledge/tools-2-1.yaml', 'law-lost')],
      ['data/knowledge/standards.yaml', lineOf('data/knowledge/standards.yaml', 'hope')],
      [questionFile, lineOf(questionFile, '[law-lost]') + 1],
    ]);
  });

  it('that cannot be read are named alone', async () => {
    const { faults } = await inspected(sample(), (files) => files.set(lawFile, 'articles:\n  law-one: {\n'));
    expect(faults.map(({ file: name }) => name)).toEqual([lawFile]);
  });

  it.each(['sources.yaml', 'standards.yaml', 'questions/voices.yaml'])('without %s are told its name', async (name) => {
    const { faults } = await inspected(sample(), (files) => files.delete(`data/knowledge/${name}`));
    expect(faults).toEqual([
      {
        file: `data/knowledge/${name}`,
        line: 1,
        what: 'The file is not there.',
        mend: 'Write it; the schema beside it lists what belongs in it.',
      },
    ]);
  });
});

/** The sample as authors would write it. */
function filesOf(s: Sample): Map<string, string> {
  const named = [...Map.groupBy(s.articles, ([, { file }]) => file)].map(([file, of]) => {
    const articles = Object.fromEntries(of.map(([id, { article }]) => [id, article]));
    return [file, stringify({ articles })] as const;
  });
  const { sources, standards, voices } = s;
  const lines = s.questions.flatMap(({ topics: asked, voice, style, question }) => [
    `[${asked.join(' ')}]`,
    `${voice} ${style} | ${question}`,
  ]);
  return new Map([
    ...named,
    ['data/knowledge/sources.yaml', stringify({ sources })],
    ['data/knowledge/standards.yaml', stringify({ standards })],
    ['data/knowledge/questions/voices.yaml', stringify({ voices })],
    [questionFile, lines.join('\n')],
  ]);
}
