/** Questions as words: what they are compared by, what is hidden in them, what they lean on, their language. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Facet } from '../../src/dialog/knowledge.ts';
import { cleaned } from '../../src/knowledge/clean.ts';
import { followReader } from '../../src/knowledge/follow.ts';
import { languageOf } from '../../src/knowledge/language.ts';
import { questionMax } from '../../src/knowledge/notes.ts';
import { plain, stem, wordsOf } from '../../src/knowledge/words.ts';
import { openDesk, openingMs } from './desk.ts';

describe('plain text', () => {
  it.each([
    ['Zażółć GĘŚLĄ jaźń', 'zazolc gesla jazn'],
    ['Łódź, ŁĄKA', 'lodz, laka'],
    ['a\u0328 o\u0301 z\u0307', 'a o z'],
    ['конкурс', 'konkurs'],
    ['Що таке ґмінна рада?', 'szczo take gminna rada?'],
    ['її з’їзд', 'jiji zjizd'],
    ['об’єднання', 'objednannja'],
    ["об'єднання", 'objednannja'],
    ['обʼєднання', 'objednannja'],
    ['don’t', 'dont'],
    ['ﬁlm ①', 'film 1'],
  ])('%s becomes %s', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it('has no more than 300 characters of what was typed', () => {
    expect(plain('a'.repeat(10_000))).toHaveLength(300);
  });
});

describe('words', () => {
  it.each([
    ['Jak dostać „mały grant”?', ['jak', 'dostac', 'maly', 'grant']],
    ['art.19a, ust. 2', ['art', '19a', 'ust', '2']],
    ['e-mail / telefon', ['e', 'mail', 'telefon']],
    ['😀🎉 patronat 👨‍👩‍👧', ['patronat']],
    ['?!… –', []],
    ['', []],
    ['\ud800 rada \udfff', ['rada']],
    ['rada\u0000\u0007działalności', ['rada', 'dzialalnosci']],
  ])('of %j', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  it('are at most forty, however many were typed', () => {
    expect(wordsOf('a b '.repeat(2_500))).toHaveLength(40);
    expect(wordsOf('słowo '.repeat(2_000)).length).toBeLessThanOrEqual(40);
  });
});

describe('stems', () => {
  it.each([
    ['grant', ['grantu', 'grantowi', 'grantem', 'grantów', 'grantach']],
    ['patronat', ['patronatu', 'patronatem', 'patronatów', 'патронат', 'патронату', 'патронатом']],
    ['konsultacja', ['konsultacji', 'konsultacje', 'konsultacjom', 'konsultacjami', 'konsultacjach']],
    ['inicjatywa', ['inicjatywy', 'inicjatywę', 'inicjatywą', 'inicjatyw']],
  ])('%s and its other forms meet', (word, forms) => {
    const stemOf = (text: string): string => wordsOf(text).map(stem).join(' ');
    expect(forms.filter((form) => stemOf(form) !== stemOf(word))).toEqual([]);
  });

  it('leave numbers and short words as they are', () => {
    for (const word of ['19a', '2026', 'cop', 'ngo', 'i', '']) expect(stem(word)).toBe(word);
  });

  it('keep at least three letters', () => {
    for (const word of ['rada', 'radami', 'koło', 'sala', 'urzędowi'].flatMap(wordsOf))
      expect(stem(word).length).toBeGreaterThanOrEqual(3);
  });
});

describe('a question that is kept', () => {
  it.each([
    ['e-mail', 'jan.kowalski@gmina.pl'],
    ['e-mail with a plus', 'JAN_K+festyn@poczta.onet.com.pl'],
    ['e-mail in Cyrillic', 'ярина@пошта.укр'],
    ['telephone in one piece', '600700800'],
    ['telephone in threes', '600 700 800'],
    ['telephone with two spaces', '600  700  800'],
    ['telephone with hyphens', '600-700-800'],
    ['telephone with dashes', '600–700–800'],
    ['telephone with non-breaking hyphens', '600‑700‑800'],
    ['telephone with non-breaking spaces', '600\u00a0700\u00a0800'],
    ['telephone with dots', '600.700.800'],
    ['telephone in pairs', '60 07 00 80 0'],
    ['telephone of a landline', '(91) 123 45 67'],
    ['telephone from abroad', '+380 67 123 45 67'],
    ['telephone with prefix and bracket', '+48 (91) 123 45 67'],
    ['telephone with zeros', '0048 600 700 800'],
    ['PESEL', '85010112345'],
    ['PESEL in parts', '850101 12345'],
    ['NIP', '852-10-20-300'],
    ['account', '61 1090 1014 0000 0712 1981 2874'],
    ['IBAN', 'PL61109010140000071219812874'],
    ['identity card', 'ABC 123456'],
    ['name in a messenger', '@jan_kowalski'],
    ['address of a page', 'https://example.org/u/kowalski?id=3'],
    ['address without protocol', 'www.example.org/kowalski'],
  ])('has no %s', (_, secret) => {
    const kept = cleaned(`Proszę o odpowiedź: ${secret} w sprawie grantu`);
    expect(kept).toMatch(/^Proszę o odpowiedź: .*… w sprawie grantu$/);
    const told = (secret.match(/\d{2,}|[\p{L}_]{4,}/gu) ?? []).filter((part) => kept.includes(part));
    expect(told).toEqual([]);
  });

  it.each([
    'w roku 2024 i w 2025',
    'program na lata 2024-2027',
    'program na lata 2021–2030',
    'do 10 000 zł rocznie',
    'dotacja 10 000,00 zł albo 20.000 zł',
    'budżet 1 000 000 zł',
    'art. 4 ust. 1 pkt 33',
    'art. 19a ust. 2 pkt 3 i art. 41a–41e',
    'art. 221, 250, 251, 252',
    'kod pocztowy 72-100',
    'od 3 do 5 osób, 12 miesięcy',
  ])('keeps "%s"', (question) => {
    expect(cleaned(question)).toBe(question);
  });

  it('has one line and at most 300 characters', () => {
    expect(cleaned('  jak\n\n dostać \t grant  ')).toBe('jak dostać grant');
    expect(cleaned('słowo '.repeat(2_000)).length).toBeLessThanOrEqual(questionMax);
    expect(cleaned(`${'x'.repeat(290)} 600 700 800`)).not.toMatch(/\d/);
  });

  it('is not waited for, whatever was typed', () => {
    const begun = performance.now();
    for (const text of [
      '1'.repeat(10_000),
      'a@'.repeat(5_000),
      'a.'.repeat(5_000),
      ' '.repeat(10_000),
      '+('.repeat(5_000),
    ])
      cleaned(text);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

describe('a follow-up', () => {
  let follow: (text: string) => Facet | undefined;
  beforeAll(async () => {
    follow = followReader((await openDesk()).find);
  }, openingMs);

  it.each<readonly [Facet, readonly string[]]>([
    ['law', ['a podstawa prawna?', 'podstawa prawna', 'a jaka jest podstawa prawna tego?', 'jaka ustawa?']],
    [
      'law',
      ['który to artykuł', 'gdzie to jest zapisane?', 'and the legal basis?', 'а правова підстава?', 'який закон?'],
    ],
    [
      'example',
      ['a przykład?', 'daj przykład', 'podaj mi jakiś przyklad', 'na przykład?', 'a jak to wygląda w praktyce?'],
    ],
    ['example', ['for example?', 'an example please', 'приклад', 'а приклад?', 'наприклад?']],
    ['more', ['więcej', 'wiecej', 'a coś więcej', 'jak zacząć?', 'i co dalej', 'pierwsze kroki', 'poproszę o więcej']],
    ['more', ['more', 'tell me more', 'what next?', 'more please', 'докладніше', 'що далі?', 'більше']],
    ['tools', ['a jakie są narzędzia?', 'narzędzia', 'which tools?', 'які інструменти?']],
    ['standards', ['standardy?', 'a jakie są standardy', 'standards', 'стандарти']],
    ['related', ['coś podobnego?', 'inne narzędzia', 'something similar?', 'схоже']],
    ['main', ['jeszcze raz', 'skrót', 'in short', 'коротко']],
  ])('asks for %s: %j', (facet, texts) => {
    expect(texts.filter((text) => follow(text) !== facet)).toEqual([]);
  });

  it.each([
    'podstawa prawna małego grantu',
    'przykład patronatu',
    'więcej o małym grancie',
    'jakie są narzędzia konsultacji',
    'narzędzia obszaru II.1',
    'ustawa o fundacjach',
    'artykuł 19a',
    'legal basis of the small grant',
    'правова підстава малого гранту',
    'co to jest COP',
    'a',
    'no i',
    '',
    '❔',
    'a podstawa prawna tego, o czym mówiliśmy przed chwilą?',
  ])('is none: "%s"', (text) => {
    expect(follow(text)).toBeUndefined();
  });
});

describe('the language of a question', () => {
  it.each([
    ['pl', ['jak dostać grant', 'jak dostac grant', 'co to COP', 'czy mozna bez konkursu', 'mały grant', 'to jest ok']],
    [
      'en',
      [
        'how to get a grant',
        'what is COP',
        'Do we need a council?',
        'can the NGO get money',
        'how do I get a small grant?',
      ],
    ],
    ['uk', ['як отримати грант', 'Привіт', 'що таке COP', 'що таке rada działalności pożytku publicznego?']],
    [undefined, ['', '19a', 'COP', 'RDPP?', 'grant', '😀', 'inicjatywa lokalna']],
  ] as const)('is %s for %j', (language, questions) => {
    expect(questions.filter((question) => languageOf(question) !== language)).toEqual([]);
  });
});
