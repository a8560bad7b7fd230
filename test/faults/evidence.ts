/** What lies in a data folder, as somebody sees it who has the disk: files, their names, contents, numbers and times. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createHash, type Hash } from '../../src/bot/secret.ts';
import type { Answer } from '../../src/dialog/session.ts';

export type Numbers = Readonly<Record<string, number>>;

/** One side of a link: somebody who answered, or a row. `clues` can be compared, `tokens` can be shared. */
export type Trace = {
  readonly id: string;
  /** Who may belong together at all. */
  readonly cell: string;
  readonly clues: Numbers;
  readonly tokens: ReadonlySet<string>;
};
export type Evidence = {
  readonly people: readonly Trace[];
  readonly rows: Readonly<Record<'answers' | 'background' | 'texts', readonly Trace[]>>;
  /** Files in which an id of somebody and an id of a row stand together. */
  readonly together: ReadonlyMap<string, ReadonlySet<string>>;
  /** The key lies in the folder: whoever has the one may have the other. */
  readonly hash: Hash;
};

type File = { readonly path: string; readonly text: string; readonly json: unknown; readonly marks: Numbers };
type Row = { readonly id: string; readonly values: Readonly<Record<string, Answer>>; readonly receipt?: string };
type Box = {
  readonly address: { readonly table: string; readonly unit?: string; readonly group?: string };
  readonly rows: readonly Row[];
};
type Conversation = { readonly id: string };

/** Every time and number the file system keeps of a file or folder; times in microseconds from the first. */
function marksOf(path: string, place: number): Numbers {
  const stat = statSync(path, { bigint: true });
  const micros = (ns: bigint): number => Number((ns - epochNs) / 1000n);
  return {
    modified: micros(stat.mtimeNs),
    changed: micros(stat.ctimeNs),
    born: micros(stat.birthtimeNs),
    inode: Number(stat.ino),
    size: Number(stat.size),
    place,
  };
}
const epochNs = BigInt(Date.UTC(2026, 0, 1)) * 1_000_000n;

function readFiles(folder: string): readonly File[] {
  const files: File[] = [];
  const walk = (path: string): void => {
    // In the order in which the file system hands them out.
    for (const [place, entry] of readdirSync(path, { withFileTypes: true }).entries()) {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) {
        walk(inside);
        continue;
      }
      const text = readFileSync(inside, 'utf8');
      const about = prefixed('folder', marksOf(path, 0));
      files.push({ path: inside, text, json: parse(text), marks: { ...marksOf(inside, place), ...about } });
    }
  };
  walk(folder);
  return files;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('{') ? text : text.slice(text.indexOf('\n') + 1));
  } catch {
    return undefined;
  }
}

const prefixed = (prefix: string, numbers: Numbers): Numbers =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [`${prefix}.${name}`, value]));

/** Every number in a document, the lengths of its texts and lists, and its strings as if they were numbers. */
function numbersIn(value: unknown, name: string): Numbers {
  if (typeof value === 'number') return { [name]: value };
  if (typeof value === 'boolean') return { [name]: Number(value) };
  if (typeof value === 'string') {
    const digits = /\d{4,}/.exec(value)?.[0];
    return {
      [`${name}.letters`]: value.length,
      [`${name}.order`]: orderOf(value),
      ...(digits && { [`${name}.digits`]: Number(digits) }),
    };
  }
  if (Array.isArray(value)) {
    const ends = { ...numbersIn(value[0], `${name}.first`), ...numbersIn(value.at(-1), `${name}.last`) };
    return { [`${name}.length`]: value.length, ...ends };
  }
  if (typeof value !== 'object' || value === null) return {};
  const parts = Object.entries(value).map(([key, part]) => numbersIn(part, `${name}.${key}`));
  return Object.assign({ [`${name}.keys`]: parts.length, [`${name}.bytes`]: JSON.stringify(value).length }, ...parts);
}

/** The first letters as a fraction, so that strings compare as numbers do. */
function orderOf(text: string): number {
  return [...Buffer.from(text.slice(0, 6))].reduce((sum, byte, index) => sum + byte / 256 ** (index + 1), 0);
}

