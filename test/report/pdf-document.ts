/** A report of about eight pages with everything that a report can hold: long words, Ukrainian, pictures, steps. */
import type { Block, ReportDocument } from '../../src/report/document.ts';
import type { Mark, Scene } from '../../src/report/pictures/scene.ts';

export const meta = { creator: 'Rozmównica', date: '2026-12-15' };

const areas = [
  'Tworzenie polityk publicznych',
  'Konsultowanie i opiniowanie rozwiązań',
  'Realizacja zadań publicznych przez organizacje pozarządowe i inne podmioty',
  'Lokalne partnerstwa międzysektorowe i wielosektorowe',
  'Wspieranie samoorganizacji społeczności lokalnej',
  'Infrastruktura współpracy',
] as const;

const statements = [
  'Urząd informuje organizacje o pracach nad strategiami i programami, zanim powstaną ich założenia, tak że jest czas na rozmowę.',
  'Organizacje współtworzą roczny program współpracy od pierwszego szkicu, a nie tylko opiniują gotowy projekt.',
  'Wyniki konsultacji są ogłaszane wraz z uzasadnieniem: co przyjęto, czego nie przyjęto i dlaczego.',
  'Zasady otwartych konkursów ofert są zrozumiałe, a terminy pozwalają przygotować dobrą ofertę.',
  'Lokale i sprzęt gminy są dostępne dla organizacji na jasnych, równych warunkach.',
] as const;

const longWords = ['Konstantynopolitańczykowianeczka', 'dziewięćsetdziewięćdziesięciodziewięcionarodowościowego'];
export const ukrainian =
  'Ґанок сільради щовечора повний людей: їхні об’єднання самі ведуть і бібліотеку, й їдальню, та ще й щоденний гурток.';
export const polish = 'Zażółć gęślą jaźń, pchnąć w tę łódź jeża lub ośm skrzyń fig.';

const line = { color: '#17262b', width: 1.5 };

/** All kinds of marks, one of them beyond the edge of the picture. */
export const scene: Scene = {
  width: 600,
  height: 330,
  title: 'Wykres: organizacje 51, urząd 74 (przykład ze wszystkimi znakami)',
  marks: [
    { kind: 'box', at: [10, 10], size: [580, 310], radius: 8, stroke: { color: '#768a8b', width: 1 }, fill: '#f1f2ee' },
    { kind: 'box', at: [40, 200], size: [60, 80], fill: '#1b4f8f' },
    { kind: 'line', from: [40, 280], to: [560, 280], stroke: line },
    { kind: 'line', from: [40, 60], to: [560, 60], stroke: { ...line, dash: [7, 4] } },
    {
      kind: 'path',
      points: [
        [150, 250],
        [250, 90],
        [350, 190],
        [420, 110],
      ],
      closed: true,
      stroke: { color: '#b8500f', width: 2.5, dash: [0, 5, 2] },
      fill: { color: '#b8500f', opacity: 0.2 },
    },
    { kind: 'circle', at: [480, 180], radius: 40, fill: '#0b6b5e', stroke: line },
    { kind: 'circle', at: [480, 180], radius: 55, stroke: { color: '#768a8b', width: 1 } },
    ...(['start', 'middle', 'end'] as const).map(
      (anchor, at): Mark => ({
        kind: 'text',
        at: [300, 240 + at * 20],
        text: `${anchor}: źdźbło ґ`,
        size: 16,
        weight: ([400, 600, 700] as const)[at] ?? 400,
        anchor,
        color: '#17262b',
      }),
    ),
    {
      kind: 'text',
      at: [590, 40],
      text: 'wychodzi poza obraz',
      size: 16,
      weight: 400,
      anchor: 'start',
      color: '#000000',
    },
  ],
};

const figures: Block = {
  kind: 'figures',
  items: [
    { label: 'Indeks wspólny', value: '62,6', words: 'na 100, do wzmocnienia' },
    { label: 'Organizacje', value: '51,2', words: '14 z 40 zaproszonych' },
    { label: 'Urząd', value: '74,0', words: '10 z 12 zaproszonych, w tym kierownicy referatów' },
    { label: 'Różnica ocen', value: '22,8 pkt', words: 'rozbieżność potwierdzona' },
  ],
};

const areaTable: Block = {
  kind: 'table',
  caption: 'Obszary: organizacje i urząd',
  columns: [
    { text: 'Obszar', align: 'start' },
    { text: 'Organizacje', align: 'end' },
    { text: 'Urząd', align: 'end' },
    { text: 'Razem (przedział ufności 95%)', align: 'end' },
    { text: 'Ocena', align: 'start' },
  ],
  rows: areas.map((area, at) => [
    area,
    `${31 + 7 * at},9`,
    `${53 + 6 * at},3`,
    `${42 + 6 * at},6 [${35 + at},8; ${57 + 3 * at},1]`,
    at < 2 ? 'raczej deficyt' : 'mocna strona',
  ]),
};

