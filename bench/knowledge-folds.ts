/** Leave-one-voice-out: each voice asks a bot that learnt from all the others, as many at a time as there are cores. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { figuresOf } from '../test/support/knowledge/judge.ts';
import type { FoldHeard } from './knowledge-fold.ts';

/** A fold takes some 500 MB. */
const threadsMax = 4;

/** One outcome for each voice, in their order. Progress goes to stderr. */
export async function leaveEachOut(voices: readonly string[]): Promise<readonly FoldHeard[]> {
  const outcomes = new Map<string, FoldHeard>();
  const waiting = [...voices];
  const threads = Math.min(threadsMax, availableParallelism(), voices.length);
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const thread = new Worker(new URL('./knowledge-fold.ts', import.meta.url));
      try {
        for (let voice = waiting.shift(); voice !== undefined; voice = waiting.shift()) {
          const outcome = await askThread(thread, voice);
          outcomes.set(voice, outcome);
          const { asked, hit1, outside } = figuresOf(outcome.heard);
          console.error(
            `  without ${voice} (${outcomes.size}/${voices.length}): ${asked + outside} questions, hit@1 ${hit1.toFixed(1)}`,
          );
        }
      } finally {
        await thread.terminate();
      }
    }),
  );
  return voices.flatMap((voice) => outcomes.get(voice) ?? []);
}

function askThread(thread: Worker, voice: string): Promise<FoldHeard> {
  return new Promise((resolve, reject) => {
    thread.removeAllListeners();
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.postMessage(voice);
  });
}
