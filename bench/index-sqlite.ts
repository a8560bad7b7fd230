/** A process of its own: the same by SQLite: the lines into a table with a column for each statement, then one query. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { Area } from '../src/dialog/dialog.ts';
import type { Instrument } from '../src/survey/instrument.ts';

type Line = {
  readonly id: string;
  readonly group: string;
  readonly answers: Readonly<Record<string, number | null>>;
};

const [file = '', database = ''] = process.argv.slice(2);
const db = new DatabaseSync(database);
db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN');

let instrument: Instrument = [];
let insert: ReturnType<DatabaseSync['prepare']> | undefined;
for await (const line of createInterface({ input: createReadStream(file, { highWaterMark: 1 << 20 }) })) {
  if (!insert) {
    ({ instrument } = JSON.parse(line));
    db.exec(`CREATE TABLE answer (id TEXT, side TEXT, ${instrument.map(({ id }) => `"${id}" INT`).join(', ')})`);
    insert = db.prepare(`INSERT INTO answer VALUES (?, ?${', ?'.repeat(instrument.length)})`);
    continue;
  }
  const { id, group, answers }: Line = JSON.parse(line);
  insert.run(id, group, ...instrument.map((item) => answers[item.id] ?? null));
}

const means = Area.options.map((area) => {
  const items = instrument.filter((item) => item.area === area);
  const answered = items.map(({ id }) => `("${id}" IS NOT NULL)`).join(' + ');
  const sum = items.map(({ id, reverse }) => `coalesce(${reverse ? `5 - "${id}"` : `"${id}" - 1`}, 0)`).join(' + ');
  return `avg(CASE WHEN (${answered}) * 2 >= ${items.length} THEN 25.0 * (${sum}) / (${answered}) END) AS "${area}"`;
});
const rows = db.prepare(`SELECT side, ${means.join(', ')} FROM answer GROUP BY side ORDER BY side`).all();
console.log(JSON.stringify(Object.fromEntries(rows.map(({ side, ...cells }) => [side, cells]))));
