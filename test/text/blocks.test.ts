/** What the lines of a text are taken for when the page shows them. */
import { describe, expect, it } from 'vitest';
import { type Block, blocksOf, type Inline } from '../../src/text/blocks.ts';

const words = (text: string): Inline => ({ kind: 'words', text });
const title = (text: string): Inline => ({ kind: 'title', text });
const command = (text: string): Inline => ({ kind: 'command', text });
const link = (text: string): Inline => ({ kind: 'link', text, href: text });
const paragraph = (...lines: Inline[][]): Block => ({ kind: 'paragraph', lines });
const list = (...items: Inline[][]): Block => ({ kind: 'list', items });
/** The parts of a text of one line. */
const line = (text: string, code?: string): readonly Inline[] | undefined => {
  const [block] = blocksOf(text, code);
  return block?.kind === 'paragraph' ? block.lines[0] : block?.items[0];
};

describe('paragraphs', () => {
  it('stand apart by empty lines, and keep their lines apart', () => {
    expect(blocksOf('Raz dwa.\nTrzy.\n\nCztery.\n\n\n\nPięć.')).toEqual([
      paragraph([words('Raz dwa.')], [words('Trzy.')]),
      paragraph([words('Cztery.')]),
      paragraph([words('Pięć.')]),
    ]);
  });

  it('are none where there are no words', () => {
    expect([...blocksOf(''), ...blocksOf('\n\n \n\n')]).toEqual([]);
  });
});

describe('lists', () => {
  it('are lines that begin with a bullet, also between others', () => {
    expect(blocksOf('Widzą to:\n• organizator\n– urząd\nI nikt więcej.')).toEqual([
      paragraph([words('Widzą to:')]),
      list([words('organizator')], [words('urząd')]),
      paragraph([words('I nikt więcej.')]),
    ]);
  });

  it('are not made of a dash inside a line, or of one without a space', () => {
    expect(blocksOf('Tak – to ankieta.\n•bez odstępu')).toEqual([
      paragraph([words('Tak – to ankieta.')], [words('•bez odstępu')]),
    ]);
  });
});

describe('titles', () => {
  it('are short first lines of several, without a full stop', () => {
    expect(blocksOf('Na początek\nZaczynamy od czegoś prostego.')).toEqual([
      paragraph([title('Na początek')], [words('Zaczynamy od czegoś prostego.')]),
    ]);
    expect(blocksOf('Wsparcie (I i II)\n• jedno')).toEqual([
      paragraph([title('Wsparcie (I i II)')]),
      list([words('jedno')]),
    ]);
  });

  it.each([
    'Zaczynamy.\nDalej.',
    'Na początek',
    `${'Długo '.repeat(12)}tak\nDalej.`,
    'Kto: my\nDalej.',
    '1. Pytanie\nDalej.',
  ])('are not taken from %j', (text) => {
    expect(JSON.stringify(blocksOf(text))).not.toContain('"title"');
  });
});

describe('particulars', () => {
  it('are named lines, three at least, each a paragraph with what is said of it', () => {
    expect(blocksOf('Kto pyta: Fundacja Przykład\nCel: ocena\nJak długo: do końca, pomoc: /pomoc')).toEqual([
      paragraph([title('Kto pyta: '), words('Fundacja Przykład')]),
      paragraph([title('Cel: '), words('ocena')]),
      paragraph([title('Jak długo: '), words('do końca, pomoc: '), command('/pomoc')]),
    ]);
  });

  it('are not made of one or two lines with a colon', () => {
    expect(blocksOf('Uwaga: to ważne.\nCel: ocena')).toEqual([
      paragraph([words('Uwaga: to ważne.')], [words('Cel: ocena')]),
    ]);
  });
});

describe('answers', () => {
  it('stand under their questions', () => {
    expect(blocksOf('Na początek\n1. Kim jesteś?\n   → organizacja\n2. Ilu was jest?\n   → –')).toEqual([
      paragraph(
        [title('Na początek')],
        [words('1. Kim jesteś?')],
        [{ kind: 'answer', text: 'organizacja' }],
        [words('2. Ilu was jest?')],
        [{ kind: 'answer', text: '–' }],
      ),
    ]);
  });

  it('are words, whatever a person wrote there', () => {
    expect(line('→ <script>alert(1)</script> /usun https://example.org')).toEqual([
      { kind: 'answer', text: '<script>alert(1)</script> /usun https://example.org' },
    ]);
  });
});

describe('commands', () => {
  it('can be tapped, wherever they stand in a line', () => {
    expect(line('/ankieta – zaczyna; (/pomoc), „/jezyk”.')).toEqual([
      command('/ankieta'),
      words(' – zaczyna; ('),
      command('/pomoc'),
      words('), „'),
      command('/jezyk'),
      words('”.'),
    ]);
    expect(line('Напишіть /опитування')).toEqual([words('Напишіть '), command('/опитування')]);
  });

  it.each(['tak/nie', '1/2', '24/7', 'https:/pomoc', 'a/b/c', '/etc/passwd', '/ab', '/2026', './pomoc', '//pomoc'])(
    'are not made of %s',
    (text) => {
      expect(line(text)).toEqual([words(text)]);
    },
  );
});

describe('links', () => {
  it('are addresses on https, without the stop or the bracket after them', () => {
    expect(line('Więcej: https://example.org/a?b=1&c=ż#d. Albo (https://example.org/), tak!')).toEqual([
      words('Więcej: '),
      link('https://example.org/a?b=1&c=ż#d'),
      words('. Albo ('),
      link('https://example.org/'),
      words('), tak!'),
    ]);
  });

  it.each([
    'http://example.org/',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://',
    'ftp://example.org',
    'example.org',
  ])('are not made of %s', (text) => {
    expect(JSON.stringify(blocksOf(text))).not.toContain('"link"');
  });

  it('end before what could end an attribute', () => {
    expect(line('https://example.org/"onclick="x')?.[0]).toEqual(link('https://example.org/'));
    expect(line('https://example.org/<b>')?.[0]).toEqual(link('https://example.org/'));
  });
});

describe('codes', () => {
  it('stand apart from the words about them, and only the code that the reply names', () => {
    expect(line('Kod: 4S4A-1TNY-W59C-SCA6. Zapisz go, potem /wycofaj.', '4S4A-1TNY-W59C-SCA6')).toEqual([
      words('Kod: '),
      { kind: 'code', text: '4S4A-1TNY-W59C-SCA6' },
      words('. Zapisz go, potem '),
      command('/wycofaj'),
      words('.'),
    ]);
    expect(line('Kod wygląda tak: 4F7K-2QXP-9ABC.', '4S4A-1TNY')).toEqual([words('Kod wygląda tak: 4F7K-2QXP-9ABC.')]);
  });
});

describe('what looks like markup', () => {
  it.each([
    '<b>x</b>',
    '<img src=x onerror=alert(1)>',
    '&lt;b&gt;',
    '*x* _y_ `z`',
    '[a](b)',
    '</script>',
    '{{name}}',
    '<%= 1 %>',
  ])('stays words: %s', (text) => {
    expect(line(text)).toEqual([words(text)]);
  });

  it('of direction stays where it was', () => {
    const text = 'Gmina \u202eołopiL\u202c i \u2067שלום\u2069';
    expect(line(text)).toEqual([words(text)]);
  });
});
