/** Faults in what the bot knows, before anybody asks about it. */
import type { Limits } from '../dialog/check/finding.ts';
import type { Finding, Written } from './check/finding.ts';
import { checkLimits } from './check/limits.ts';
import { checkLinks } from './check/links.ts';
import { checkIds, checkNames } from './check/names.ts';
import { checkPlaces } from './check/places.ts';
import { checkQuestions } from './check/questions.ts';
import { checkTopics } from './check/topics.ts';

/**
 * Everything that is wrong with the knowledge. Promises: with no finding, every topic that is learnt has its article,
 * every link leads somewhere, and what people are shown fits. `steps`: the ids of all steps of the dialogs, `undefined`
 * where a dialog could not be read. Ids that stand twice come alone: of two copies everything else would be said, too.
 */
export function checkKnowledge(
  written: Written,
  steps: ReadonlySet<string> | undefined,
  limits: Limits,
): readonly Finding[] {
  const twice = checkIds(written);
  if (twice.length > 0) return twice;
  return [
    ...checkNames(written),
    ...checkLinks(written, steps),
    ...checkPlaces(written),
    ...checkLimits(written, limits),
    ...checkTopics(written),
    ...checkQuestions(written),
  ];
}
