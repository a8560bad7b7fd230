/** What the linker looks at: it learns which clues go together, and scores who may have sent which row by them. */
import type { Evidence, Trace } from './evidence.ts';
import { correlation, ranks } from './matching.ts';
import type { Truth } from './respondents.ts';

export type Table = keyof Evidence['rows'];
export type Seen = { readonly evidence: Evidence; readonly truth: Truth };

/** A correlation that chance brings forth in none of some thousand pairs of clues. */
const zMin = 4.5;
const cluesMax = 8;
/** In units of log-likelihood: one shared token outweighs any likeness. */
const tokenWeight = 40;
const togetherWeight = 80;

/** Whoever may belong together: within a unit and group, a group, a language. */
export function cellsOf(evidence: Evidence, table: Table): readonly (readonly [readonly Trace[], readonly Trace[]])[] {
  const cellOf = ({ cell }: Trace): string => {
    const [unit, group, language] = cell.split('/');
    return table === 'answers' ? `${unit}/${group}` : ((table === 'background' ? group : language) ?? '');
  };
  const people = Map.groupBy(evidence.people, cellOf);
  const rows = Map.groupBy(evidence.rows[table], (row) => row.cell);
  return [...people].map(([cell, members]) => [members, rows.get(cell) ?? []] as const);
}

export function isTrue(truth: Truth, table: Table, person: Trace, row: Trace | undefined): boolean {
  const sent = truth.get(person.id);
  if (!sent || !row) return false;
  return table === 'texts' ? sent.texts.includes(row.id) : sent[table] === row.id;
}

export type Clue = { readonly of: string; readonly to: string; readonly rho: number };

/** Pairs of clues that go together where it is known who is who, each used once, the strongest first. */
export function learn(worlds: readonly Seen[], table: Table): readonly Clue[] {
  const left = new Map<string, number[]>();
  const right = new Map<string, number[]>();
  let pairs = 0;
  for (const { evidence, truth } of worlds) {
    for (const [people, rows] of cellsOf(evidence, table)) {
      const known = rows.flatMap((row, r) => {
        const p = people.findIndex((person) => isTrue(truth, table, person, row));
        return p < 0 ? [] : [{ p, r }];
      });
      for (const name of namesOf(worlds, 'people', table)) {
        const scores = scoresAtHome(people, name);
        left.set(name, [...(left.get(name) ?? []), ...known.map(({ p }) => scores[p] ?? 0)]);
      }
      for (const name of namesOf(worlds, 'rows', table)) {
        const scores = scoresWithin(rows, name);
        right.set(name, [...(right.get(name) ?? []), ...known.map(({ r }) => scores[r] ?? 0)]);
      }
      pairs += known.length;
    }
  }
  const all: Clue[] = [];
  for (const [of, a] of left) for (const [to, b] of right) all.push({ of, to, rho: correlation(a, b) });
  all.sort((a, b) => Math.abs(b.rho) - Math.abs(a.rho));
  const chosen: Clue[] = [];
  for (const clue of all) {
    if (chosen.length >= cluesMax || Math.abs(clue.rho) * Math.sqrt(pairs) < zMin) break;
    if (chosen.every((one) => one.of !== clue.of && one.to !== clue.to)) chosen.push(clue);
  }
  // Where nothing stands out the best guess is as good as any.
  return chosen.length > 0 ? chosen : all.slice(0, 1);
}

const names = new WeakMap<readonly Seen[], Map<string, readonly string[]>>();

function namesOf(worlds: readonly Seen[], side: 'people' | 'rows', table: Table): readonly string[] {
  const known = names.get(worlds) ?? new Map<string, readonly string[]>();
  names.set(worlds, known);
  const key = `${side} ${table}`;
  const traces = (evidence: Evidence): readonly Trace[] => (side === 'people' ? evidence.people : evidence.rows[table]);
  const found = known.get(key) ?? [
    ...new Set(worlds.flatMap(({ evidence }) => traces(evidence).flatMap((trace) => Object.keys(trace.clues)))),
  ];
  known.set(key, found);
  return found;
}

