/** The statements of an area, one by one, where a list of them tells nothing about single people. */
import type { Area } from '../dialog/dialog.ts';
import { fixesSomebody } from './bounds.ts';
import { type Known, round } from './known.ts';
import { type Hidden, type Ignorance, type ItemFigure, isHidden } from './published.ts';
import type { GroupIndex, Index } from './score.ts';

/** Nearer to an end than this, a statement is told as "≤ 10" or "≥ 90". */
const ends = [10, 90] as const;
/** Those who left statements out must not all be beyond these. */
const middle = [20, 80] as const;
const ignoranceCuts = [20, 40] as const;

/**
 * The statements of an area. A statement that few answered hides them all. And of an area's mean and its statements'
 * means together one could solve for those who left some out: so they are none, or at least k and not all at one end. Nor
 * are they listed where together with the area's spread they would fix somebody's score.
 */
export function itemsOf(
  group: GroupIndex,
  known: Known | Hidden,
  area: Area,
  index: Index,
): readonly ItemFigure[] | Hidden {
  if (isHidden(known)) return known;
  if (known.basis === 'usual') return { hidden: 'few' };
  const statements = index.instrument.filter((item) => item.area === area);
  const cells = statements.map((item) => ({ item, cell: group.items[item.id] }));
  const { respondents, mean } = group.area[area].incomplete;
  const inTheMiddle = mean === undefined || (mean > middle[0] && mean < middle[1]);
  if (respondents > 0 && (respondents < index.k || !inTheMiddle)) return { hidden: 'incomplete' };
  const figures = cells.flatMap(({ item, cell }): ItemFigure[] => {
    if (cell?.point === undefined) return [];
    const whole = round(cell.point, 0);
    const [low, high] = ends;
    const value =
      whole <= low ? { low: 0, high: low } : whole >= high ? { low: high, high: 100 } : { low: whole, high: whole };
    return [
      { id: item.id, reverse: item.reverse, value: { ...value, decimals: 0 }, ignorance: ignoranceOf(cell.dkShare) },
    ];
  });
  const points = cells.flatMap(({ cell }) => cell?.point ?? []);
  const { n, estimate } = group.area[area];
  const isTelling = estimate && fixesSomebody(estimate.point, estimate.se * Math.sqrt(n), n, statements.length, points);
  return figures.length < statements.length || isTelling ? { hidden: 'few' } : figures;
}

function ignoranceOf(share: number): Ignorance {
  const [low, high] = ignoranceCuts;
  if (share < low) return 'low';
  return share <= high ? 'some' : 'high';
}
