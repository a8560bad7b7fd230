/** `index`: the index of a wave in a file, to two decimals, for whoever has the raw answers anyway. */
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { compare, shared } from '../survey/compare.ts';
import type { Instrument, Side } from '../survey/instrument.ts';
import { indexOf } from '../survey/score.ts';
import { type AnswerRow, createTally, type Tally } from '../survey/tally.ts';
import { toVector } from '../survey/vector.ts';
import { createScoreSpool, type ScoreSpool } from './answers-file/score-spool.ts';
import { openWave, type WaveFile } from './answers-file/wave-file.ts';
import { type Command, type Input, optional, required } from './command.ts';

export const indexOfFile = {
  name: 'index',
  summary: 'Computes the index of a wave in a file, and what changed up to a later one',
  usage: '--file F [--compare G]',
  options: { file: { type: 'string' }, compare: { type: 'string' } },
  describe: {
    file: 'the wave: JSON, or NDJSON (a respondent on each line, for any number of them)',
    compare: 'a later wave in the same shape: adds what changed, over the statements that both have alike',
  },
  needsStore: false,
  async run(input: Input): Promise<number> {
    const later = optional(input, 'compare');
    const wave = await openWave(resolve(input.cwd, required(input, 'file')));
    const next = later === undefined ? undefined : await openWave(resolve(input.cwd, later));
    const isJson = input.values.json === true;
    const spools = bySide(() => createScoreSpool(isJson ? undefined : depthOfScores));
    try {
      const document = compute(wave, next, spools);
      await pipeline(partsOf(document, spools, isJson), process.stdout, { end: false }).catch(ignoreClosed);
    } finally {
      spools.ngo.close();
      spools.office.close();
    }
    return 0;
  },
} as const satisfies Command;

/** Whoever reads may have had enough before the end. */
function ignoreClosed(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
}

/** groups → NGO → respondent_area → here. */
const depthOfScores = 4;

type Tallies = Readonly<Record<Side, Tally>>;

function bySide<T>(make: () => T): Readonly<Record<Side, T>> {
  return { ngo: make(), office: make() };
}

/** The document in parts, the scores of each respondent put in where the rest has an empty object. */
function* partsOf(
  document: ReturnType<typeof toVector>,
  spools: Readonly<Record<Side, ScoreSpool>>,
  isJson: boolean,
): Generator<string | Uint8Array> {
  const empty = isJson ? '"respondent_area":{}' : '"respondent_area": {}';
  const text = isJson ? JSON.stringify(document) : JSON.stringify(document, null, 2);
  // In JSON, quotation marks inside a text are escaped: these stand in no other place.
  const [start = '', middle = '', end = ''] = text.split(empty);
  const opened = empty.slice(0, -1);
  yield `${start}${opened}`;
  yield* spools.ngo.parts();
  yield `}${middle}${opened}`;
  yield* spools.office.parts();
  yield `}${end}\n`;
}

function compute(wave: WaveFile, next: WaveFile | undefined, spools: Readonly<Record<Side, ScoreSpool>>) {
  const tallies = bySide(() => createTally(wave.instrument));
  const alike = next && shared(wave.instrument, next.instrument);
  const restricted = alike && restrict(alike, wave.instrument);
  wave.each((side, id, from, to, row) => {
    spools[side].add(id, from, to, tallies[side].addRow(row));
    restricted?.add(side, row);
  });
  const index = indexOf(tallies, wave.k);
  if (!next || !alike || !restricted) return toVector(index);
  const later = restrict(alike, next.instrument);
  next.each((side, _id, _from, _to, row) => later.add(side, row));
  return toVector(index, compare(indexOf(restricted.tallies, wave.k), indexOf(later.tallies, next.k)));
}

/** Sums over some statements of an instrument, from rows of all of them. */
function restrict(
  some: Instrument,
  all: Instrument,
): { readonly tallies: Tallies; readonly add: (side: Side, row: AnswerRow) => void } {
  const tallies = bySide(() => createTally(some));
  const places = some.map(({ id }) => all.findIndex((item) => item.id === id));
  const picked = new Int8Array(some.length);
  return {
    tallies,
    add(side, row) {
      for (let index = 0; index < places.length; index += 1) picked[index] = row[places[index] ?? 0] ?? 0;
      tallies[side].addRow(picked);
    },
  };
}
