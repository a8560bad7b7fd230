/** Words that are not parted at the end of a line: printers' custom, in Polish and Ukrainian above all. PURE. */

/** One-letter words, numbers, dots, crosses, ≤ and ≥ stay with the word after them: by spaces that do not break. */
export function bindShortWords(text: string): string {
  return text
    .replace(/(?<=^|[\s(„«“"])(\p{L}) (?=\S)/gu, '$1\u00A0')
    .replace(/(?<=[·×≤≥]) |(?<=\d) (?=\p{L})/gu, '\u00A0');
}
