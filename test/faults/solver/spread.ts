/** The spread of a group from what is told of it: its own interval, or that its own interval is not told. */
import { anySquares, scoreAt } from './places.ts';
import { type Figure, overlap, type Range } from './report.ts';

/** Student's t, two-sided 95 %, for 1 to 30 degrees of freedom (any table). */
const table = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const;
const normal = 1.959964;
/** How far off a figure of the table may be. */
const tableBlur = 0.0006;

function student(df: number): number {
  const z = normal;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  return table[df - 1] ?? z + first / df + second / df ** 2;
}

/** What Σ (score − mean)² of n people can be, by the interval that is told of them. */
export function squaresBy({ value, interval }: Figure, n: number, mean: Range): readonly Range[] {
  if (!value || !interval) return anySquares;
  const blur = 0.5 * 10 ** -(value.decimals === 2 ? 1 : value.decimals) + 1e-6;
  const [low, high] = interval;
  let half: Range = [0, 100];
  // At an end of the scale the interval is cut.
  half = overlap(half, [mean[0] - low - blur, low <= 0 ? 100 : mean[1] - low + blur]);
  half = overlap(half, [high - blur - mean[1], high >= 100 ? 100 : high + blur - mean[0]]);
  const t = student(n - 1);
  const square = (deviation: number): number => (n - 1) * Math.max(0, deviation) ** 2;
  return [[square((half[0] * Math.sqrt(n)) / (t + tableBlur)), square((half[1] * Math.sqrt(n)) / (t - tableBlur))]];
}

const points: readonly number[] = Array.from({ length: 101 }, (_, point) => point);

/** The rule as it is told: larger groups keep their spread to themselves where it would leave somebody less than this. */
const roomOf = (statements: number): number => 12.5 + 50 / statements;
const placesMax = 60;

function fixes(mean: number, deviation: number, n: number, statements: number): boolean {
  const group = { n, mean: [mean, mean], squares: [[0, 0]], scores: points } as const;
  const squares = (n - 1) * deviation ** 2;
  const places = Math.min(n, placesMax);
  for (let place = 0; place < places; place += 1) {
    const rank = 1 + Math.round((place * (n - 1)) / Math.max(1, places - 1));
    const range = scoreAt({ ...group, squares: [[squares, squares]] }, rank);
    if (!range || range[1] - range[0] < roomOf(statements)) return true;
  }
  return false;
}

const kept = new Map<string, readonly Range[]>();
/** For the step at which a deviation is found, and means between those that are tried. */
const stepBlur = 0.75;

/** What Σ (score − mean)² of a larger group can be, by its spread not being told: very small or very large. */
export function squaresBySilence(n: number, mean: Range, statements: number): readonly Range[] {
  const key = `${statements} ${n} ${Math.round(mean[0])} ${Math.round(mean[1])}`;
  const known = kept.get(key);
  if (known) return known;
  const tried = [mean[0], (mean[0] + mean[1]) / 2, mean[1]].map((one) => edges(n, one, statements));
  const low = Math.max(...tried.map(([end]) => end)) + stepBlur;
  const high = Math.min(...tried.map(([, end]) => end)) - stepBlur;
  const square = (deviation: number): number => (n - 1) * deviation ** 2;
  const squares: readonly Range[] =
    low >= high
      ? anySquares
      : [
          [0, square(low)],
          [square(high), Number.POSITIVE_INFINITY],
        ];
  kept.set(key, squares);
  return squares;
}

/** Below the first deviation and above the second the spread would fix somebody. */
function edges(n: number, mean: number, statements: number): Range {
  const greatest = Math.sqrt((mean * (100 - mean) * n) / (n - 1));
  const middle = Math.min(20, greatest / 2);
  if (fixes(mean, middle, n, statements)) return [greatest, greatest];
  const between = (inside: number, outside: number): number => {
    let [fixing, free] = [outside, inside];
    while (Math.abs(fixing - free) > 0.25) {
      const half = (fixing + free) / 2;
      if (fixes(mean, half, n, statements)) fixing = half;
      else free = half;
    }
    return free;
  };
  return [between(middle, 0), between(middle, greatest)];
}
