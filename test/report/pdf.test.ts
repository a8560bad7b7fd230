import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Block, ReportDocument } from '../../src/report/document.ts';
import { toPdf } from '../../src/report/pdf/pdf.ts';
import { meta, polish, report, scene, ukrainian } from './pdf-document.ts';
import { type Element, find, type Read, type Run, readPdf, textIn, textOf, walk } from './pdf-reader.ts';

const margins = { left: 51, right: 595.28 - 51, top: 51, footer: 842 - 65 };

let bytes: Buffer;
let read: Read;
beforeAll(async () => {
  bytes = await toPdf(report, meta);
  read = readPdf(bytes);
});

const open = async (...blocks: readonly Block[]) => readPdf(await toPdf({ ...report, blocks }, meta));
const squeezed = (text: string) => text.replace(/\s+/g, '');
const tagged = ({ root }: Pick<Read, 'root'>, tag: string): Element[] =>
  [...walk(root)].filter((one) => one.tag === tag);
const pagesOf = (element: Element) => new Set([...walk(element)].flatMap(({ pages }) => pages));
/** Texts of the body, as one that listens hears them. */
const contents = ({ runs }: Read): readonly Run[] => runs.filter(({ mark }) => mark?.tag !== 'Artifact');

/** Pairs of texts, other than in a picture, that lie over each other. */
function overlaps({ runs }: Read): readonly string[] {
  const found: string[] = [];
  const words = runs.filter(({ mark, text }) => mark?.tag !== 'Figure' && text.trim() !== '');
  for (const [page, ones] of Map.groupBy(words, (run) => run.page))
    ones.forEach((a, at) => {
      for (const b of ones.slice(at + 1)) {
        const [upper, lower] = a.baseline < b.baseline ? [a, b] : [b, a];
        const besides = a.right <= b.left + 0.1 || b.right <= a.left + 0.1;
        if (!besides && lower.baseline - 0.66 * lower.size < upper.baseline)
          found.push(`${page}: ${a.text} | ${b.text}`);
      }
    });
  return found;
}

/** Texts beyond the margins or, unless they are of the footer, below the body. */
function outside({ runs }: Read): readonly Run[] {
  return runs.filter(
    ({ left, right, baseline, size, text, mark }) =>
      text.trim() !== '' &&
      (left < margins.left - 0.1 ||
        right > margins.right + 0.1 ||
        baseline - 0.66 * size < margins.top ||
        (baseline > margins.footer && (mark?.tag !== 'Artifact' || baseline > 842 - 28))),
  );
}

