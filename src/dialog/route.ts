/** The next step, from conditions over the answers. Nothing here remembers a path: it follows from the answers. */
import { type Condition, choicesOf, type Dialog, isQuestion, type Question, type Step, type StepOf } from './dialog.ts';
import type { Answer, Run } from './session.ts';

/** What a condition may speak of: answers, derived values, and what is given from outside (`side`). */
export type Known = ReadonlyMap<string, Answer>;

/**
 * What is known in a run, as far as anything depends on it. Promises: an answer to a question that no longer applies is
 * not known.
 */
export function known(dialog: Dialog, run: Run): Known {
  const values = new Map<string, Answer>();
  if (run.survey) values.set('side', run.survey.side);
  if (run.sent) values.set('group', run.sent.group);
  for (const step of dialog.decisive) {
    const answer = Object.hasOwn(run.answers, step.id) ? run.answers[step.id] : undefined;
    if (answer === undefined || !applies(step, run, values)) continue;
    values.set(step.id, answer);
    for (const rule of dialog.derived.get(step.id) ?? []) {
      const value = typeof answer === 'string' && Object.hasOwn(rule.values, answer) ? rule.values[answer] : undefined;
      if (value !== undefined) values.set(rule.name, value);
    }
  }
  return values;
}

type Test = (values: Known) => boolean;

// A turn asks the same conditions for every step, so each is made a function once.
const tests = new WeakMap<Condition, Test>();

/** Does the condition hold? A comparison with what is not known does not. */
export function holds(condition: Condition, values: Known): boolean {
  let test = tests.get(condition);
  if (!test) {
    test = compile(condition);
    tests.set(condition, test);
  }
  return test(values);
}

function compile(condition: Condition): Test {
  if ('all' in condition) return (values) => condition.all.every((part) => holds(part, values));
  if ('any' in condition) return (values) => condition.any.some((part) => holds(part, values));
  if ('not' in condition) return (values) => !holds(condition.not, values);
  if ('answered' in condition) return (values) => values.has(condition.answered);
  if ('is' in condition) return every(condition.is, (answer, value) => includes(answer, value));
  if ('in' in condition) return every(condition.in, (answer, list) => list.some((value) => includes(answer, value)));
  if ('less' in condition)
    return every(condition.less, (answer, limit) => typeof answer === 'number' && answer < limit);
  return every(condition.more, (answer, limit) => typeof answer === 'number' && answer > limit);
}

function every<T>(record: Readonly<Record<string, T>>, test: (answer: Answer | undefined, value: T) => boolean): Test {
  const entries = Object.entries(record);
  return (values) => entries.every(([name, value]) => test(values.get(name), value));
}

/** An answer of several choices is each of them. */
function includes(answer: Answer | undefined, value: string | number): boolean {
  return Array.isArray(answer) ? answer.includes(String(value)) : answer === value;
}

/** Is this step asked of this person, in this JST's scope? */
export function applies(
  step: Step,
  run: Run,
  values: Known,
  test = (condition: Condition): boolean => holds(condition, values),
): boolean {
  if (step.area && run.survey && !run.survey.scope.includes(step.area)) return false;
  for (const condition of step.conditions) if (!test(condition)) return false;
  return true;
}

/** The steps that apply now, in order. */
export function path(dialog: Dialog, run: Run, values: Known): readonly Step[] {
  // The steps of a section share its condition.
  const held = new Map<Condition, boolean>();
  const once = (condition: Condition): boolean => {
    const holding = held.get(condition) ?? holds(condition, values);
    held.set(condition, holding);
    return holding;
  };
  return dialog.steps.filter((step) => applies(step, run, values, once));
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
