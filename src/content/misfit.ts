/** What does not fit a schema, in words for people who do not program. PURE. */
import type { z } from 'zod';

export type Misfit = { readonly path: readonly PropertyKey[]; readonly what: string; readonly mend: string };

const kindsInWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list (each item on a line of its own, after "- ")',
  object: 'a group of keys (each on a line of its own, indented)',
  record: 'a group of keys (each on a line of its own, indented)',
};

/** One for each thing to mend. `example` is a file that shows how it is written. */
export function misfitsOf(issue: z.core.$ZodIssue, value: unknown, example: string): readonly Misfit[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      what: `${nameOf([...path, key])}: this key is not known here`,
      mend: 'Correct its spelling, or take it out. The schema beside the file lists what may stand here.',
    }));
  }
  if (path.length > 0 && valueAt(value, path) === undefined)
    return [{ path, what: `${nameOf(path)} is missing`, mend: `Add it, as in ${example}.` }];
  return [{ path, ...wordsFor(issue, nameOf(path), example) }];
}

function wordsFor(issue: z.core.$ZodIssue, name: string, example: string): Pick<Misfit, 'what' | 'mend'> {
  const change = 'Change it to what is asked for.';
  switch (issue.code) {
    case 'invalid_type':
      return {
        what: `${name} must be ${kindsInWords[issue.expected] ?? issue.expected}`,
        mend: `Write it as in ${example}.`,
      };
    case 'invalid_value':
      return oneOf(name, issue.values.map(String));
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) && issue.options.length > 0
        ? oneOf(name, issue.options.map(String))
        : { what: `${name} is not written in any of the ways that it may be`, mend: `Write it as in ${example}.` };
    case 'invalid_format':
      // Formats of our own come with a sentence of their own.
      return issue.format === 'date'
        ? { what: `${name} must be a date like 2026-12-15`, mend: 'Write a day that exists: year-month-day.' }
        : { what: `${name}: ${issue.message}`, mend: change };
    case 'too_small':
      return { what: `${name} ${atLeast(issue.origin, Number(issue.minimum), issue.exact)}`, mend: change };
    case 'too_big':
      return { what: `${name} ${atMost(issue.origin, Number(issue.maximum), issue.exact)}`, mend: change };
    case 'invalid_key':
      return { what: `${name}: this name cannot be used`, mend: issue.issues[0]?.message ?? change };
    default:
      return { what: `${name}: ${issue.message}`, mend: change };
  }
}

function oneOf(name: string, words: readonly string[]): Pick<Misfit, 'what' | 'mend'> {
  const [only] = words;
  if (words.length === 1) return { what: `${name} must be ${only}`, mend: `Write ${only}.` };
  return { what: `${name} must be one of ${words.join(', ')}`, mend: 'Write one of these words.' };
}

function atMost(origin: string, maximum: number, exact = false): string {
  if (origin === 'string') return `must not have more than ${maximum} characters`;
  if (origin === 'array')
    return exact ? `must have exactly ${maximum} items` : `must not have more than ${maximum} items`;
  return `must not be more than ${maximum}`;
}

function atLeast(origin: string, minimum: number, exact = false): string {
  if (origin === 'array' && exact) return `must have exactly ${minimum} items`;
  if (origin === 'string') return minimum === 1 ? 'must not be empty' : `must have at least ${minimum} characters`;
  if (origin === 'array') return minimum === 1 ? 'must not be an empty list' : `must have at least ${minimum} items`;
  return `must be at least ${minimum}`;
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.') || 'the file';
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
}
