/** `chat`: talks to the bot in this terminal, with the server running or not. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Refusal } from '../bot/waves.ts';
import { converse } from '../channels/terminal/converse.ts';
import { createRecord } from '../channels/terminal/record.ts';
import { style } from '../channels/terminal/render.ts';
import { readConfig } from '../config.ts';
import { home } from '../content/files.ts';
import { Language } from '../dialog/language.ts';
import type { Reply } from '../dialog/reply.ts';
import { Side } from '../dialog/session.ts';
import type { Bot } from '../main.ts';
import { knock, type Line } from '../store/lowdb/control.ts';
import { type Command, type Input, oneOf, optional, UsageError } from './command.ts';
import { Answered, withOwnBot } from './house.ts';
import { codeFor, type Sent, takeSeat, type Wish } from './seat.ts';

/** Begins the address of a conversation in the terminal. */
const channel = 'terminal:';

export const chat: Command = {
  name: 'chat',
  summary: 'Talks to the bot in this terminal',
  usage: '[--as ngo|office [--campaign C] [--unit U]] [--lang pl|en|uk] [--name NAME] [--record FILE]',
  options: {
    as: { type: 'string' },
    campaign: { type: 'string' },
    unit: { type: 'string' },
    lang: { type: 'string' },
    name: { type: 'string' },
    record: { type: 'string' },
  },
  describe: {
    as: 'straight into the survey, as ngo or office: in a demonstration',
    campaign: 'with --as: in this wave, on purpose; the answers count',
    unit: 'with --as: the id of the JST; the first one unless told',
    lang: 'the language to begin in: pl, en or uk',
    name: 'a name under which you can come back',
    record: 'writes the conversation to a file, as a transcript test',
  },
  needsStore: false,
  async run(input) {
    const config = readConfig(home);
    const wish = wishOf(input);
    const line = await knock(config.dataDir);
    if (line) await talk(input, remote(line, wish), wish);
    else await withOwnBot(config, async (bot) => talk(input, await local(bot, wish), wish));
    return 0;
  },
};

function wishOf(input: Input): Wish {
  const name = optional(input, 'name');
  for (const alone of ['campaign', 'unit'])
    if (optional(input, alone) !== undefined && optional(input, 'as') === undefined)
      throw new UsageError(`--${alone} needs --as ngo or --as office`);
  return {
    // Without a name everybody is new; with one they come back to where they were.
    conversation: `${channel}${name ?? randomBytes(6).toString('hex')}`,
    locale: optional(input, 'lang') && oneOf(input, 'lang', Language.options),
    as: optional(input, 'as') === undefined ? undefined : oneOf(input, 'as', Side.options),
    unit: optional(input, 'unit'),
    campaign: optional(input, 'campaign'),
  };
}

type Table = {
  readonly say: (sent: Sent) => Promise<void>;
  readonly onReply: (show: (reply: Reply) => void) => void;
  /** The invitation to begin with, if one was asked for. */
  readonly code: () => Promise<string | undefined>;
  readonly leave: () => void;
};

async function talk(input: Input, table: Table, wish: Wish): Promise<void> {
  const path = optional(input, 'record');
  const { stdin, stdout } = process;
  try {
    // A place that cannot be written is heard of before the conversation, not after it.
    if (path !== undefined) writeFileSync(resolve(input.cwd, path), '', { flag: 'a' });
    const code = await table.code();
    const record = createRecord(code !== undefined && wish.as ? { code, side: wish.as } : undefined);
    const first: Sent = { kind: 'message', text: code === undefined ? '/start' : `/start ${code}` };
    if (stdin.isTTY && stdout.isTTY) {
      const look = { columns: stdout.columns, color: stdout.hasColors() };
      console.log(style('Arrows and Enter choose, or type. Ctrl-D leaves.', 'dim', look));
    }
    await converse(table, { input: stdin, output: stdout }, { record: record.add, first });
    if (path !== undefined) writeFileSync(resolve(input.cwd, path), record.text());
    if (optional(input, 'name') === undefined)
      console.log(`Come back with: npm run rozmownica -- chat --name ${wish.conversation.slice(channel.length)}`);
  } finally {
    table.leave();
  }
}

async function local(bot: Bot, wish: Wish): Promise<Table> {
  let show: (reply: Reply) => void = () => undefined;
  const seat = takeSeat(bot, wish.conversation, wish.locale, (reply) => show(reply));
  return {
    say: seat.say,
    onReply: (next) => {
      show = next;
    },
    code: () => codeFor(bot, wish),
    leave: seat.leave,
  };
}

/** The same table, laid by the process that owns the store. */
function remote(line: Line, wish: Wish): Table {
  let show: (reply: Reply) => void = () => undefined;
  const waiting = new Map<number, PromiseWithResolvers<void>>();
  const code = Promise.withResolvers<string | undefined>();
  let number = 0;
  line.send({ chat: wish });
  const listen = async (): Promise<void> => {
    for await (const value of line.lines) {
      const answered = Answered.parse(value);
      if ('reply' in answered) show(answered.reply);
      if ('code' in answered) code.resolve(answered.code ?? undefined);
      if ('warn' in answered) code.reject(new Refusal(answered.warn));
      if ('said' in answered) {
        if (answered.fault === undefined) waiting.get(answered.said)?.resolve();
        else waiting.get(answered.said)?.reject(new Error(answered.fault));
        waiting.delete(answered.said);
      }
    }
  };
  let isGone = false;
  const end = (): void => {
    isGone = true;
    code.reject(gone());
    for (const one of waiting.values()) one.reject(gone());
    waiting.clear();
  };
  listen().then(end, end);
  return {
    say(sent) {
      if (isGone) return Promise.reject(gone());
      number += 1;
      const done = Promise.withResolvers<void>();
      waiting.set(number, done);
      line.send({ number, sent });
      return done.promise;
    },
    onReply: (next) => {
      show = next;
    },
    code: () => code.promise,
    leave: line.end,
  };
}

function gone(): Error {
  return new Error('The running Rozmównica stopped. What it confirmed is kept; start it again and come back.');
}
