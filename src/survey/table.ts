/**
 * Responses → tables for export, with their codebook. Three tables, each in an order that says nothing, joined by no
 * key: answers (with unit and group), background (without unit), reviewed open texts (alone).
 */
import { choicesOf, type Dialog, isQuestion, type Question } from '../dialog/dialog.ts';
import { type Answer, dontKnow, type Group } from '../dialog/session.ts';
import type { Campaign } from './campaign.ts';
import type { Box, tables } from './response.ts';

export type Cell = string | number;
export type Table = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};
export type Wording = (key: string) => string;

type Ballot = { readonly unit: string; readonly group: Group; readonly box: Box };

/** The three tables and the codebook. Only simulated rows of a simulated wave, only real ones of a real one. */
export function toTables(
  campaign: Campaign,
  dialog: Dialog,
  boxes: readonly Box[],
  wording: Wording,
): readonly Table[] {
  const kept = protect(
    campaign,
    dialog,
    boxes.map((box) => ({ ...box, rows: box.rows.filter((row) => (row.simulated ?? false) === campaign.simulated) })),
  );
  return [
    answersTable(campaign, dialog, kept),
    backgroundTable(dialog, kept),
    openTextTable(kept),
    codebook(dialog, wording),
  ];
}

/**
 * Without the rows of groups that are smaller than k in the whole wave: no blank unit could hide those. They are few,
 * and their background says which group they are of, so it goes with them. Made-up people need no protection.
 */
function protect(campaign: Campaign, dialog: Dialog, boxes: readonly Box[]): readonly Box[] {
  if (campaign.simulated) return boxes;
  const sizes = new Map<string, number>();
  for (const { address, rows } of boxes)
    if (address.table === 'answers') sizes.set(address.group, (sizes.get(address.group) ?? 0) + rows.length);
  const enough = (group: string | undefined): boolean => group !== undefined && (sizes.get(group) ?? 0) >= campaign.k;
  const rule = dialog.derive.group;
  return boxes.map((box) => {
    if (box.address.table === 'answers') return enough(box.address.group) ? box : { ...box, rows: [] };
    if (box.address.table === 'open_text' || !rule) return box;
    return { ...box, rows: box.rows.filter((row) => enough(rule.values[String(row.values[rule.from])])) };
  });
}

function questionsOf(dialog: Dialog, table: (typeof tables)[number]): Question[] {
  return dialog.steps.filter(isQuestion).filter((question) => question.table === table);
}

/** A list of several choices is one column for each, so that it is counted by choice and not by combination. */
function columnsOf(
  question: Question,
): { readonly name: string; readonly read: (answer: Answer | undefined) => Cell }[] {
  if (question.kind !== 'multi')
    return [{ name: question.id, read: (answer) => (answer === undefined ? '' : [answer].flat().join(' ')) }];
  return choicesOf(question).map(({ id }) => ({
    name: `${question.id}.${id}`,
    read: (answer) => (answer === undefined ? '' : [answer].flat().includes(id) ? 1 : 0),
  }));
}

function cell(read: (answer: Answer | undefined) => Cell, answer: Answer | undefined): Cell {
  return typeof answer === 'number' ? answer : read(answer);
}

function answersTable(campaign: Campaign, dialog: Dialog, boxes: readonly Box[]): Table {
  const ballots = boxes.flatMap((box): Ballot[] => {
    const { address } = box;
    return address.table === 'answers' ? [{ unit: address.unit, group: address.group, box }] : [];
  });
  const hidden = hiddenUnits(ballots, campaign.k);
  const columns = questionsOf(dialog, 'answers').flatMap((question) =>
    columnsOf(question).map((column) => ({ ...column, id: question.id })),
  );
  const rows = ballots
    .flatMap(({ unit, group, box }) =>
      box.rows.map((row) => ({ row, unit: hidden.has(`${unit}/${group}`) ? '' : unit, group })),
    )
    .toSorted((a, b) => (a.row.id < b.row.id ? -1 : 1))
    .map(({ row, unit, group }) => [
      campaign.id,
      unit,
      group,
      ...columns.map(({ id, read }) => cell(read, row.values[id])),
    ]);
  return { name: 'answers', columns: ['campaign', 'unit', 'group', ...columns.map(({ name }) => name)], rows };
}

