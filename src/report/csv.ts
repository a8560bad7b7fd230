/** Tables as CSV that a spreadsheet opens rightly: UTF-8 with BOM, RFC 4180, and no cell that it would calculate. */
import { stringify } from 'csv-stringify/sync';
import type { Cell, Table } from '../survey/table.ts';

/** Beginnings that a spreadsheet takes for a formula and `escape_formulas` does not know. */
const alsoFormula = /^[\n\0]/;

export function toCsv(table: Table): string {
  return stringify([table.columns, ...table.rows.map((row) => row.map(harmless))], {
    bom: true,
    escape_formulas: true,
    record_delimiter: '\r\n',
  });
}

/** Numbers come from numeric columns and stay numbers; everything else is text. */
function harmless(cell: Cell): string {
  const text = String(cell);
  return alsoFormula.test(text) ? `'${text}` : text;
}
