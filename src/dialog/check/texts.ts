/** The texts of a dialog: all that are said are there, in every language, and nothing else. */
import type { Dialog } from '../dialog.ts';
import { Language } from '../language.ts';
import { type Finding, has, nameOf, type Texts, type TextsByLanguage, withoutFile } from './finding.ts';
import { checkPlaceholders, placeholdersIn } from './placeholder.ts';
import { type Wanted, wantedTexts } from './wanted.ts';

/** The one text of a dialog into which the program puts values: those of the wave (`CampaignView.notice`). */
const noticeText = 'steps.notice.text';
const noticeValues = ['controller', 'contact', 'dpo', 'purpose', 'legalBasis', 'retention', 'k', 'closes', 'unit'];

export function checkTexts(dialog: Dialog, texts: TextsByLanguage): readonly Finding[] {
  const wanted = wantedTexts(dialog);
  const needed = demanded(wanted, texts);
  return [
    ...withoutFile(texts),
    ...Language.options.flatMap((language) => {
      const own = texts[language];
      return own
        ? [...missing(needed, own, language), ...unused(wanted, own, language), ...unfilled(own, language)]
        : [];
    }),
    ...checkPlaceholders(texts),
  ];
}

/** Has this language every text the engine will ask it for? */
export function isComplete(dialog: Dialog, texts: TextsByLanguage, language: Language): boolean {
  const own = texts[language];
  return own !== undefined && missing(demanded(wantedTexts(dialog), texts), own, language).length === 0;
}

/** What each language must have: a text that need not exist is demanded of all when one of them has it. */
function demanded(wanted: readonly Wanted[], texts: TextsByLanguage): readonly Wanted[] {
  const somewhere = (key: string, group: string | undefined): boolean =>
    Language.options.some((language) => keyFor(key, group, texts[language] ?? {}) !== undefined);
  return wanted
    .filter(({ need }) => need !== 'never')
    .map((want) =>
      want.need === 'always' ? want : { ...want, groups: want.groups.filter((group) => somewhere(want.key, group)) },
    );
}

/** The group's own wording, or that of all: as `findOf` looks it up. */
function keyFor(key: string, group: string | undefined, texts: Texts): string | undefined {
  const own = `${key}.${group}`;
  if (group !== undefined && has(texts, own)) return own;
  return has(texts, key) ? key : undefined;
}

function missing(wanted: readonly Wanted[], texts: Texts, language: Language): readonly Finding[] {
  return wanted.flatMap(({ key, groups }) => {
    const without = groups.filter((group) => keyFor(key, group, texts) === undefined);
    if (without.length === groups.length) return without.length > 0 ? [absent(key, language)] : [];
    return without.map((group) =>
      group === undefined ? groupless(key, language) : absent(`${key}.${group}`, language),
    );
  });
}

function absent(key: string, language: Language): Finding {
  return {
    language,
    key,
    what: `The text "${key}" is missing in ${nameOf(language)}.`,
    mend: 'Write it at this place; the file of another language shows what it says.',
  };
}

function groupless(key: string, language: Language): Finding {
  return {
    language,
    key,
    what: `The text "${key}" in ${nameOf(language)} has wordings for groups, but it is said before the group is known.`,
    mend: 'Write one text for everybody instead of the groups.',
  };
}

function unused(wanted: readonly Wanted[], texts: Texts, language: Language): readonly Finding[] {
  const used = new Set(wanted.flatMap(({ key, groups }) => groups.map((group) => keyFor(key, group, texts))));
  return Object.keys(texts)
    .filter((key) => has(texts, key) && !used.has(key))
    .map((key) => ({
      language,
      key,
      what: `No step uses the text "${key}".`,
      mend: 'Correct its key to that of a step, section, scale or group that there is, or take it out.',
    }));
}

/** Values that the program does not put in would be shown as they stand, braces and all. */
function unfilled(texts: Texts, language: Language): readonly Finding[] {
  return Object.entries(texts).flatMap(([key, text]) => {
    const known = key === noticeText || key.startsWith(`${noticeText}.`) ? noticeValues : [];
    return placeholdersIn(text)
      .filter((name) => !known.includes(name))
      .map((name) => ({
        language,
        key,
        what: `The text "${key}" has {{${name}}}, and there is no such value to put in.`,
        mend:
          known.length > 0
            ? `Use only: ${known.join(', ')}.`
            : `Only ${noticeText} takes values: write the words here.`,
      }));
  });
}
