/** A process of its own: the least that can be done with a wave as NDJSON, in a plain loop. Prints the area means. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Instrument } from '../src/survey/instrument.ts';

/** Area means by group, 0–100. */
export type Means = Readonly<Record<string, Readonly<Record<string, number>>>>;

type Line = { readonly group: string; readonly answers: Readonly<Record<string, number | null>> };

const [file = ''] = process.argv.slice(2);
const sums: Record<string, Record<string, { n: number; sum: number }>> = { NGO: {}, URZAD: {} };
let areas: readonly (readonly [string, Instrument])[] = [];
for await (const line of createInterface({ input: createReadStream(file, { highWaterMark: 1 << 20 }) })) {
  if (areas.length === 0) {
    const { instrument }: { instrument: Instrument } = JSON.parse(line);
    areas = [...new Set(instrument.map(({ area }) => area))].map((area) => [
      area,
      instrument.filter((item) => item.area === area),
    ]);
    continue;
  }
  const { group, answers }: Line = JSON.parse(line);
  for (const [area, items] of areas) {
    let answered = 0;
    let sum = 0;
    for (const { id, reverse } of items) {
      const answer = answers[id];
      if (answer === null || answer === undefined) continue;
      answered += 1;
      sum += 25 * (reverse ? 5 - answer : answer - 1);
    }
    if (answered * 2 < items.length) continue;
    const cells = sums[group] ?? {};
    cells[area] ??= { n: 0, sum: 0 };
    const cell = cells[area];
    cell.n += 1;
    cell.sum += sum / answered;
  }
}
const means = Object.fromEntries(
  Object.entries(sums).map(([group, cells]) => [
    group,
    Object.fromEntries(Object.entries(cells).map(([area, { n, sum }]) => [area, sum / n])),
  ]),
);
console.log(JSON.stringify(means));
