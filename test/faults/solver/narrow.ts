/** Narrows the ranges of means by the relations between them: step by step, and exactly where that is not enough. */
import type { Means, Relation } from './relations.ts';
import { overlap, type Range, widthOf } from './report.ts';
import { extremes } from './simplex.ts';

const roundsMax = 200;
const worthIt = 1e-6;
/** Larger knots of relations are left to the steps. */
const unknownsMax = 120;
/** A mean that is known so well links nothing. */
const known = 1;

/** Ranges of all means; `fixedWithin`: hidden ones that came out wider than this are tried exactly. */
export function narrow({ cells, relations, told }: Means, fixedWithin: number): readonly Range[] {
  const ranges = told.map(([low, high]): [number, number] => [low, high]);
  for (let round = 0; round < roundsMax; round += 1) {
    let moved = false;
    for (const relation of relations) moved = step(relation, ranges) || moved;
    if (!moved) break;
  }
  cells.forEach(({ figure }, cell) => {
    const range = ranges[cell];
    if (figure.value || !range || widthOf(range) <= fixedWithin) return;
    const knot = knotOf(cell, relations, ranges);
    const unknowns = [...new Set(knot.flatMap(({ terms }) => terms.map(([one]) => one)))];
    if (knot.length < 2 || unknowns.length > unknownsMax) return;
    const exact = extremes(
      unknowns.map((one) => ranges[one] ?? [0, 100]),
      knot.map(({ terms, range: [low, high] }) => ({
        weights: unknowns.map((one) => terms.reduce((sum, [at, weight]) => sum + (at === one ? weight : 0), 0)),
        range: [low, high],
      })),
      unknowns.indexOf(cell),
    );
    if (exact) ranges[cell] = [exact[0] - worthIt, exact[1] + worthIt];
  });
  return ranges;
}

/** Narrows each mean of a relation by what the others leave to it. */
function step({ terms, range }: Relation, ranges: [number, number][]): boolean {
  let least = 0;
  let most = 0;
  for (const [cell, weight] of terms) {
    const [low, high] = ranges[cell] ?? [0, 100];
    least += weight * (weight > 0 ? low : high);
    most += weight * (weight > 0 ? high : low);
  }
  let moved = false;
  for (const [cell, weight] of terms) {
    const own = ranges[cell];
    if (!own) continue;
    const [low, high] = own;
    const restLeast = least - weight * (weight > 0 ? low : high);
    const restMost = most - weight * (weight > 0 ? high : low);
    const ends: Range = [(range[0] - restMost) / weight, (range[1] - restLeast) / weight];
    const [newLow, newHigh] = overlap(own, weight > 0 ? ends : [ends[1], ends[0]]);
    if (newLow <= low + worthIt && newHigh >= high - worthIt) continue;
    ranges[cell] = [newLow, newHigh];
    least += weight * (weight > 0 ? newLow - low : newHigh - high);
    most += weight * (weight > 0 ? newHigh - high : newLow - low);
    moved = true;
  }
  return moved;
}

/** All relations that hang together with a cell by means that are not known yet. */
function knotOf(cell: number, relations: readonly Relation[], ranges: readonly Range[]): readonly Relation[] {
  const reached = new Set([cell]);
  const knot = new Set<Relation>();
  for (let size = -1; size < knot.size; ) {
    size = knot.size;
    for (const relation of relations) {
      if (knot.has(relation) || !relation.terms.some(([one]) => reached.has(one))) continue;
      knot.add(relation);
      for (const [one] of relation.terms) if (widthOf(ranges[one] ?? [0, 100]) > known) reached.add(one);
    }
  }
  return [...knot];
}