/** A clue as a normal score within its cell: only the order counts. */
function scoresWithin(traces: readonly Trace[], name: string): readonly number[] {
  return ranks(traces.map((trace) => trace.clues[name] ?? -1)).map((rank) =>
    probit(Math.min(0.995, Math.max(0.005, rank))),
  );
}

/** The same for people, each among those of their own unit and group: what differs between these tells nothing. */
function scoresAtHome(people: readonly Trace[], name: string): readonly number[] {
  const scores = new Map<string, number>();
  for (const [, members] of Map.groupBy(people, ({ cell }) => cell.split('/').slice(0, 2).join('/')))
    for (const [at, score] of scoresWithin(members, name).entries()) scores.set(members[at]?.id ?? '', score);
  return people.map(({ id }) => scores.get(id) ?? 0);
}

/** Inverse of the normal distribution, to three digits (Tukey's lambda). */
function probit(p: number): number {
  return 4.91 * (p ** 0.14 - (1 - p) ** 0.14);
}

export function scoresOf(
  evidence: Evidence,
  people: readonly Trace[],
  rows: readonly Trace[],
  clues: readonly Clue[],
  withKey: boolean,
  random: () => number,
): number[][] {
  const scores = people.map(() => rows.map(() => random() * 1e-6));
  const add = (p: number, r: number, score: number): void => {
    const line = scores[p];
    if (line) line[r] = (line[r] ?? 0) + score;
  };
  for (const { of, to, rho } of clues) {
    const x = scoresAtHome(people, of);
    const y = scoresWithin(rows, to);
    const sure = Math.sign(rho) * Math.min(Math.abs(rho), 0.999);
    // Log-likelihood of a bivariate normal against independence.
    for (const [p, a] of x.entries())
      for (const [r, b] of y.entries())
        add(p, r, -(sure * sure * (a * a + b * b) - 2 * sure * a * b) / (2 * (1 - sure * sure)));
  }
  const shared = sharedTokens(evidence, people, rows, withKey);
  for (const [p, person] of people.entries()) {
    for (const [r, row] of rows.entries()) {
      add(p, r, tokenWeight * (shared.get(`${person.id} ${row.id}`) ?? 0));
      if (evidence.together.get(row.id)?.has(person.id)) add(p, r, togetherWeight);
    }
  }
  return scores;
}

/** How many tokens one person and one row have in common that no other does; with the key, hashes of tokens too. */
function sharedTokens(
  { hash }: Evidence,
  people: readonly Trace[],
  rows: readonly Trace[],
  withKey: boolean,
): ReadonlyMap<string, number> {
  const prefixes = ['', 'receipt answers ', 'receipt background ', 'receipt open_text '];
  const spread = (trace: Trace): string[] => {
    const plain = [trace.id, ...trace.tokens];
    return withKey
      ? [...plain, ...plain.flatMap((token) => prefixes.map((prefix) => hash(prefix + token.replaceAll('-', ''))))]
      : plain;
  };
  const index = (traces: readonly Trace[]): Map<string, string[]> => {
    const found = new Map<string, string[]>();
    for (const trace of traces)
      for (const token of new Set(spread(trace))) found.set(token, [...(found.get(token) ?? []), trace.id]);
    return found;
  };
  const [ofPeople, ofRows] = [index(people), index(rows)];
  const shared = new Map<string, number>();
  for (const [token, [person, ...morePeople]] of ofPeople) {
    const [row, ...moreRows] = ofRows.get(token) ?? [];
    if (person && row && morePeople.length + moreRows.length === 0)
      shared.set(`${person} ${row}`, (shared.get(`${person} ${row}`) ?? 0) + 1);
  }
  return shared;
}
