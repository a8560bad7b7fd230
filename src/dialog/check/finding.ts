/** What the checks find in a dialog and its texts, and what they are told. */
import { Language } from '../language.ts';

/** Texts of one space in one language, keys flattened with dots. */
export type Texts = Readonly<Record<string, string>>;
/** A language that is not there has no file. */
export type TextsByLanguage = Readonly<Partial<Record<Language, Texts>>>;

export type Path = readonly PropertyKey[];

/** Something wrong, in one sentence for people who do not program, and how to mend it, in another. */
export type Finding = { readonly what: string; readonly mend: string } & (
  | { /** Into the dialog file. */ readonly path: Path }
  | { readonly language: Language /** Of a text. */; readonly key: string }
);

/** What the narrowest platform can show. */
export type Limits = {
  /** UTF-8 bytes of a step's id and a choice's id together. */
  readonly payloadBytes: number;
  readonly labelChars: number;
  readonly textChars: number;
  /** Buttons under one question. */
  readonly choices: number;
};

const names: Readonly<Record<Language, string>> = { pl: 'Polish', en: 'English', uk: 'Ukrainian' };

/** A language as people call it. */
export function nameOf(language: Language): string {
  return names[language];
}

/** The same finding only once: one fault may show in several groups and worlds. */
export function once(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** Is there such a text, with words in it? */
export function has(texts: Texts | undefined, key: string): boolean {
  return texts !== undefined && Object.hasOwn(texts, key) && texts[key]?.trim() !== '';
}

/** A language that has no texts at all: one finding instead of one for each key. */
export function withoutFile(texts: TextsByLanguage): readonly Finding[] {
  return Language.options
    .filter((language) => texts[language] === undefined)
    .map((language) => ({
      language,
      key: '',
      what: `There are no texts in ${nameOf(language)}.`,
      mend: 'Copy the file of another language here and translate it.',
    }));
}
