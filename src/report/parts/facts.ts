/** Facts about the institution, as its officials told them: beside the index, and never called breaches. */
import type { Area } from '../../dialog/dialog.ts';
import type { UnitResult } from '../../survey/published.ts';
import type { Block } from '../document.ts';
import type { Materials } from '../subject.ts';
import { start } from './cells.ts';

export function facts(
  { words }: Materials,
  { facts: { facts: all } }: UnitResult,
  areas: readonly Area[],
): readonly Block[] {
  const { say } = words;
  const told = all.filter(({ area }) => areas.includes(area));
  if (told.length === 0) return [];
  const note = (text: string): Block => ({ kind: 'text', tone: 'note', text });
  const count = (wanted: string): number => told.filter(({ state }) => state === wanted).length;
  const yes = count('yes');
  const known = yes + count('no');
  return [
    { kind: 'heading', level: 2, text: say('facts.title') },
    {
      kind: 'table',
      caption: say('facts.table'),
      columns: [start(say('columns.fact')), start(say('columns.answer'))],
      rows: told.map(({ id, state }) => [words.statement(id, 'office'), say(`facts.state.${state}`)]),
    },
    ...(known > 0 ? [note(say('facts.count', { yes, known }))] : []),
    ...(count('unknown') < told.length ? [note(say('facts.note'))] : []),
    ...(count('unclear') > 0 ? [note(say('facts.unclear'))] : []),
    ...(count('unknown') > 0 ? [note(say('facts.unknown'))] : []),
  ];
}
