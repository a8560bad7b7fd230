/** What a reply looks like in a terminal, and what of it stands in transcripts. */
import { describe, expect, it } from 'vitest';
import {
  displayWidth,
  plainReply,
  renderAnswer,
  renderChoices,
  renderReply,
  wrap,
} from '../../../src/channels/terminal/render.ts';
import type { Prompt, Reply } from '../../../src/dialog/reply.ts';

const plain = { columns: 78, color: false };
const narrow = { columns: 40, color: false };

const asides = [
  { id: '~explain', label: 'Co to znaczy?', key: '?', aside: true },
  { id: '~back', label: 'Wstecz', key: 'wstecz', aside: true },
  { id: '~pause', label: 'Przerwa', key: 'przerwa', aside: true },
];

const yesNo: Prompt = {
  kind: 'prompt',
  language: 'pl',
  prompt: 7,
  nonce: '0badcafe',
  step: 'm_meets',
  lead: 'Wspólne planowanie\n\nTeraz o planach.',
  progress: { text: 'Obszar 1 z 6 · 3/52', number: 3, total: 52 },
  text: 'Czy urząd pyta organizacje o zdanie?',
  input: 'choice',
  choices: [
    { id: 'yes', label: 'tak', key: '1' },
    { id: 'no', label: 'nie', key: '2' },
    { id: 'dk', label: 'nie wiem', key: '0' },
    ...asides,
  ],
};

const several: Prompt = {
  kind: 'prompt',
  language: 'pl',
  prompt: 8,
  nonce: '0badcafe',
  step: 'm_field',
  text: 'Czym się zajmujecie?',
  hint: 'Wybierz najwyżej 2.',
  input: 'multi',
  choices: [
    { id: '-culture', label: 'kultura', key: '1', selected: true },
    { id: '+local', label: 'rozwój lokalny, w tym wsi i małych miast', key: '2', selected: false },
    { id: '~done', label: 'Gotowe', key: 'ok' },
  ],
};

describe('renderReply', () => {
  it('shows lead, progress, question, choices and the ways about, in this order', () => {
    expect(renderReply(yesNo, plain)).toEqual([
      'Wspólne planowanie',
      '',
      'Teraz o planach.',
      '',
      'Obszar 1 z 6 · 3/52',
      'Czy urząd pyta organizacje o zdanie?',
      '',
      '  1  tak',
      '  2  nie',
      '  0  nie wiem',
      '',
      '? Co to znaczy?   wstecz   przerwa',
    ]);
  });

  it('shows ticks, and labels that hang in their column', () => {
    expect(renderReply(several, narrow)).toEqual([
      'Czym się zajmujecie?',
      'Wybierz najwyżej 2.',
      '',
      '   1 [x] kultura',
      '   2 [ ] rozwój lokalny, w tym wsi i',
      '         małych miast',
      '  ok     Gotowe',
    ]);
  });

  it('shows empty boxes while nothing is ticked', () => {
    const choices = [{ id: '+culture', label: 'kultura', key: '1', selected: false }];
    expect(renderChoices({ ...several, choices }, plain)).toEqual(['Wybierz najwyżej 2.', '', '  1 [ ] kultura']);
  });

  it('breaks the ways about between them, not inside', () => {
    expect(renderReply({ ...yesNo, choices: asides }, { ...narrow, columns: 30 }).slice(-2)).toEqual([
      '? Co to znaczy?   wstecz',
      'przerwa',
    ]);
  });

  it('makes the question bold, but of a long text only the first line; what is less important is dim', () => {
    const { lead: _, ...prompt } = { ...yesNo, text: 'Czy tak?\nTo ważne.', hint: 'Jedna odpowiedź.' };
    expect(renderReply(prompt, { columns: 78, color: true })).toEqual([
      '\x1b[2mObszar 1 z 6 · 3/52\x1b[22m',
      '\x1b[1mCzy tak?\x1b[22m',
      'To ważne.',
      '\x1b[2mJedna odpowiedź.\x1b[22m',
      '',
      '  1  tak',
      '  2  nie',
      '  0  nie wiem',
      '',
      '\x1b[2m? Co to znaczy?   wstecz   przerwa\x1b[22m',
    ]);
  });

  it('shows mere words as paragraphs', () => {
    expect(renderReply({ kind: 'text', language: 'pl', text: 'Przerwa.\n\nWróć, kiedy chcesz.' }, plain)).toEqual([
      'Przerwa.',
      '',
      'Wróć, kiedy chcesz.',
    ]);
  });

  it('lets nobody steer the terminal with words', () => {
    const evil = { kind: 'text', language: 'pl', text: 'Gmina\x1b[2J\x07 Kłaj\u009b1m\r' } as const;
    expect(renderReply(evil, plain)).toEqual(['Gmina[2J Kłaj1m']);
    const choices = [
      { id: 'a', label: 'A\x1b[2J', key: '1' },
      { id: 'b', label: 'B\x07', key: 'b\x1b', aside: true },
    ];
    expect(renderChoices({ ...yesNo, choices }, plain)).toEqual(['', '  1  A[2J', '', 'b B']);
  });
});

