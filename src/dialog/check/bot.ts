/** The bot's own texts: the same in every language, and commands that can be typed and told apart. */
import { type CommandName, commandNames, commandReader } from '../command.ts';
import { Language } from '../language.ts';
import { fold } from '../words.ts';
import {
  type Finding,
  has,
  type Limits,
  nameOf,
  once,
  type Texts,
  type TextsByLanguage,
  withoutFile,
} from './finding.ts';
import { checkPlaceholders, withoutPlural } from './placeholder.ts';

export function checkBot(texts: TextsByLanguage, limits: Limits): readonly Finding[] {
  const spoken = Language.options.flatMap((language) => {
    const own = texts[language];
    return own ? [{ language, own }] : [];
  });
  const reader = commandReader((language, _, key) => texts[language]?.[key]);
  return once([
    ...withoutFile(texts),
    ...spoken.flatMap(({ language, own }) => [
      ...unequalKeys(texts, own, language),
      ...commandNames.flatMap((name) => checkCommand(own, language, name, reader)),
      ...checkTypedKeys(own, language, reader),
      ...checkYesNo(own, language),
      ...tooLong(own, language, limits),
    ]),
    ...checkPlaceholders(texts),
  ]);
}

/** Texts that no command belongs to: the same keys and values in every language. */
export function checkTexts(texts: TextsByLanguage): readonly Finding[] {
  const spoken = Language.options.flatMap((language) => {
    const own = texts[language];
    return own ? unequalKeys(texts, own, language, []) : [];
  });
  return once([...withoutFile(texts), ...spoken, ...checkPlaceholders(texts)]);
}

const slashes = commandNames.map((name) => `commands.${name}.slash`);

/** Keys that another language or a command asks for, and plural forms that this one needs or has no use for. */
function unequalKeys(
  texts: TextsByLanguage,
  own: Texts,
  language: Language,
  asked: readonly string[] = slashes,
): readonly Finding[] {
  const keys = [...new Set([...asked, ...Language.options.flatMap((other) => Object.keys(texts[other] ?? {}))])];
  const plurals = new Set(keys.filter((key) => key.endsWith('_other')).map(withoutPlural));
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const needed = [
    ...keys.filter((key) => !plurals.has(withoutPlural(key))),
    ...[...plurals].flatMap((base) => forms.map((form) => `${base}_${form}`)),
  ];
  return [
    ...needed
      .filter((key) => !has(own, key))
      .map((key) => ({
        language,
        key,
        what: `The text "${key}" is missing in ${nameOf(language)}.`,
        mend: plurals.has(withoutPlural(key))
          ? `${nameOf(language)} counts with these endings: ${forms.join(', ')}. Write a text for each.`
          : 'Write it at this place; the file of another language shows what it says.',
      })),
    ...Object.keys(own)
      .filter((key) => !needed.includes(key))
      .map((key) => ({
        language,
        key,
        what: `${nameOf(language)} has no use for the text "${key}": it does not count that way.`,
        mend: `Take it out; ${nameOf(language)} counts with ${forms.join(', ')}.`,
      })),
  ];
}

type Reader = ReturnType<typeof commandReader>;

/** Every way to type a command means that command. The reader knows all languages at once. */
function checkCommand(own: Texts, language: Language, name: CommandName, reader: Reader): readonly Finding[] {
  const typed = (part: string, mark: string) =>
    (own[`commands.${name}.${part}`] ?? '')
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '')
      .map((word) => ({ key: `commands.${name}.${part}`, text: mark + word }));
  return [...typed('slash', '/'), ...typed('words', '')].flatMap(({ key, text }) => {
    const meant = reader(text)?.name;
    if (meant === name) return [];
    const mend = meant ? `Take it away from ${name} or from ${meant}.` : 'Use at most 40 small letters without marks.';
    const what = meant
      ? `"${text}" is given to two commands, ${name} and ${meant}.`
      : `"${text}" cannot be understood as the command ${name}.`;
    return [{ language, key, what, mend }];
  });
}

/** What buttons tell people to type. */
function checkTypedKeys(own: Texts, language: Language, reader: Reader): readonly Finding[] {
  return (['explain', 'back', 'pause'] as const).flatMap((name) => {
    const key = `asideKey.${name}`;
    if (!has(own, key) || reader(own[key] ?? '')?.name === name) return [];
    return [
      {
        language,
        key,
        what: `"${own[key]}" is what people are told to type, but it is not understood as the command ${name}.`,
        mend: `Use one of the words under commands: ${name}, or add it there.`,
      },
    ];
  });
}

function checkYesNo(own: Texts, language: Language): readonly Finding[] {
  const words = (key: string) => (own[key] ?? '').split(',').map(fold);
  return words('words.no')
    .filter((word) => words('words.yes').includes(word))
    .map((word) => ({
      language,
      key: 'words.no',
      what: `"${word}" means both yes and no in ${nameOf(language)}.`,
      mend: 'Take it away from one of the two.',
    }));
}

/** Texts that stand on buttons. */
const labels =
  /^(?:languages\..+|greeting\.(?:survey|language|privacy)|aside\..+|done|yesNo\..+|goOn|notice\..+|confirm\.(?:yes|no)|enter\.(?:ngo|office)|review\.(?:send|edit|whole)|consent\.(?:yes|no)|unsent\.(?:yes|no)|erase\.(?:yes|no))$/;

function tooLong(own: Texts, language: Language, limits: Limits): readonly Finding[] {
  return Object.entries(own).flatMap(([key, text]) => {
    const most = labels.test(key) ? limits.labelChars : limits.textChars;
    if (text.length <= most) return [];
    const place = most === limits.labelChars ? 'on a button' : 'in one message';
    return [
      {
        language,
        key,
        what: `The text "${key}" has ${text.length} characters in ${nameOf(language)}, and ${most} fit ${place}.`,
        mend: 'Shorten it.',
      },
    ];
  });
}
