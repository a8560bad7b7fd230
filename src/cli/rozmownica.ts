/** `npm run rozmownica -- <command>`: finds the command, runs it here or hands it to the process that owns the data. */

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal } from '../bot/waves.ts';
import { readConfig, whereTyped } from '../config.ts';
import { home } from '../content/files.ts';
import { knock, OwnedError } from '../store/lowdb/control.ts';
import { ask } from './ask.ts';
import { backup } from './backup.ts';
import { campaign } from './campaign.ts';
import { chat } from './chat.ts';
import { check } from './check.ts';
import { type Command, common, type ExitCode, type Input, type Out, UsageError } from './command.ts';
import { erase } from './erase.ts';
import { explain } from './explain.ts';
import { exportTables } from './export.ts';
import { gaps } from './gaps.ts';
import { handOver, withOwnBot } from './house.ts';
import { indexOfFile } from './index-of-file.ts';
import { invite } from './invite.ts';
import { learn } from './learn.ts';
import { report } from './report.ts';
import { buildToRestore, restore } from './restore.ts';
import { simulate } from './simulate.ts';
import { staff } from './staff.ts';
import { start } from './start.ts';
import { subjectExport } from './subject-export.ts';
import { teamsPackage } from './teams-package.ts';
import { texts } from './texts.ts';
import { withdraw } from './withdraw.ts';

const commands: readonly Command[] = [
  start,
  chat,
  check,
  ask,
  learn,
  campaign,
  invite,
  staff,
  indexOfFile,
  report,
  exportTables,
  texts,
  gaps,
  simulate,
  withdraw,
  erase,
  subjectExport,
  teamsPackage,
  backup,
  restore,
];

function help(): string {
  const lines = commands.map((command) => `  ${command.name.padEnd(16)}${command.summary}`);
  return [
    'Usage: npm run rozmownica -- <command> [options]',
    '',
    ...lines,
    '',
    'Every command takes --help; most take --json.',
  ].join('\n');
}

function helpOf(command: Command): string {
  const describe: Command['describe'] = { ...command.describe, ...common.describe };
  const all: Command['options'] = { ...command.options, ...common.options };
  const options = Object.entries(all).map(([name, option]) =>
    `  ${`--${name}${option.type === 'string' ? ' …' : ''}`.padEnd(18)}${describe[name] ?? ''}`.trimEnd(),
  );
  return [`${command.name} ${command.usage ?? ''}`.trimEnd(), '', command.summary, '', 'Options:', ...options].join(
    '\n',
  );
}

/** Splits the words of a command line. Throws `UsageError`. */
function parse(words: readonly string[]): { command: Command; input: Omit<Input, 'cwd'>; wantsHelp: boolean } {
  const [name, ...rest] = words;
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) throw new UsageError(`there is no command ${name}`);
  try {
    const options = { ...command.options, ...common.options };
    const { values, positionals } = parseArgs({ args: [...rest], options, allowPositionals: true, strict: true });
    return { command, input: { values, positionals }, wantsHelp: values.help === true };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Runs one command line in this process, with a bot that is already there. Never throws. */
export async function runHere(
  words: readonly string[],
  cwd: string,
  out: Out,
  warn: (text: string) => void,
  bot?: Parameters<Command['run']>[2],
): Promise<ExitCode> {
  try {
    const { command, input } = parse(words);
    if (!command.needsStore) return await command.run({ ...input, cwd }, out);
    if (!bot) throw new Error(`${command.name} needs the store`);
    return await command.run({ ...input, cwd }, out, bot);
  } catch (error) {
    warn(explain(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

/** A second server is never handed over to the first. */
function alreadyRunning(dataDir: string): Refusal {
  return new Refusal(`Rozmównica is already running on DATA_DIR ${dataDir}; stop it first`);
}

/** Runs a command line and returns its exit code. */
export async function run(words: readonly string[]): Promise<ExitCode> {
  const out: Out = { print: (text) => console.log(text), json: (value) => console.log(JSON.stringify(value)) };
  const warn = (text: string): void => console.error(text);
  const cwd = whereTyped(home);
  if (words.length === 0 || words[0] === '--help' || words[0] === 'help') {
    console.log(help());
    return words.length === 0 ? 2 : 0;
  }
  try {
    const { command, input, wantsHelp } = parse(words);
    if (wantsHelp) {
      console.log(helpOf(command));
      return 0;
    }
    if (!command.needsStore) return await runHere(words, cwd, out, warn);
    const config = readConfig(home);
    const line = await knock(config.dataDir);
    if (command === start && line) {
      line.end();
      throw alreadyRunning(config.dataDir);
    }
    if (line) return await handOver(line, words, out, warn);
    const backedUp = command === restore ? input.values.in : undefined;
    return await withOwnBot(
      config,
      (bot) => runHere(words, cwd, out, warn, bot),
      typeof backedUp === 'string' ? (own) => buildToRestore(own, resolve(cwd, backedUp), warn) : undefined,
    ).catch((error: unknown) => {
      throw command === start && error instanceof OwnedError ? alreadyRunning(config.dataDir) : error;
    });
  } catch (error) {
    warn(explain(error));
    if (error instanceof UsageError) warn(`\n${help()}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2));