describe('a PDF report', () => {
  it('is the same bytes for the same report', async () => {
    expect((await toPdf(report, meta)).equals(bytes)).toBe(true);
  });

  it('gives its Polish and Ukrainian texts back letter by letter', () => {
    const text = squeezed(textIn(read.root));
    expect(text).toContain(squeezed(ukrainian));
    expect(text).toContain(squeezed(polish));
  });

  it('reads in the order of the report, words apart', () => {
    const text = textIn(read.root).replace(/\s+/g, ' ');
    const order = [report.title, 'W skrócie', 'Indeks wspólny', '62,6', 'Obie strony', 'Obszar', 'Co napisali ludzie'];
    const places = order.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).toContain('nie tylko opiniują gotowy projekt.');
  });

  it('shows an empty box for what the font has no letter for', () => {
    expect(textIn(read.root)).toContain('akapit □ z');
  });

  it('has every text in the structure, or declared to be no content', () => {
    expect(read.runs.filter(({ mark }) => mark === undefined)).toEqual([]);
    const inStructure = [...walk(read.root)].flatMap(({ runs }) => runs);
    expect(new Set(inStructure)).toEqual(new Set(contents(read)));
    expect(inStructure).toHaveLength(contents(read).length);
  });

  it('has headings in order, lists, pictures with words, and cells with the headings that they are of', () => {
    const headings = [...walk(read.root)].filter(({ tag }) => /^H\d$/.test(tag));
    let last = 0;
    for (const { tag } of headings) {
      expect(Number(tag[1])).toBeLessThanOrEqual(last + 1);
      last = Number(tag[1]);
    }
    expect(headings.map(({ tag }) => tag)).toContain('H3');
    expect(tagged(read, 'Figure').map(({ alt }) => alt)).toEqual([
      expect.stringContaining('przykład'),
      expect.stringContaining('Płaszczyzna I.'),
      expect.stringContaining('Płaszczyzna II.'),
    ]);
    for (const item of tagged(read, 'LI')) expect(item.children.at(-1)?.tag).toBe('LBody');
    for (const row of tagged(read, 'TBody').flatMap(({ children }) => children))
      expect(row.children.map(({ tag, scope }) => scope ?? tag).join(' ')).toMatch(/^Row( TD)+$/);
    for (const head of tagged(read, 'THead').flatMap(({ children }) => children))
      expect(new Set(head.children.map(({ scope }) => scope))).toEqual(new Set(['Column']));
  });

  it('has its title, subject, language and bookmarks, and says that it is accessible', () => {
    const info = (key: string) => {
      const holder = [...read.objects.values()].find((body) => body.includes('/Producer ')) ?? '';
      const id = Number(new RegExp(`/${key} (\\d+) 0 R`).exec(holder)?.[1]);
      return textOf(`/Value ${read.objects.get(id)}`, 'Value');
    };
    expect(info('Title')).toBe(report.title);
    expect(info('Subject')).toBe(report.subtitle);
    expect(info('Creator')).toBe(meta.creator);
    expect(info('CreationDate')).toMatch(/^D:20261215/);
    const catalog = read.objects.get(find(read.objects, '/Type /Catalog')) ?? '';
    expect(textOf(catalog, 'Lang')).toBe('pl');
    expect([...read.objects.values()].join()).toContain('/DisplayDocTitle true');
    const bookmarks = [...read.objects.values()].filter((body) => body.includes('/Dest ['));
    expect(bookmarks.map((body) => textOf(body, 'Title'))).toEqual(
      expect.arrayContaining(['W skrócie', 'Obie strony w sześciu obszarach', 'Komunikacja']),
    );
    const xml = bytes.toString('utf8');
    expect(xml).toContain('raport &amp; wyniki &lt;2026&gt;</rdf:li>');
  });

  it('keeps every text within the margins and off every other', () => {
    expect(outside(read)).toEqual([]);
    expect(overlaps(read)).toEqual([]);
  });

  it('has the title and the number on every page', () => {
    for (let page = 0; page < read.pages; page++) {
      const text = read.runs.filter((run) => run.page === page && run.mark?.tag === 'Artifact').map((run) => run.text);
      expect(text.join(' ')).toContain(`${report.title} ${page + 1} / ${read.pages}`);
    }
    expect(read.pages).toBeGreaterThanOrEqual(7);
    expect(read.pages).toBeLessThanOrEqual(9);
  });

  it('ends no page with a heading', () => {
    const headings = [...walk(read.root)].filter(({ tag }) => /^H\d$/.test(tag)).flatMap(({ runs }) => runs);
    const body = contents(read);
    for (let page = 0; page < read.pages; page++) {
      const last = body.findLast((run) => run.page === page);
      expect(last && headings.includes(last)).toBe(false);
    }
  });
});

const rows = (count: number, words = 'słowo '): Block => ({
  kind: 'table',
  caption: 'Tabela',
  columns: [
    { text: 'Nagłówek', align: 'start' },
    { text: 'Liczba', align: 'end' },
  ],
  rows: Array.from({ length: count }, (_, at) => [words.repeat(30), `${at},5`]),
});
const step = (tools: number): Block => ({
  kind: 'step',
  title: 'Krok',
  why: 'Dlaczego',
  standard: 'Standard',
  tools: Array.from({ length: tools }, (_, at) => ({ title: `Narzędzie ${at}`, text: `Opis ${at}` })),
  workshop: { title: 'Warsztat', text: 'Cel' },
});
const paragraph = (words: number): Block => ({ kind: 'text', tone: 'plain', text: 'wyraz '.repeat(words).trim() });

