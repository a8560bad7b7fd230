/** Reads what our PDFs hold: texts with their places and tags, and the structure. Knows only what pdfkit writes. */
import { inflateSync } from 'node:zlib';

export type Run = {
  readonly page: number;
  readonly text: string;
  /** In points from the top left of the page, as far as it is not clipped. */
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
  /** The innermost mark around it, if any. */
  readonly mark?: { readonly tag: string; readonly id?: number };
};
export type Element = {
  readonly tag: string;
  readonly alt?: string;
  readonly scope?: string;
  readonly children: readonly Element[];
  /** What it shows itself. */
  readonly runs: readonly Run[];
  readonly pages: readonly number[];
};
export type Read = {
  readonly objects: ReadonlyMap<number, string>;
  readonly pages: number;
  readonly runs: readonly Run[];
  /** `page:id` of everything marked as content. */
  readonly marked: readonly string[];
  readonly root: Element;
};

type Matrix = readonly [number, number, number, number, number, number];
type Font = { readonly letters: readonly string[]; readonly widths: readonly number[] };
type State = { matrix: Matrix; clip: readonly [number, number] };

export function readPdf(bytes: Buffer): Read {
  const file = bytes.toString('latin1');
  const objects = new Map<number, string>();
  for (const [, id, body] of file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
    objects.set(Number(id), body ?? '');
  const pageIds = [...must(objects, find(objects, '/Type /Pages'), /\/Kids \[([^\]]*)\]/).matchAll(/(\d+) 0 R/g)].map(
    ([, id]) => Number(id),
  );
  const pages = pageIds.map((id, page) => readPage(objects, id, page));
  const runs = pages.flatMap((page) => page.runs);
  const byMark = Map.groupBy(runs, ({ page, mark }) => `${page}:${mark?.id}`);
  const kid = (id: number): Element => {
    const body = objects.get(id) ?? '';
    const own = /\/Pg (\d+) 0 R/.exec(body.replace(/<<\s*\/Type \/MCR[^>]*>>/g, ''))?.[1];
    const children: Element[] = [];
    const marks: string[] = [];
    const kids = /\/K \[([\s\S]*?)\]\s*(?:\/|>>$)/.exec(body)?.[1] ?? '';
    for (const [whole, at, , ref, number] of kids.matchAll(
      /<<\s*\/Type \/MCR\s*\/Pg (\d+) 0 R\s*\/MCID (\d+)\s*>>|(\d+) 0 R|(\d+)/g,
    )) {
      if (at !== undefined) marks.push(`${pageIds.indexOf(Number(at))}:${/\/MCID (\d+)/.exec(whole)?.[1]}`);
      else if (ref !== undefined) children.push(kid(Number(ref)));
      else marks.push(`${pageIds.indexOf(Number(own))}:${number}`);
    }
    const alt = textOf(body, 'Alt');
    const scope = /\/Scope \/(\w+)/.exec(body)?.[1];
    return {
      tag: must(objects, id, /\/S \/(\w+)/),
      ...(alt !== undefined && { alt }),
      ...(scope !== undefined && { scope }),
      children,
      runs: marks.flatMap((mark) => byMark.get(mark) ?? []),
      pages: marks.map((mark) => Number(mark.split(':')[0])),
    };
  };
  const root = kid(Number(must(objects, find(objects, '/Type /StructTreeRoot'), /\/K \[(\d+) 0 R\]/)));
  return { objects, pages: pageIds.length, runs, marked: pages.flatMap(({ marked }) => marked), root };
}

/** The value of a text in a dictionary. */
export function textOf(body: string, key: string): string | undefined {
  const raw = new RegExp(`/${key} \\(((?:\\\\[\\s\\S]|[^\\\\)])*)\\)`).exec(body)?.[1];
  return raw === undefined ? undefined : decode(raw);
}

export function decode(raw: string): string {
  const plain: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  const bytes = Buffer.from(
    raw.replace(/\\([\s\S])/g, (_, one: string) => plain[one] ?? one),
    'latin1',
  );
  return bytes[0] === 0xfe && bytes[1] === 0xff
    ? bytes.subarray(2).swap16().toString('utf16le')
    : bytes.toString('latin1');
}

/** The element and all below it, in the order in which they are read. */
export function* walk(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* walk(child);
}

export function textIn(element: Element): string {
  return [...walk(element)].flatMap(({ runs }) => runs.map(({ text }) => text)).join('');
}

export function find(objects: ReadonlyMap<number, string>, what: string): number {
  const found = [...objects].find(([, body]) => new RegExp(`${what}(?!\\w)`).test(body));
  if (!found) throw new Error(`no object with ${what}`);
  return found[0];
}

function must(objects: ReadonlyMap<number, string>, id: number, pattern: RegExp): string {
  const found = pattern.exec(objects.get(id) ?? '')?.[1];
  if (found === undefined) throw new Error(`object ${id} has no ${pattern}`);
  return found;
}

