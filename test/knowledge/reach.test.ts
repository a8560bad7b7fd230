/** Everything that the founding document names is reached: by its name however it is bent, by taps, by a plain question. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Facet, Link } from '../../src/dialog/knowledge.ts';
import type { Language } from '../../src/dialog/language.ts';
import { createPages, type Pages } from '../../src/knowledge/page.ts';
import { createUnderstand, type Understand } from '../../src/knowledge/understand.ts';
import { type Desk, languages, openDesk, openingMs, withoutMarks } from './desk.ts';
import { areas, formsOf, otherTools, planes, seedTools } from './inflected.ts';

/** One question for each, as somebody might ask it who has read neither the articles nor the example questions. */
const plainQuestions: readonly (readonly [article: string, question: string])[] = [
  ['area-1-1', 'Które rozwiązania ułatwiają wspólne pisanie strategii gminy z organizacjami?'],
  ['area-1-2', 'Czym gmina może się posłużyć, żeby skonsultować projekt uchwały z mieszkańcami?'],
  ['area-2-1', 'Na czym polega realizacja zadań publicznych w formach finansowych?'],
  ['area-2-2', 'Jakie są niefinansowe formy realizacji zadań publicznych?'],
  ['area-3-1', 'Co należy do systemu wspierania inicjatyw obywatelskich i organizacji?'],
  ['area-3-2', 'Jakimi narzędziami wspierać integrację organizacji pozarządowych w powiecie?'],
  ['tool-program-wieloletni', 'Czy powiat może mieć program współpracy z organizacjami na pięć lat?'],
  ['tool-informacja-o-strategiach', 'Gdzie urząd ma ogłosić, że zaczyna prace nad nową strategią?'],
  ['tool-publikacja-projektow', 'Gdzie wywiesić wydrukowany projekt uchwały, żeby ludzie mogli go przeczytać?'],
  ['tool-konsultacje-online', 'Jak zbierać uwagi mieszkańców przez interaktywną stronę internetową?'],
  ['tool-grupa-fokusowa', 'Ile osób zaprosić do grupy fokusowej o potrzebach seniorów?'],
  ['tool-raport-z-konsultacji', 'Co powinno się znaleźć w raporcie podsumowującym konsultacje?'],
  ['tool-umowa-wieloletnia', 'Czy umowę na prowadzenie świetlicy można podpisać od razu na trzy lata?'],
  [
    'tool-procedura-dostepu',
    'Jak opisać procedurę, według której mieszkańcy korzystają z ofert opłaconych przez gminę?',
  ],
  ['tool-publikacja-sprawozdan', 'Czy sprawozdania organizacji z dotacji trzeba pokazać w internecie?'],
  ['tool-lokale-komunalne', 'Na jakich zasadach stowarzyszenie może wynająć lokal komunalny?'],
  ['tool-siec-kontaktow', 'Czy nasze koło może skorzystać z kontaktów gminy w lokalnej gazecie i radiu?'],
  ['tool-patronat', 'Do kogo napisać o patronat burmistrza nad biegiem charytatywnym?'],
  ['tool-spotkania-informacyjne', 'Po co urząd robi spotkania informacyjne z organizacjami?'],
  ['tool-sfera-33', 'Co to jest sfera nr 33 i kogo można z niej wesprzeć?'],
  ['tool-pelnomocnik', 'Kim jest pełnomocnik wójta do spraw organizacji i co robi?'],
  ['tool-cop', 'Jak założyć u nas centrum organizacji pozarządowych?'],
  ['tool-grupy-internetowe', 'Czy warto założyć w internecie grupę tematyczną dla organizacji od sportu?'],
  ['tool-rada-dpp', 'Kto zasiada w radzie działalności pożytku publicznego?'],
];
const tapsMax = 4;

