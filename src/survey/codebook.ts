/** What each column of an export means and which values it takes, in one language. */
import { type Area, choicesOf, type Dialog, type Question, type StepOf } from '../dialog/dialog.ts';
import { dontKnow, Group } from '../dialog/session.ts';
import type { Campaign } from './campaign.ts';
import { type Cell, type Column, columnsOf, questionsOf } from './column.ts';
import { type Side, sides } from './instrument.ts';
import type { Table } from './table.ts';

export type Wording = {
  /** A text of the questionnaire. */
  readonly asked: (key: string) => string | undefined;
  /** A text of the exports. */
  readonly own: (key: string, values?: Readonly<Record<string, string | number>>) => string;
};

/** A value with what it means. */
export type Label<V extends Cell = Cell> = { readonly value: V; readonly label: string };

export type Described = {
  readonly table: string;
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly area?: Area;
  readonly reverse?: true;
  /** What it holds, of a column that is not one question. */
  readonly about?: string;
  /** The question as each side reads it; absent where the side is not asked. */
  readonly text?: Readonly<Partial<Record<Side, string>>>;
  /** Every value that it may take; absent where they cannot be listed. */
  readonly values?: readonly Label[];
  readonly ordered?: boolean;
  /** Which values it takes, where they cannot be listed. */
  readonly range?: string;
  readonly limits?: { readonly minimum?: Cell | undefined; readonly maximum?: Cell | undefined };
  /** Values that are no answer; a column without them is always filled. */
  readonly missing?: readonly Label<string>[];
};

/** Every column of the three tables, in their order. */
export function describeTables(
  campaign: Campaign,
  dialog: Dialog,
  campaignName: string,
  wording: Wording,
): readonly Described[] {
  const { own } = wording;
  const questions = (table: 'answers' | 'background'): readonly Described[] =>
    columnsOf(dialog, table).map((column) => describeColumn(dialog, table, column, wording));
  const open = questionsOf(dialog, 'open_text').map((question) => textOf(dialog, question, wording));
  return [
    {
      table: 'answers',
      name: 'campaign',
      type: 'string',
      about: own('columns.campaign'),
      values: [{ value: campaign.id, label: campaignName }],
    },
    {
      table: 'answers',
      name: 'unit',
      type: 'string',
      about: own('columns.unit'),
      values: campaign.units.map(({ id, name }) => ({ value: id, label: name })),
      missing: [{ value: '', label: own('missing.unit') }],
    },
    {
      table: 'answers',
      name: 'group',
      type: 'string',
      about: own('columns.group'),
      values: Group.options.map((value) => ({ value, label: own(`groups.${value}`) })),
    },
    ...questions('answers'),
    ...questions('background'),
    {
      table: 'open_text',
      name: 'text',
      type: 'string',
      about: own('columns.text'),
      text: Object.fromEntries(sides.map((side) => [side, open.flatMap((text) => text[side] ?? []).join(' / ')])),
      range: own('words'),
    },
  ];
}

