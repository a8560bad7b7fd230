/** Every page of every article in every language: whole, sourced, and with ways on that lead somewhere. */
import { beforeAll, describe, expect, it } from 'vitest';
import { Area } from '../../src/dialog/dialog.ts';
import { type Facet, facets, type Page } from '../../src/dialog/knowledge.ts';
import type { Language } from '../../src/dialog/language.ts';
import { shortMax } from '../../src/knowledge/article.ts';
import { createPages, explaining, type Pages } from '../../src/knowledge/page.ts';
import { digits, ofKind, type Shelved } from '../../src/knowledge/shelf.ts';
import { type Desk, languages, openDesk, openingMs } from './desk.ts';

/** What a program leaves behind where it has no words. */
const broken = /undefined|null\b|NaN|\[object|\{\{|\}\}|(?<![\p{L}.])knowledge\.\w/u;
const date = /\b(\d{2})\.(\d{2})\.(20\d{2})\b/;

describe('the pages', () => {
  let desk: Desk;
  let pages: Pages;
  let every: readonly {
    readonly name: string;
    readonly article: Shelved;
    readonly page: Page;
    readonly language: Language;
  }[];

  beforeAll(async () => {
    desk = await openDesk();
    pages = createPages(desk.shelf, desk.find);
    every = desk.all.flatMap((article) =>
      languages.flatMap((language) =>
        facets.flatMap((facet) => {
          const page = pages(article.id, facet, language);
          return page ? [{ name: `${article.id}/${facet} ${language}`, article, page, language }] : [];
        }),
      ),
    );
  }, openingMs);

  type One = (typeof every)[number];
  /** The pages where something is not as it should be, by name: a failing test says them all. */
  const wrong = (isWrong: (one: One) => boolean, among = every): readonly string[] =>
    among.filter(isWrong).map(({ name }) => name);
  const main = (): readonly One[] =>
    every.filter(({ page, article }) => page.facet === 'main' && article.kind !== 'chitchat');
  const says = (key: string, language: Language): string => desk.find(language, 'bot', `knowledge.${key}`) ?? key;
  const linked = ({ page }: Pick<One, 'page'>): readonly string[] =>
    page.links.map(({ article, facet }) => `${article}/${facet}`);

  it('are there: a main one for every article in every language', () => {
    expect(every.length).toBeGreaterThan(1000);
    const some = new Set(every.filter(({ page }) => page.facet === 'main').map(({ name }) => name));
    expect(some.size).toBe(desk.all.length * languages.length);
    expect(pages('no-such-article', 'main', 'pl')).toBeUndefined();
    expect(pages('__proto__', 'main', 'pl')).toBeUndefined();
  });

  it('are no empty ones, and show nothing that is meant for programs', () => {
    expect(wrong(({ page }) => page.text.trim() === '' || page.title.trim() === '')).toEqual([]);
    expect(wrong(({ page }) => page.text.split('\n\n').some((paragraph) => paragraph.trim() === ''))).toEqual([]);
    expect(wrong(({ page }) => broken.test([page.title, page.text, ...page.items].join('\n')))).toEqual([]);
    expect(wrong(({ page }) => page.links.some(({ label }) => label.trim() === '' || broken.test(label)))).toEqual([]);
  });

  it('are written in their language', () => {
    expect(
      wrong(
        ({ page, language }) =>
          language !== 'uk' &&
          /[\u0400-\u04ff]{4}/.test(page.text.replace(/[„“«][^”»]*[”»]/g, '').replace(/Мова/g, '')),
      ),
    ).toEqual([]);
    expect(wrong(({ page, language }) => language === 'uk' && !/[\u0400-\u04ff]{4}/.test(page.text))).toEqual([]);
  });

  it('say in front where it comes from and when somebody looked', () => {
    const today = new Date().toISOString().slice(0, 10);
    expect(
      wrong(({ page, article, language }) => {
        const last = page.text.split('\n\n').at(-1) ?? '';
        const [, day, month, year] = date.exec(last) ?? [];
        const names = article.sources.map(({ id }) => desk.shelf.sources[id]?.[language] ?? 'no source');
        const [opening = ''] = says('source', language).split('{{');
        const isPast = `${year}-${month}-${day}` <= today && year !== undefined;
        return !last.startsWith(opening) || !isPast || names.some((name) => !last.includes(name));
      }, main()),
    ).toEqual([]);
  });

  it('give a short answer of at most 600 characters', () => {
    expect(shortMax).toBe(600);
    expect(wrong(({ article, language }) => article[language].short.length > shortMax, main())).toEqual([]);
    expect(wrong(({ page, article, language }) => !page.text.includes(article[language].short), main())).toEqual([]);
  });

  it('say in front where something is still to be checked, and what behind "more"', () => {
    const unsure = main().filter(({ article }) => article.pl.check !== undefined);
    expect(unsure.length).toBeGreaterThan(50);
    expect(wrong(({ article, language }) => article[language].check === undefined, unsure)).toEqual([]);
    expect(wrong(({ page, language }) => !page.text.includes(says('checkAtOffice', language)), unsure)).toEqual([]);
    const told = ({ article, language }: One) =>
      pages(article.id, 'more', language)?.text.includes(article[language].check ?? '?');
    expect(wrong((one) => told(one) !== true, unsure)).toEqual([]);
    expect(wrong((one) => !linked(one).includes(`${one.article.id}/more`), unsure)).toEqual([]);
    const sure = main().filter(({ article }) => article.pl.check === undefined);
    expect(wrong(({ page, language }) => page.text.includes(says('checkAtOffice', language)), sure)).toEqual([]);
  });

  it('lead only to pages that exist, each way once', () => {
    expect(
      wrong(({ page, language }) => page.links.some(({ article, facet }) => !pages(article, facet, language))),
    ).toEqual([]);
    expect(wrong((one) => new Set(linked(one)).size !== one.page.links.length)).toEqual([]);
    expect(wrong(({ page }) => new Set(page.links.map(({ label }) => label)).size !== page.links.length)).toEqual([]);
  });

  it('hold something where they promise a list', () => {
    const isList = ({ page, article }: One): boolean =>
      page.facet === 'tools' || page.facet === 'related' || (article.kind === 'list' && page.facet === 'main');
    expect(wrong((one) => isList(one) && one.page.items.length === 0)).toEqual([]);
  });

  it('have a button on the main page for every other side', () => {
    // Terms and principles show what is related as buttons of its own.
    const shown = (one: One, facet: Facet): boolean =>
      linked(one).includes(`${one.article.id}/${facet}`) ||
      (facet === 'related' && one.article.related.some((id) => linked(one).includes(`${id}/main`)));
    const sides = (one: One): readonly Facet[] =>
      facets.filter((facet) => facet !== 'main' && pages(one.article.id, facet, one.language) !== undefined);
    const hidden = main().flatMap((one) =>
      sides(one)
        .filter((facet) => !shown(one, facet))
        .map((facet) => `${one.name} hides ${facet}`),
    );
    expect(hidden).toEqual([]);
  });

  it('lead back to the main one from every other side', () => {
    const others = every.filter(({ page }) => page.facet !== 'main');
    expect(wrong((one) => !linked(one).includes(`${one.article.id}/main`), others)).toEqual([]);
  });

  describe('of lists', () => {
    const held = (id: string, language: Language): readonly string[] => pages(id, 'main', language)?.items ?? [];
    const titles = (articles: readonly Shelved[], language: Language): readonly string[] =>
      articles.map((article) => article[language].title);
    const toolsIn = (...areas: readonly Area[]): readonly Shelved[] =>
      ofKind(desk.shelf, 'tool').filter((tool) => areas.some((area) => tool.areas.includes(area)));

    it.each([
      ['list-planes', 'plane', 3],
      ['list-areas', 'area', 6],
      ['list-principles', 'principle', 6],
    ] as const)('%s holds every %s, %i in all', (id, kind, count) => {
      for (const language of languages) {
        expect(held(id, language)).toEqual(titles(ofKind(desk.shelf, kind), language));
        expect(held(id, language)).toHaveLength(count);
      }
    });

    it.each(Area.options)('the tools of area %s are those that name it', (area) => {
      for (const language of languages) {
        const expected = [...titles(toolsIn(area), language)].sort();
        expect([...held(`list-tools-of-area-${digits(area)}`, language)].sort()).toEqual(expected);
        const ofArea = pages(`area-${digits(area)}`, 'tools', language);
        expect([...(ofArea?.items ?? [])].sort()).toEqual(expected);
      }
    });

    it.each(['I', 'II', 'III'] as const)('plane %s holds its two areas and all their tools, each once', (plane) => {
      const inside = Area.options.filter((area) => area.split('.')[0] === plane);
      for (const language of languages) {
        const areas = ofKind(desk.shelf, 'area').filter((area) => area.plane === plane);
        expect(held(`list-areas-of-plane-${digits(plane)}`, language)).toEqual(titles(areas, language));
        expect([...held(`list-tools-of-plane-${digits(plane)}`, language)].sort()).toEqual(
          [...titles(toolsIn(...inside), language)].sort(),
        );
      }
    });

    it('the list of all tools leads to the tools of every area', () => {
      const ways = pages('list-tools', 'main', 'pl')?.links.map(({ article, facet }) => `${article}/${facet}`) ?? [];
      expect(ways.sort()).toEqual(
        ofKind(desk.shelf, 'area')
          .map(({ id }) => `${id}/tools`)
          .sort(),
      );
    });
  });

  it('explain survey items that exist', () => {
    const [loaded] = desk.content.dialogs;
    const steps = new Set(loaded?.dialog.steps.map(({ id }) => id));
    const items = [...new Set(desk.all.flatMap((article) => article.items))];
    expect(items.filter((item) => !steps.has(item))).toEqual([]);
    expect(items.filter((item) => explaining(desk.shelf, item).length === 0)).toEqual([]);
    expect(explaining(desk.shelf, 'no-such-item')).toEqual([]);
  });
});
