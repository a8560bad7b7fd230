/** What works at any step. Names and plain words stand in `locales/<language>/bot.yaml` under `commands`. */
import type { Find } from './find.ts';
import { Language } from './language.ts';
import { fold } from './words.ts';

export const commandNames = [
  'start',
  'help',
  'survey',
  'back',
  'pause',
  'language',
  'privacy',
  'withdraw',
  'mydata',
  'delete',
  'areas',
  'tools',
  'explain',
  'report',
] as const;
export type CommandName = (typeof commandNames)[number];

/** A command as it was typed; `rest` is what followed it (`/start CODE`, `/jezyk en`). */
export type Command = { readonly name: CommandName; readonly rest: string; readonly slash: boolean };

/**
 * Reads commands: `/name` in any language and anywhere, or one of the plain words as the whole message.
 * Built once, from texts in every language: people type what they are used to.
 */
export function commandReader(find: Find): (text: string) => Command | undefined {
  const slashes = new Map<string, CommandName>();
  const words = new Map<string, CommandName>();
  for (const language of Language.options) {
    for (const name of commandNames) {
      for (const slash of list(find(language, 'bot', `commands.${name}.slash`))) slashes.set(fold(slash), name);
      for (const word of list(find(language, 'bot', `commands.${name}.words`)))
        if (fold(word) !== '') words.set(fold(word), name);
    }
  }
  return (text) => {
    // In groups Telegram adds the bot's name: /start@rozmownica_bot
    const typed = /^\/([\p{L}\p{M}_]+)(?:@\w+)?(?:\s+(.*))?$/su.exec(text);
    if (typed?.[1]) {
      const name = slashes.get(fold(typed[1]));
      return name && { name, rest: typed[2]?.trim() ?? '', slash: true };
    }
    if (/^[?？❓❔]+$/.test(text)) return { name: 'explain', rest: '', slash: false };
    if (text.length > 40) return undefined;
    const name = words.get(fold(text));
    return name && { name, rest: '', slash: false };
  };
}

function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
