/** One wave in a file, as JSON or as NDJSON: its instrument first, then its respondents one by one, checked. */
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { Refusal } from '../../bot/waves.ts';
import type { Side } from '../../survey/instrument.ts';
import type { AnswerRow } from '../../survey/tally.ts';
import { createRespondentReader, readHead, Unfit, type VectorHead } from '../../survey/vector.ts';
import { createLineReader } from '../../survey/vector-line.ts';
import { brokenLine } from './broken-line.ts';
import { eachLine } from './lines.ts';
import { createSeenIds, idsMax } from './seen-ids.ts';

/** One respondent: the id as bytes of JSON without quotation marks; all of it only until the next one. */
export type TakeRespondent = (side: Side, id: Uint8Array, from: number, to: number, row: AnswerRow) => void;

export type WaveFile = VectorHead & {
  /** Every id comes once: throws `Refusal` at the second, as for everything that is not as it must be. */
  readonly each: (take: TakeRespondent) => void;
};

/** Opens a wave; its name tells how it is written (`.ndjson`, or JSON). Throws `Refusal`, naming file and place. */
export async function openWave(path: string): Promise<WaveFile> {
  return path.toLowerCase().endsWith('.ndjson') ? openLines(path) : await openDocument(path);
}

/** Runs a check; what does not fit is refused with its place. */
function at<T>(place: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof Unfit) throw new Refusal(`${place}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** An id as it stands in JSON, so that however it was written it is the same bytes. */
function toBytes(id: string): Uint8Array {
  return Buffer.from(JSON.stringify(id)).subarray(1, -1);
}

async function openDocument(path: string): Promise<WaveFile> {
  const bytes = await readFile(path).catch((error: unknown) => {
    const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_FS_FILE_TOO_LARGE';
    throw isLarge ? tooLarge(path) : error;
  });
  if (bytes.every((byte) => byte <= 0x20)) throw new Refusal(`${path} is empty`);
  if (!isUtf8(bytes)) throw new Refusal(`${path} is not UTF-8: save it as UTF-8`);
  const value: unknown = parseDocument(path, bytes);
  const head = at(path, () => readHead(value));
  const respondents: unknown = Reflect.get(Object(value), 'respondents');
  if (!Array.isArray(respondents)) throw new Refusal(`${path}: respondents must be a list`);
  return {
    ...head,
    each(take) {
      const read = createRespondentReader(head.instrument);
      const row = new Int8Array(head.instrument.length);
      const seen = new Map<string, number>();
      respondents.forEach((respondent: unknown, index) => {
        const { id, side } = at(`${path}, respondents[${index}]`, () => read(respondent, row));
        const before = seen.get(id);
        if (before !== undefined)
          throw new Refusal(`${path}, respondents[${index}]: ${id} is there already, as respondents[${before}]`);
        seen.set(id, index);
        const bytes = toBytes(id);
        take(side, bytes, 0, bytes.length, row);
      });
    },
  };
}

function tooLarge(path: string): Refusal {
  return new Refusal(`${path} is too large for one JSON document: write it as NDJSON, a respondent on each line`);
}

function parseDocument(path: string, bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder().decode(bytes);
  } catch {
    throw tooLarge(path);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = reasonOf(error);
    throw new Refusal(`${path}, line ${brokenLine(text, reason)} is not JSON: ${reason}`, { cause: error });
  }
}

/** In one line: it may quote some of the file. */
function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function parseLine(place: string, bytes: Buffer, from: number, to: number): unknown {
  try {
    return JSON.parse(decoder.decode(bytes.subarray(from, to)));
  } catch (error) {
    throw new Refusal(`${place} is not JSON: ${reasonOf(error)}`, { cause: error });
  }
}

function openLines(path: string): WaveFile {
  let head: VectorHead | undefined;
  let headLine = 0;
  eachLine(path, (bytes, from, to, number) => {
    const place = `${path}, line ${number}`;
    head = at(place, () => readHead(parseLine(place, bytes, from, to)));
    headLine = number;
    return false;
  });
  if (!head) throw new Refusal(`${path} is empty`);
  const { instrument } = head;

  /** The respondents with their lines, without looking for ids that come twice. `false`: no more. */
  const lines = (take: (line: number, ...respondent: Parameters<TakeRespondent>) => boolean): void => {
    const reader = createLineReader(instrument);
    const read = createRespondentReader(instrument);
    const row = new Int8Array(instrument.length);
    eachLine(path, (bytes, from, to, line) => {
      if (line <= headLine) return true;
      if (reader.read(bytes, from, to))
        return take(line, reader.side(), bytes, reader.idFrom(), reader.idTo(), reader.row);
      const place = `${path}, line ${line}`;
      const { id, side } = at(place, () => read(parseLine(place, bytes, from, to), row));
      const own = toBytes(id);
      return take(line, side, own, 0, own.length, row);
    });
  };

  /** Refuses an id that stands in an earlier line; it only seems to when its hash is that of another one. */
  const refuseTwice = (later: number, id: Buffer): void =>
    lines((line, _, bytes, from, to) => {
      if (line < later && id.equals(bytes.subarray(from, to)))
        throw new Refusal(`${path}, line ${later}: respondent ${id} is there already, in line ${line}`);
      return line < later;
    });

  return {
    ...head,
    each(take) {
      const seen = createSeenIds();
      lines((line, side, id, from, to, row) => {
        if (seen.add(id, from, to)) refuseTwice(line, Buffer.from(id.subarray(from, to)));
        if (seen.size() > idsMax)
          throw new Refusal(`${path}, line ${line}: more than ${idsMax} respondents; more cannot be told apart`);
        take(side, id, from, to, row);
        return true;
      });
    },
  };
}
