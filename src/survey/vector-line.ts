/**
 * Respondents of `index --file F.ndjson` from the bytes of their lines, several times as fast as JSON.parse and a
 * schema. It knows only the plain shape: id, group and answers, each once, in any order, and other keys with texts, which
 * are passed over, all in plain ASCII. Whatever else may stand in a line, right or wrong, it leaves to them; what it
 * reads, they would read alike.
 */
import type { Instrument, Side } from './instrument.ts';
import { type AnswerRow, notAsked, saidDontKnow } from './tally.ts';
import { groups } from './vector.ts';

export type LineReader = {
  /** Reads the line from `from` up to `to`, without its end; `false`: not the plain shape, nothing below is told. */
  readonly read: (bytes: Uint8Array, from: number, to: number) => boolean;
  readonly row: AnswerRow;
  readonly side: () => Side;
  /** Where in the bytes the id begins and ends, without its quotation marks. */
  readonly idFrom: () => number;
  readonly idTo: () => number;
};

const [space, quote, comma, colon, backslash, openBrace, closeBrace] = [0x20, 0x22, 0x2c, 0x3a, 0x5c, 0x7b, 0x7d];
const carriageReturn = 0x0d;
const firstDigit = 0x31;
const lastDigit = 0x35;
const lastPlain = 0x7e;

function bytesOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

const keys = { id: bytesOf('id'), group: bytesOf('group'), answers: bytesOf('answers') };
const names = Object.entries(groups).map(([name, side]) => ({ bytes: bytesOf(name), side }));
const nothing = bytesOf(null);

/** A reader for the respondents to these statements. */
export function createLineReader(instrument: Instrument): LineReader {
  const words = instrument.map(({ id }) => bytesOf(id));
  /** Which statement came after each one last time; the first of a line is kept at the end. */
  const following = [...instrument.map((_, place) => place + 1), 0];
  const row = new Int8Array(instrument.length);
  let bytes: Uint8Array = new Uint8Array();
  let at = 0;
  let side: Side = 'ngo';
  let idFrom = 0;
  let idTo = 0;

  const startsWith = (word: Uint8Array): boolean => {
    const line = bytes;
    const start = at;
    // Here most of the time is spent; names of a kind differ at their ends.
    for (let index = word.length - 1; index >= 0; index -= 1) if (line[start + index] !== word[index]) return false;
    return true;
  };
  const take = (byte: number): boolean => {
    while (bytes[at] === space) at += 1;
    if (bytes[at] !== byte) return false;
    at += 1;
    return true;
  };
  const takeWord = (word: Uint8Array): boolean => {
    while (bytes[at] === space) at += 1;
    if (!startsWith(word)) return false;
    at += word.length;
    return true;
  };

  /** A text in plain ASCII; where it begins, or −1. It ends before the quotation mark before `at`. */
  const takeText = (): number => {
    if (!take(quote)) return -1;
    const from = at;
    for (let byte = bytes[at]; byte !== quote; byte = bytes[at]) {
      if (byte === undefined || byte < space || byte > lastPlain || byte === backslash) return -1;
      at += 1;
    }
    at += 1;
    return from;
  };

  const takeId = (): boolean => {
    idFrom = takeText();
    idTo = at - 1;
    return idFrom >= 0 && idTo > idFrom;
  };

  const takeGroup = (): boolean => {
    const name = names.find((one) => takeWord(one.bytes));
    if (name) side = name.side;
    return name !== undefined;
  };

  /** The statement whose id comes next; `before`: the one before it. −1: none of ours. */
  const takeStatement = (before: number): number => {
    while (bytes[at] === space) at += 1;
    const usual = following[before] ?? 0;
    const place = startsWith(words[usual] ?? nothing) ? usual : words.findIndex(startsWith);
    const word = words[place];
    if (!word) return -1;
    following[before] = place;
    at += word.length;
    return place;
  };

  const takeAnswer = (): number => {
    while (bytes[at] === space) at += 1;
    const byte = bytes[at] ?? 0;
    if (byte >= firstDigit && byte <= lastDigit) {
      at += 1;
      return byte - firstDigit + 1;
    }
    return takeWord(nothing) ? saidDontKnow : notAsked;
  };

  const takeAnswers = (): boolean => {
    row.fill(notAsked);
    if (!take(openBrace)) return false;
    if (take(closeBrace)) return true;
    let place = words.length;
    do {
      place = takeStatement(place);
      if (place < 0 || row[place] !== notAsked || !take(colon)) return false;
      const answer = takeAnswer();
      if (answer === notAsked) return false;
      row[place] = answer;
    } while (take(comma));
    return take(closeBrace);
  };

  const takeRespondent = (): boolean => {
    let seen = 0;
    if (!take(openBrace)) return false;
    do {
      const key = takeWord(keys.id) ? 1 : takeWord(keys.group) ? 2 : takeWord(keys.answers) ? 4 : 0;
      if ((seen & key) !== 0 || (key === 0 && takeText() < 0) || !take(colon)) return false;
      seen |= key;
      const isPlain = key === 0 ? takeText() >= 0 : key === 1 ? takeId() : key === 2 ? takeGroup() : takeAnswers();
      if (!isPlain) return false;
    } while (take(comma));
    return seen === 7 && take(closeBrace);
  };

  return {
    row,
    side: () => side,
    idFrom: () => idFrom,
    idTo: () => idTo,
    read(line, from, to) {
      bytes = line;
      at = from;
      if (!takeRespondent()) return false;
      while (bytes[at] === space || bytes[at] === carriageReturn) at += 1;
      // Beyond the line there may be others: what went on there is not this one.
      return at === to;
    },
  };
}
