/** What understanding promises whatever the example questions are, and that nothing typed can break it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { Article } from '../../src/knowledge/article.ts';
import { learn } from '../../src/knowledge/learn.ts';
import { shelve } from '../../src/knowledge/shelf.ts';
import { createUnderstand, type Understand, type Understanding } from '../../src/knowledge/understand.ts';
import { hostile } from '../support/knowledge/hostile.ts';
import { type Desk, languages, openDesk, openingMs } from './desk.ts';

/** Nothing takes that long unless it hangs; how fast it is, the bench measures. */
const hangsMs = 1_000;
const questions: readonly string[] = [
  'jak dostać mały grant?',
  'co to jest patronat',
  'narzędzia obszaru I.2',
  'art. 19a',
  'kto widzi moje odpowiedzi',
  'what is a focus group',
  'що таке громадський бюджет',
  'hej',
  'jaka będzie jutro pogoda',
  'lokal dla koła gospodyń',
];
const strange: Readonly<Record<string, string>> = {
  ...hostile,
  'only Polish stop words': 'a i o u w z na do to że się',
  'only English stop words': 'the of and a in to is',
  'control characters': 'rada\u0000\u0001\u0007\u001b[31m\u007f\r\n\t pożytku',
  'lone surrogates': '\ud83d mały \udc4d grant \ud800',
  'right to left': '\u202egrant małego\u202c',
  'a prototype': '__proto__',
  'a constructor': 'constructor',
  'a method': 'hasOwnProperty toString valueOf',
  'a topic': 'none',
  'topics as they are written': 'tool:maly-grant list:tools-of-area-1-2 law:art-19a',
  'a pattern': '(a+)+$ [^]* .*?\\1 {9999}',
  numbers: '1 2 3 4 5 6 7 8 9 0 1,5 1.5 1/2',
  'one letter a hundred times': 'w '.repeat(100),
};