describe('renderChoices', () => {
  it('points at the highlighted choice, also without colour', () => {
    expect(renderChoices(several, plain, 1)[3]).toBe('❯  2 [ ] rozwój lokalny, w tym wsi i małych miast');
    expect(renderChoices(several, { columns: 78, color: true }, 0)[2]).toBe('\x1b[36m❯  1 [x] kultura\x1b[39m');
  });

  it('highlights answers only, never the ways about', () => {
    expect(renderChoices(yesNo, plain, 3)).toEqual(renderChoices(yesNo, plain));
  });
});

describe('renderAnswer', () => {
  it('ticks what was answered, over as many lines as it takes', () => {
    expect(renderAnswer('kultura, rozwój lokalny, w tym wsi i miast', narrow)).toEqual([
      '  ✓ kultura, rozwój lokalny, w tym wsi i',
      '    miast',
    ]);
  });
});

describe('wrap', () => {
  it.each<[what: string, text: string, columns: number, lines: string[]]>([
    ['breaks between words', 'raz dwa trzy cztery pięć', 16, ['raz dwa trzy', 'cztery pięć']],
    ['fills a line to its last column', 'zażółć gęślą ja i ty', 16, ['zażółć gęślą ja', 'i ty']],
    ['counts letters, not bytes', 'Чи питає громада думку?', 16, ['Чи питає громада', 'думку?']],
    [
      'counts letters with their marks once',
      'zażółć gęślą jaź'.normalize('NFD'),
      16,
      ['zażółć gęślą jaź'.normalize('NFD')],
    ],
    ['keeps words together that a no-break space joins', 'to jest artykuł\u00A012', 16, ['to jest', 'artykuł\u00A012']],
    ['hangs a bullet', '• pierwszy punkt listy', 16, ['• pierwszy punkt', '  listy']],
    ['hangs a number', '12. Czy pytają o zdanie?', 16, ['12. Czy pytają o', '    zdanie?']],
    ['keeps an indent', '   → raczej się zgadzam', 16, ['   → raczej się', '     zgadzam']],
    ['breaks a word that no line holds', 'https://example.org/a', 16, ['https://example.', 'org/a']],
    ['keeps empty lines', 'a\n\nb', 16, ['a', '', 'b']],
    ['is not wider than is good to read', 'x '.repeat(60), 200, ['x '.repeat(39).trim(), 'x '.repeat(21).trim()]],
    ['survives a window of no width', 'raz dwa trzy cztery', 0, ['raz dwa trzy', 'cztery']],
    ['survives an indent wider than the line', `${' '.repeat(90)}a b`, 16, ['        a b']],
  ])('%s', (_, text, columns, lines) => expect(wrap(text, columns)).toEqual(lines));
});

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['zażółć gęślą jaźń', 17],
    ['zażółć'.normalize('NFD'), 6],
    ['Українська', 10],
    ['й'.normalize('NFD'), 1],
    ['👍🏽', 2],
    ['👩‍👩‍👧', 2],
    ['❤️', 2],
    ['日本', 4],
    ['a\u200Bb', 2],
    ['\x1b[1mgruby\x1b[22m', 5],
  ])('%j takes %i columns', (text, columns) => expect(displayWidth(text)).toBe(columns));
});

describe('plainReply', () => {
  it.each<[what: string, reply: Reply, lines: string[]]>([
    ['words', { kind: 'text', language: 'pl', text: 'Przerwa.\n\nWróć.' }, ['< Przerwa.', '<', '< Wróć.']],
    [
      'a question with the ways about',
      yesNo,
      [
        '< Wspólne planowanie',
        '<',
        '< Teraz o planach.',
        '< Obszar 1 z 6 · 3/52',
        '< Czy urząd pyta organizacje o zdanie?',
        '  [1] tak',
        '  [2] nie',
        '  [0] nie wiem',
        '  (?) Co to znaczy? · (wstecz) Wstecz · (przerwa) Przerwa',
      ],
    ],
    [
      'a list with ticks',
      several,
      [
        '< Czym się zajmujecie?',
        '< Wybierz najwyżej 2.',
        '  [1] ✓ kultura',
        '  [2] rozwój lokalny, w tym wsi i małych miast',
        '  [ok] Gotowe',
      ],
    ],
  ])('writes %s, every line whole', (_, reply, lines) => expect(plainReply(reply)).toEqual(lines));
});
