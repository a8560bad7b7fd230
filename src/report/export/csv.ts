/** Tables as CSV that a spreadsheet opens rightly: UTF-8 with BOM, RFC 4180, and no cell that it would calculate. */
import { stringify } from 'csv-stringify/sync';
import type { Cell } from '../../survey/column.ts';
import type { Table } from '../../survey/table.ts';

/** Beginnings that a spreadsheet takes for a formula and `escape_formulas` does not know. */
const alsoFormula = /^[\n\0]/;

/** `bom: false`: for programs, which would take the mark for a part of the first column's name. */
export function toCsv(table: Table, { bom = true }: { readonly bom?: boolean } = {}): string {
  return stringify([table.columns, ...table.rows.map((row) => row.map(harmless))], {
    bom,
    escape_formulas: true,
    // By itself it quotes only the line ends that it writes.
    quoted_match: /[\r\n]/,
    record_delimiter: '\r\n',
  });
}

/** Numbers come from numeric columns and stay numbers; everything else is text. */
function harmless(cell: Cell): string {
  const text = String(cell);
  return alsoFormula.test(text) ? `'${text}` : text;
}