describe('pages of a PDF report', () => {
  it('cut no row, and begin with the heads of the columns again', async () => {
    const long = await open(rows(60));
    const all = tagged(long, 'TBody').flatMap(({ children }) => children);
    expect(all).toHaveLength(60);
    for (const row of all) expect(pagesOf(row).size).toBe(1);
    expect(long.pages).toBeGreaterThan(3);
    for (let page = 1; page < long.pages; page++)
      expect(long.runs.find((run) => run.page === page)).toMatchObject({ text: 'Nagłówek', mark: { tag: 'Artifact' } });
    expect(outside(long)).toEqual([]);
  });

  it('hold a row higher than a page by going on with it', async () => {
    const huge = await open(paragraph(200), rows(1, 'bardzo wiele słów '.repeat(30)));
    expect(textIn(huge.root).match(/bardzo/g)).toHaveLength(900);
    expect(outside(huge)).toEqual([]);
    expect(overlaps(huge)).toEqual([]);
  });

  it.each([40, 250, 380, 470])('keep a step in one piece after %i words', async (words) => {
    const { root } = await open(paragraph(words), step(8));
    const [card] = [...walk(root)].filter(({ tag }) => tag === 'Div');
    expect(card && pagesOf(card).size).toBe(1);
  });

  it('go on with a step that no page can hold, and lose none of it', async () => {
    const long = await open(step(60));
    const text = textIn(long.root);
    for (let at = 0; at < 60; at++) expect(text).toContain(`Narzędzie ${at}Opis ${at}`);
    expect(long.pages).toBe(4);
    expect(outside(long)).toEqual([]);
  });

  it.each([300, 420, 520, 545, 560])('keep a heading with its picture after %i words', async (words) => {
    const picture = report.blocks.find((block) => block.kind === 'picture');
    if (!picture) throw new Error('no picture');
    const { root } = await open(paragraph(words), { kind: 'heading', level: 2, text: 'Nad obrazem' }, picture);
    const [heading] = [...walk(root)].filter((one) => textIn(one) === 'Nad obrazem' && one.tag === 'H2');
    const [figure] = [...walk(root)].filter(({ tag }) => tag === 'Figure');
    expect(heading?.pages).toEqual(figure?.pages);
  });

  it.each([350, 450, 520, 545, 560])('keep a heading with its notes and table after %i words', async (words) => {
    const note: Block = { kind: 'text', tone: 'note', text: 'Uwaga' };
    const { root } = await open(
      paragraph(words),
      { kind: 'heading', level: 2, text: 'Nad tabelą' },
      note,
      note,
      rows(4),
    );
    const heading = tagged({ root }, 'H2').find((one) => textIn(one) === 'Nad tabelą');
    const [whole] = tagged({ root }, 'Table');
    expect(new Set(heading?.pages)).toEqual(whole && pagesOf(whole));
  });

  it('make a picture a little smaller to keep it where it stands', async () => {
    const picture: Block = { kind: 'picture', scene };
    const sizes = async (words: number) => {
      const { root } = await open(paragraph(words), picture);
      const [figure] = tagged({ root }, 'Figure');
      return { page: figure?.pages[0], size: figure?.runs[0]?.size ?? 0 };
    };
    expect(await sizes(300)).toEqual({ page: 0, size: expect.closeTo(12) });
    const { page, size } = await sizes(420);
    expect(page).toBe(0);
    expect(size).toBeGreaterThanOrEqual(9.6);
    expect(size).toBeLessThan(12);
  });

  it('end numbers at one line', async () => {
    const { root } = await open({
      kind: 'table',
      caption: '',
      columns: [
        { text: 'A', align: 'start' },
        { text: 'B', align: 'end' },
      ],
      rows: [
        ['x', '1'],
        ['y', '1000,25'],
      ],
    });
    const ends = [...walk(root)].filter(({ tag }) => tag === 'TD').map(({ runs }) => runs[0]?.right ?? 0);
    expect(ends).toHaveLength(2);
    expect(ends[0]).toBeCloseTo(ends[1] ?? 0, 3);
  });

  it('begin with a heading of level 1, save that the first stands under the title', async () => {
    const part: Block = { kind: 'heading', level: 1, text: 'Część' };
    const { root, pages } = await open(part, paragraph(3), part, paragraph(3));
    expect(pages).toBe(2);
    expect([...walk(root)].filter(({ tag }) => tag === 'Sect').map((one) => [...pagesOf(one)])).toEqual([[0], [1]]);
  });
});

