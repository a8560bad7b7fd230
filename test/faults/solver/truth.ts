/** What is so: the scores of all people, straight from their answers. Against it every claim is checked. */
import type { Area } from '../../../src/dialog/dialog.ts';
import type { Instrument, Side } from '../../../src/survey/instrument.ts';
import type { Case, Person } from './campaigns.ts';
import type { Finding } from './finding.ts';

export type CellTruth = {
  /** Area scores from the lowest to the highest. */
  readonly scores: readonly number[];
  /** Those of people who left statements of the area out. */
  readonly leftOut: readonly number[];
};

/** The area scores of these people: the mean of their answers to at least half of the statements, 0–100. */
export function cellTruth(people: readonly Person[], instrument: Instrument, area: Area): CellTruth {
  const statements = instrument.filter((item) => item.area === area);
  const rows = people.flatMap(({ answers }) => {
    const points = statements.flatMap(({ id, reverse }) => {
      const answer = answers[id];
      if (answer === null || answer === undefined) return [];
      return [25 * (reverse ? 5 - answer : answer - 1)];
    });
    if (points.length === 0 || 2 * points.length < statements.length) return [];
    return [{ score: mean(points), isWhole: points.length === statements.length }];
  });
  const sorted = (of: typeof rows): readonly number[] => of.map(({ score }) => score).sort((a, b) => a - b);
  return { scores: sorted(rows), leftOut: sorted(rows.filter(({ isWhole }) => !isWhole)) };
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** The people of a side of a JST in a wave. */
export function peopleOf({ people }: Case, wave: number, unit: string, side: Side): readonly Person[] {
  return (people[wave] ?? []).filter((person) => person.unit === unit && person.side === side);
}

const slack = 1e-6;

/** Does the claimed range hold what it claims to hold? `empty`: there is nobody of whom it could be true. */
export function isTrue(finding: Finding, of: Case): boolean | 'empty' {
  const { wave, unit, side, area, low, high } = finding;
  const instrument = of.waves[wave]?.instrument ?? [];
  const { scores, leftOut } = cellTruth(peopleOf(of, wave, unit, side), instrument, area);
  const claimed = (): number | undefined => {
    switch (finding.what) {
      case 'hidden mean':
        return scores.length === 0 ? undefined : mean(scores);
      case 'place from below':
        return scores[finding.place - 1];
      case 'place from above':
        return scores[scores.length - finding.place];
      case 'lowest who left statements out':
        return leftOut[0];
      case 'highest who left statements out':
        return leftOut.at(-1);
    }
  };
  const value = claimed();
  if (value === undefined) return finding.what === 'hidden mean' ? 'empty' : false;
  return value >= low - slack && value <= high + slack;
}
