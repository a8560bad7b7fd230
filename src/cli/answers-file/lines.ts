/** The lines of a file of any length, as bytes, in memory of one chunk and the longest line. */
import { closeSync, openSync, readSync } from 'node:fs';
import { Refusal } from '../../bot/waves.ts';

const chunkBytes = 1 << 20;
const lineMaxBytes = 16 << 20;
const newline = 0x0a;
const blank = /^[ \t\r]*$/;
const byteOrderMark = Buffer.from('\ufeff');

/** A line lies in `bytes` from `from` up to `to`, only until the next one; lines count from 1. `false`: no more. */
export type TakeLine = (bytes: Buffer, from: number, to: number, number: number) => boolean;

/** Gives each line that is not blank to `take`. Throws `Refusal` for a line that cannot be held. */
export function eachLine(path: string, take: TakeLine): void {
  const file = openSync(path, 'r');
  try {
    let buffer = Buffer.allocUnsafeSlow(chunkBytes);
    let kept = 0;
    let number = 0;
    const give = (from: number, to: number): boolean => {
      number += 1;
      const marked = number === 1 && buffer.indexOf(byteOrderMark) === 0;
      const begin = marked ? byteOrderMark.length : from;
      const isBlank = to - begin < 8 && blank.test(buffer.toString('latin1', begin, to));
      return isBlank || take(buffer, begin, to, number);
    };
    for (;;) {
      if (kept === buffer.length) {
        if (kept >= lineMaxBytes)
          throw new Refusal(`${path}, line ${number + 1}: longer than ${lineMaxBytes >> 20} MB; one respondent a line`);
        buffer = Buffer.concat([buffer], 2 * kept);
      }
      const read = readSync(file, buffer, kept, buffer.length - kept, null);
      const end = kept + read;
      let from = 0;
      for (let to = buffer.indexOf(newline, kept); to >= 0 && to < end; to = buffer.indexOf(newline, from)) {
        if (!give(from, to)) return;
        from = to + 1;
      }
      if (read === 0) {
        if (kept > 0) give(0, kept);
        return;
      }
      buffer.copyWithin(0, from, end);
      kept = end - from;
    }
  } finally {
    closeSync(file);
  }
}
