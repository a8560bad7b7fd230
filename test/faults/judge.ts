/**
 * Compares what lies in a data folder with what was acknowledged to people. Reads the files itself: it trusts neither
 * the engine nor the store.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, skipped } from '../../src/dialog/session.ts';
import { groupOf, type Person } from './person.ts';

export const laws = {
  lost: 'acknowledged answers lost',
  doubled: 'responses or texts doubled',
  misplaced: 'answers under another question',
  returned: 'withdrawn, dropped or erased answers present',
  twice: 'second answers by one code or account',
  places: 'surveys in two places, or in none',
  leftover: 'pending effects, messages or half files left',
  stuck: 'turns that never ended',
  other: 'anything else',
} as const;
export type Law = keyof typeof laws;
export type Violation = { readonly law: Law; readonly how: string };
export type Verdict = { readonly violations: readonly Violation[]; readonly checked: Record<string, number> };

type Values = Readonly<Record<string, Answer>>;
type Row = { readonly id: string; readonly values: Values };
type BoxFile = {
  readonly address: { readonly table: string; readonly unit?: string; readonly group?: string };
  readonly rows: readonly Row[];
  readonly byLink: number;
};
type ConversationFile = {
  readonly id: string;
  readonly session?: {
    readonly run?: {
      readonly answers: Values;
      readonly sent?: unknown;
      readonly survey?: { readonly invitation?: string };
    };
    readonly memberships: readonly unknown[];
  };
  readonly pending: readonly unknown[];
  readonly outbox: readonly unknown[];
};

/** Every file of the live generation, whatever it is called. */
function filesIn(dataDir: string): readonly string[] {
  return readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function readJson<T>(path: string): T {
  const text = readFileSync(path, 'utf8');
  return JSON.parse(text.slice(text.indexOf('\n') + 1)) as T;
}

const canonical = (values: Values): string =>
  JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
const tableOf = (item: string): string =>
  item.startsWith('m_') ? 'background' : item.endsWith('_open') ? 'open_text' : 'answers';

/** What a response must be, from the acknowledged answers alone. */
function partOf(person: Person, table: string): Values {
  const part = [...person.answers].filter(([item, answer]) => tableOf(item) === table && answer !== skipped);
  return Object.fromEntries(part);
}

export function judge(dataDir: string, people: readonly Person[]): Verdict {
  const violations: Violation[] = [];
  const blame = (law: Law, how: string): void => void violations.push({ law, how });
  const files = filesIn(dataDir);
  const boxes = files.filter((path) => /\/boxes\/.*\.json$/.test(path)).map((path) => readJson<BoxFile>(path));
  const documents = files
    .filter((path) => /\/conversations\/.*\.json$/.test(path))
    .map((path) => readJson<ConversationFile>(path));
  const counted = people.filter((person) => person.status === 'sent');

  for (const person of people)
    for (const { what, how } of person.complaints)
      blame(
        what === 'lost answer' ? 'lost' : what === 'second survey' ? 'twice' : 'other',
        `person ${person.number}: ${how}`,
      );
  for (const path of files) if (path.endsWith('.tmp') || path.includes('/quarantine/')) blame('leftover', path);

  const compare = (what: string, wanted: readonly Values[], found: readonly Row[]): void =>
    compareRows(what, wanted, found, people, blame);
  for (const { address, rows, byLink } of boxes) {
    const { table, unit, group } = address;
    if (table === 'answers') {
      const here = counted.filter((person) => person.unit === unit && groupOf(person) === group);
      compare(
        `answers ${unit}/${group}`,
        here.map((person) => partOf(person, table)),
        rows,
      );
    } else if (table === 'background') {
      compare(
        table,
        counted.map((person) => partOf(person, table)),
        rows,
      );
      const links = people.filter(
        (person) => ['sent', 'withdrawn'].includes(person.status) && person.entry === 'link',
      ).length;
      if (byLink !== links)
        blame(byLink > links ? 'doubled' : 'lost', `${byLink} rows count as come by link where ${links} did`);
    } else {
      const texts = counted.flatMap((person) => Object.values(partOf(person, table)).map((text) => ({ text })));
      compare(table, texts, rows);
    }
  }
  if (boxes.length === 0) blame('lost', 'there is no box');

  checkConversations(people, documents, blame);
  checkCodes(people, blame);
  return {
    violations,
    checked: {
      people: people.length,
      responses: counted.length,
      answers: counted.reduce((sum, person) => sum + person.answers.size, 0),
      withdrawn: people.filter((person) => person.status === 'withdrawn').length,
      dropped: people.filter((person) => person.status === 'dropped').length,
      erased: people.filter((person) => person.erased.size > 0).length,
      refused: people.filter((person) => person.status === 'refused').length,
      unfinished: people.filter((person) => person.status === 'inside').length,
      moved: people.filter((person) => person.at !== person.conversations[0]).length,
    },
  };
}

/** Each wanted row is there exactly once, and nothing else is. */
function compareRows(
  what: string,
  wanted: readonly Values[],
  found: readonly Row[],
  people: readonly Person[],
  blame: (law: Law, how: string) => void,
): void {
  if (new Set(found.map((row) => row.id)).size !== found.length) blame('doubled', `${what}: two rows have one id`);
  const left = [...found];
  const missing = wanted.filter((values) => {
    const at = left.findIndex((row) => canonical(row.values) === canonical(values));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  for (const row of left) {
    const gone = people.find((person) => person.status !== 'sent' && hasIn(person, row.values));
    if (wanted.some((values) => canonical(values) === canonical(row.values)))
      blame('doubled', `${what}: ${brief(row.values)}`);
    else if (gone) blame('returned', `${what}: person ${gone.number}, ${gone.status}`);
    else {
      const near = missing.findIndex((values) => differences(values, row.values).length <= nearMax);
      const values = near >= 0 ? missing.splice(near, 1)[0] : undefined;
      if (values) blame('misplaced', `${what}: ${differences(values, row.values).join(', ')}`);
      else blame('other', `${what}: nobody's row ${brief(row.values)}`);
    }
  }
  for (const values of missing) blame('lost', `${what}: ${brief(values)}`);
}

/** Rows that differ in no more items than this are one response with wrong answers. */
const nearMax = 6;

function hasIn(person: Person, values: Values): boolean {
  const [first] = Object.keys(values);
  if (first === 'text') return Object.values(partOf(person, 'open_text')).includes(values.text ?? '');
  const table = tableOf(first ?? '');
  return (
    table === 'answers' && Object.keys(values).length > 5 && canonical(partOf(person, table)) === canonical(values)
  );
}

function differences(wanted: Values, found: Values): string[] {
  const items = new Set([...Object.keys(wanted), ...Object.keys(found)]);
  return [...items]
    .filter((item) => String(wanted[item]) !== String(found[item]))
    .map((item) => `${item} is ${found[item]}, not ${wanted[item]}`);
}

const brief = (values: Values): string => canonical(values).slice(0, 100);

/** Unfinished answers are whole and in one place; whoever left has none; nothing is still to be done. */
function checkConversations(
  people: readonly Person[],
  documents: readonly ConversationFile[],
  blame: (law: Law, how: string) => void,
): void {
  const byId = new Map(documents.map((document) => [document.id, document]));
  for (const { id, pending, outbox } of documents) {
    if (pending.length > 0) blame('leftover', `${id}: ${pending.length} effects`);
    if (outbox.length > 0) blame('leftover', `${id}: ${outbox.length} messages`);
  }
  for (const person of people) {
    const begun = person.conversations.filter((id) => {
      const run = byId.get(id)?.session?.run;
      return run && !run.sent;
    });
    if (person.status !== 'inside') {
      if (begun.length > 0)
        blame('returned', `person ${person.number}, ${person.status}: a survey is begun in ${begun.join(', ')}`);
    } else if (begun.length !== 1 || begun[0] !== person.at) {
      blame(
        'places',
        `person ${person.number}: the survey should be in ${person.at} and is in ${begun.join(', ') || 'no place'}`,
      );
    } else {
      const { notice: _, ...kept } = byId.get(person.at)?.session?.run?.answers ?? {};
      for (const how of differences(Object.fromEntries(person.answers), kept))
        blame('lost', `person ${person.number}, unfinished: ${how}`);
    }
    for (const id of person.erased) {
      const session = byId.get(id)?.session;
      if (session?.run || (session?.memberships.length ?? 0) > 0) blame('returned', `${id} was erased and is back`);
    }
  }
}

/** One answer for each personal code, whoever holds it. */
function checkCodes(people: readonly Person[], blame: (law: Law, how: string) => void): void {
  const byCode = Map.groupBy(
    people.filter((person) => person.entry === 'personal'),
    (person) => person.code,
  );
  for (const [code, holders] of byCode) {
    const inside = holders.filter((person) => ['inside', 'sent', 'withdrawn'].includes(person.status));
    if (inside.length > 1)
      blame('twice', `persons ${inside.map((person) => person.number).join(' and ')} both used ${code}`);
  }
}
