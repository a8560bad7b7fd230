/** Names that follow from an answer, by name: the dialog itself keeps them by the step they follow from. */
import type { Dialog } from '../dialog.ts';

export type Derived = { readonly from: string; readonly values: Readonly<Record<string, string>> };

export function derivedIn(dialog: Dialog): ReadonlyMap<string, Derived> {
  return new Map(
    [...dialog.derived].flatMap(([from, rules]) => rules.map(({ name, values }) => [name, { from, values }])),
  );
}