/** Pieces that would be no accident on both sides: ids, codes, hashes, long numbers and words. */
function tokensIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/[0-9a-f]{8,}|[0-9A-Z]{4}(?:-?[0-9A-Z]{4}){1,3}|\d{5,}|\p{L}{9,}/gu) ?? []);
}

/** Reads a folder. `whereOf` says of everybody who sent something where they belong: the linker need not guess that. */
export function readEvidence(folder: string, whereOf: (conversation: string) => string | undefined): Evidence {
  const files = readFiles(folder);
  const hash = createHash(files.find((file) => file.path.endsWith('secret.key'))?.text.trim() ?? '');
  const inFolder = (name: string): readonly File[] => files.filter((file) => file.path.includes(`/${name}/`));
  const rest = files.filter(
    (file) => !/\/(conversations|boxes|claims|frozen|invitations|campaigns)\/.*\.json$/.test(file.path),
  );

  const claims = Map.groupBy(
    inFolder('claims'),
    (file) => (file.json as { holder?: string } | undefined)?.holder ?? '',
  );
  const people = inFolder('conversations').flatMap((file): Trace[] => {
    const conversation = file.json as Conversation | undefined;
    const cell = conversation && whereOf(conversation.id);
    if (!conversation || !cell) return [];
    const own = (claims.get(conversation.id) ?? []).map((claim) => {
      const kind = (claim.json as { name?: string } | undefined)?.name?.split(':')[0];
      return prefixed(`claim.${kind}`, { ...claim.marks, ...numbersIn(claim.json, 'claim') });
    });
    const clues = Object.assign(
      {},
      file.marks,
      numbersIn(conversation, 'conversation'),
      { name: orderOf(file.path.split('/').at(-1) ?? '') },
      ...own,
    );
    return [{ id: conversation.id, cell, clues, tokens: tokensIn(file.text) }];
  });

  const rows: Record<keyof Evidence['rows'], Trace[]> = { answers: [], background: [], texts: [] };
  for (const file of inFolder('boxes')) {
    const box = file.json as Box;
    const { table, unit, group } = box.address;
    box.rows.forEach((row, index) => {
      // Other files about this row: a build that keeps some, or what a crash or a quarantine left.
      const traces = rest.filter((other) => other.text.includes(row.id)).map((other) => prefixed('other', other.marks));
      const ticks = Object.values(row.values).reduce<number>(
        (sum, value) => sum + (Array.isArray(value) ? value.length : 0),
        0,
      );
      const unknown = Object.values(row.values).filter((value) => value === 'dk').length;
      const clues = Object.assign(
        { index, ticks, unknown, box: file.marks.changed ?? 0 },
        numbersIn(row, 'row'),
        ...traces,
      );
      const cell =
        table === 'answers'
          ? `${unit}/${group}`
          : table === 'background'
            ? (groups[String(row.values.m_role)] ?? '')
            : languageOf(String(row.values.text));
      const to = table === 'open_text' ? rows.texts : table === 'background' ? rows.background : rows.answers;
      to.push({ id: row.id, cell, clues, tokens: tokensIn(JSON.stringify(row)) });
    });
  }

  const together = new Map<string, Set<string>>();
  const ids = Object.values(rows)
    .flat()
    .map((row) => row.id);
  for (const file of [...rest, ...inFolder('conversations')])
    for (const id of ids)
      if (file.text.includes(id))
        for (const person of people)
          if (file.text.includes(person.id)) together.set(id, (together.get(id) ?? new Set()).add(person.id));
  return { people, rows, together, hash };
}

const groups: Readonly<Record<string, string>> = {
  organisation: 'ngo',
  informal: 'ngo',
  village: 'other',
  clerk: 'office',
  institution: 'office',
  council: 'office',
  authority: 'office',
};

const languageOf = (text: string): string => (/\p{Script=Cyrillic}/u.test(text) ? 'uk' : 'pl');
