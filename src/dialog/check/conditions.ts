/** Conditions: they ask about what is known by then, and can hold. */

import { type Condition, choicesOf, type Dialog, isQuestion, type Step } from '../dialog.ts';
import { Group, Side } from '../session.ts';
import { type Comparison, comparisonsIn } from './comparison.ts';
import { derivedIn } from './derived.ts';
import type { Finding, Path } from './finding.ts';
import type { Outline } from './outline.ts';
import { canBe, listed } from './possible.ts';
import { afterReview } from './worlds.ts';

/** A condition, and the index of the step before which it is asked. */
type Place = { readonly condition: Condition; readonly path: Path; readonly before: number };

export function checkConditions(outline: Outline): readonly Finding[] {
  return placesOf(outline).flatMap(({ condition, path, before }) =>
    comparisonsIn(condition, path).flatMap((comparison) => judge(outline.dialog, comparison, before)),
  );
}

/** Where conditions may stand: at sections, steps and choices. */
function placesOf({ dialog, steps, sections }: Outline): readonly Place[] {
  const place = (when: Condition | undefined, path: Path, before: number): readonly Place[] =>
    when ? [{ condition: when, path: [...path, 'when'], before }] : [];
  return [
    ...sections.flatMap(({ when, path, first }) => place(when, path, first)),
    ...steps.flatMap(({ step, path }, at) => {
      const sectional = sections.some(({ id, when }) => id === step.section && when !== undefined) ? 1 : 0;
      const choices = step.kind === 'choose' || step.kind === 'multi' ? choicesOf(step) : [];
      return [
        ...place(dialog.steps[at]?.conditions[sectional], path, at),
        ...choices.flatMap(({ when }, nth) => place(when, [...path, 'choices', nth], at)),
      ];
    }),
  ];
}

function judge(dialog: Dialog, comparison: Comparison, before: number): readonly Finding[] {
  const { name, path } = comparison;
  const sent = afterReview(dialog, before);
  if (name === 'side') return outOf(comparison, Side.options);
  if (name === 'group' && sent) return outOf(comparison, Group.options);
  const rule = derivedIn(dialog).get(name);
  const at = dialog.steps.findIndex((step) => step.id === (rule?.from ?? name));
  const step = dialog.steps[at];
  if (!step || (!isQuestion(step) && step.kind !== 'notice'))
    return [
      {
        path,
        what: `The condition asks about "${name}", and there is no such question.`,
        mend: 'Correct the name, or take the condition out.',
      },
    ];
  if (at >= before)
    return [
      {
        path,
        what: `The condition asks about "${name}", which is asked only later.`,
        mend: `Move the question "${step.id}" up, or ask about an earlier one.`,
      },
    ];
  if (sent)
    return [
      {
        path,
        what: `The condition asks about "${name}", but after the review the answers are gone.`,
        mend: 'Ask only about side or group there.',
      },
    ];
  return rule ? outOf(comparison, [...new Set(Object.values(rule.values))]) : judgeAnswer(dialog, comparison, step);
}

function outOf(comparison: Comparison, possible: readonly string[]): readonly Finding[] {
  if (comparison.kind === 'bound') return [noNumber(comparison)];
  if (comparison.kind === 'answered') return [];
  const wrong = comparison.values.filter((value) => !possible.includes(String(value)) || typeof value === 'number');
  return wrong.map((value) => cannotBe(comparison, value, possible));
}

function judgeAnswer(dialog: Dialog, comparison: Comparison, step: Step): readonly Finding[] {
  switch (comparison.kind) {
    case 'answered':
      return [];
    case 'bound':
      return step.kind === 'number' || step.kind === 'scale' ? [] : [noNumber(comparison)];
    case 'values':
      return comparison.values
        .filter((value) => !canBe(dialog, step, value))
        .map((value) => cannotBe(comparison, value, listed(dialog, step)));
    default:
      return comparison satisfies never;
  }
}

function cannotBe(
  { name, path }: Comparison,
  value: string | number,
  possible: readonly (string | number)[] | undefined,
): Finding {
  const numbers = possible?.some((one) => typeof one === 'number') ? ' Numbers stand without quotation marks.' : '';
  return {
    path,
    what: `The condition compares "${name}" with ${JSON.stringify(value)}, which it can never be.`,
    mend: possible ? `Use one of: ${possible.join(', ')}.${numbers}` : 'Write a value that people can answer there.',
  };
}

function noNumber({ name, path }: Comparison): Finding {
  return {
    path,
    what: `The condition asks whether "${name}" is less or more, but it is no number.`,
    mend: 'Use is or in, or ask about a question of the kind number or scale.',
  };
}