describe('everything is reached', () => {
  let desk: Desk;
  let understand: Understand;
  let pages: Pages;

  beforeAll(async () => {
    desk = await openDesk();
    understand = createUnderstand(desk.shelf, desk.learnt);
    pages = createPages(desk.shelf, desk.find);
  }, openingMs);

  /** What was answered instead, or nothing. A plane or an area is answered by the list of what is in it, too. */
  const missed = (id: string, question: string): readonly string[] => {
    const { outcome, found } = understand(question);
    const [best] = found;
    const right = [id, `list-tools-of-${id}`, `list-areas-of-${id}`];
    if (outcome === 'answer' && best && right.includes(best.article.id)) return [];
    const offered = found.map(({ article, share }) => `${article.id} ${share.toFixed(2)}`).join(', ');
    return [`${question} → ${outcome}: ${offered}`];
  };
  const missedIn = (id: string, names: readonly string[]): readonly string[] =>
    formsOf(names).flatMap((form) => [form, withoutMarks(form)].flatMap((typed) => missed(id, typed)));

  it('has names bent by hand for every plane, area and tool', () => {
    const ids = (...kinds: readonly string[]) =>
      desk.all.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
    const seed = desk.all.filter((article) => article.kind === 'tool' && article.seed).map(({ id }) => id);
    expect(Object.keys(planes).sort()).toEqual(ids('plane').sort());
    expect(Object.keys(areas).sort()).toEqual(ids('area').sort());
    expect(Object.keys(seedTools).sort()).toEqual(seed.sort());
    expect(Object.keys({ ...seedTools, ...otherTools }).sort()).toEqual(ids('tool').sort());
    const asked = [...Object.keys(areas), ...Object.keys(seedTools)].sort();
    expect(plainQuestions.map(([id]) => id).sort()).toEqual(asked);
  });

  describe('by its name in each grammatical case, with Polish letters and without', () => {
    it.each(Object.entries({ ...planes, ...areas, ...seedTools, ...otherTools }))('%s', (id, names) => {
      expect(missedIn(id, names)).toEqual([]);
    });
  });

  describe('by one plain question', () => {
    it.each(plainQuestions)('%s: %s', (id, question) => {
      expect([...missed(id, question), ...missed(id, withoutMarks(question))]).toEqual([]);
    });
  });

  describe('by taps alone', () => {
    it.each(['list-planes', 'list-tools'])('every plane, area and tool from %s', (start) => {
      for (const language of languages) {
        const { taps } = walk(start, language);
        const wanted = desk.all.filter(({ kind }) => ['plane', 'area', 'tool'].includes(kind));
        expect(wanted).not.toHaveLength(0);
        expect(wanted.filter(({ id }) => (taps.get(`${id}/main`) ?? Infinity) > tapsMax).map(({ id }) => id)).toEqual(
          [],
        );
      }
    });

    it.each(['list-planes', 'list-tools'])('and no link on the way from %s leads nowhere', (start) => {
      for (const language of languages) expect(walk(start, language).dead).toEqual([]);
    });

    it('with labels that tell the ways of one page apart', () => {
      const alike = languages.flatMap((language) =>
        [...walk('list-planes', language).seen].flatMap(([name, links]) => {
          const labels = links.map(({ label }) => label);
          return new Set(labels).size === labels.length ? [] : [`${language} ${name}: ${labels.join(' · ')}`];
        }),
      );
      expect(alike).toEqual([]);
    });
  });

  /** Breadth first over the buttons of all pages. */
  function walk(start: string, language: Language) {
    const taps = new Map<string, number>([[`${start}/main`, 0]]);
    const seen = new Map<string, readonly Link[]>();
    const dead: string[] = [];
    const waiting: { readonly article: string; readonly facet: Facet }[] = [{ article: start, facet: 'main' }];
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const name = `${next.article}/${next.facet}`;
      const page = pages(next.article, next.facet, language);
      if (!page) dead.push(name);
      seen.set(name, page?.links ?? []);
      for (const { article, facet } of page?.links ?? []) {
        if (taps.has(`${article}/${facet}`)) continue;
        taps.set(`${article}/${facet}`, (taps.get(name) ?? 0) + 1);
        waiting.push({ article, facet });
      }
    }
    return { taps, seen, dead };
  }
});
