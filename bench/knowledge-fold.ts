/** A thread that is told a voice, learns from all others, and answers with how that voice was understood. */
import { parentPort } from 'node:worker_threads';
import type { Heard } from '../test/support/knowledge/judge.ts';
import { readMaterial } from '../test/support/knowledge/material.ts';
import { askedIn, learnWithout } from '../test/support/knowledge/voices.ts';
import { searchOver } from './knowledge-minisearch.ts';
import { noises, randomOf } from './knowledge-noise.ts';

export type FoldHeard = {
  readonly voice: string;
  /** Lines of other voices left out since they say the same. */
  readonly same: number;
  readonly heard: readonly Heard[];
  /** A tenth of the questions, once for each noise; which noise stands in their groups. */
  readonly noisy: readonly Heard[];
  readonly search: readonly Heard[];
};

const seed = 7;
const noisyShare = 0.1;

const material = await readMaterial();

parentPort?.on('message', (voice: string) => {
  const fold = material.fold([voice]);
  const asked = askedIn(material, fold);
  const listen = learnWithout(material, fold);
  const noisy = asked
    .filter(({ question }) => randomOf(question, seed)() < noisyShare)
    .flatMap((one) =>
      Object.entries(noises).map(([noise, change]) =>
        listen({
          ...one,
          question: change(one.question, randomOf(one.question, seed + 1)),
          groups: { ...one.groups, noise },
        }),
      ),
    );
  const outcome: FoldHeard = {
    voice,
    same: fold.same,
    heard: asked.map(listen),
    noisy,
    search: asked.map(searchOver(fold.taught)),
  };
  parentPort?.postMessage(outcome);
});
