/** Figures as cells of tables and as marks of pictures: one place, so that both say the same. */

import { type Figure, type Gap, type Hidden, isHidden, isShown, type UnitResult } from '../../survey/published.ts';
import type { Block, Column } from '../document.ts';
import type { Dot, DotsInput } from '../pictures/dots.ts';
import { isUnit, type Materials, type Subject } from '../subject.ts';
import { hasUsual, type Words } from '../words.ts';
import { middleOf } from './standings.ts';

type Reason = Hidden['hidden'];

export function start(text: string): Column {
  return { text, align: 'start' };
}

export function end(text: string): Column {
  return { text, align: 'end' };
}

/** With its interval, or why there is none. */
export function cell(words: Words, figure: Figure | Hidden): string {
  return isHidden(figure) ? words.hidden(figure) : words.figure(figure);
}

/** Without its interval. */
export function bare(words: Words, figure: Figure | Hidden): string {
  return isHidden(figure) ? words.hidden(figure) : words.shown(figure.value);
}

/** A row of a dot picture; a hidden side is left out, and the picture says so. */
export function dotRow(
  words: Words,
  label: string,
  ngo: Figure | Hidden,
  office: Figure | Hidden,
): DotsInput['rows'][number] {
  const dot = ({ value, interval }: Figure): Dot => ({
    low: value.low,
    high: value.high,
    ...(interval && { interval: [interval[0], interval[1]] }),
    text: words.shown(value),
  });
  return { label, ...(isShown(ngo) && { ngo: dot(ngo) }), ...(isShown(office) && { office: dot(office) }) };
}

/** Names of the sides and zones, as every dot picture has them. */
export function dotTexts(words: Words, result: Subject['result']): Pick<DotsInput, 'sides' | 'hidden' | 'zones'> {
  return {
    sides: { ngo: words.side('ngo'), office: officeOf(words, result) },
    hidden: words.say('noScore'),
    zones: [
      words.say('level.certain.deficit'),
      words.say('level.certain.to-strengthen'),
      words.say('level.certain.strength'),
    ],
  };
}

/** Who sees it better, and by how much: of a region the offices are many. */
export function gapIn(words: Words, result: Subject['result'], gap: Gap): string {
  return words.gap(gap, !isUnit(result));
}

/** One office, or those of several JST. */
export function officeOf({ say }: Words, result: Subject['result'] | UnitResult): string {
  return say(isUnit(result) ? 'sides.office' : 'sides.offices');
}

/** Where a value stands in a picture that knows points only: what reaches an end of the scale stands where it begins. */
export function pointOf(figure: Figure | Hidden): number | undefined {
  if (isHidden(figure)) return undefined;
  const { low, high } = figure.value;
  if (low === high) return low;
  if (low === 0) return high;
  return high === 100 ? low : middleOf(figure.value);
}

/** A range that reaches neither end of the scale. */
function isBetween({ value: { low, high } }: Figure): boolean {
  return low < high && low > 0 && high < 100;
}

/**
 * What must be said under a picture or table of these figures: how to read them, and why some are missing. `selection`:
 * they stand without their intervals; `briefly`: how small groups are told was said above.
 */
export function notes(
  { words, report }: Materials,
  figures: readonly (Figure | Hidden)[],
  result: Subject['result'],
  how: 'interval' | 'selection' | 'briefly' = 'interval',
): readonly Block[] {
  const shown = figures.filter(isShown);
  const reasons = new Set(figures.filter(isHidden).map(({ hidden }) => hidden));
  const why = (['few', 'part', 'not-asked'] as const satisfies readonly Reason[]).filter((one) => reasons.has(one));
  const note = (text: string): Block => ({ kind: 'text', tone: 'note', text });
  return [
    ...(shown.length > 0 ? [note(words.say(how === 'selection' ? 'note.selection' : 'note.interval'))] : []),
    ...(how === 'interval' && shown.some(isBetween) ? [note(words.say('note.ranges'))] : []),
    ...(how === 'interval' && hasUsual(shown) ? [note(words.say('note.usual'))] : []),
    ...why.map((reason) =>
      note(
        reason === 'few' && !isUnit(result)
          ? words.say('hiddenWhy.fewUnits')
          : words.say(`hiddenWhy.${reason}`, reason === 'few' ? { k: report.published.k } : undefined),
      ),
    ),
  ];
}