describe('understanding', () => {
  let desk: Desk;
  let understand: Understand;
  const idsOf = ({ found }: Understanding): readonly string[] => found.map(({ article }) => article.id);

  beforeAll(async () => {
    desk = await openDesk();
    understand = createUnderstand(desk.shelf, desk.learnt);
  }, openingMs);

  it('is the same in every instance and in any order', () => {
    const told = (one: Understand, asked: readonly string[]) =>
      new Map(asked.map((question) => [question, JSON.stringify(one(question, ['tool-patronat']))]));
    const first = told(understand, questions);
    const other = told(createUnderstand(desk.shelf, desk.learnt), questions.toReversed());
    const again = told(understand, questions.toSorted());
    for (const question of questions) {
      expect(other.get(question)).toBe(first.get(question));
      expect(again.get(question)).toBe(first.get(question));
    }
  });

  it('tells features apart: a word and a run of letters are not taken for each other', () => {
    const { features } = desk.learnt;
    const shared = features.filter((feature, at) => feature === features[at + 1]);
    // By chance alone 60,000 hashes of 32 bits meet less than once.
    expect(shared.length).toBeLessThanOrEqual(3);
  });

  it('does not change what it is given', () => {
    const leaning = Object.freeze(['tool-patronat']);
    const before = JSON.stringify([...desk.shelf.articles.keys()]);
    for (const question of questions) understand(question, leaning);
    expect(JSON.stringify([...desk.shelf.articles.keys()])).toBe(before);
  });

  it.each(Object.entries(strange))('gives an outcome to %s', (_, question) => {
    const begun = performance.now();
    const { outcome, found } = understand(question, ['no-such-article', '__proto__', 'constructor']);
    expect(performance.now() - begun).toBeLessThan(hangsMs);
    expect(['answer', 'perhaps', 'unknown']).toContain(outcome);
    if (outcome !== 'unknown') expect(found).not.toHaveLength(0);
    expect(found.length).toBeLessThanOrEqual(3);
  });

  it.each(['', ' ', '?', '…', '😀', '❔❔❔', '\u200b', '__proto__', 'constructor', 'i', 'w'])(
    'has no answer to "%s"',
    (question) => {
      expect(understand(question).outcome).not.toBe('answer');
    },
  );

  it('offers at most three articles, the likeliest first, none twice, none surer than certain', () => {
    for (const question of [...questions, ...Object.values(strange)]) {
      const { found } = understand(question);
      expect(new Set(found.map(({ article }) => article.id)).size).toBe(found.length);
      const shares = found.map(({ share }) => share);
      expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      for (const share of shares) expect(share).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it('never says that nobody has the answer by a number of its own', () => {
    for (const question of questions) expect(idsOf(understand(question))).not.toContain('none');
  });

  describe('of provisions', () => {
    it.each([
      'art. 999',
      'co mówi art. 8 ustawy',
      'article 77 of the act',
      'ст. 99',
      'art. 300 ustawy o samorządzie gminnym',
    ])('does not know "%s" and offers the list of laws', (question) => {
      const understood = understand(question);
      expect(understood.outcome).toBe('unknown');
      expect(idsOf(understood)).toEqual(['list-laws']);
    });

    it.each([
      ['art. 19a', 'law-art-19a'],
      ['pkt 33 w art. 4', 'law-art-4-pkt-33'],
      ['art. 4', 'law-art-4'],
      ['art. 5 ust. 5', 'law-art-5-ust-5'],
      ['art. 19c', 'law-art-19b'],
      ['art. 41i', 'law-art-41i'],
      ['art. 5a ustawy o samorządzie gminnym', 'law-usg-art-5a'],
      ['art. 5a', 'law-art-5a'],
      ['article 4(1)(33)', 'law-art-4-pkt-33'],
      ['стаття 41e', 'law-art-41e'],
    ])('answers "%s" with its own card', (question, id) => {
      const understood = understand(question);
      expect(understood.outcome).toBe('answer');
      expect(idsOf(understood)[0]).toBe(id);
    });

    it.each(['mam 3', 'ile to 11', 'na 13 i 15', 'co to 5', '5 osób'])(
      'takes no number for one in "%s"',
      (question) => {
        const [best] = understand(question).found;
        if (best?.article.kind === 'law') expect(understand(question).outcome).not.toBe('answer');
      },
    );

    it('finds the card of every article that one is written for', () => {
      const laws = desk.all.flatMap((article) =>
        article.kind === 'law' && article.act === 'ustawa-pozytek' ? [article] : [],
      );
      const single = laws.filter(({ article }) => article !== undefined && /^\d+[a-z]?$/.test(article));
      expect(single.length).toBeGreaterThan(10);
      const missed = single.filter(({ id, article }) => idsOf(understand(`co mówi art. ${article}`))[0] !== id);
      expect(missed.map(({ id }) => id)).toEqual([]);
    });
  });

  describe('of places by number', () => {
    it.each([
      ['narzędzia obszaru II.2', 'list-tools-of-area-2-2'],
      ['narzędzia drugiego obszaru pierwszej płaszczyzny', 'list-tools-of-area-1-2'],
      ['narzędzia pierwszej płaszczyzny', 'list-tools-of-plane-1'],
      ['narzędzia obszarów drugiej płaszczyzny', 'list-tools-of-plane-2'],
      ['obszary pierwszej płaszczyzny', 'list-areas-of-plane-1'],
      ['obszary trzeciej płaszczyzny', 'list-areas-of-plane-3'],
      ['co to jest obszar III.1', 'area-3-1'],
      ['płaszczyzna II', 'plane-2'],
      ['tools of area I.1', 'list-tools-of-area-1-1'],
      ['інструменти напряму III.2', 'list-tools-of-area-3-2'],
    ])('answers "%s" with %s', (question, id) => {
      const understood = understand(question);
      expect(understood.outcome).toBe('answer');
      expect(idsOf(understood)[0]).toBe(id);
    });
  });

  describe('of small talk', () => {
    it.each([
      ['hej', 'chitchat-greeting'],
      ['dzień dobry', 'chitchat-greeting'],
      ['привіт', 'chitchat-greeting'],
      ['dziękuję bardzo', 'chitchat-thanks'],
      ['dziękuję bardzo za pomoc', 'chitchat-thanks'],
      ['dziękuję za informację', 'chitchat-thanks'],
      ['dziękuję, to wszystko', 'chitchat-thanks'],
      ['thanks for the help', 'chitchat-thanks'],
      ['cześć, jestem Ania z urzędu', 'chitchat-greeting'],
      ['thanks!', 'chitchat-thanks'],
      ['do widzenia', 'chitchat-bye'],
      ['kim jesteś?', 'chitchat-about'],
    ])('hears "%s" as such', (question, id) => {
      expect(idsOf(understand(question))[0]).toBe(id);
    });

    it.each([
      ['hej, jak dostać mały grant?', 'tool-maly-grant'],
      ['dzień dobry, gdzie znajdę wyniki', 'howto-wyniki'],
      ['dzień dobry, mam pytanie o lokal', 'tool-lokale-komunalne'],
      ['dzień dobry, narzędzia konsultacji', 'list-tools-of-area-1-2'],
      ['dzień dobry, patronat', 'tool-patronat'],
      ['witam, kto widzi moje odpowiedzi', 'howto-anonimowosc'],
      ['cześć, co to jest COP', 'tool-cop'],
      ['dzięki, a co z patronatem?', 'tool-patronat'],
      ['good morning, who can see my answers?', 'howto-anonimowosc'],
      ['thanks, and how do I change the language?', 'howto-jezyk'],
      ['привіт, що таке малий грант', 'tool-maly-grant'],
    ])('answers what is asked besides in "%s"', (question, id) => {
      const understood = understand(question);
      expect(understood.outcome).toBe('answer');
      expect(idsOf(understood)[0]).toBe(id);
    });

    it('offers none of it where it is not sure', () => {
      const unsure = desk.all.flatMap((article) => languages.map((language) => article[language].short.slice(0, 40)));
      const offered = unsure
        .map((question) => understand(question))
        .filter(
          ({ outcome, found }) => outcome !== 'answer' && found.some(({ article }) => article.kind === 'chitchat'),
        );
      expect(offered).toEqual([]);
    });
  });
});

describe('what is talked about just now', () => {
  const term = (id: string): Article => {
    const text = { title: id, aliases: [], short: 'It is.' };
    return Article.parse({ kind: 'term', topics: [id], sources: [{ id: 'act' }], pl: text, en: text, uk: text });
  };
  const shelf = shelve({ hall: term('hall'), room: term('room'), weather: term('weather') }, {}, {});
  const examples = [
    ...['who may rent it', 'how do we rent it', 'is it free of charge'].flatMap((question) => [
      { question, topics: ['hall'] },
      { question, topics: ['room'] },
    ]),
    ...['rain tomorrow', 'sun and wind', 'snow in winter'].map((question) => ({ question, topics: ['weather'] })),
  ];
  const understand = createUnderstand(shelf, learn(examples));
  const best = (question: string, ...leaning: readonly string[]) => understand(question, leaning).found[0]?.article.id;

  it('wins between near equals', () => {
    expect(best('who may rent it', 'hall')).toBe('hall');
    expect(best('who may rent it', 'room')).toBe('room');
  });

  it('does not win against what is clearly asked', () => {
    expect(best('snow in winter', 'hall')).toBe('weather');
    expect(best('rain tomorrow', 'room', 'hall')).toBe('weather');
  });
});
