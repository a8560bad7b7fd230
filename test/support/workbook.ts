/** Reads a workbook as the format says (ECMA-376), with nothing of the library that writes it. */
import { strFromU8, unzipSync } from 'fflate';

export type Sheet = {
  readonly name: string;
  /** Texts as texts, numbers as numbers; an empty cell is ''. */
  readonly rows: readonly (readonly (string | number)[])[];
  readonly frozenRows: number;
  readonly formulas: number;
  readonly widths: readonly number[];
  /** Is every cell of the first row bold? */
  readonly boldTop: boolean;
  /** Cells that break their text into lines. */
  readonly wrapped: number;
};

export function readWorkbook(bytes: Uint8Array): readonly Sheet[] {
  const files = unzipSync(bytes);
  const part = (name: string): string => {
    const file = files[name];
    if (!file) throw new Error(`${name} is missing`);
    return strFromU8(file);
  };
  const shared = all(part('xl/sharedStrings.xml'), 'si').map(({ inner }) =>
    all(inner, 't')
      .map((text) => plain(text.inner))
      .join(''),
  );
  const styles = part('xl/styles.xml');
  const fonts = all(all(styles, 'fonts')[0]?.inner ?? '', 'font');
  const formats = all(all(styles, 'cellXfs')[0]?.inner ?? '', 'xf');
  const isBold = (style: string | undefined): boolean =>
    style !== undefined && /<b\s*\/>/.test(fonts[Number(formats[Number(style)]?.at('fontId'))]?.inner ?? '');
  const isWrapped = (style: string | undefined): boolean =>
    style !== undefined && /wrapText="1"/.test(formats[Number(style)]?.inner ?? '');
  const targets = new Map(
    all(part('xl/_rels/workbook.xml.rels'), 'Relationship').map(({ at }) => [at('Id'), at('Target')]),
  );
  return all(part('xl/workbook.xml'), 'sheet').map(({ at }) => {
    const xml = part(`xl/${targets.get(at('r:id'))}`);
    const cells = all(xml, 'row').map((row) => all(row.inner, 'c'));
    const readCell = ({ at: of, inner }: Element): string | number => {
      const value = all(inner, 'v')[0]?.inner;
      if (value === undefined) return '';
      return of('t') === 's' ? (shared[Number(value)] ?? '(no such text)') : Number(value);
    };
    return {
      name: plain(at('name') ?? ''),
      rows: cells.map((row) => {
        const placed = row.map((cell) => [columnOf(cell.at('r') ?? ''), readCell(cell)] as const);
        const wide = Math.max(-1, ...placed.map(([column]) => column)) + 1;
        const byColumn = new Map(placed);
        return Array.from({ length: wide }, (_, column) => byColumn.get(column) ?? '');
      }),
      frozenRows: Number(
        all(xml, 'pane')
          .find((pane) => pane.at('state') === 'frozen' || pane.at('state') === 'frozenSplit')
          ?.at('ySplit') ?? 0,
      ),
      formulas: all(xml, 'f').length,
      widths: all(xml, 'col').map((column) => Number(column.at('width'))),
      boldTop: (cells[0] ?? []).every((cell) => isBold(cell.at('s'))),
      wrapped: cells.flat().filter((cell) => isWrapped(cell.at('s'))).length,
    };
  });
}

type Element = { readonly at: (name: string) => string | undefined; readonly inner: string };

function all(xml: string, name: string): readonly Element[] {
  return [...xml.matchAll(new RegExp(`<${name}((?:\\s[^>]*?)?)(?:/>|>([\\s\\S]*?)</${name}>)`, 'g'))].map(
    ([, attributes = '', inner = '']) => ({
      at: (wanted) => new RegExp(`\\s${wanted}="([^"]*)"`).exec(attributes)?.[1],
      inner,
    }),
  );
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function columnOf(cell: string): number {
  const letters = /^[A-Z]+/.exec(cell)?.[0] ?? '';
  return [...letters].reduce((total, letter) => total * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
