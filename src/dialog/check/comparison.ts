/** The single comparisons that a condition is made of, each with the place where it stands. */
import type { Condition } from '../dialog.ts';
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
