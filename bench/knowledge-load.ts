/** A process of its own: how long the knowledge takes to load into it, and how much room; one line of JSON on stdout. */
import { loadKnowledge } from '../src/content/learnt.ts';
import { createUnderstand } from '../src/knowledge/understand.ts';

export type Loaded = {
  readonly loadMs: number;
  readonly readyMs: number;
  readonly firstMs: number;
  readonly heapMb: number;
  readonly buffersMb: number;
  readonly rssMb: number;
};

const [file = ''] = process.argv.slice(2);
const mb = 1024 * 1024;

function settled(): NodeJS.MemoryUsage {
  globalThis.gc?.();
  return process.memoryUsage();
}

const before = settled();
const start = performance.now();
const { shelf, learnt } = await loadKnowledge(file);
const loadMs = performance.now() - start;
const understand = createUnderstand(shelf, learnt);
const readyMs = performance.now() - start;
const from = performance.now();
understand('Jak dostać pieniądze z gminy na festyn?');
const firstMs = performance.now() - from;
const after = settled();
const loaded: Loaded = {
  loadMs,
  readyMs,
  firstMs,
  heapMb: (after.heapUsed - before.heapUsed) / mb,
  buffersMb: (after.arrayBuffers - before.arrayBuffers) / mb,
  rssMb: (after.rss - before.rss) / mb,
};
// Still in use: what is measured must not be collected before.
if (understand('').found.length > 0) throw new Error('nothing was asked, and something was found');
console.log(JSON.stringify(loaded));
