/** Areas from the highest to the lowest, all by the figures of the same people. */
import type { Area } from '../../dialog/dialog.ts';
import type { Side } from '../../survey/instrument.ts';
import { type Figure, type Gap, type Hidden, isHidden, isShown, type Shown } from '../../survey/published.ts';
import { figureAt, type Subject } from '../subject.ts';

/** So many are named at either end, and none at both. */
const endsMax = 3;

export type Standing = { readonly area: Area; readonly figure: Figure };
export type Standings = {
  /** Both together where any area has that; else the side that shows more of them. */
  readonly basis: 'joint' | Side;
  readonly strongest: readonly Standing[];
  readonly weakest: readonly Standing[];
};

/** A range counts with its middle. */
export function middleOf({ low, high }: Shown): number {
  return (low + high) / 2;
}

/** `undefined`: no area of anybody is shown. */
export function standingsOf({ result, scope }: Pick<Subject, 'result' | 'scope'>): Standings | undefined {
  const by = (whose: Standings['basis']): readonly Standing[] =>
    scope.flatMap((area) => {
      const figure = figureAt(result, whose, area);
      return isShown(figure) ? [{ area, figure }] : [];
    });
  const [joint, ngo, office] = [by('joint'), by('ngo'), by('office')];
  const [basis, shown] =
    joint.length > 0
      ? (['joint', joint] as const)
      : ngo.length >= office.length
        ? (['ngo', ngo] as const)
        : (['office', office] as const);
  if (shown.length === 0) return undefined;
  // Of equals the first area stands first, at either end.
  const rising = shown.toSorted((a, b) => middleOf(a.figure.value) - middleOf(b.figure.value));
  const weakest = rising.slice(0, Math.min(endsMax, Math.floor(rising.length / 2)));
  const strongest = shown
    .filter((one) => !weakest.includes(one))
    .toSorted((a, b) => middleOf(b.figure.value) - middleOf(a.figure.value))
    .slice(0, endsMax);
  return { basis, strongest, weakest };
}

/** The area that both sides see most differently, if anywhere they do not agree. */
export function widestGap({ result, scope }: Subject): { readonly area: Area; readonly gap: Gap } | undefined {
  return scope
    .flatMap((area) => {
      const figure = result.joint.area[area];
      return isHidden(figure) || figure.gap.agreement === 'agreement' ? [] : [{ area, gap: figure.gap }];
    })
    .sort((a, b) => Math.abs(middleOf(b.gap.value)) - Math.abs(middleOf(a.gap.value)))[0];
}

/** Why there is no overall result: of a place where nothing is shown, that too few answered. */
export function whyNoOverall(subject: Pick<Subject, 'result' | 'scope'>, overall: Hidden): Hidden {
  return standingsOf(subject) ? overall : { hidden: 'few' };
}
