/**
 * Everything that the founding document says of tools, standards, areas and planes stands in an article or a standard.
 * Here are its facts in keywords; a word counts as found where its stem is.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { stem, wordsOf } from '../../src/knowledge/words.ts';
import { type Desk, openDesk, openingMs } from './desk.ts';

/** Bullets under the areas: what cooperation there should be like. */
const standards: readonly (readonly [standard: string, area: string, words: string])[] = [
  ['std-1-1-strategia', 'I.1', 'klarowna strategia cele rezultaty działania'],
  ['std-1-1-wiedza-partnerow', 'I.1', 'wiedza umiejętności doświadczeń partnerów'],
  ['std-1-1-wspolny-zamysl', 'I.1', 'lokalna społeczność namysł dojść drogą'],
  ['std-1-2-opinie', 'I.2', 'opinie stanowiska dotkną skutki działań administracja'],
  ['std-1-2-formy', 'I.2', 'tradycyjna publikowanie projektów aktów prawnych udostępnianie druk'],
  ['std-1-2-formy', 'I.2', 'innowacyjna interaktywne strony WWW grupy fokusowe'],
  ['std-1-2-dopasowanie-i-wyniki', 'I.2', 'lokalne zwyczajów zasoby możliwości wyniki opracowuje publikuje'],
  ['std-2-1-umowy-wieloletnie', 'II.1', 'zadań publicznych umowy wieloletnie'],
  ['std-2-1-srodki-i-jakosc', 'II.1', 'samorząd przekazuje środki jakość efektywność'],
  ['std-2-1-oddawanie-zadan', 'II.1', 'rezygnuje bezpośrednie prowadzenie działań zadania przejąć organizacje'],
  ['std-2-2-potencjal-stron', 'II.2', 'potencjał materialny osobowy każda stron'],
  ['std-2-2-zasoby-komunalne', 'II.2', 'zasoby komunalne zasady wynajmu lokali użytkowych'],
  ['std-2-2-wspolne-mienie', 'II.2', 'mienie komunalne zobowiązane współpraca z innymi organizacjami'],
  ['std-3-1-kompleksowosc', 'III.1', 'kompleksowe wspieranie społeczeństwo obywatelskie'],
  ['std-3-1-system', 'III.1', 'opracowany wdrożony system wsparcia lokalne potrzeby możliwości'],
  ['std-3-1-inicjatywy-i-nowe', 'III.1', 'istniejące organizacje nieformalne oddolne inicjatywy mieszkańców'],
  ['std-3-1-inicjatywy-i-nowe', 'III.1', 'warunki zawiązywanie nowych organizacji'],
  ['std-3-2-bez-dublowania', 'III.2', 'integracja partnerstwa dublowanie zadań'],
  ['std-3-2-zasoby', 'III.2', 'ogranicza konkurencję pełniej wykorzystać zasoby narzędzia'],
  ['std-3-2-przekonanie', 'III.2', 'przekonanie organizacji korzyści'],
  ['std-3-2-warunki', 'III.2', 'warunki sprzyjające integracji wymiana poglądów doświadczeń'],
];

