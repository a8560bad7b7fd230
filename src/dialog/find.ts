import type { Language } from './language.ts';

/** Values for the placeholders of a text. */
export type Params = Readonly<Record<string, string | number>>;

/** The text for a key; `undefined` when there is none. `space` is a dialog (`id@version`) or `bot`. */
export type Find = (language: Language, space: string, key: string, params?: Params) => string | undefined;
