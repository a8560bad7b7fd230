/** A reply without a card: every answer has what may be typed for it. PURE. */
import type { Language } from '../../dialog/language.ts';
import type { Prompt, ReplyChoice, Spoken } from '../../dialog/reply.ts';
import { seen } from './runs.ts';

/** The whole reply as it can be read, and answered, line by line. */
export function plainText(reply: Spoken): string {
  if (reply.kind === 'text') return seen(reply.text);
  const { lead, progress, text, hint, choices, language } = reply;
  const answers = choices.filter(({ aside }) => !aside).map((choice) => answerLine(choice, reply, language));
  const asides = choices.filter(({ aside }) => aside).map((choice) => typed(choice, language));
  return [lead, progress?.text, text, hint, answers.join('\n'), asides.join(' · ')]
    .filter((part) => part !== undefined && part.trim() !== '')
    .map((part) => seen(part ?? ''))
    .join('\n\n');
}

function answerLine(choice: ReplyChoice, { input }: Prompt, language: Language): string {
  // What ends a list has no number of its own.
  if (input === 'multi' && choice.selected === undefined) return typed(choice, language);
  return `${choice.key}. ${choice.selected ? '✓ ' : ''}${choice.label}`;
}

const quotes: Record<Language, readonly [open: string, close: string]> = {
  pl: ['„', '”'],
  en: ['“', '”'],
  uk: ['«', '»'],
};

function typed({ key, label }: ReplyChoice, language: Language): string {
  const [open, close] = quotes[language];
  const quoted = `${open}${key}${close}`;
  return key.toLocaleLowerCase() === label.toLocaleLowerCase() ? quoted : `${quoted} – ${label}`;
}