function streamOf(body: string): string {
  const [head = '', rest = ''] = [body.slice(0, body.indexOf('stream\n')), body.slice(body.indexOf('stream\n') + 7)];
  const bytes = Buffer.from(rest.slice(0, rest.lastIndexOf('\nendstream')), 'latin1');
  return (head.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
}

function fontsOf(objects: ReadonlyMap<number, string>, resources: string): ReadonlyMap<string, Font> {
  const list = /\/Font <<([\s\S]*?)>>/.exec(resources)?.[1] ?? '';
  return new Map(
    [...list.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name, id]) => {
      const unicode = streamOf(objects.get(Number(must(objects, Number(id), /\/ToUnicode (\d+) 0 R/))) ?? '');
      const letters = [...unicode.matchAll(/\[([^\]]*)\]/g)].flatMap(([, range = '']) =>
        [...range.matchAll(/<([^>]*)>/g)].map(([, hex = '']) =>
          Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
        ),
      );
      const inner = Number(must(objects, Number(id), /\/DescendantFonts \[(\d+) 0 R\]/));
      return [
        name ?? '',
        {
          letters,
          widths: must(objects, inner, /\/W \[0 \[([^\]]*)\]/)
            .split(' ')
            .map(Number),
        },
      ];
    }),
  );
}

function readPage(objects: ReadonlyMap<number, string>, id: number, page: number) {
  const height = Number(must(objects, id, /\/MediaBox \[0 0 \S+ (\S+)\]/));
  const fonts = fontsOf(objects, objects.get(Number(must(objects, id, /\/Resources (\d+) 0 R/))) ?? '');
  const content = streamOf(objects.get(Number(must(objects, id, /\/Contents (\d+) 0 R/))) ?? '');
  const runs: Run[] = [];
  const marks: { tag: string; id?: number }[] = [];
  const marked: string[] = [];
  let state: State = { matrix: [1, 0, 0, 1, 0, 0], clip: [0, Number.POSITIVE_INFINITY] };
  let [font, size, at, box]: [Font | undefined, number, Matrix, readonly [number, number]] = [
    undefined,
    0,
    state.matrix,
    [0, 0],
  ];
  const stack: State[] = [];
  for (const command of content.split('\n')) {
    const [operator = '', ...rest] = command.split(' ').reverse();
    const words = rest.reverse();
    const numbers = words.map(Number);
    if (operator === 'q') stack.push({ ...state });
    else if (operator === 'Q') state = stack.pop() ?? state;
    else if (operator === 'cm') state.matrix = times(numbers as unknown as Matrix, state.matrix);
    else if (operator === 're') {
      const [x = 0, , width = 0] = numbers;
      const left = times([1, 0, 0, 1, x, 0], state.matrix)[4];
      box = [left, left + width * state.matrix[0]];
    } else if (operator === 'n') state.clip = [Math.max(state.clip[0], box[0]), Math.min(state.clip[1], box[1])];
    // A mark is written over several lines: its name, what it holds, and BDC.
    else if (operator === '<<') marks.push({ tag: (words[0] ?? '').slice(1) });
    else if (operator === 'EMC') marks.pop();
    else if (words[0] === '/MCID') {
      const last = marks.at(-1);
      if (last) last.id = Number(operator);
      marked.push(`${page}:${operator}`);
    } else if (operator === 'Tf') [font, size] = [fonts.get((words[0] ?? '').slice(1)), numbers[1] ?? 0];
    else if (operator === 'Tm') at = numbers as unknown as Matrix;
    else if (operator === 'TJ') {
      let [text, advance] = ['', 0];
      for (const [, hex, move] of command.matchAll(/<([0-9a-f]*)>|(-?[\d.]+)/g)) {
        if (move !== undefined) advance -= Number(move);
        for (const glyph of (hex ?? '').match(/.{4}/g) ?? []) {
          text += font?.letters[Number.parseInt(glyph, 16)] ?? '';
          advance += font?.widths[Number.parseInt(glyph, 16)] ?? 0;
        }
      }
      const blank = text.endsWith(' ') ? (font?.widths[font.letters.indexOf(' ')] ?? 0) : 0;
      const [scale, , , , left, bottom] = times(at, state.matrix);
      const right = left + ((advance - blank) / 1000) * size * scale;
      const mark = marks.at(-1);
      runs.push({
        page,
        text,
        left: Math.max(left, state.clip[0]),
        right: Math.min(right, state.clip[1]),
        baseline: height - bottom,
        size: size * scale,
        ...(mark && { mark }),
      });
    }
  }
  return { runs, marked };
}

function times(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[2],
    a[0] * b[1] + a[1] * b[3],
    a[2] * b[0] + a[3] * b[2],
    a[2] * b[1] + a[3] * b[3],
    a[4] * b[0] + a[5] * b[2] + b[4],
    a[4] * b[1] + a[5] * b[3] + b[5],
  ];
}
