/** What the articles tell people to press, to type and to expect, against the bot that they will meet. */
import { beforeAll, describe, expect, it } from 'vitest';
import { codeChars, readCode } from '../../src/dialog/code.ts';
import { commandNames } from '../../src/dialog/command.ts';
import { Area, type Dialog, isQuestion } from '../../src/dialog/dialog.ts';
import type { Language } from '../../src/dialog/language.ts';
import { known, path } from '../../src/dialog/route.ts';
import type { Run, Side } from '../../src/dialog/session.ts';
import { ofKind, type ShelvedOf } from '../../src/knowledge/shelf.ts';
import { CampaignFile, graceMs } from '../../src/survey/campaign.ts';
import { type Desk, languages, openDesk, openingMs } from './desk.ts';

/** What stands in the quotation marks of each language. */
const quoted: Readonly<Record<Language, RegExp>> = { pl: /„([^”]+)”/g, en: /“([^”]+)”/g, uk: /«([^»]+)»/g };
const slashed = /(?<![\p{L}\p{N}/])\/(\p{L}+)/gu;
/** "Anonymous" is promised nowhere; it may be denied. */
const anonymous = /anonim|anonymous|анонім/i;
const denied: Readonly<Record<Language, RegExp>> = {
  pl: /\b(nie|bez)\b/i,
  en: /\b(not|no|never|isn’t)\b/i,
  uk: /(?<!\p{L})(не|без)(?!\p{L})/iu,
};

