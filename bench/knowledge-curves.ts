/**
 * What other thresholds would do with the same shares, each with the others of understand.ts as they are. A greeting that
 * was held back as unlikely is not there to be found: the lowest thresholds look a little better than they are.
 */
import { featuresOf } from '../src/knowledge/features.ts';
import type { Heard } from '../test/support/knowledge/judge.ts';
import { printRows } from './knowledge-tables.ts';

/** As in understand.ts. */
const overNone = 1.2;
const offerOverNone = 0.6;

const shares = [0.1, 0.13, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5];
const likelies = [0.04, 0.06, 0.08, 0.1, 0.12, 0.16, 0.2, 0.3];

/** One word alone is judged by a threshold of its own, and too seldom asked for a curve. */
const thresholds: Readonly<Record<string, (heard: Heard) => boolean>> = {
  sure: (heard) => !isOneWord(heard) && !isList(heard),
  sureOfList: (heard) => !isOneWord(heard) && isList(heard),
};

export function printCurves(heard: readonly Heard[]): void {
  for (const [name, concerns] of Object.entries(thresholds))
    printRows(
      `If ${name} were`,
      shares.map((sure) => [String(sure), heard.map((one) => (concerns(one) ? answeredFrom(sure, one) : one))]),
    );
  printRows(
    'If likely were',
    likelies.map((likely) => [String(likely), heard.map((one) => offeredFrom(likely, one))]),
  );
}

function isOneWord({ question }: Heard): boolean {
  return featuresOf(question)[0]?.size === 1;
}

function isList({ found: [best] }: Heard): boolean {
  return best?.topic.startsWith('list:') === true;
}

function answeredFrom(sure: number, heard: Heard): Heard {
  const [best] = heard.found;
  if (best && best.share >= sure && best.share > heard.none * overNone) return { ...heard, outcome: 'answer' };
  return heard.outcome === 'answer' ? { ...heard, outcome: 'perhaps' } : heard;
}

function offeredFrom(likely: number, heard: Heard): Heard {
  if (heard.outcome === 'answer') return heard;
  const together = heard.found.reduce((sum, { share }) => sum + share, 0);
  return { ...heard, outcome: together >= likely && together > heard.none * offerOverNone ? 'perhaps' : 'unknown' };
}
