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
    const [model, ...others] = byLanguage.filter(({ names }) => names.has(base));
    if (!model) return [];
    const expected = model.names.get(base)?.found ?? [];
    return others.flatMap(({ language, names }) => {
      const { key = base, found = [] } = names.get(base) ?? {};
      const parts = [only(expected, found, model.language), only(found, expected, language)].filter(
        (part) => part !== '',
      );
      if (parts.length === 0) return [];
      return [
        {
          language,
          key,
          what: `The text "${base}" puts in other values in ${nameOf(language)} than in ${nameOf(model.language)}: ${parts.join('; ')}.`,
          mend: 'Write the same names in double braces in every language, letter for letter.',
        },
      ];
    });
  });
}

/** "{{code}} stands only in Polish", or nothing. */
function only(these: readonly string[], those: readonly string[], language: Language): string {
  const names = [...new Set(these)].filter((name) => !those.includes(name)).map((name) => `{{${name}}}`);
  return names.length > 0 ? `${names.join(', ')} only in ${nameOf(language)}` : '';
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
