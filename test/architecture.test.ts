/** Who may import whom, and what the pure folders do without: the tables of design.md §2, held over every file of src/. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = join(import.meta.dirname, '..', 'src');
const linesMax = 250;

/** Below, a path is relative to src/. `name/` is a folder with all that is in it; `types x` allows `import type` only. */
const pure = ['dialog/', 'survey/', 'workshop/', 'knowledge/', 'text/'];

/** These import what is named here and nothing else. */
const mayImport: Record<string, readonly string[]> = {
  'dialog/': ['zod', 'dialog/'],
  'survey/': ['zod', 'dialog/', 'survey/'],
  'workshop/': ['zod', 'date-fns/', '@date-fns/tz', 'dialog/', 'workshop/'],
  'knowledge/': ['zod', 'dialog/', 'knowledge/'],
  'text/': ['zod', 'i18next', 'types dialog/', 'text/'],
  // Ports: types and schemas over the pure folders, and types of each other.
  'store/store.ts': ['zod', ...pure, 'types channels/channel.ts', 'types jobs/jobs.ts'],
  'channels/channel.ts': ['zod', ...pure, 'types store/store.ts', 'types jobs/jobs.ts'],
  'jobs/jobs.ts': ['zod', ...pure, 'types store/store.ts', 'types channels/channel.ts'],
};

/** These import anything but what is named here. */
const neverImport: Record<string, readonly string[]> = {
  'channels/': ['bot/'],
  'store/': ['bot/', 'channels/'],
  'jobs/': ['bot/', 'channels/'],
  // The barrel and the parser cost 0.8 s and 200–300 MB (measured).
  '': ['date-fns', 'date-fns/parse'],
};

/**
 * Concrete drivers, the ends of the program, and figures that nobody is shown as they are: imported by themselves and by
 * those named here.
 */
const knownTo: Record<string, readonly string[]> = {
  ...Object.fromEntries(
    [...folders('channels'), ...folders('store')].map((driver) => [
      driver,
      ['main.ts', 'listen.ts', 'messengers.ts', 'cli/'],
    ]),
  ),
  'jobs/timer.ts': ['main.ts', 'cli/'],
  'jobs/pgboss.ts': ['main.ts', 'cli/'],
  'main.ts': ['cli/', 'listen.ts', 'messengers.ts'],
  'messengers.ts': ['main.ts', 'listen.ts'],
  'listen.ts': ['cli/'],
  // At full precision: only what `disclose` makes of them goes on, and to who has the raw answers anyway.
  'survey/score.ts': ['survey/', 'cli/index-of-file.ts'],
  'survey/tally.ts': ['survey/', 'cli/index-of-file.ts', 'cli/answers-file/'],
  'survey/wave.ts': ['survey/', 'bot/results.ts'],
  'cli/': ['dynamic main.ts'],
};

