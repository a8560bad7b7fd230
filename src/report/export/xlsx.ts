/**
 * Tables as one workbook: a sheet each, with a bold first row that stays in sight, numbers as numbers and everything
 * else as text, which no spreadsheet calculates.
 */
import type { Row, Sheet } from 'write-excel-file/node';
import type { Cell } from '../../survey/column.ts';
import type { Table } from '../../survey/table.ts';

/** In characters. A column with longer texts than the widest breaks them into lines. */
const widths = { narrowest: 8, widest: 60, margin: 2 } as const;

/** The first row of a sheet holds the names of the columns. */
export async function toXlsx(tables: readonly Table[]): Promise<Buffer> {
  // Here and not above: only an export needs it.
  const { default: write } = await import('write-excel-file/node');
  return await write(tables.map(toSheet)).toBuffer();
}

function toSheet({ name, columns, rows }: Table): Sheet<Buffer> {
  const lengths = columns.map((column, index) =>
    rows.reduce((longest, row) => Math.max(longest, String(row[index] ?? '').length), column.length),
  );
  const wraps = lengths.map((length) => length > widths.widest);
  const top: Row = columns.map((value) => ({ value, type: String, fontWeight: 'bold' }));
  return {
    sheet: name,
    stickyRowsCount: 1,
    columns: lengths.map((length) => ({
      width: Math.min(Math.max(length, widths.narrowest), widths.widest) + widths.margin,
    })),
    data: [top, ...rows.map((row) => row.map((cell, index) => toCell(cell, wraps[index] === true)))],
  };
}

function toCell(cell: Cell, wrap: boolean): Row[number] {
  if (cell === '') return null;
  if (typeof cell === 'number') return cell;
  const value = written(cell);
  return wrap ? { value, type: String, wrap: true, alignVertical: 'top' } : value;
}

/**
 * The text as the format writes it (ECMA-376, ST_Xstring: `_x0041_` is a character by its code), with three cures: what
 * only looks like such a code is kept apart; line ends are one character; and names that every object of JavaScript
 * has, such as "constructor", are written otherwise, since the library looks texts up in an object.
 */
function written(text: string): string {
  const plain = text.replace(/\r\n?/g, '\n').replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
  if (!(plain in Object.prototype)) return plain;
  return `_x${plain.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_${plain.slice(1)}`;
}