describe('the how-to articles', () => {
  let desk: Desk;
  let articles: readonly ShelvedOf<'howto'>[];
  let dialog: Dialog;

  beforeAll(async () => {
    desk = await openDesk();
    articles = ofKind(desk.shelf, 'howto');
    const [loaded] = desk.content.dialogs;
    if (!loaded) throw new Error('there is no dialog');
    dialog = loaded.dialog;
  }, openingMs);

  const textsOf = (article: ShelvedOf<'howto'>, language: Language): string => {
    const { short, more = '', example = '', check = '' } = article[language];
    return [short, more, example, check].join('\n');
  };
  const text = (id: string, language: Language): string => {
    const article = articles.find((one) => one.id === id);
    return article ? textsOf(article, language) : '';
  };
  const says = (key: string, language: Language): string => desk.find(language, 'bot', key) ?? '';
  const slashesOf = (name: string, language: Language): readonly string[] =>
    says(`commands.${name}.slash`, language).split(/,\s*/);
  /** One entry for each fault, so that a failing test names them all. */
  const everywhere = (
    faults: (article: ShelvedOf<'howto'>, language: Language) => readonly string[],
  ): readonly string[] =>
    articles.flatMap((article) =>
      languages.flatMap((language) => faults(article, language).map((fault) => `${article.id}, ${language}: ${fault}`)),
    );

  it('name only texts of the bot that exist in every language', () => {
    expect(everywhere(({ texts }, language) => texts.filter((key) => says(key, language) === ''))).toEqual([]);
  });

  it('quote only what the bot says, word for word', () => {
    const wrong = everywhere((article, language) =>
      [...textsOf(article, language).matchAll(quoted[language])]
        .map(([, words = '']) => words)
        .filter((words) => !article.texts.some((key) => says(key, language).includes(words))),
    );
    expect(wrong).toEqual([]);
    const some = everywhere((article, language) => textsOf(article, language).match(quoted[language]) ?? []);
    expect(some.length).toBeGreaterThan(60);
  });

  it('use the quotation marks of their language', () => {
    const strange: Readonly<Record<Language, RegExp>> = { pl: /["“«»]/g, en: /["„«»]/g, uk: /["„“”]/g };
    expect(everywhere((article, language) => textsOf(article, language).match(strange[language]) ?? [])).toEqual([]);
  });

  it('tell to type commands by the name that their language shows first', () => {
    const wrong = everywhere((article, language) => {
      const shown = article.commands.map((name) => slashesOf(name, language)[0]);
      return [...textsOf(article, language).matchAll(slashed)]
        .map(([, slash = '']) => slash)
        .filter((slash) => !shown.includes(slash));
    });
    expect(wrong).toEqual([]);
  });

  it('tell to type every command that they list', () => {
    const missing = everywhere((article, language) =>
      article.commands.filter((name) => !textsOf(article, language).includes(`/${slashesOf(name, language)[0]}`)),
    );
    expect(missing).toEqual([]);
  });

  it('speak of every command but those that explain themselves, and the one of the staff', () => {
    const told = new Set(articles.flatMap(({ commands }) => commands));
    expect(commandNames.filter((name) => !told.has(name))).toEqual(['start', 'areas', 'tools', 'explain', 'report']);
  });

  it('nowhere promise that anybody is anonymous', () => {
    const promised = everywhere((article, language) =>
      textsOf(article, language)
        .split(/(?<=[.!?])\s+/)
        .filter((sentence) => anonymous.test(sentence) && !denied[language].test(sentence)),
    );
    expect(promised).toEqual([]);
  });

  describe('keep to the figures of the program', () => {
    it('about the points of the scale and their words', () => {
      const [loaded] = desk.content.dialogs;
      const values = loaded?.file.scales?.agreement?.values ?? [];
      expect(values).toHaveLength(5);
      for (const language of languages) {
        const scale = text('howto-skala-ocen', language);
        const label = (name: string): string => desk.find(language, dialog.id, `scales.${name}`) ?? 'no label';
        for (const value of values) expect(scale).toContain(`${value}: ${label(`agreement.${value}`)}`);
        expect(scale).toContain(label('quality.1'));
        expect(scale).toContain(label('quality.5'));
      }
    });

    it('about the smallest group that is shown', () => {
      const k = CampaignFile.shape.k.parse(undefined);
      for (const language of languages)
        expect(text('howto-wyniki', language)).toMatch(new RegExp(`(od|at least|від)[^.]* ${k} (osób|people|осіб)`));
    });

    it('about the time that is left after the end', () => {
      const hours = graceMs / 3_600_000;
      for (const language of languages)
        expect(text('howto-zapis-roboczy', language)).toMatch(new RegExp(` ${hours} (godz|hours|годин)`));
    });

    it('about the minutes that invitations promise to each side', () => {
      const minutes = (side: Side, language: Language): string =>
        /\d+/.exec(says(`letter.${side}`, language))?.[0] ?? '';
      for (const language of languages) {
        const told = text('howto-jak-wypelnic', language).match(/\d+/g) ?? [];
        expect(told.slice(0, 2)).toEqual([minutes('ngo', language), minutes('office', language)]);
      }
    });

    it('about how many questions each side gets', () => {
      const asked = (side: Side, role: string): number => questions(side, role).length;
      const most = [asked('ngo', 'organisation'), asked('office', 'clerk')];
      for (const language of languages) {
        const told = (text('howto-jak-wypelnic', language).match(/\d+/g) ?? []).slice(2, 4).map(Number);
        told.forEach((number, at) => {
          expect(Math.abs(number - (most[at] ?? 0))).toBeLessThanOrEqual(3);
        });
      }
    });

    it('about what a village head is asked', () => {
      expect(questions('ngo', 'village')).toEqual([
        'm_role',
        'c_overall',
        'c_change',
        'c_barriers',
        'c_strength_open',
        'c_improve_open',
      ]);
    });

    it('about the code of an invitation', () => {
      for (const language of languages) {
        const [shown = ''] = /\b[0-9A-Z]{4}(-[0-9A-Z]{4})+/.exec(text('howto-kod-zaproszenia', language)) ?? [];
        expect(says('code.ask', language)).toContain(shown);
        expect(readCode(shown)).toHaveLength(codeChars.invitation);
        // Small letters, spaces and O for zero, as the articles allow.
        expect(readCode(shown.toLowerCase().replaceAll('-', ' '))).toBe(readCode(shown));
        expect(readCode(`1${shown.slice(1, -1)}O`)).toBe(readCode(`1${shown.slice(1, -1)}0`));
        // The hour of the articles is that of the bot's own words.
        expect(text('howto-kod-zaproszenia', language)).toMatch(/godzinę|an hour|годину/);
        expect(says('code.tooMany', language)).toMatch(/godzinę|an hour|годину/);
      }
    });

    it('about the areas, and about those of one plane', () => {
      const six: Readonly<Record<Language, string>> = { pl: 'sześciu', en: 'six', uk: 'шести' };
      const two: Readonly<Record<Language, string>> = { pl: 'dwa', en: 'two', uk: 'два' };
      expect(Area.options).toHaveLength(6);
      for (const language of languages) {
        expect(text('howto-cel-badania', language)).toMatch(new RegExp(`${six[language]} (obszar|area|напрям)`));
        expect(text('howto-cel-badania', language)).toMatch(new RegExp(`${two[language]} (obszar|area|напрям)`));
      }
    });

    it('about the founders of an association, as the law card gives them', () => {
      const card = desk.shelf.articles.get('law-prawo-o-stowarzyszeniach');
      for (const language of languages) {
        const told = text('howto-zalozyc-stowarzyszenie', language).match(/\d+/g) ?? [];
        expect(told.slice(0, 2)).toEqual(['7', '3']);
        const says = card?.kind === 'law' ? `${card[language].short} ${card[language].says}` : '';
        expect(says).toMatch(/\b7\b/);
        expect(says).toMatch(/\b3\b/);
      }
    });
  });

  function questions(side: Side, role: string): readonly string[] {
    const run: Run = {
      dialog: dialog.id,
      version: 1,
      step: 'm_role',
      answers: { m_role: role },
      survey: { campaign: 'x', unit: 'x', side, entry: 'link', places: [], scope: [...Area.options] },
    };
    return path(dialog, run, known(dialog, run))
      .filter(isQuestion)
      .map(({ id }) => id);
  }
});
