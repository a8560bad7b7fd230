/** Every text the bot says, by language, space and key: i18next behind one pure function. */
import { createInstance } from 'i18next';
import type { Find, Params } from '../dialog/find.ts';
import type { Language } from '../dialog/language.ts';

/** Texts of one space in one language, keys flattened with dots. */
export type Flat = Readonly<Record<string, string>>;

/** Texts with numbers in them that are kept. */
const countedMax = 20_000;

export type Texts = {
  readonly find: Find;
  /** Adds a space: a dialog that a wave froze when it opened. */
  readonly add: (language: Language, space: string, texts: Flat) => void;
};

/** Escaping belongs to each channel's `render.ts`, so texts come out as they were written. */
export function createTexts(): Texts {
  const i18n = createInstance();
  void i18n.init({
    initAsync: false,
    resources: {},
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, skipOnVariables: true },
  });
  // Plain texts are most of what is said; they need no interpolation, so they are looked up directly.
  const plain = new Map<Language, Map<string, ReadonlyMap<string, string>>>();
  const counted = new Map<string, string>();

  return {
    find(language, space, key, params?: Params) {
      const texts = plain.get(language)?.get(space);
      const text = texts?.get(key);
      if (params === undefined) return text;
      if (text === undefined && !texts?.has(`${key}_other`)) return undefined;
      const render = (): string => i18n.t(key, { lng: language, ns: space, ...params });
      // Progress and counts: few, and asked for in every turn.
      const numbers = Object.values(params);
      if (!numbers.every((value) => typeof value === 'number')) return render();
      const asked = `${language} ${space} ${key} ${numbers.join(' ')}`;
      const known = counted.get(asked) ?? render();
      if (counted.size < countedMax) counted.set(asked, known);
      return known;
    },
    add(language, space, texts) {
      const spaces = plain.get(language) ?? new Map<string, ReadonlyMap<string, string>>();
      plain.set(language, spaces.set(space, new Map(Object.entries(texts))));
      counted.clear();
      i18n.addResourceBundle(language, space, texts, false, true);
    },
  };
}

/** A tree of texts as flat keys: `{ a: { b: 'x' } }` → `{ 'a.b': 'x' }`. Throws for a leaf that is no text, naming it. */
export function flattenTexts(tree: unknown, prefix = ''): Flat {
  if (typeof tree === 'string') return { [prefix]: tree };
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) {
    throw new Error(
      `the text ${prefix || '(all)'} must be words, but it is ${tree === null ? 'empty' : typeof tree}: put it in quotation marks`,
    );
  }
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(tree))
    Object.assign(flat, flattenTexts(value, prefix === '' ? key : `${prefix}.${key}`));
  return flat;
}
