/**
 * `npm run bench [-- engine|store|start|http|telegram|limits|knowledge|index]`: how fast and how well the product does
 * what it exists for, each with a baseline beside it. For `knowledge`: `--dev FILE` asks a set of questions besides,
 * `--misses FILE` writes down what was not answered right. For `index`: `--respondents N`, a million unless told.
 */
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { engineBench } from './engine.ts';
import { httpBench } from './http.ts';
import { type IndexOptions, indexBench } from './index.ts';
import { type KnowledgeOptions, knowledgeBench } from './knowledge.ts';
import { limitsBench } from './limits.ts';
import { scratch } from './scratch.ts';
import { startBench } from './start.ts';
import { storeBench } from './store.ts';
import { telegramBench } from './telegram.ts';

const benches: Readonly<Record<string, (options: KnowledgeOptions & IndexOptions) => Promise<void>>> = {
  engine: engineBench,
  store: storeBench,
  start: startBench,
  http: httpBench,
  telegram: telegramBench,
  limits: limitsBench,
  knowledge: knowledgeBench,
  index: indexBench,
};

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { dev: { type: 'string' }, misses: { type: 'string' }, respondents: { type: 'string' } },
});
for (const [name, bench] of Object.entries(benches))
  if (wanted.length === 0 || wanted.includes(name)) await bench(values);
await rm(scratch, { recursive: true, force: true });
