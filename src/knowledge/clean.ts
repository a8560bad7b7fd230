/** A question without what could tell who asked it. */

/** The longest question that is kept. */
export const keptMax = 300;

const hidden: readonly RegExp[] = [
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+/gu,
  /(?:https?:\/\/|www\.)\S+/giu,
  // A name in a messenger.
  /(?<![\p{L}\p{N}])@[\p{L}\p{N}_]{3,}/gu,
  // Telephones, PESEL, account numbers: seven digits or more, however they are spaced.
  /\+?\(?\d(?:[\s().-]?\d){6,}/g,
];

/** E-mail and web addresses, telephones, PESEL and other long numbers become "…"; at most `keptMax` characters. */
export function cleaned(question: string): string {
  return hidden
    .reduce((text, pattern) => text.replace(pattern, '…'), question.slice(0, keptMax * 4))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, keptMax);
}
