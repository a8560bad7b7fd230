/** Reads a backup. Whatever is wrong with the file is one sentence; what the disk says of it is passed on. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { Refusal } from '../bot/waves.ts';

const Header = z.strictObject({ rozmownica: z.literal('backup'), version: z.literal(1), key: z.string() });
const Entry = z.union([z.strictObject({ path: z.string(), content: z.base64() }), z.strictObject({ end: z.int() })]);

/** The secret key that the backup was made with. */
export async function keyOf(path: string): Promise<string> {
  try {
    for await (const line of linesOf(path)) return Header.parse(line).key;
  } catch (error) {
    throw refusal(error, `${path} is not a backup of Rozmównica, or is damaged: nothing was changed`);
  }
  throw new Refusal(`${path} is not a backup of Rozmównica, or is cut off: nothing was changed`);
}

/** The documents. Throws when the file is cut off: then nothing is switched over. */
export async function* entriesOf(path: string): AsyncGenerator<{ readonly path: string; readonly content: Buffer }> {
  const damaged = `${path} is cut off or damaged: nothing was changed`;
  let seen = -1;
  let end: number | undefined;
  try {
    for await (const line of linesOf(path)) {
      seen += 1;
      if (seen === 0) continue;
      const entry = Entry.parse(line);
      if ('end' in entry) end = entry.end;
      else yield { path: entry.path, content: Buffer.from(entry.content, 'base64') };
    }
  } catch (error) {
    throw refusal(error, damaged);
  }
  if (end === undefined || end !== seen - 1) throw new Refusal(damaged);
}

/** The lines, parsed. Every error of the file or of its compression is thrown here, where it is read. */
async function* linesOf(path: string): AsyncGenerator<unknown> {
  const text = pipeline(createReadStream(path), createGunzip(), () => undefined).setEncoding('utf8');
  /** Parts of a line that has not ended. */
  let parts: string[] = [];
  for await (const chunk of text) {
    const [head, ...tails] = String(chunk).split('\n');
    parts.push(head ?? '');
    for (const tail of tails) {
      yield JSON.parse(parts.join(''));
      parts = [tail];
    }
  }
}

function refusal(error: unknown, sentence: string): unknown {
  return error instanceof Error && 'syscall' in error ? error : new Refusal(sentence, { cause: error });
}
