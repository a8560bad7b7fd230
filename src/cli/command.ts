/** What a command is, and where its words go. */
import type { ParseArgsOptionsConfig } from 'node:util';
import type { Bot } from '../main.ts';

export type Input = {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
  /** Where the person who typed the command stands; relative paths are from there. */
  readonly cwd: string;
};

export type Out = {
  readonly print: (text: string) => void;
  /** The one document that `--json` prints. */
  readonly json: (value: unknown) => void;
};

/** 0 ok, 1 the answer is no, 2 usage. */
export type ExitCode = number;

type Common = {
  readonly name: string;
  readonly summary: string;
  /** What follows the name in the help. */
  readonly usage?: string;
  readonly options: ParseArgsOptionsConfig;
  /** What each option is for, in a few words. */
  readonly describe: Readonly<Record<string, string>>;
};
export type Command = Common &
  (
    | { readonly needsStore: false; readonly run: (input: Input, out: Out) => Promise<ExitCode> }
    | { readonly needsStore: true; readonly run: (input: Input, out: Out, bot: Bot) => Promise<ExitCode> }
  );

/** What every command takes. */
export const common = {
  options: { json: { type: 'boolean' }, help: { type: 'boolean' } },
  describe: { json: 'answers with one JSON document', help: 'shows this' },
} as const;

/** The command was typed wrongly. */
export class UsageError extends Error {}

/** A text option; throws `UsageError` when it is required and missing. */
export function required(input: Input, name: string): string {
  const value = input.values[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing`);
  return value;
}

export function optional(input: Input, name: string): string | undefined {
  const value = input.values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A whole number of at least 1. */
export function whole(input: Input, name: string): number | undefined {
  const text = optional(input, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new UsageError(`--${name} must be a whole number from 1 up, not ${text}`);
  return value;
}

export function oneOf<T extends string>(input: Input, name: string, values: readonly T[]): T {
  const text = required(input, name);
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) throw new UsageError(`--${name} must be one of ${values.join(', ')}, not ${text}`);
  return value;
}
