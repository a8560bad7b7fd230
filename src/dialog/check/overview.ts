/** How long the overview of a section in the review can grow: every question, with its answer in full. */
import { type Dialog, isQuestion, type Question } from '../dialog.ts';
import type { Language } from '../language.ts';
import { askSection } from '../review.ts';
import { applies, type Known, known, offered } from '../route.ts';
import type { Answer, Run } from '../session.ts';
import { placeOf, type Talk } from '../talk.ts';
import { listed } from './possible.ts';

export function overviewChars(talk: Talk, dialog: Dialog, language: Language, begun: Run, section: string): number {
  const run = fullRun(dialog, { ...begun, step: 'review' });
  const session = { language, nonce: '', prompt: 0, run, memberships: [] };
  const place = placeOf(talk, session);
  const [prompt] = place ? askSection(talk, session, place, section, {}).replies : [];
  return prompt?.text.length ?? 0;
}

/** The run with everything answered that it would be asked. */
function fullRun(dialog: Dialog, begun: Run): Run {
  let run = begun;
  for (const step of dialog.steps) {
    const values = known(dialog, run);
    if (!isQuestion(step) || Object.hasOwn(run.answers, step.id) || !applies(step, run, values)) continue;
    const answer = fullAnswer(dialog, step, values);
    if (answer !== undefined) run = { ...run, answers: { ...run.answers, [step.id]: answer } };
  }
  return run;
}

/** An answer about as long as the question allows. */
function fullAnswer(dialog: Dialog, step: Question, values: Known): Answer | undefined {
  switch (step.kind) {
    case 'text':
      return 'x'.repeat(step.max);
    case 'multi':
      return offered(step, values).slice(0, step.max);
    case 'choose':
      return offered(step, values)[0];
    case 'number':
    case 'date':
      return step.max ?? '9999-12-31';
    default:
      return listed(dialog, step)?.[0];
  }
}