/** What would make the same input give another Turn. `new Date(number)` and Temporal without its clock are fine. */
const impure: Record<string, RegExp> = {
  'a clock (Date.now)': /\bDate\.now\b/g,
  'a clock (new Date without an argument)': /\bnew Date\b(?!\s*\(\s*[^\s)])/g,
  'a clock (Temporal.Now)': /\bTemporal\.Now\b/g,
  'a clock (performance)': /\bperformance\./g,
  'a timer': /\b(?:setTimeout|setInterval|setImmediate|queueMicrotask)\b/g,
  'chance (Math.random)': /\bMath\.random\b/g,
  'chance (crypto)': /\bcrypto\./g,
  'a log (console)': /\bconsole\./g,
  async: /\basync\b(?=\s*(?:\(|function\b|\*|[\w$[]))/g,
  await: /\bawait\b/g,
  process: /\bprocess\./g,
  'the network (fetch)': /\bfetch\(/g,
};

/** Names that say nothing; `index` hides direction. */
const emptyNames = ['util', 'utils', 'helper', 'helpers', 'common', 'shared', 'lib', 'index'];

type Import = { readonly line: number; readonly to: string; readonly kind: 'value' | 'types' | 'dynamic' };
type Source = { readonly path: string; readonly text: string; readonly imports: readonly Import[] };

/** The folders directly inside one of src/, with a slash at their end; none if it does not exist yet. */
function folders(inside: string): readonly string[] {
  return entries()
    .filter((path) => path.startsWith(`${inside}/`) && path.split('/').length > 2)
    .map((path) => `${path.split('/').slice(0, 2).join('/')}/`);
}

function entries(): readonly string[] {
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(src.length + 1))
    .sort();
}

function readSource(path: string): Source {
  const text = readFileSync(join(src, path), 'utf8');
  return { path, text, imports: importsOf(path, text) };
}

/** The text with comments, and on request the insides of plain strings, turned to blanks; lines stay where they are. */
function code(text: string, strings: 'keep' | 'blank'): string {
  const blank = (part: string) => part.replace(/[^\n]/g, ' ');
  return text.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g,
    (part) => {
      if (part.startsWith('/')) return blank(part);
      return strings === 'blank' && !part.startsWith('`') ? `${part[0]}${blank(part.slice(1, -1))}${part[0]}` : part;
    },
  );
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** Every import, re-export, `import()` and `import('…').Type`. A path of ours becomes relative to src/. */
function importsOf(path: string, text: string): readonly Import[] {
  const bare = code(text, 'keep');
  const fixed = bare.matchAll(
    /^\s*(?:import|export)\b(?:(?<clause>[\w$*{},\s]+?)\bfrom\b)?\s*(['"])(?<to>[^'"\n]+)\2/gm,
  );
  const dynamic = bare.matchAll(/\bimport\s*\(\s*(?:(['"])(?<to>[^'"\n]+)\1)?/g);
  const all = [...fixed, ...dynamic].map((match): Import => {
    const to = match.groups?.to ?? '(computed)';
    const kind = /^\s*import\s*\(/.test(match[0]) ? 'dynamic' : isTypes(match.groups?.clause) ? 'types' : 'value';
    const start = match.index + match[0].search(/\S/);
    return { line: lineAt(text, start), to: to.startsWith('.') ? normalize(join(dirname(path), to)) : to, kind };
  });
  return all.sort((a, b) => a.line - b.line);
}

/** `import type …`, or braces in which every name is marked `type`. */
function isTypes(clause: string | undefined): boolean {
  if (clause === undefined) return false;
  if (/^\s*type\b(?!\s*(?:,|from\b))/.test(clause)) return true;
  const names = /^\s*\{([^}]*)\}\s*$/
    .exec(clause)?.[1]
    ?.split(',')
    .filter((name) => name.trim() !== '');
  return names !== undefined && names.length > 0 && names.every((name) => /^\s*type\s/.test(name));
}

function isIn(path: string, place: string): boolean {
  return place === '' || path === place || (place.endsWith('/') && path.startsWith(place));
}

/** Whether one of the places allows it. A package allowed as `date-fns/` is allowed by sub-path only. */
function allows(places: readonly string[], { to, kind }: Import): boolean {
  return places.some((place) =>
    place.startsWith('types ') ? kind === 'types' && isIn(to, place.slice(6)) : isIn(to, place),
  );
}

function fault({ path }: Source, line: number, what: string): string {
  return `src/${path}:${line} ${what}`;
}

function forbiddenImports(source: Source): readonly string[] {
  const { path, imports } = source;
  const allowed = Object.entries(mayImport).filter(([place]) => isIn(path, place));
  const denied = Object.entries(neverImport).filter(([place]) => isIn(path, place));
  return imports.flatMap((one) => {
    const found = `imports ${one.kind === 'value' ? '' : `(${one.kind}) `}${one.to}`;
    const strangers = allowed
      .filter(([, places]) => !allows(places, one))
      .map(([place, places]) => `${found}; ${place} may import only ${places.join(', ')}`);
    const banned = denied
      .filter(([, places]) => places.some((place) => isIn(one.to, place)))
      .map(([place]) => `${found}; ${place || 'src/'} must not`);
    const secrets = Object.entries(knownTo)
      .filter(([place]) => isIn(one.to, place) && !isIn(path, place))
      .filter(
        ([, friends]) =>
          !friends.some(
            (friend) =>
              isIn(path, friend.replace('dynamic ', '')) && (!friend.startsWith('dynamic ') || one.kind === 'dynamic'),
          ),
      )
      .map(([place, friends]) => `${found}; ${place} is known only to ${friends.join(', ')}`);
    return [...strangers, ...banned, ...secrets].map((what) => fault(source, one.line, what));
  });
}

function impurities(source: Source): readonly string[] {
  if (!pure.some((folder) => isIn(source.path, folder))) return [];
  return Object.entries(impure).flatMap(([what, pattern]) =>
    occurrences(source, pattern, `uses ${what} in a pure folder`),
  );
}

function occurrences(source: Source, pattern: RegExp, what: string): readonly string[] {
  const bare = code(source.text, 'blank');
  return [...bare.matchAll(pattern)].map((match) => fault(source, lineAt(bare, match.index), what));
}

/** Import cycles, each with the lines that make it; none only if there is none. Types count, `import()` does not. */
function cycles(all: readonly Source[]): readonly string[] {
  const imports = new Map(all.map((one) => [one.path, one.imports.filter(({ kind }) => kind !== 'dynamic')]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly { readonly path: string; readonly line: number }[]): void => {
    const start = trail.findIndex((step) => step.path === path);
    if (start >= 0)
      found.push([...trail.slice(start).map((step) => `src/${step.path}:${step.line}`), `src/${path}`].join(' → '));
    if (start >= 0 || done.has(path)) return;
    for (const { to, line } of imports.get(path) ?? []) visit(to, [...trail, { path, line }]);
    done.add(path);
  };
  for (const { path } of all) visit(path, []);
  return found;
}

/** Fails with one fault a line. */
function none(faults: readonly string[]): void {
  if (faults.length > 0) expect.fail(`${faults.length} found:\n${faults.join('\n')}`);
}

const files = entries();
const sources = files.filter((path) => path.endsWith('.ts')).map(readSource);

describe('src/', () => {
  it('imports only what the table allows', () => none(sources.flatMap(forbiddenImports)));
  it('has no clock, chance, log, waiting or machine in the pure folders', () => none(sources.flatMap(impurities)));
  it('has no import cycle', () => none(cycles(sources)));
  it('reads the environment only in config.ts', () => {
    const others = sources.filter(({ path }) => path !== 'config.ts');
    none(
      others.flatMap((source) =>
        occurrences(source, /\bprocess\s*\.\s*env\b|\bloadEnvFile\b/g, 'reads process.env; only config.ts may'),
      ),
    );
  });
  it('has no file or folder whose name says nothing', () => {
    const empty = (path: string) =>
      path.split('/').find((part) => emptyNames.includes(part.replace(/\..*$/, '').toLowerCase()));
    none(
      files
        .filter((path) => empty(path) !== undefined)
        .map((path) => `src/${path}:1 is called ${empty(path)}; name the idea`),
    );
  });
  it(`has no file of more than ${linesMax} lines`, () => {
    const lines = ({ text }: Source) => text.replace(/\n$/, '').split('\n').length;
    const long = sources.filter((source) => lines(source) > linesMax);
    none(
      long.map((source) =>
        fault(source, linesMax + 1, `goes on to line ${lines(source)}; a second idea asks for its own file`),
      ),
    );
  });
});

describe('this test', () => {
  const at = (path: string, text: string): Source => ({ path, text, imports: importsOf(path, text) });

  it.each([
    ['dialog/a.ts', "import { readFileSync } from 'node:fs';"],
    ['dialog/a.ts', "import {\n  type A,\n  b,\n} from '../survey/b.ts';"],
    ['dialog/a.ts', "export * from '../bot/b.ts';"],
    ['dialog/a.ts', "type A = import('../bot/b.ts').B;"],
    ['text/a.ts', "import { type A, b } from '../dialog/b.ts';"],
    ['workshop/a.ts', "import { parse } from 'date-fns/parse';"],
    ['report/a.ts', "import { addDays } from 'date-fns';"],
    ['channels/a.ts', "import type { B } from '../bot/b.ts';"],
    ['bot/a.ts', "import '../cli/b.ts';"],
    ['main.ts', "import { run } from './cli/b.ts';"],
    ['http/a.ts', 'import "../jobs/pgboss.ts";'],
  ])('sees that src/%s may not have %j', (path, text) => {
    expect(forbiddenImports(at(path, `\n${text}\n`))).toEqual([expect.stringMatching(`^src/${path}:2 imports `)]);
  });

  it.each([
    ['text/a.ts', "import type { A } from '../dialog/b.ts';\nimport { type C, type D } from '../dialog/d.ts';"],
    ['workshop/a.ts', "import { addDays } from 'date-fns/addDays';"],
    ['main.ts', "const { run } = await import('./cli/b.ts');"],
    ['dialog/a.ts', "// import { b } from '../bot/b.ts';\n/* import '../bot/b.ts'; */\nexport const from = 'node:fs';"],
  ])('sees that src/%s may have %j', (path, text) => {
    expect(forbiddenImports(at(path, text))).toEqual([]);
  });

  it('sees impure code, and not words in comments and strings', () => {
    const text =
      'new Date();\nnew Date(0); // Date.now()\nconst c = "await console.log";\nconst d = async (x) => await x;';
    const lines = impurities(at('dialog/a.ts', text)).map((one) => one.split(' ')[0]);
    expect(lines).toEqual(['src/dialog/a.ts:1', 'src/dialog/a.ts:4', 'src/dialog/a.ts:4']);
  });

  it('lists a cycle', () => {
    const ring = [
      at('a.ts', "import './b.ts';"),
      at('b.ts', "import type { C } from './c.ts';"),
      at('c.ts', "import { b } from './b.ts';"),
    ];
    expect(cycles(ring)).toEqual(['src/b.ts:1 → src/c.ts:1 → src/b.ts']);
  });
});
