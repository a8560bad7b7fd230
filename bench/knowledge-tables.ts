/** Figures as rows of a table, and whether they reach the bars. */
import { type Figures, figuresOf, type Heard } from '../test/support/knowledge/judge.ts';
import { print, verdict } from './scratch.ts';

const columns: readonly (readonly [string, (figures: Figures) => number])[] = [
  ['asked', ({ asked }) => asked],
  ['strict@1', ({ strict }) => strict],
  ['hit@1', ({ hit1 }) => hit1],
  ['hit@3', ({ hit3 }) => hit3],
  ['right', ({ right }) => right],
  ['wrong', ({ wrong }) => wrong],
  ['refused', ({ refused }) => refused],
  ['reached', ({ reached }) => reached],
  ['|lists', ({ lists }) => lists],
  ['strictly', ({ listsRight }) => listsRight],
  ['|outside', ({ outside }) => outside],
  ['answered', ({ outsideAnswered }) => outsideAnswered],
  ['buttons', ({ outsideButtons }) => outsideButtons],
];
const whole = ['asked', '|lists', '|outside'];

type Row = readonly [name: string, heard: readonly Heard[]];

export function printRows(title: string, rows: readonly Row[]): void {
  const names = columns.map(([name]) => name);
  console.log(`\n${line(title, names)}`);
  for (const [name, heard] of rows) {
    const figures = figuresOf(heard);
    const cells = columns.map(([column, of]) => (whole.includes(column) ? `${of(figures)}` : decimal(of(figures))));
    console.log(line(name, cells));
  }
}

/** All, and each value of these groups. */
export function printTable(title: string, heard: readonly Heard[], groups: readonly string[]): void {
  printRows(title, [['all', heard], ...groups.flatMap((group) => rowsBy(group, heard))]);
}

/** A row for each value of the group. */
export function rowsBy(group: string, heard: readonly Heard[]): readonly Row[] {
  const values = [...new Set(heard.flatMap((one) => one.groups[group] ?? []))].sort();
  return values.map((value) => [`${group}: ${value}`, heard.filter((one) => one.groups[group] === value)]);
}

function line(name: string, cells: readonly string[]): string {
  return name.padEnd(36) + cells.map((cell) => cell.padStart(9)).join('');
}

export function decimal(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(1);
}

/** What the issue asks for: at least, or at most, so many per cent. */
const bars: readonly (readonly [string, (figures: Figures) => number, '≥' | '≤', number])[] = [
  ['hit@1', ({ hit1 }) => hit1, '≥', 88],
  ['hit@3', ({ hit3 }) => hit3, '≥', 95],
  ['answered right', ({ right }) => right, '≥', 80],
  ['answered wrong', ({ wrong }) => wrong, '≤', 5],
  ['right by answer or button', ({ reached }) => reached, '≥', 92],
  ['out of scope, answered', ({ outsideAnswered }) => outsideAnswered, '≤', 5],
  ['list questions strictly right', ({ listsRight }) => listsRight, '≥', 86],
];

export function printBars(title: string, heard: readonly Heard[]): void {
  console.log(`\n${title}`);
  const figures = figuresOf(heard);
  for (const [name, of, than, goal] of bars) {
    const value = of(figures);
    print(name, `${decimal(value)} %`, `goal ${than} ${goal}`, verdict(than === '≥' ? value >= goal : value <= goal));
  }
}
