/** The few words that a card needs and a reply does not bring. */
import type { Find } from '../../dialog/find.ts';
import type { Language } from '../../dialog/language.ts';

export type TextKey =
  | 'answer'
  | 'choose'
  | 'pickOne'
  | 'pickSome'
  | 'correct'
  | 'correctGo'
  | 'group'
  | 'open'
  | 'noFile';
export type Texts = (language: Language, key: TextKey) => string;

/** Texts under `teams.` of the bot's own. Throws for one that is not there: `check` finds it before anybody else does. */
export function teamsTexts(find: Find): Texts {
  return (language, key) => {
    const text = find(language, 'bot', `teams.${key}`);
    if (text === undefined) throw new Error(`locales/${language}/bot.yaml has no text teams.${key}`);
    return text;
  };
}
