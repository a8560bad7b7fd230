/** Single people of a group that is shown: those at some place in the order of scores, and those who left statements out. */
import { type Finding, fixedWithin, isFixed, place } from './finding.ts';
import { exactScoreAt } from './lattice.ts';
import { anySquares, type Group, scoreAt, scoresOf } from './places.ts';
import type { Cell } from './relations.ts';
import { type Range, type Report, unite, widthOf } from './report.ts';
import { squaresBy, squaresBySilence } from './spread.ts';
import { isWhole, type List, leftOut, placesByStatements } from './statements.ts';

/** From so many people on a group's own spread is told. */
const ownMin = 10;
/** So small groups are gone through score by score, where it can still help. */
const exactMax = 12;
const exactHelps = 30;

/** Claims about the people of one cell. `statements`: how many its area has. */
export function people(report: Report, cell: Cell, mean: Range, statements: number): readonly Finding[] {
  const { figure, unit, side, area } = cell;
  const of = report.units.find(({ id }) => id === unit)?.sides[side];
  if (!of || !figure.n) return [];
  const { least, most } = figure.n;
  const listed = of.items[area];
  const list: List | undefined =
    'hidden' in listed || least < most || of.answered.least < of.answered.most
      ? undefined
      : { statements: listed, n: least, answered: of.answered.least, mean, k: report.k };
  const found: Finding[] = [];
  const gone = list && leftOut(list);
  for (const what of ['lowest', 'highest'] as const) {
    const range = gone?.[what];
    if (range && isFixed(range))
      found.push({ ...place(cell), what: `${what} who left statements out`, low: range[0], high: range[1] });
  }
  const below: (Range | undefined)[] = [];
  const above: (Range | undefined)[] = [];
  const within = list && placesByStatements(list);
  for (let n = least; n <= most; n += 1) {
    const group: Group = {
      n,
      mean,
      squares: squaresOf(cell, n, mean, statements),
      scores: scoresOf(statements, list && isWhole(list) ? statements : undefined),
    };
    const ranges = rangesOf(group, within);
    ranges?.forEach((range, index) => {
      if (index < least) below[index] = unite(below[index], range);
      if (n - index <= least) above[n - index - 1] = unite(above[n - index - 1], range);
    });
  }
  const claim = (what: 'place from below' | 'place from above', ranges: readonly (Range | undefined)[]): void =>
    ranges.forEach((range, index) => {
      if (range && isFixed(range))
        found.push({ ...place(cell), what, place: index + 1, low: range[0], high: range[1] });
    });
  claim('place from below', below);
  if (least < most) claim('place from above', above);
  return found;
}

/** The ranges of all places; `undefined` where the figures contradict each other: there cannot be so many people. */
function rangesOf(group: Group, within: readonly Range[] | undefined): readonly Range[] | undefined {
  const ranges: Range[] = [];
  for (let rank = 1; rank <= group.n; rank += 1) {
    const range = scoreAt(group, rank, within?.[rank - 1]);
    const exact = range && worthExact(group, range) ? exactScoreAt(group, rank, range) : range;
    if (!exact) return undefined;
    ranges.push(exact);
  }
  return ranges;
}

function worthExact({ n, squares }: Group, range: Range): boolean {
  return n <= exactMax && squares !== anySquares && widthOf(range) > fixedWithin && widthOf(range) <= exactHelps;
}

function squaresOf({ figure }: Cell, n: number, mean: Range, statements: number): readonly Range[] {
  if (!figure.value) return anySquares;
  if (figure.basis === 'own') return squaresBy(figure, n, mean);
  const isPoint = figure.value.low === figure.value.high;
  return n >= ownMin && figure.n?.least === n && figure.n.most === n && isPoint
    ? squaresBySilence(n, mean, statements)
    : anySquares;
}
