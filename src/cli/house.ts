/** Owning the data folder: one process holds the store, and answers the commands that knock at its door. */

import { z } from 'zod';
import { type Config, whereTyped } from '../config.ts';
import { home } from '../content/files.ts';
import type { Reply } from '../dialog/reply.ts';
import { type Bot, build } from '../main.ts';
import { type Line, own } from '../store/lowdb/control.ts';
import type { ExitCode, Out } from './command.ts';
import { explain } from './explain.ts';
import { codeFor, Sent, takeSeat, Wish } from './seat.ts';

/** What comes in at the door. */
const Knock = z.union([
  z.strictObject({ words: z.array(z.string()), cwd: z.string() }),
  z.strictObject({ chat: Wish }),
]);

const Said = z.strictObject({ number: z.int(), sent: Sent });

/** What goes out. */
export const Answered = z.union([
  z.strictObject({ out: z.string() }),
  z.strictObject({ json: z.unknown() }),
  z.strictObject({ warn: z.string() }),
  z.strictObject({ exit: z.int() }),
  z.strictObject({ reply: z.custom<Reply>() }),
  z.strictObject({ code: z.string().nullable() }),
  z.strictObject({ said: z.int(), fault: z.string().optional() }),
]);

/** Takes the data folder, builds the bot, runs `work`, and lets go of everything in reverse order. */
export async function withOwnBot<T>(
  config: Config,
  work: (bot: Bot) => Promise<T>,
  buildIt: (config: Config) => Promise<Bot> = build,
): Promise<T> {
  const visits = new Set<Promise<void>>();
  let bot: Bot | undefined;
  const ready = Promise.withResolvers<Bot>();
  // Who knocks while the bot is being built waits; if it cannot be built, the door closes.
  ready.promise.catch(() => undefined);
  const door = await own(config.dataDir, (line) => {
    const visit = ready.promise.then((built) => answer(built, line)).catch(() => line.end());
    visits.add(visit);
    void visit.finally(() => visits.delete(visit));
  });
  try {
    bot = await buildIt(config);
    ready.resolve(bot);
    const result = await work(bot);
    await Promise.race([Promise.all(visits), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
    return result;
  } catch (error) {
    ready.reject(error);
    throw error;
  } finally {
    await bot?.close();
    await door.close();
  }
}

async function answer(bot: Bot, line: Line): Promise<void> {
  const lines = line.lines[Symbol.asyncIterator]();
  const first = await lines.next();
  const knock = Knock.safeParse(first.value);
  if (first.done || !knock.success) return line.end();
  if ('words' in knock.data) {
    const { runHere } = await import('./rozmownica.ts');
    const out: Out = { print: (text) => line.send({ out: text }), json: (value) => line.send({ json: value }) };
    const exit = await runHere(knock.data.words, knock.data.cwd, out, (text) => line.send({ warn: text }), bot);
    line.send({ exit });
    return line.end();
  }
  const { conversation, locale } = knock.data.chat;
  try {
    line.send({ code: (await codeFor(bot, knock.data.chat)) ?? null });
  } catch (error) {
    line.send({ warn: explain(error) });
    return line.end();
  }
  const seat = takeSeat(bot, conversation, locale, (reply) => line.send({ reply }));
  try {
    for (let next = await lines.next(); !next.done; next = await lines.next()) {
      const said = Said.safeParse(next.value);
      if (!said.success) continue;
      const fault = await seat.say(said.data.sent).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      line.send({ said: said.data.number, ...(fault !== undefined && { fault }) });
    }
  } finally {
    seat.leave();
  }
}

/** Lets the owner run the command, and prints what it answers. */
export async function handOver(
  line: Line,
  words: readonly string[],
  out: Out,
  warn: (text: string) => void,
): Promise<ExitCode> {
  line.send({ words, cwd: whereTyped(home) });
  for await (const value of line.lines) {
    const answered = Answered.parse(value);
    if ('out' in answered) out.print(answered.out);
    else if ('json' in answered) out.json(answered.json);
    else if ('warn' in answered) warn(answered.warn);
    else if ('exit' in answered) {
      line.end();
      return answered.exit;
    }
  }
  throw new Error('the running Rozmównica stopped before it answered; try again');
}
