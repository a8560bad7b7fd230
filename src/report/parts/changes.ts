/** What changed since the wave before: both sides together, area by area. */
import { isHidden } from '../../survey/published.ts';
import type { Block } from '../document.ts';
import { slope } from '../pictures/slope.ts';
import { figureAt, type Materials, type Subject } from '../subject.ts';
import { end, start } from './cells.ts';

/** Nothing where there is no wave before. */
export function changes({ words, report, measure }: Materials, subject: Subject): readonly Block[] {
  const { earlierName, published } = report;
  if (published.earlier === undefined || !earlierName) return [];
  const { say, language } = words;
  const compared = comparedAreas(subject);
  const missing = subject.scope.filter((area) => !compared.some((one) => one.area === area));
  const note = (text: string): Block => ({ kind: 'text', tone: 'note', text });
  const head: readonly Block[] = [
    { kind: 'heading', level: 1, text: say('changes.title', { place: subject.name }) },
    { kind: 'text', tone: 'plain', text: say('changes.lead', { name: earlierName[language] }) },
  ];
  if (compared.length === 0) return [...head, { kind: 'text', tone: 'lead', text: say('changes.none') }];
  return [
    ...head,
    {
      kind: 'picture',
      scene: slope(
        {
          title: say('changes.picture', { place: subject.name }),
          waves: [say('columns.earlier'), say('columns.now')],
          lines: compared.map(({ area, before, after, change }) => ({
            label: words.area(area),
            from: before.low,
            to: after.low,
            fromText: words.shown(before),
            toText: words.shown(after),
            emphasis: change.trend === 'no-clear-change' ? 'none' : change.trend,
          })),
          words: {
            rise: say('trendName.rise'),
            fall: say('trendName.fall'),
            none: say('trendName.no-clear-change'),
          },
        },
        measure,
      ),
    },
    {
      kind: 'table',
      caption: say('changes.table'),
      columns: [
        start(say('columns.area')),
        end(say('columns.earlier')),
        end(say('columns.now')),
        end(say('columns.change')),
        start(say('columns.meaning')),
      ],
      rows: compared.map(({ area, before, after, change }) => [
        words.area(area),
        words.shown(before),
        words.shown(after),
        words.change(change),
        words.trend(change),
      ]),
    },
    ...(missing.length > 0 ? [note(say('changes.hidden', { areas: words.list(missing.map(words.area)) }))] : []),
    note(say('changes.small')),
    note(say('note.change')),
    note(say('method.rounding')),
  ];
}

/** Areas with a figure in both waves, and what is told of the change. */
function comparedAreas({ result, earlier, scope }: Subject) {
  return scope.flatMap((area) => {
    const after = figureAt(result, 'joint', area);
    const before = earlier && figureAt(earlier, 'joint', area);
    if (isHidden(after) || !after.change || !before || isHidden(before)) return [];
    return [{ area, before: before.value, after: after.value, change: after.change }];
  });
}
