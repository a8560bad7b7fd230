/**
 * What of a wave's rows may leave in an export, so that none can be tied to a JST or a group that is too small.
 *
 * A blank unit hides only among rows of which no figure is published: where a JST that is shown lent its rows, its
 * published means would tell them from those of the small one. So the rows of the small JST of a side stay together
 * without their unit, if they are of two JST at least and k rows; otherwise they are left out. A row without its unit
 * keeps only what all of these JST were asked about, and no facts: a gap would tell the scope, and facts are published
 * by JST. Of the background as many rows are left out as of the answers, so that their number is not told either.
 */
import type { Area, Dialog } from '../dialog/dialog.ts';
import { isQuestion } from '../dialog/dialog.ts';
import type { Group } from '../dialog/session.ts';
import { areasOf, type Campaign } from './campaign.ts';
import type { Box, Row } from './response.ts';
import { released } from './review.ts';

/** A row of the answers; `unit` is empty where it must not be told. */
export type AnswersRow = { readonly unit: string; readonly group: Group; readonly row: Row };

export type Exportable = {
  readonly answers: readonly AnswersRow[];
  readonly background: readonly Row[];
  readonly openText: readonly Row[];
};

/** Only simulated rows of a simulated wave, only real ones of a real one. Nobody made up is left out for being alone. */
export function protect(campaign: Campaign, dialog: Dialog, boxes: readonly Box[]): Exportable {
  const mine = (row: Row): boolean => (row.simulated ?? false) === campaign.simulated;
  const cells = boxes.flatMap(({ address, rows }): Cell[] => {
    const own = rows.filter(mine);
    return address.table === 'answers' && own.length > 0
      ? [{ unit: address.unit, group: address.group, rows: own }]
      : [];
  });
  const background = boxes
    .filter(({ address }) => address.table === 'background')
    .flatMap(({ rows }) => rows.filter(mine));
  const groups = [...Map.groupBy(cells, ({ group }) => group)].map(([group, own]) =>
    protectGroup(campaign, dialog, group, own),
  );
  return {
    answers: groups.flatMap(({ kept }) => kept),
    background: withoutThose(
      dialog,
      background,
      new Map(groups.map(({ group, kept, left }) => [group, { kept: kept.length, left }])),
    ),
    openText: released(campaign, boxes),
  };
}

type Cell = { readonly unit: string; readonly group: Group; readonly rows: readonly Row[] };
type GroupRows = { readonly group: Group; readonly kept: readonly AnswersRow[]; readonly left: number };

/** `left`: how many rows are left out. */
function protectGroup(campaign: Campaign, dialog: Dialog, group: Group, cells: readonly Cell[]): GroupRows {
  const small = cells.filter(({ rows }) => rows.length < campaign.k);
  const named = cells
    .filter((cell) => !small.includes(cell))
    .flatMap(({ unit, rows }) => rows.map((row) => ({ unit, group, row })));
  const blank = small.flatMap(({ rows }) => rows);
  if (!campaign.simulated && (small.length < 2 || blank.length < campaign.k))
    return { group, kept: named, left: blank.length };
  const told = toldOf(campaign, dialog, new Set(small.map(({ unit }) => unit)));
  const unnamed = blank.map((row) => ({ unit: '', group, row: withOnly(row, told) }));
  return { group, kept: [...named, ...unnamed], left: 0 };
}

/** The questions that say nothing of which of these JST somebody is from. */
function toldOf(campaign: Campaign, dialog: Dialog, units: ReadonlySet<string>): ReadonlySet<string> {
  const scopes = campaign.units.filter(({ id }) => units.has(id)).map(({ scope }) => areasOf(scope));
  const shared = (area: Area): boolean => scopes.every((areas) => areas.includes(area));
  return new Set(
    dialog.steps
      .filter(isQuestion)
      .filter(({ kind, area }) => area === undefined || (kind !== 'yes-no' && shared(area)))
      .map(({ id }) => id),
  );
}

function withOnly(row: Row, told: ReadonlySet<string>): Row {
  return { ...row, values: Object.fromEntries(Object.entries(row.values).filter(([id]) => told.has(id))) };
}

/** Ids are drawn by chance, so the last of a group are anybody. */
function withoutThose(
  dialog: Dialog,
  rows: readonly Row[],
  groups: ReadonlyMap<string, { readonly kept: number; readonly left: number }>,
): readonly Row[] {
  const rule = dialog.derive.group;
  const groupOf = ({ values }: Row): string => (rule ? (rule.values[String(values[rule.from])] ?? '') : '');
  const counts = [...groups.values()];
  const all = { kept: sum(counts.map(({ kept }) => kept)), left: sum(counts.map(({ left }) => left)) };
  return [...Map.groupBy(rows, groupOf)].flatMap(([group, own]) => {
    const { kept, left } = rule ? (groups.get(group) ?? { kept: 0, left: 0 }) : all;
    return kept === 0 ? [] : byId(own).slice(0, own.length - left);
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The order of ids that were drawn by chance: it says nothing. */
export function byId<T extends Pick<Row, 'id'>>(rows: readonly T[]): readonly T[] {
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
