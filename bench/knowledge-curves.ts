/** What other thresholds would do with the same shares; `sure`, `overNone` and `likely` are those of understand.ts. */
import { type Heard, isOutside, isReached, isRight, percent } from '../test/support/knowledge/judge.ts';
import { decimal } from './knowledge-tables.ts';

const sures = [0.15, 0.18, 0.2, 0.22, 0.24, 0.26, 0.28, 0.3, 0.35, 0.4, 0.45, 0.5];
const likelies = [0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.25, 0.3];
const overNones = [0.8, 1, 1.2, 1.5, 2];
/** A provision named by its number is answered, or not, by no share. */
const certain = 1;

/**
 * What each threshold would do. `sure`: right, wrong, and out of scope answered, for each `overNone`. `likely`, of the
 * best three together: out of what is not answered now, how much buttons would reach, and how often they come for nothing.
 */
export function printCurves(heard: readonly Heard[]): void {
  const cell = (...values: readonly number[]): string => values.map((value) => decimal(value).padStart(5)).join(' ');
  const inside = heard.filter((one) => !isOutside(one));
  const outside = heard.filter(isOutside);
  console.log('\nsure, for each overNone: right, wrong, out of scope answered');
  console.log(`${'sure'.padEnd(8)}${overNones.map((over) => `× ${over}`.padStart(20)).join('')}`);
  for (const sure of sures) {
    const cells = overNones.map((over) => {
      const answered = (one: Heard): boolean => answeredAt(one, sure, over);
      const said = inside.filter(answered);
      const right = said.filter((one) => isRight(one, 0)).length;
      return cell(
        percent(right, inside),
        percent(said.length - right, inside),
        percent(outside.filter(answered).length, outside),
      );
    });
    console.log(`${String(sure).padEnd(8)}${cells.map((one) => one.padStart(20)).join('')}`);
  }
  console.log('\nlikely: reached, buttons inside, buttons outside');
  for (const likely of likelies) {
    const changed = heard.map((one) => withButtons(one, likely));
    const asked = changed.filter((one) => !isOutside(one));
    const strange = changed.filter(isOutside);
    const buttons = (some: readonly Heard[]): number => some.filter(({ outcome }) => outcome === 'perhaps').length;
    const reached = percent(asked.filter(isReached).length, asked);
    const cells = cell(reached, percent(buttons(asked), asked), percent(buttons(strange), strange));
    console.log(`${String(likely).padEnd(8)}${cells.padStart(20)}`);
  }
}

function answeredAt({ outcome, found: [best], none }: Heard, sure: number, over: number): boolean {
  if (!best || best.share >= certain) return outcome === 'answer';
  return best.share >= sure && best.share > none * over;
}

function withButtons(heard: Heard, likely: number): Heard {
  const [best] = heard.found;
  if (heard.outcome === 'answer' || !best || best.share >= certain) return heard;
  const together = heard.found.reduce((sum, { share }) => sum + share, 0);
  return { ...heard, outcome: together >= likely && together > heard.none ? 'perhaps' : 'unknown' };
}
