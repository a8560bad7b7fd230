/** Conditions taken apart into single comparisons, each with the place where it stands. */
import { type Condition, choicesOf, type Dialog, type Step } from '../dialog.ts';
import { derivedIn } from './derived.ts';
import type { Path } from './finding.ts';

export type Comparison = { readonly name: string; readonly path: Path } & (
  | { readonly kind: 'answered' }
  | { readonly kind: 'values'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'bound'; readonly bound: number }
);

export function comparisonsIn(condition: Condition, path: Path = []): readonly Comparison[] {
  if ('all' in condition) return condition.all.flatMap((part, at) => comparisonsIn(part, [...path, 'all', at]));
  if ('any' in condition) return condition.any.flatMap((part, at) => comparisonsIn(part, [...path, 'any', at]));
  if ('not' in condition) return comparisonsIn(condition.not, [...path, 'not']);
  if ('answered' in condition) return [{ kind: 'answered', name: condition.answered, path: [...path, 'answered'] }];
  if ('is' in condition)
    return each(condition.is, (name, value) => ({
      kind: 'values',
      name,
      values: [value],
      path: [...path, 'is', name],
    }));
  if ('in' in condition)
    return each(condition.in, (name, values) => ({ kind: 'values', name, values, path: [...path, 'in', name] }));
  const [how, bounds] = 'less' in condition ? ['less', condition.less] : ['more', condition.more];
  return each(bounds, (name, bound) => ({ kind: 'bound', name, bound, path: [...path, how, name] }));
}

function each<T>(
  record: Readonly<Record<string, T>>,
  make: (name: string, value: T) => Comparison,
): readonly Comparison[] {
  return Object.entries(record).map(([name, value]) => make(name, value));
}

/** The conditions a step depends on: its own, its section's, and those of its choices. */
export function conditionsOf(step: Step): readonly Condition[] {
  const choices = step.kind === 'choose' || step.kind === 'multi' ? choicesOf(step) : [];
  return [...step.conditions, ...choices.flatMap((choice) => choice.when ?? [])];
}

export function namesIn(conditions: readonly Condition[]): readonly string[] {
  return conditions.flatMap((condition) => comparisonsIn(condition)).map((comparison) => comparison.name);
}

/** What each name is compared with anywhere: other answers need not be told apart. */
export function comparedWith(dialog: Dialog): ReadonlyMap<string, ReadonlySet<string | number>> {
  const compared = new Map<string, Set<string | number>>();
  const add = (name: string, values: readonly (string | number)[]): void => {
    compared.set(name, new Set([...(compared.get(name) ?? []), ...values]));
  };
  for (const comparison of dialog.steps.flatMap(conditionsOf).flatMap((condition) => comparisonsIn(condition))) {
    const { name, kind } = comparison;
    if (kind === 'values') add(name, comparison.values);
    if (kind === 'bound') add(name, [comparison.bound - 1, comparison.bound, comparison.bound + 1]);
  }
  for (const { from, values } of derivedIn(dialog).values()) add(from, Object.keys(values));
  return compared;
}