describe('whatever is in a report', () => {
  const word = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        'i',
        'w',
        'współpraca',
        'міжсекторальний',
        '–3,5',
        '12 (8–16)',
        'międzygminny/powiatowy',
      ),
    },
    {
      weight: 2,
      arbitrary: fc.string({ unit: fc.constantFrom('ż', 'щ', 'W', 'i', '-'), minLength: 1, maxLength: 90 }),
    },
    { weight: 1, arbitrary: fc.constantFrom('😀', '\u200bx', 'a\u0301', '中文', '\u202e') },
  );
  const text = (max: number) => fc.array(word, { minLength: 1, maxLength: max }).map((words) => words.join(' '));
  const named = fc.record({ title: text(6), text: text(40) });
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({
      kind: fc.constant('heading' as const),
      level: fc.constantFrom(1 as const, 2 as const, 3 as const),
      text: text(20),
    }),
    fc.record({
      kind: fc.constant('text' as const),
      tone: fc.constantFrom('plain', 'lead', 'note', 'quote'),
      text: text(400),
    }),
    fc.record({ kind: fc.constant('list' as const), items: fc.array(text(60), { maxLength: 8 }) }),
    fc.integer({ min: 1, max: 7 }).chain((columns) =>
      fc.record({
        kind: fc.constant('table' as const),
        caption: text(10),
        columns: fc.array(fc.record({ text: text(4), align: fc.constantFrom('start' as const, 'end' as const) }), {
          minLength: columns,
          maxLength: columns,
        }),
        rows: fc.array(fc.array(text(12), { minLength: columns, maxLength: columns }), { maxLength: 30 }),
      }),
    ),
    text(6).map((title): Block => ({ kind: 'picture', scene: { ...scene, title, marks: [] } })),
    fc.record({
      kind: fc.constant('figures' as const),
      items: fc.array(fc.record({ label: text(4), value: text(2), words: text(8) }), { maxLength: 6 }),
    }),
    fc.record({
      kind: fc.constant('step' as const),
      title: text(8),
      why: text(40),
      standard: text(40),
      tools: fc.array(named, { maxLength: 20 }),
      workshop: named,
    }),
  );

  /** All that would be read aloud. */
  const textsOf = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, one]) => (/^(kind|tone|align|marks)$/.test(key) ? [] : textsOf(one)));
  };
  /** How many of those that are drawn as they are; a word that is cut gets a hyphen. */
  const lettersOf = (shown: string) => shown.match(/[żщWwiрс0-9()]/g)?.length ?? 0;

  it('no text leaves the margins, lies over another, or is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 8 }), text(20), async (blocks, title) => {
        const one: ReportDocument = { language: 'uk', title, subtitle: '', blocks };
        const found = readPdf(await toPdf(one, meta));
        expect(outside(found)).toEqual([]);
        expect(overlaps(found)).toEqual([]);
        expect(lettersOf(textIn(found.root))).toBe(lettersOf(textsOf([title, blocks]).join('')));
      }),
      { numRuns: 25 },
    );
  });
});
