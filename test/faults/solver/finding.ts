/** What an attacker claims. */
import type { Area } from '../../../src/dialog/dialog.ts';
import type { Side } from '../../../src/survey/instrument.ts';
import { type Range, widthOf } from './report.ts';

/** "Disclosed": fixed within so many points. */
export const fixedWithin = 12.5;

export type Finding = {
  readonly wave: number;
  readonly unit: string;
  readonly side: Side;
  readonly area: Area;
  readonly low: number;
  readonly high: number;
} & (
  | { readonly what: 'place from below' | 'place from above'; readonly place: number }
  | {
      readonly what: 'hidden mean' | 'lowest who left statements out' | 'highest who left statements out';
    }
);

export type Where = Pick<Finding, 'wave' | 'unit' | 'side' | 'area'>;

/** Only where it is. */
export function place({ wave, unit, side, area }: Where): Where {
  return { wave, unit, side, area };
}

export function isFixed(range: Range): boolean {
  return range[0] <= range[1] && widthOf(range) <= fixedWithin;
}