const step = (area: string): Block => ({
  kind: 'step',
  title: `Następny krok: ${area}`,
  why: 'To najsłabszy obszar w ocenie obu stron: 46,7 na 100, a oceny organizacji i urzędu różnią się o 23 punkty.',
  standard: 'Standard: organizacje wiedzą z wyprzedzeniem, nad jakimi dokumentami pracuje urząd, i współtworzą je.',
  tools: [
    {
      title: 'Kalendarz konsultacji',
      text: 'Jeden dokument na cały rok, ogłoszony w styczniu: co będzie konsultowane, kiedy i jak zabrać głos.',
    },
    {
      title: 'Zespół roboczy przy projekcie',
      text: 'Kilka osób z organizacji i z urzędu pisze założenia razem, zanim powstanie projekt uchwały.',
    },
    { title: 'Notatka zwrotna', text: 'Po konsultacjach: co przyjęto, czego nie i dlaczego. Najwyżej dwie strony.' },
  ],
  workshop: {
    title: 'Warsztat: od wniosku do wspólnej decyzji (3 godziny)',
    text: 'Obie strony wybierają trzy sprawy, które zmienią w tym roku, i zapisują, kto, co i do kiedy zrobi.',
  },
});

const plane = (name: string, from: number): readonly Block[] => [
  { kind: 'heading', level: 1, text: name },
  { kind: 'text', tone: 'lead', text: 'Tu organizacje i urząd widzą to samo inaczej; warto o tym porozmawiać.' },
  { kind: 'heading', level: 2, text: areas[from] ?? '' },
  { kind: 'picture', scene: { ...scene, title: `${scene.title}, ${name}` } },
  { kind: 'text', tone: 'note', text: 'Przedział nie obejmuje tego, kto w ogóle zechciał odpowiedzieć.' },
  {
    kind: 'table',
    caption: 'Stwierdzenia',
    columns: [
      { text: 'Stwierdzenie', align: 'start' },
      { text: 'Organizacje', align: 'end' },
      { text: 'Urząd', align: 'end' },
      { text: '„Nie wiem”', align: 'end' },
    ],
    rows: [...statements, ...statements].map((text, at) => [text, `${40 + at}`, `${70 - at}`, `${at}%`]),
  },
  step(areas[from] ?? ''),
];

export const report: ReportDocument = {
  language: 'pl',
  title: 'Współpraca gminy i organizacji: raport & wyniki <2026>',
  subtitle: 'Gmina Przykładowa, badanie zamknięte 15 grudnia 2026 r.',
  blocks: [
    { kind: 'heading', level: 1, text: 'W skrócie' },
    { kind: 'text', tone: 'lead', text: 'Współpraca jest do wzmocnienia. Najwięcej da praca nad konsultacjami.' },
    figures,
    { kind: 'heading', level: 2, text: 'Obie strony w sześciu obszarach' },
    { kind: 'picture', scene },
    areaTable,
    ...plane('Płaszczyzna I. Współpraca przy tworzeniu polityk publicznych', 0),
    ...plane('Płaszczyzna II. Współpraca przy realizacji zadań', 2),
    { kind: 'heading', level: 1, text: 'Co napisali ludzie' },
    { kind: 'heading', level: 2, text: 'Komunikacja' },
    { kind: 'text', tone: 'quote', text: ukrainian },
    { kind: 'text', tone: 'quote', text: `${polish} ${polish}\nDrugi akapit 😀 z emotikonem.` },
    { kind: 'heading', level: 3, text: 'Metoda i ograniczenia' },
    {
      kind: 'list',
      items: [
        'Pokazujemy tylko grupy co najmniej pięciu osób.',
        `Odpowiedzi zbieraliśmy w ankiecie. ${statements.join(' ')}`,
      ],
    },
    { kind: 'text', tone: 'plain', text: `${statements.join(' ')} ${statements.join(' ')}` },
    {
      kind: 'table',
      caption: 'Tabela z długimi słowami',
      columns: longWords.concat('Wartość', 'Zmiana', 'Kolumna z nagłówkiem').map((text, at) => ({
        text,
        align: at === 0 || at === 4 ? 'start' : 'end',
      })),
      rows: [
        [ukrainian, '12,5', '–3,0', '≤ 20', longWords.join(' ')],
        [longWords[0] ?? '', '1', '', '+10,25', ''],
      ],
    },
    { kind: 'figures', items: [...figures.items, { label: 'Gotowość do zmian', value: 'do wzmocnienia', words: '' }] },
  ],
};
