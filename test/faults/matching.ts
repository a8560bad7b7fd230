/** Putting two sides together as well as they fit, and how well chance alone would do it. */

/** The assignment with the greatest sum of scores (Hungarian method, O(n³)): for each row of `scores` a column, or -1. */
export function assign(scores: readonly (readonly number[])[]): readonly number[] {
  const rows = scores.length;
  const columns = scores[0]?.length ?? 0;
  const size = Math.max(rows, columns);
  const cost = (row: number, column: number): number => -(scores[row - 1]?.[column - 1] ?? 0);
  const u = new Float64Array(size + 1);
  const v = new Float64Array(size + 1);
  const rowOf = new Int32Array(size + 1);
  const way = new Int32Array(size + 1);
  for (let row = 1; row <= size; row += 1) {
    rowOf[0] = row;
    let column = 0;
    const least = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(size + 1);
    do {
      used[column] = 1;
      const at = rowOf[column] ?? 0;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= size; j += 1) {
        if (used[j]) continue;
        const reduced = cost(at, j) - (u[at] ?? 0) - (v[j] ?? 0);
        if (reduced < (least[j] ?? 0)) {
          least[j] = reduced;
          way[j] = column;
        }
        if ((least[j] ?? 0) < delta) {
          delta = least[j] ?? 0;
          next = j;
        }
      }
      for (let j = 0; j <= size; j += 1) {
        if (used[j]) {
          u[rowOf[j] ?? 0] = (u[rowOf[j] ?? 0] ?? 0) + delta;
          v[j] = (v[j] ?? 0) - delta;
        } else least[j] = (least[j] ?? 0) - delta;
      }
      column = next;
    } while (rowOf[column] !== 0);
    do {
      const before = way[column] ?? 0;
      rowOf[column] = rowOf[before] ?? 0;
      column = before;
    } while (column !== 0);
  }
  const found = new Array<number>(rows).fill(-1);
  for (let j = 1; j <= columns; j += 1) {
    const row = rowOf[j] ?? 0;
    if (row >= 1 && row <= rows) found[row - 1] = j - 1;
  }
  return found;
}

/** Ranks between 0 and 1, equal values sharing theirs: ½ where all are equal. */
export function ranks(values: readonly number[]): readonly number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const result = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && order[to]?.value === order[from]?.value) to += 1;
    for (let at = from; at < to; at += 1) result[order[at]?.index ?? 0] = (from + to) / 2 / values.length;
    from = to;
  }
  return result;
}

/** Correlation of two lists; 0 where one of them does not vary. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((one, index) => {
    const [da, db] = [one - ma, (b[index] ?? mb) - mb];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  });
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** `rows` of these belong to some of `people`, one each, by chance; what belongs together within a cell is known. */
export type Cell = { readonly people: number; readonly rows: number };

const drawsOfChance = 20_000;

/** Hits that a uniformly random matching within the cells makes: how many on average, and how often at least `hits`. */
export function chance(
  cells: readonly Cell[],
  hits: number,
  random: () => number,
): { readonly mean: number; readonly p: number } {
  const mean = cells.reduce((sum, { people, rows }) => sum + (people > 0 ? Math.min(rows, people) / people : 0), 0);
  let atLeast = 0;
  for (let draw = 0; draw < drawsOfChance; draw += 1) {
    let found = 0;
    for (const cell of cells) found += randomHits(cell, random);
    if (found >= hits) atLeast += 1;
  }
  return { mean, p: (atLeast + 1) / (drawsOfChance + 1) };
}

/** Row i truly belongs to person i; each row is given to another person at random. */
function randomHits({ people, rows }: Cell, random: () => number): number {
  const order = Array.from({ length: people }, (_, index) => index);
  let hits = 0;
  for (let at = 0; at < Math.min(rows, people); at += 1) {
    const other = at + Math.floor(random() * (people - at));
    const one = order[other] ?? 0;
    order[other] = order[at] ?? 0;
    if (one === at) hits += 1;
  }
  return hits;
}
