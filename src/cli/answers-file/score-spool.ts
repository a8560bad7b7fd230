/**
 * The area scores of each respondent as JSON text, kept until what stands before them is known: in memory while they
 * are few, then in a file that has no name any more, so that it is gone with this process, however it ends.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Area } from '../../dialog/dialog.ts';
import { scoreText } from '../../survey/vector.ts';

const chunkBytes = 1 << 20;

export type ScoreSpool = {
  /** One more respondent: the id as bytes of JSON, and the scores in the order of the areas. */
  readonly add: (id: Uint8Array, from: number, to: number, scores: readonly (number | undefined)[]) => void;
  /** All of them, as the inside of an object. */
  readonly parts: () => Generator<Uint8Array>;
  readonly close: () => void;
};

/** `depth`: how deep the entries lie in a document that is indented by two; absent: it is not. */
export function createScoreSpool(depth?: number): ScoreSpool {
  const line = (level: number): string => (depth === undefined ? '' : `\n${'  '.repeat(depth + level)}`);
  const gap = depth === undefined ? '' : ' ';
  const opening = Buffer.from(`${line(0)}"`);
  const openingNext = Buffer.from(`,${line(0)}"`);
  const middle = Buffer.from(`":${gap}{`);
  const closing = Buffer.from(`${line(0)}}`);
  const ending = Buffer.from(line(-1));
  const before = Area.options.map((area, index) => `${index === 0 ? '' : ','}${line(1)}"${area}":${gap}`);
  // Scores are means of few whole numbers, so that the same ones come again and again.
  const kept = before.map(() => new Map<number | undefined, Uint8Array>());
  const buffer = Buffer.allocUnsafeSlow(chunkBytes);
  let used = 0;
  let file: number | undefined;
  let isEmpty = true;

  const flush = (): void => {
    file ??= openNameless();
    for (let from = 0; from < used; ) from += writeSync(file, buffer, from, used - from);
    used = 0;
  };
  const put = (bytes: Uint8Array, from = 0, to = bytes.length): void => {
    for (let begin = from; begin < to; ) {
      if (used === buffer.length) flush();
      const end = Math.min(to, begin + buffer.length - used);
      // For pieces this short a loop is faster than a call.
      for (let at = begin, free = used; at < end; at += 1, free += 1) buffer[free] = bytes[at] ?? 0;
      used += end - begin;
      begin = end;
    }
  };
  const textOf = (score: number | undefined, index: number): Uint8Array => {
    const known = kept[index]?.get(score);
    if (known) return known;
    const made = Buffer.from(`${before[index]}${scoreText(score)}`);
    kept[index]?.set(score, made);
    return made;
  };

  return {
    add(id, from, to, scores) {
      put(isEmpty ? opening : openingNext);
      isEmpty = false;
      put(id, from, to);
      put(middle);
      for (let index = 0; index < before.length; index += 1) put(textOf(scores[index], index));
      put(closing);
    },
    *parts() {
      if (isEmpty) return;
      for (let at = 0; file !== undefined; ) {
        const part = Buffer.allocUnsafe(chunkBytes);
        const read = readSync(file, part, 0, chunkBytes, at);
        if (read === 0) break;
        at += read;
        yield part.subarray(0, read);
      }
      yield buffer.subarray(0, used);
      yield ending;
    },
    close() {
      if (file !== undefined) closeSync(file);
    },
  };
}

function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), 'rozmownica-'));
  try {
    return openSync(join(folder, 'scores'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
