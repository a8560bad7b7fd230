/** A small exact linear programme: the least and the greatest that one unknown can be. Dense, for a few dozen unknowns. */
import type { Range } from './report.ts';

export type Row = { readonly weights: readonly number[]; readonly range: Range };

const tiny = 1e-9;
const pivotsMax = 5000;

/**
 * The range of unknown `goal` where every unknown lies in its box and every row in its range. `undefined` where nothing
 * does. Unknowns are counted from the low end of their box; two phases, Bland's rule.
 */
export function extremes(boxes: readonly Range[], rows: readonly Row[], goal: number): Range | undefined {
  const low = least(boxes, rows, goal, 1);
  const high = least(boxes, rows, goal, -1);
  return low === undefined || high === undefined ? undefined : [low, -high];
}

/** The least of sign × unknown. */
function least(boxes: readonly Range[], rows: readonly Row[], goal: number, sign: 1 | -1): number | undefined {
  const unknowns = boxes.length;
  const most: { weights: number[]; limit: number }[] = boxes.map(([low, high], at) => ({
    weights: boxes.map((_, index) => (index === at ? 1 : 0)),
    limit: high - low,
  }));
  for (const { weights, range } of rows) {
    const base = weights.reduce((sum, weight, index) => sum + weight * (boxes[index]?.[0] ?? 0), 0);
    most.push({ weights: [...weights], limit: range[1] - base });
    most.push({ weights: weights.map((weight) => -weight), limit: base - range[0] });
  }
  // Columns: unknowns, a slack for each row, one artificial for all rows, the limit.
  const slackAt = (row: number): number => unknowns + row;
  const artificial = unknowns + most.length;
  const limitAt = artificial + 1;
  const table = most.map(({ weights, limit }, row) => {
    const line = new Float64Array(limitAt + 1);
    weights.forEach((weight, index) => {
      line[index] = weight;
    });
    line[slackAt(row)] = 1;
    line[artificial] = -1;
    line[limitAt] = limit;
    return line;
  });
  const basis = most.map((_, row) => slackAt(row));
  const worst = most.reduce((at, { limit }, row) => (limit < (most[at]?.limit ?? 0) ? row : at), 0);
  if ((most[worst]?.limit ?? 0) < -tiny) {
    pivot(table, basis, worst, artificial, undefined);
    const cost = new Float64Array(limitAt + 1);
    cost[artificial] = 1;
    reduce(cost, table, basis);
    solve(table, basis, cost, artificial + 1);
    if (-(cost[limitAt] ?? 0) > 1e-7) return undefined;
    const left = basis.indexOf(artificial);
    const line = table[left];
    if (line) {
      const entering = line.findIndex((value, column) => column < artificial && Math.abs(value) > tiny);
      if (entering >= 0) pivot(table, basis, left, entering, undefined);
    }
  }
  const cost = new Float64Array(limitAt + 1);
  cost[goal] = sign;
  reduce(cost, table, basis);
  solve(table, basis, cost, artificial);
  return sign * (boxes[goal]?.[0] ?? 0) - (cost[limitAt] ?? 0);
}

/** Costs as seen from the basis. */
function reduce(cost: Float64Array, table: readonly Float64Array[], basis: readonly number[]): void {
  table.forEach((line, row) => {
    const factor = cost[basis[row] ?? 0] ?? 0;
    if (factor !== 0) subtract(cost, line, factor);
  });
}

function subtract(from: Float64Array, line: Float64Array, factor: number): void {
  for (let column = 0; column < from.length; column += 1)
    from[column] = (from[column] ?? 0) - factor * (line[column] ?? 0);
}

function solve(table: readonly Float64Array[], basis: number[], cost: Float64Array, columns: number): void {
  for (let turn = 0; turn < pivotsMax; turn += 1) {
    const entering = cost.findIndex((value, column) => column < columns && value < -tiny);
    if (entering < 0) return;
    let leaving = -1;
    let ratio = Number.POSITIVE_INFINITY;
    table.forEach((line, row) => {
      const weight = line[entering] ?? 0;
      if (weight <= tiny) return;
      const own = Math.max(0, line.at(-1) ?? 0) / weight;
      if (
        own < ratio - tiny ||
        (own < ratio + tiny && (basis[row] ?? 0) < (basis[leaving] ?? Number.POSITIVE_INFINITY))
      ) {
        leaving = row;
        ratio = Math.min(own, ratio);
      }
    });
    if (leaving < 0) return;
    pivot(table, basis, leaving, entering, cost);
  }
  throw new Error(`no end of the linear programme after ${pivotsMax} pivots`);
}

function pivot(
  table: readonly Float64Array[],
  basis: number[],
  row: number,
  column: number,
  cost: Float64Array | undefined,
): void {
  const line = table[row];
  if (!line) return;
  const by = line[column] ?? 1;
  for (let at = 0; at < line.length; at += 1) line[at] = (line[at] ?? 0) / by;
  for (const other of cost ? [...table, cost] : table) {
    const factor = other[column] ?? 0;
    if (other !== line && factor !== 0) subtract(other, line, factor);
  }
  basis[row] = column;
}