/**
 * The unit × group cells whose unit is left blank: those under k, and of what is left the smallest too until at least
 * two units and k rows are blank together; otherwise the blank ones would be told by what is missing.
 */
export function hiddenUnits(
  ballots: readonly {
    readonly unit: string;
    readonly group: Group;
    readonly box: { readonly rows: readonly unknown[] };
  }[],
  k: number,
): ReadonlySet<string> {
  const hidden = new Set<string>();
  for (const group of new Set(ballots.map((ballot) => ballot.group))) {
    const cells = ballots
      .filter((ballot) => ballot.group === group && ballot.box.rows.length > 0)
      .toSorted((a, b) => a.box.rows.length - b.box.rows.length);
    let units = 0;
    let rows = 0;
    for (const { unit, box } of cells) {
      if (box.rows.length >= k && (units === 0 || (units >= 2 && rows >= k))) break;
      hidden.add(`${unit}/${group}`);
      units += 1;
      rows += box.rows.length;
    }
  }
  return hidden;
}

function backgroundTable(dialog: Dialog, boxes: readonly Box[]): Table {
  const columns = questionsOf(dialog, 'background').flatMap((question) =>
    columnsOf(question).map((column) => ({ ...column, id: question.id })),
  );
  const rows = boxes
    .filter((box) => box.address.table === 'background')
    .flatMap((box) => box.rows)
    .map((row) => columns.map(({ id, read }) => cell(read, row.values[id])));
  return { name: 'background', columns: columns.map(({ name }) => name), rows };
}

function openTextTable(boxes: readonly Box[]): Table {
  const rows = boxes
    .filter((box) => box.address.table === 'open_text')
    .flatMap((box) => box.rows)
    .filter((row) => row.reviewed)
    .map((row) => [String(row.values.text ?? '')]);
  return { name: 'open_text', columns: ['text'], rows };
}

/** What each column means and which values it takes. */
function codebook(dialog: Dialog, wording: Wording): Table {
  const rows = dialog.steps.filter(isQuestion).flatMap((question) => {
    const text = wording(`steps.${question.id}.text`);
    const reverse = question.kind === 'scale' && question.reverse ? 'reversed' : '';
    const area = question.area ?? '';
    if (question.kind === 'multi') {
      return choicesOf(question).map(({ id }) => [
        question.table,
        `${question.id}.${id}`,
        area,
        reverse,
        `${text} ${wording(`steps.${question.id}.choices.${id}`)}`,
        '1 = chosen, 0 = not chosen, empty = not asked',
      ]);
    }
    return [[question.table, question.id, area, reverse, text, valuesOf(dialog, question, wording)]];
  });
  const own = [
    ['answers', 'campaign', '', '', 'Wave', ''],
    ['answers', 'unit', '', '', 'JST; empty where the group is too small to be named', ''],
    ['answers', 'group', '', '', 'Side that answered', 'ngo, office, other (outside the index)'],
  ];
  return {
    name: 'codebook',
    columns: ['table', 'column', 'area', 'polarity', 'text', 'values'],
    rows: [...own, ...rows],
  };
}

function valuesOf(dialog: Dialog, question: Question, wording: Wording): string {
  switch (question.kind) {
    case 'scale': {
      const scale = dialog.scales[question.scale];
      const values = [...(scale?.values ?? []), ...(scale?.dontKnow ? [dontKnow] : [])];
      return values.map((value) => `${value} = ${wording(`scales.${question.scale}.${value}`)}`).join('; ');
    }
    case 'yes-no':
      return `yes; no; ${dontKnow}`;
    case 'choose':
      return choicesOf(question)
        .map(({ id }) => `${id} = ${wording(`steps.${question.id}.choices.${id}`)}`)
        .join('; ');
    default:
      return question.kind;
  }
}
