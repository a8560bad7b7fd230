/** Asks what voices ask of a bot that has never heard them. */
import { outOfScope } from '../../../src/knowledge/examples.ts';
import { featuresOf } from '../../../src/knowledge/features.ts';
import { learn } from '../../../src/knowledge/learn.ts';
import { type Learnt, scorer } from '../../../src/knowledge/learnt.ts';
import type { Shelf } from '../../../src/knowledge/shelf.ts';
import { createUnderstand } from '../../../src/knowledge/understand.ts';
import { type Asked, type Heard, hear, kindOf, toleratedFor } from './judge.ts';
import { type Fold, folded, type Material } from './material.ts';

export type Listener = (asked: Asked) => Heard;

/** Someone who has learnt this, and hears questions as the bot does. */
export function listenerOf(shelf: Shelf, learnt: Learnt): Listener {
  const understand = createUnderstand(shelf, learnt);
  const score = scorer(learnt);
  const at = learnt.topics.indexOf(outOfScope);
  return (asked) => hear(understand, asked, (question) => score(featuresOf(question)).shares[at] ?? 0);
}

export function learnWithout(material: Material, fold: Fold): Listener {
  return listenerOf(material.shelf, learn(fold.taught));
}

/** The questions of a fold with what tables are made by. */
export function askedIn(material: Material, fold: Fold): readonly Asked[] {
  return fold.asked.map(({ question, topics, voice, style }) => {
    const language = material.voices.get(voice);
    if (!language) throw new Error(`voice ${voice} is not described in voices.yaml`);
    const within = `${language} ${style}`;
    return {
      question,
      topics,
      also: toleratedFor(topics),
      groups: {
        language,
        style,
        'style within language': within === 'pl everyday' ? `${within} (colloquial)` : within,
        kind: kindOf(topics),
        voice,
        'as a name': material.names.has(folded(question)) ? 'a name word for word' : 'no name word for word',
      },
    };
  });
}
