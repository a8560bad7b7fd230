/** Comparing what people type: case, Polish letters, spaces and stray marks do not count. */

// Marks that change the direction of text, or are invisible; people paste them without knowing.
const invisible = /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\u00AD]/g;
// Control characters except tab and new line.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

/** Longest message that is read; the rest is cut off. */
export const messageCharsMax = 4096;

/** The text as it is kept: trimmed, without invisible and control characters, at most `messageCharsMax` long. */
export function clean(text: string): string {
  const kept = text.replace(invisible, '').replace(control, '').trim().slice(0, messageCharsMax);
  // A cut in the middle of a surrogate pair would leave half a character.
  return kept.isWellFormed() ? kept : kept.toWellFormed().replace(/\uFFFD/g, '');
}

/** The text as it is compared: lower case, letters without marks, single spaces, no punctuation around. */
export function fold(text: string): string {
  return clean(text)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/ł/g, 'l')
    .replace(/[^\p{L}\p{N}\s/+-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
