/** `{{name}}` in a text: where the program puts a value. */

import { Language } from '../language.ts';
import { type Finding, nameOf, type TextsByLanguage } from './finding.ts';

/** The names in a text, each once, in alphabetical order. */
export function placeholdersIn(text: string): readonly string[] {
  const names = [...text.matchAll(/\{\{-?\s*([^{},\s]+)[^{}]*\}\}/g)].map((match) => match[1] ?? '');
  return [...new Set(names)].sort();
}

/** Texts that do not have the same placeholders in every language. Plural forms of one text count together. */
export function checkPlaceholders(texts: TextsByLanguage): readonly Finding[] {
  const byLanguage = Language.options.map((language) => ({ language, names: namesByText(texts[language] ?? {}) }));
  const keys = new Set(byLanguage.flatMap(({ names }) => [...names.keys()]));
  return [...keys].flatMap((base) => {
    const [first, ...others] = byLanguage.filter(({ names }) => names.has(base));
    const expected = show(first?.names.get(base)?.found);
    return others.flatMap(({ language, names }) => {
      const { key = base, found } = names.get(base) ?? {};
      if (!first || show(found) === expected) return [];
      return [
        {
          language,
          key,
          what: `The text "${base}" has ${show(found)} in ${nameOf(language)}, but ${expected} in ${nameOf(first.language)}.`,
          mend: 'Write the same names in double braces in every language, letter for letter.',
        },
      ];
    });
  });
}

type Names = { readonly key: string; readonly found: readonly string[] };

function namesByText(texts: Readonly<Record<string, string>>): ReadonlyMap<string, Names> {
  const names = new Map<string, Names>();
  for (const [key, text] of Object.entries(texts)) {
    const base = withoutPlural(key);
    const found = [...(names.get(base)?.found ?? []), ...placeholdersIn(text)];
    names.set(base, { key: names.get(base)?.key ?? key, found });
  }
  return names;
}

/** `review.answers_few` → `review.answers`. */
export function withoutPlural(key: string): string {
  return key.replace(/_(?:zero|one|two|few|many|other)$/, '');
}

function show(names: readonly string[] = []): string {
  return (
    [...new Set(names)]
      .sort()
      .map((name) => `{{${name}}}`)
      .join(' ') || 'no placeholder'
  );
}
