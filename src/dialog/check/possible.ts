/** What can be the answer to a question: everything a condition may sensibly compare it with. */
import { choicesOf, type Dialog, type Step, type StepOf } from '../dialog.ts';
import { type Known, offered } from '../route.ts';
import { type Answer, dontKnow, skipped } from '../session.ts';

/** More named choices of one list than this make too many combinations to try. */
const namedChoicesMax = 8;

/** What the answer is kept as when a notice was accepted. */
const accepted = 'accepted';

/** The answers a step can have, when they can be listed; `undefined` for numbers, texts and dates. */
export function listed(dialog: Dialog, step: Step): readonly (string | number)[] | undefined {
  switch (step.kind) {
    case 'notice':
      return [accepted];
    case 'choose':
    case 'multi':
      return choicesOf(step).map((choice) => choice.id);
    case 'yes-no':
      return ['yes', 'no', dontKnow];
    case 'scale': {
      const scale = Object.hasOwn(dialog.scales, step.scale) ? dialog.scales[step.scale] : undefined;
      return scale && [...scale.values, ...(scale.dontKnow ? [dontKnow] : [])];
    }
    default:
      return undefined;
  }
}

/** Can the answer to this step ever be this value? */
export function canBe(dialog: Dialog, step: Step, value: string | number): boolean {
  if (value === skipped && 'optional' in step) return step.optional;
  if (step.kind === 'number') return typeof value === 'number' && fits(step, value);
  if (step.kind === 'text' || step.kind === 'date') return typeof value === 'string';
  return listed(dialog, step)?.includes(value) ?? true;
}

function fits(step: StepOf<'number'>, value: number): boolean {
  return value >= step.min && value <= step.max && (!step.integer || Number.isInteger(value));
}

/**
 * The answers a step can have where this much is known: of those that no condition tells apart, only one.
 * `undefined` when there are too many to try.
 */
export function answersTo(
  dialog: Dialog,
  step: Step,
  values: Known,
  compared: ReadonlySet<string | number>,
): readonly Answer[] | undefined {
  const answers = plainAnswers(dialog, step, values, compared);
  return answers && 'optional' in step && step.optional ? [...answers, skipped] : answers;
}

function plainAnswers(
  dialog: Dialog,
  step: Step,
  values: Known,
  compared: ReadonlySet<string | number>,
): readonly Answer[] | undefined {
  switch (step.kind) {
    case 'choose':
      return telling(offered(step, values), compared);
    case 'multi':
      return combinations(step, telling(offered(step, values), compared));
    case 'number':
      return numbers(step, compared);
    case 'text':
    case 'date':
      return [...[...compared].map(String), 'something else'];
    default:
      return telling(listed(dialog, step) ?? [], compared);
  }
}

/** Those that conditions name; and of the others one number and one word, which is neither less nor more than anything. */
function telling<T extends string | number>(all: readonly T[], compared: ReadonlySet<string | number>): readonly T[] {
  const others = ['number', 'string'].map((type) => all.find((one) => typeof one === type && !compared.has(one)));
  return all.filter((one) => compared.has(one) || others.includes(one));
}

function combinations(step: StepOf<'multi'>, ids: readonly string[]): readonly Answer[] | undefined {
  if (ids.length > namedChoicesMax + 1) return undefined;
  let sets: string[][] = [[]];
  for (const id of ids) sets = sets.concat(sets.map((set) => [...set, id]));
  return sets.filter(
    (set) =>
      set.length > 0 &&
      set.length <= (step.max ?? set.length) &&
      !(set.length > 1 && step.exclusive && set.includes(step.exclusive)),
  );
}

/** Each named number, its neighbours, and one from every gap between them. */
function numbers(step: StepOf<'number'>, compared: ReadonlySet<string | number>): readonly number[] {
  const named = [...compared].filter((value) => typeof value === 'number');
  const points = [step.min, ...named, step.max].sort((a, b) => a - b);
  const near = points.flatMap((point, at) => [
    point,
    Math.floor(point) + 1,
    Math.ceil(point) - 1,
    (point + (points[at + 1] ?? point)) / 2,
  ]);
  return [...new Set(near)].filter((value) => fits(step, value));
}
