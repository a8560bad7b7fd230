/** A day as people write it: "15.12.2026", "15 grudnia", "2026-12-15", "jutro". */
import { fold } from './words.ts';

const dayMs = 86_400_000;

// Beginnings of the months' names as they stand in dates, without marks: Polish, English, Ukrainian.
const months: readonly (readonly string[])[] = [
  ['sty', 'jan', 'січ'],
  ['lut', 'feb', 'лют'],
  ['mar', 'бер'],
  ['kwi', 'apr', 'квіт'],
  ['maj', 'may', 'трав'],
  ['cze', 'jun', 'черв'],
  ['lip', 'jul', 'лип'],
  ['sie', 'aug', 'серп'],
  ['wrz', 'sep', 'вер'],
  ['paz', 'oct', 'жовт'],
  ['lis', 'nov', 'лист'],
  ['gru', 'dec', 'груд'],
].map((names) => names.map(fold));

const relative: ReadonlyMap<string, number> = new Map(
  [
    [['dzis', 'dzisiaj', 'today', 'сьогодні'], 0],
    [['jutro', 'tomorrow', 'завтра'], 1],
    [['pojutrze', 'післязавтра'], 2],
  ].flatMap(([names, days]) => (names as string[]).map((name) => [fold(name), days as number] as const)),
);

/** The day as `YYYY-MM-DD`, or `undefined`. A date without a year is the next such day from `at` on. */
export function readDate(text: string, at: number): string | undefined {
  const typed = fold(text.replace(/(\d)[./](?=\d)/g, '$1-'));
  const days = relative.get(typed);
  if (days !== undefined) return iso(at + days * dayMs);
  const year4 = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (year4) return real(Number(year4[1]), Number(year4[2]), Number(year4[3]));
  const numbers = /^(\d{1,2})-(\d{1,2})(?:-(\d{4}))?$/.exec(typed);
  if (numbers) return dated(Number(numbers[1]), Number(numbers[2]), numbers[3], at);
  const named = /^(\d{1,2}) (\p{L}{3,12})(?: (\d{4}))?(?: r| roku)?$/u.exec(typed);
  if (!named?.[2]) return undefined;
  const name = named[2];
  const month = months.findIndex((starts) => starts.some((start) => name.startsWith(start)));
  return month < 0 ? undefined : dated(Number(named[1]), month + 1, named[3], at);
}

function dated(day: number, month: number, year: string | undefined, at: number): string | undefined {
  if (year !== undefined) return real(Number(year), month, day);
  const now = new Date(at).getUTCFullYear();
  const thisYear = real(now, month, day);
  return thisYear !== undefined && thisYear >= iso(at) ? thisYear : real(now + 1, month, day);
}

/** Refuses 31 June. */
function real(year: number, month: number, day: number): string | undefined {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? iso(time) : undefined;
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
