/**
 * What is left of an answered survey: rows in boxes that no key joins. A box holds one table of one wave; the box of
 * `answers` is moreover of one unit and group. Rows carry a random id, no person, no date and no sequence.
 */
import { z } from 'zod';
import { Table } from '../dialog/dialog.ts';
import { Answer, Group } from '../dialog/session.ts';

export const BoxAddress = z.discriminatedUnion('table', [
  z.strictObject({ table: z.literal('answers'), campaign: z.string(), unit: z.string(), group: Group }),
  z.strictObject({ table: z.literal('background'), campaign: z.string() }),
  z.strictObject({ table: z.literal('open_text'), campaign: z.string() }),
]);
export type BoxAddress = z.infer<typeof BoxAddress>;

/** Characters of the heading that a free text is put under. */
export const themeMax = 80;

export const Row = z.strictObject({
  id: z.string(),
  values: z.record(z.string(), Answer),
  /** Hash of the receipt, its own in each table; gone when the wave closes. */
  receipt: z.string().optional(),
  simulated: z.boolean().optional(),
  /** Free text is shown to nobody until a person has read it and released it. */
  reviewed: z.boolean().optional(),
  /** Read, and not to be shown. */
  withheld: z.literal(true).optional(),
  /** The heading that the person who read it put it under. */
  theme: z.string().max(themeMax).optional(),
});
export type Row = z.infer<typeof Row>;

/** Rows sorted by their random id; ids of withdrawn rows, so that a repeated write cannot bring one back. */
export const Box = z.strictObject({
  address: BoxAddress,
  rows: z.array(Row),
  withdrawn: z.array(z.string()),
  /** How many rows came by an open link; a number for the whole wave, so that no row says it of itself. */
  byLink: z.int(),
});
export type Box = z.infer<typeof Box>;

export const tables = Table.options;

/** Puts a row in. Promises: the same row twice is in it once; a withdrawn one stays out; order says nothing. */
export function addRow(box: Box, row: Row, byLink = false): Box {
  if (box.withdrawn.includes(row.id) || box.rows.some((other) => other.id === row.id)) return box;
  const at = box.rows.findIndex((other) => other.id > row.id);
  return {
    ...box,
    rows: box.rows.toSpliced(at < 0 ? box.rows.length : at, 0, row),
    byLink: box.byLink + (byLink ? 1 : 0),
  };
}

/** Takes out every row with this receipt. */
export function removeRow(box: Box, receipt: string): Box {
  const gone = box.rows.filter((row) => row.receipt === receipt);
  if (gone.length === 0) return box;
  return {
    ...box,
    rows: box.rows.filter((row) => row.receipt !== receipt),
    withdrawn: [...box.withdrawn, ...gone.map((row) => row.id)],
  };
}

/** At the close of a wave: nothing points back to anybody any more. */
export function sealBox(box: Box): Box {
  return { ...box, rows: box.rows.map(({ receipt: _, ...row }) => row), withdrawn: [] };
}

/** The box as one line of text: its name in the store and in logs. */
export function boxName(address: BoxAddress): string {
  return address.table === 'answers'
    ? `${address.campaign}/answers/${address.unit}/${address.group}`
    : `${address.campaign}/${address.table}`;
}

/** Every box of a wave. */
export function boxesOf(campaign: {
  readonly id: string;
  readonly units: readonly { readonly id: string }[];
}): readonly BoxAddress[] {
  const ballots = campaign.units.flatMap((unit) =>
    Group.options.map((group) => ({ table: 'answers', campaign: campaign.id, unit: unit.id, group }) as const),
  );
  return [...ballots, { table: 'background', campaign: campaign.id }, { table: 'open_text', campaign: campaign.id }];
}
