/**
 * Faults in a dialog and its texts, before anybody reads them. What is wrong with the structure comes alone: texts and
 * paths that follow from it would only repeat it.
 */
import { checkConditions } from './check/conditions.ts';
import { type Finding, type Limits, once } from './check/finding.ts';
import { checkIds } from './check/ids.ts';
import { type AllTexts, checkLimits } from './check/limits.ts';
import { checkOrder } from './check/order.ts';
import { outline } from './check/outline.ts';
import { checkReach } from './check/reach.ts';
import { checkSteps } from './check/steps.ts';
import { checkTexts, isComplete } from './check/texts.ts';
import type { Dialog, DialogFile } from './dialog.ts';
import { Language } from './language.ts';

/** Everything that is wrong with a dialog. Promises: with no finding, no conversation in it meets a missing text. */
export function checkDialog(dialog: Dialog, file: DialogFile, texts: AllTexts, limits: Limits): readonly Finding[] {
  const parts = outline(dialog, file);
  const structure = [checkIds, checkSteps, checkOrder, checkConditions].flatMap((check) => check(parts));
  if (structure.length > 0) return once(structure);
  const complete = Language.options.filter((language) => isComplete(dialog, texts.own, language));
  return once([...checkReach(parts), ...checkTexts(dialog, texts.own), ...checkLimits(parts, texts, limits, complete)]);
}
