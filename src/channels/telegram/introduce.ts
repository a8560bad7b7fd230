/** What the bot tells Telegram about itself at its start: commands and descriptions, and how updates shall come. */
import { type Api, GrammyError } from 'grammy';
import type { Find } from '../../dialog/find.ts';
import { Language } from '../../dialog/language.ts';
import { allowedUpdates } from './activity.ts';

/** In the order of the menu; each has its words in `locales/<language>/bot.yaml` under `menu`. */
export const menu = [
  ...(['survey', 'areas', 'tools', 'help', 'back', 'pause'] as const),
  ...(['language', 'privacy', 'mydata', 'withdraw', 'delete'] as const),
];

/** Where updates shall go: nowhere, since they are asked for; or to this address, with this secret. */
export type Way =
  | { readonly kind: 'polling' }
  | { readonly kind: 'webhook'; readonly url: string; readonly secret: string };

/** The token is no good: another attempt will not help. */
export class RefusedTokenError extends Error {}

/** The bot's name there. Throws `RefusedTokenError` when Telegram does not know the token. */
export async function nameOf(api: Api): Promise<string> {
  try {
    return (await api.getMe()).username;
  } catch (error) {
    if (error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404))
      throw new RefusedTokenError(
        'TELEGRAM_BOT_TOKEN: Telegram does not know this token; copy it again from @BotFather, or correct TELEGRAM_API_ROOT',
      );
    throw error;
  }
}

/** Before polling no webhook may be left; with a webhook Telegram is told everything anew. What waits is kept. */
export async function openWay(api: Api, way: Way): Promise<void> {
  if (way.kind === 'polling') await api.deleteWebhook();
  else await api.setWebhook(way.url, { secret_token: way.secret, allowed_updates: [...allowedUpdates] });
}

/** The menu and the words that people see before they begin, in every language; what has no language gets `language`. */
export async function introduce(api: Api, find: Find, language: Language): Promise<void> {
  const codes = [undefined, ...Language.options] as const;
  for (const code of codes) {
    const spoken = code ?? language;
    const text = (key: string): string => find(spoken, 'bot', key) ?? '';
    const where = code === undefined ? {} : { language_code: code };
    await api.setMyCommands(commandsIn(text), { scope: { type: 'all_private_chats' }, ...where });
    await api.setMyDescription(text('telegram.description'), where);
    await api.setMyShortDescription(text('telegram.about'), where);
  }
}

/** Telegram's commands are of a–z, 0–9 and _ only: the first spelling of that kind. */
function commandsIn(text: (key: string) => string): { command: string; description: string }[] {
  return menu.flatMap((name) => {
    const spellings = text(`commands.${name}.slash`)
      .split(',')
      .map((word) => word.trim());
    const command = spellings.find((word) => /^[a-z0-9_]{1,32}$/.test(word));
    return command === undefined ? [] : [{ command, description: text(`menu.${name}`) }];
  });
}
