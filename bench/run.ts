/** `npm run bench [-- engine|store|start|http|telegram|limits]`: the speed of what the product exists for, each with a baseline beside it. */
import { rm } from 'node:fs/promises';
import { engineBench } from './engine.ts';
import { httpBench } from './http.ts';
import { limitsBench } from './limits.ts';
import { scratch } from './scratch.ts';
import { startBench } from './start.ts';
import { storeBench } from './store.ts';
import { telegramBench } from './telegram.ts';

const benches = {
  engine: engineBench,
  store: storeBench,
  start: startBench,
  http: httpBench,
  telegram: telegramBench,
  limits: limitsBench,
} as const;

const wanted = process.argv.slice(2);
const names = Object.keys(benches).filter(
  (name) => wanted.length === 0 || wanted.includes(name),
) as (keyof typeof benches)[];
for (const name of names) await benches[name]();
await rm(scratch, { recursive: true, force: true });
