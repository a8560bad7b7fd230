/** The next step, from conditions over the answers. Nothing here remembers a path: it follows from the answers. */
import { type Condition, choicesOf, type Dialog, isQuestion, type Question, type Step, type StepOf } from './dialog.ts';
import type { Answer, Run } from './session.ts';

/** What a condition may speak of: answers, derived values, and what is given from outside (`side`). */
export type Known = ReadonlyMap<string, Answer>;

/** Everything known in a run. Promises: an answer to a question that no longer applies is not known. */
export function known(dialog: Dialog, run: Run): Known {
  const values = new Map<string, Answer>();
  if (run.survey) values.set('side', run.survey.side);
  if (run.sent) values.set('group', run.sent.group);
  for (const step of dialog.steps) {
    const answer = run.answers[step.id];
    if (answer === undefined || !Object.hasOwn(run.answers, step.id) || !applies(step, run, values)) continue;
    values.set(step.id, answer);
    for (const name of Object.keys(dialog.derive)) {
      const rule = dialog.derive[name];
      const derived = rule?.from === step.id && typeof answer === 'string' ? rule.values[answer] : undefined;
      if (derived !== undefined) values.set(name, derived);
    }
  }
  return values;
}

/** Does the condition hold? A comparison with what is not known does not. */
export function holds(condition: Condition, values: Known): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, values));
  if ('any' in condition) return condition.any.some((part) => holds(part, values));
  if ('not' in condition) return !holds(condition.not, values);
  if ('answered' in condition) return values.has(condition.answered);
  if ('is' in condition) return every(condition.is, (name, value) => includes(values.get(name), value));
  if ('in' in condition)
    return every(condition.in, (name, list) => list.some((value) => includes(values.get(name), value)));
  if ('less' in condition) return every(condition.less, (name, limit) => isNumber(values.get(name), (n) => n < limit));
  return every(condition.more, (name, limit) => isNumber(values.get(name), (n) => n > limit));
}

function every<T>(record: Readonly<Record<string, T>>, test: (name: string, value: T) => boolean): boolean {
  return Object.entries(record).every(([name, value]) => test(name, value));
}

/** An answer of several choices is each of them. */
function includes(answer: Answer | undefined, value: string | number): boolean {
  return Array.isArray(answer) ? answer.includes(String(value)) : answer === value;
}

function isNumber(answer: Answer | undefined, test: (n: number) => boolean): boolean {
  return typeof answer === 'number' && test(answer);
}

/** Is this step asked of this person, in this JST's scope? */
export function applies(step: Step, run: Run, values: Known): boolean {
  if (step.area && run.survey && !run.survey.scope.includes(step.area)) return false;
  return step.conditions.every((condition) => holds(condition, values));
}

/** The steps that apply now, in order. */
export function path(dialog: Dialog, run: Run, values: Known): readonly Step[] {
  return dialog.steps.filter((step) => applies(step, run, values));
}

/** Does the step wait here, given the answers so far? Questions wait until answered; a notice until accepted. */
function waits(step: Step, run: Run): boolean {
  switch (step.kind) {
    case 'say':
      return false;
    case 'review':
      return run.sent === undefined;
    case 'consent':
    case 'end':
      return run.sent !== undefined || run.survey === undefined;
    default:
      return run.sent === undefined && !Object.hasOwn(run.answers, step.id);
  }
}

/**
 * The first step on the path that still waits for the person, looking after `after` once the answers are sent.
 * Going back and answering again leads here too, so a correction returns to where the person was.
 */
export function nextStep(steps: readonly Step[], run: Run, after?: string): Step | undefined {
  const from = after === undefined ? 0 : steps.findIndex((step) => step.id === after) + 1;
  return steps.slice(from).find((step) => waits(step, run));
}

/** The question before `step` on the path, skipping what was only said. */
export function previousQuestion(steps: readonly Step[], step: string): Question | undefined {
  const at = steps.findIndex((candidate) => candidate.id === step);
  return steps.slice(0, Math.max(at, 0)).findLast(isQuestion);
}

/** The choices of a step that are offered to this person. */
export function offered(step: StepOf<'choose' | 'multi'>, values: Known): readonly string[] {
  return choicesOf(step)
    .filter((choice) => choice.when === undefined || holds(choice.when, values))
    .map((choice) => choice.id);
}