function describeColumn(
  dialog: Dialog,
  table: 'answers' | 'background',
  { name, question, choice }: Column,
  wording: Wording,
): Described {
  const { asked, own } = wording;
  const notAsked = { value: '', label: own(`missing.${question.area ? 'hidden' : 'notAsked'}`) };
  const common = {
    table,
    name,
    ...(question.area && { area: question.area }),
    text: textOf(dialog, question, wording),
    missing: [notAsked],
  };
  switch (question.kind) {
    case 'scale': {
      const scale = dialog.scales[question.scale];
      const label = (value: Cell): string => asked(`scales.${question.scale}.${value}`) ?? String(value);
      return {
        ...common,
        type: 'integer',
        ...(question.reverse && { reverse: true }),
        values: (scale?.values ?? []).map((value) => ({ value, label: label(value) })),
        ordered: true,
        missing: [notAsked, ...(scale?.dontKnow ? [{ value: dontKnow, label: label(dontKnow) }] : [])],
      };
    }
    case 'yes-no':
      return {
        ...common,
        type: 'string',
        values: ['yes', 'no'].map((value) => ({ value, label: own(`yesNo.${value}`) })),
        missing: [notAsked, { value: dontKnow, label: own(`yesNo.${dontKnow}`) }],
      };
    case 'choose':
      return { ...common, type: 'string', values: labelsOf(question, wording) };
    case 'multi':
      return {
        ...common,
        type: 'boolean',
        about: labelsOf(question, wording).find(({ value }) => value === choice)?.label ?? name,
        values: [1, 0].map((value) => ({ value, label: own(`chosen.${value}`) })),
      };
    case 'number': {
      const { min, max, integer } = question;
      return {
        ...common,
        type: integer ? 'integer' : 'number',
        range: own('range', { min, max }),
        limits: { minimum: min, maximum: max },
      };
    }
    case 'date':
      return {
        ...common,
        type: 'date',
        range: own('day'),
        limits: { minimum: question.min, maximum: question.max },
      };
    case 'text':
      return { ...common, type: 'string', range: own('words') };
    default:
      return question satisfies never;
  }
}

function labelsOf(question: StepOf<'choose' | 'multi'>, { asked }: Wording): readonly Label<string>[] {
  return choicesOf(question).map(({ id }) => ({
    value: id,
    label: asked(`steps.${question.id}.choices.${id}`) ?? id,
  }));
}

/** The question as each side that is asked reads it. */
function textOf(dialog: Dialog, question: Question, { asked }: Wording): NonNullable<Described['text']> {
  const key = `steps.${question.id}.text`;
  return Object.fromEntries(
    sides
      .filter((side) => isAsked(dialog, question, side))
      .flatMap((side) => {
        const text = asked(key) ?? asked(`${key}.${side}`);
        return text === undefined ? [] : [[side, text]];
      }),
  );
}

/** Could somebody of this side be asked? Conditions on the side, the group, and what the group follows from. */
function isAsked(dialog: Dialog, { conditions }: Question, side: Side): boolean {
  const rule = dialog.derive.group;
  const sidesOf = (name: string, value: Cell): readonly (string | undefined)[] => {
    if (name === 'group' || name === 'side') return [String(value)];
    return name === rule?.from ? [rule.values[value]] : [side];
  };
  return conditions.every((condition) => {
    const named =
      'is' in condition
        ? Object.entries(condition.is).map(([name, value]) => sidesOf(name, value))
        : 'in' in condition
          ? Object.entries(condition.in).map(([name, values]) => values.flatMap((value) => sidesOf(name, value)))
          : [];
    return named.every((possible) => possible.includes(side));
  });
}

const codebookColumns = [
  'table',
  'column',
  'about',
  'area',
  'area_name',
  'polarity',
  'text_ngo',
  'text_office',
  'values',
  'missing',
] as const;

/** The columns of the codebook itself. */
export function describeCodebook({ own }: Wording): readonly Described[] {
  return codebookColumns.map((name) => ({
    table: 'codebook',
    name,
    type: 'string',
    about: own(`codebook.${name}`),
    range: own('words'),
  }));
}

/** One row for each column. */
export function toCodebook(columns: readonly Described[], { asked, own }: Wording): Table {
  const list = (labels: readonly Label[] = []): string =>
    labels.map(({ value, label }) => `${value === '' ? own('empty') : value} = ${label}`).join('; ');
  return {
    name: 'codebook',
    columns: codebookColumns,
    rows: columns.map((column) => [
      column.table,
      column.name,
      column.about ?? '',
      column.area ?? '',
      column.area ? (asked(`areas.${column.area}.short`) ?? '') : '',
      column.reverse ? own('reversed') : '',
      column.text?.ngo ?? '',
      column.text?.office ?? '',
      column.values ? list(column.values) : (column.range ?? ''),
      list(column.missing),
    ]),
  };
}
