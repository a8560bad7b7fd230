/**
 * Codes that people type: Crockford's base 32 (https://www.crockford.com/base32.html), so that O and 0, I, L and 1
 * are the same. The first character is always a digit: an ordinary word is never taken for a code.
 */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Characters of a code, by what it is for: the length tells them apart. Most is asked of what lets in the staff. */
export const codeChars = { resume: 8, invitation: 12, receipt: 16, staff: 20 } as const;

/** Hex digits of chance that a code of this many characters needs. */
export function chanceFor(chars: number): number {
  return chars * 2;
}

/** A code of `chars` characters from hex digits of chance (two for each character, so every one is equally likely). */
export function makeCode(chance: string, chars: number): string {
  let code = '';
  for (let at = 0; at < chars; at += 1) {
    const byte = Number.parseInt(chance.slice(at * 2, at * 2 + 2), 16);
    code += at === 0 ? digits[byte % 10] : digits[byte % 32];
  }
  return code;
}

/** In groups of four, as it is shown. */
export function showCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** The code in its one spelling, or `undefined` when the text is none. */
export function readCode(text: string): string | undefined {
  if (text.length > 40) return undefined;
  const code = text
    .toUpperCase()
    .replace(/[\s.–—-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const lengths: readonly number[] = Object.values(codeChars);
  if (!lengths.includes(code.length) || !/^[0-9][0-9A-HJKMNP-TV-Z]+$/.test(code)) return undefined;
  return code;
}

/**
 * "Mój kod to 4F7K-2QXP": in the form in which it is shown; with spaces, and a digit further on; or in one piece, with a
 * letter in it. Years and telephone numbers are none.
 */
const inSentence =
  /(?<![\w-])[0-9](?:\w{3}(?:(?:-\w{4}){1,4}|(?: (?=\w*\d)\w{4}){1,4})|(?=\d*[A-Za-z])\w{7}(?:\w{4}){0,3})(?![\w-])/;

/** The code in an activity: opened as a link, typed alone, or typed behind a command (`/start 4F7K-2QXP`). */
export function codeIn(activity: {
  readonly kind: string;
  readonly text?: string;
  readonly code?: string;
}): string | undefined {
  if (activity.kind === 'invitation' || activity.kind === 'give') return readCode(activity.code ?? '');
  if (activity.kind !== 'message') return undefined;
  const text = (activity.text ?? '').replace(/^\s*\/\S+\s+/, '');
  const found = inSentence.exec(text.slice(0, 200));
  return readCode(text) ?? readCode(found?.[0] ?? '');
}