/** Tools, by area; then what planes, areas and the project are. */
const articles: readonly (readonly [article: string, words: string])[] = [
  ['tool-program-wieloletni', 'wieloletni program współpracy organizacje'],
  ['tool-informacja-o-strategiach', 'upublicznianie informacji tworzonych strategiach programach'],
  ['tool-publikacja-projektow', 'publikowanie projektów aktów prawnych druk'],
  ['tool-konsultacje-online', 'interaktywna strona WWW konsultacje'],
  ['tool-grupa-fokusowa', 'grupa fokusowa'],
  ['tool-raport-z-konsultacji', 'raport konsultacje wyniki publikuje'],
  ['tool-umowa-wieloletnia', 'umowa wieloletnia zadanie'],
  ['tool-procedura-dostepu', 'procedura dostępu oferta realizowana środki publiczne'],
  ['tool-publikacja-sprawozdan', 'publikacja sprawozdań zadania publiczne'],
  ['tool-lokale-komunalne', 'lokale komunalne zasady organizacje'],
  ['tool-siec-kontaktow', 'sieć kontaktów samorządu media'],
  ['tool-patronat', 'patronat'],
  ['tool-spotkania-informacyjne', 'spotkania informacyjne'],
  ['tool-sfera-33', 'wsparcie sfera 33 ustawa zlecić organizacji'],
  ['tool-pelnomocnik', 'pełnomocnik sprawy organizacji'],
  ['tool-cop', 'COP centrum organizacji pozarządowych'],
  ['tool-grupy-internetowe', 'internetowe grupy problemowe tematyczne'],
  ['tool-rada-dpp', 'rada działalności pożytku publicznego'],
  ['plane-1', 'tworzenie polityk publicznych strategie programy problemy lokalna społeczność'],
  ['plane-2', 'zadania publiczne samorząd ustawy kompetencje pieniądze partnerstwo'],
  ['plane-3', 'infrastruktura instytucje prawo miejscowe relacje sposoby postępowania'],
  ['area-1-1', 'współtworzenie strategii programów polityk publicznych rozwiązań instytucjonalnych'],
  ['area-1-2', 'konsultowanie założeń projektów aktów normatywnych zasad realizacji przedsięwzięć'],
  ['area-2-1', 'realizacja zadań publicznych form finansowych'],
  ['area-2-2', 'realizacja zadań publicznych form niefinansowych'],
  ['area-3-1', 'system wspierania inicjatyw obywatelskich'],
  ['area-3-2', 'wspieranie procesów integracji sektora organizacji pozarządowych'],
  ['term-polityka-publiczna', 'działania rozwiązać najważniejsze problemy społeczność'],
  ['term-zadanie-publiczne', 'działania samorząd ustawy kompetencje'],
  ['term-model-wspolpracy', 'model współpracy administracji publicznej organizacji pozarządowych departament pożytku'],
  ['term-indeks-jakosci', 'lokalny indeks jakości współpracy'],
  ['term-animator', 'animator standardy władze przedstawiciele organizacji'],
  ['howto-wybor-plaszczyzny', 'płaszczyznę wybiera sam samorząd dwóch obowiązkowych obszarów'],
  ['howto-cel-badania', 'badanie działa brakuje warsztatach'],
  ['howto-szkolenia-projektowe', 'szkolenia warsztatowe przedstawiciele samorządów organizacji zasady techniki'],
];

describe('what the founding document says', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  }, openingMs);

  const missing = (words: string, text: string): readonly string[] => {
    // Long texts are read in parts: understanding looks at the beginning of a question only.
    const parts = text.match(/[^.;:?!\n]{1,250}/g) ?? [];
    const stems = new Set(parts.flatMap((part) => wordsOf(part).map(stem)));
    return wordsOf(words).filter((word) => !stems.has(stem(word)));
  };

  it.each(standards)('stands in %s of %s: %s', (id, area, words) => {
    const standard = desk.shelf.standards[id];
    expect(standard?.area).toBe(area);
    expect(missing(words, standard?.pl ?? '')).toEqual([]);
  });

  it.each(articles)('stands in %s: %s', (id, words) => {
    const article = desk.shelf.articles.get(id);
    expect(
      missing(
        words,
        Object.values(article?.pl ?? {})
          .flat()
          .join('\n'),
      ),
    ).toEqual([]);
  });

  it('makes all the standards that there are', () => {
    expect(Object.keys(desk.shelf.standards).sort()).toEqual([...new Set(standards.map(([id]) => id))].sort());
  });

  it('names all the tools that are marked so', () => {
    const marked = desk.all.filter((article) => article.kind === 'tool' && article.seed).map(({ id }) => id);
    const tools = articles.map(([id]) => id).filter((id) => id.startsWith('tool-'));
    expect(tools.sort()).toEqual(marked.sort());
  });
});
