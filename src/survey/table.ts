/**
 * Responses → tables for export. Three tables, each in an order that says nothing, joined by no key: answers (with
 * unit and group), background (without unit), reviewed open texts (alone).
 */
import type { Dialog } from '../dialog/dialog.ts';
import type { Campaign } from './campaign.ts';
import { type Cell, cellOf, columnsOf } from './column.ts';
import { byId, protect } from './protect.ts';
import type { Box, tables } from './response.ts';

export type Table = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};

/** The columns that no question fills. */
export const ownColumns = { answers: ['campaign', 'unit', 'group'], background: [], open_text: ['text'] } as const;

/** The three tables, protected. */
export function toTables(campaign: Campaign, dialog: Dialog, boxes: readonly Box[]): readonly Table[] {
  const { answers, background, openText } = protect(campaign, dialog, boxes);
  const answered = columnsOf(dialog, 'answers');
  const known = columnsOf(dialog, 'background');
  const table = (
    name: (typeof tables)[number],
    columns: readonly { readonly name: string }[],
    rows: Table['rows'],
  ) => ({
    name,
    columns: [...ownColumns[name], ...columns.map((column) => column.name)],
    rows,
  });
  return [
    table(
      'answers',
      answered,
      answers
        .toSorted((a, b) => (a.row.id < b.row.id ? -1 : 1))
        .map(({ unit, group, row }) => [
          campaign.id,
          unit,
          group,
          ...answered.map((column) => cellOf(column, row.values)),
        ]),
    ),
    table(
      'background',
      known,
      byId(background).map(({ values }) => known.map((column) => cellOf(column, values))),
    ),
    table(
      'open_text',
      [],
      byId(openText).map(({ values }) => [String(values.text ?? '')]),
    ),
  ];
}

/** Each row as an object, by column. */
export function toRecords({ columns, rows }: Table): readonly Readonly<Record<string, Cell>>[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ''])));
}
