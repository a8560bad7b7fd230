/** `campaign publish|unpublish`: whether everybody may see the results of a wave. */
import { resultsPath } from '../bot/library.ts';
import { byOperator } from '../bot/staff.ts';
import { Refusal } from '../bot/waves.ts';
import { noted } from '../dialog/staff.ts';
import type { Bot } from '../main.ts';
import type { ExitCode, Input, Out } from './command.ts';

/**
 * Switches the page with the results on, for a wave that is over, or off again. Those who agreed to it are told of the
 * page by the running bot. Throws `Refusal`.
 */
export async function publish(input: Input, out: Out, bot: Bot, id: string, published: boolean): Promise<ExitCode> {
  const found = bot.store.campaigns().find((one) => one.id === id);
  if (!found) throw new Refusal(`there is no campaign ${id}`);
  // What cannot be shown is not announced.
  if (published) await bot.results.report(id);
  await bot.store.change(id, (campaign) => ({ ...(campaign ?? found), published }));
  const entry = byOperator(published ? 'published' : 'unpublished', id, bot.now());
  await bot.store.changeStaff((staff) => noted(staff, entry));
  const page = `${bot.config.publicUrl ?? `http://localhost:${bot.config.port}`}${resultsPath(id)}`;
  if (input.values.json === true) out.json({ campaign: id, published, page });
  else
    out.print(
      published ? told(bot, id, page) : `The results of ${id} are not public any more; nobody else is told of them.`,
    );
  return 0;
}

function told({ config }: Bot, id: string, page: string): string {
  const reach = config.publicUrl === undefined ? ' (PUBLIC_URL is not set: people are told to ask the organiser)' : '';
  return [
    `The results of ${id} are public: ${page}${reach}`,
    'Those who agreed to hear of them are told once, between 8:00 and 20:00, while the bot is running.',
  ].join('\n');
}
