/** A question without what could tell who asked it. */
import { questionMax } from './notes.ts';

/** More of a message is not looked at: what is hidden in it makes it shorter. */
const readMax = 4 * questionMax;

const hidden: readonly RegExp[] = [
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+/gu,
  /(?:https?:\/\/|www\.)\S+/giu,
  // A name in a messenger.
  /(?<![\p{L}\p{N}])@[\p{L}\p{N}_]{3,}/gu,
  // Identity cards and passports.
  /(?<![\p{L}\p{N}])\p{Lu}{2,3}\s?\d{6,7}(?!\d)/gu,
];

/** Telephones, PESEL, account numbers: seven digits or more, however they are spaced. */
const long = /\+?\(?\d(?:[\s().\-–—‑/]{0,3}\d){6,}/g;
const years = /^(?:19|20)\d\d\s?[-–—/]\s?(?:19|20)\d\d$/;
const money = /^\s*(?:zł|zl|złot|tys|mln|pln|eur|€|%|грн|злот)/iu;

function hideLong(number: string, at: number, text: string): string {
  return years.test(number.trim()) || money.test(text.slice(at + number.length)) ? number : '…';
}

/** E-mail and web addresses, telephones, PESEL and other long numbers become "…"; at most `questionMax` characters. */
export function cleaned(question: string): string {
  return hidden
    .reduce((text, pattern) => text.replace(pattern, '…'), question.slice(0, readMax))
    .replace(long, hideLong)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, questionMax);
}
