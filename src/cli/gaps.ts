/** `gaps`: what people asked and got no answer to, and which answers did not help. */
import { Area } from '../dialog/dialog.ts';
import type { Notes } from '../knowledge/notes.ts';
import { type Command, optional } from './command.ts';

export const gaps: Command = {
  name: 'gaps',
  summary: 'Shows what people asked and got no answer to, by area, and which answers did not help',
  usage: '[--done ID]',
  options: { done: { type: 'string' } },
  describe: { done: 'takes out a question that somebody has seen to' },
  needsStore: true,
  async run(input, out, bot) {
    const done = optional(input, 'done');
    if (done !== undefined) {
      const removed = await bot.store.removeNote(done);
      if (input.values.json === true) out.json({ removed });
      else out.print(removed ? 'The question is taken out.' : `There is no question ${done}.`);
      return removed ? 0 : 1;
    }
    const { missed, questions, rated } = await bot.store.notes();
    if (input.values.json === true) out.json({ missed, questions, rated });
    else out.print(tell({ missed, questions, rated }));
    return 0;
  },
};

type Gaps = Pick<Notes, 'missed' | 'questions' | 'rated'>;

function tell(shown: Gaps): string {
  const parts = [...[...Area.options, undefined].flatMap((area) => atArea(shown, area)), ...notHelping(shown)];
  return parts.map((lines) => lines.join('\n')).join('\n\n') || 'Nobody has asked in vain so far.';
}

/** One part about an area, or about what is near none; no part when nothing is missing there. */
function atArea({ missed, questions }: Gaps, area: Area | undefined): string[][] {
  const count = missed[area ?? 'none'] ?? 0;
  const here = questions.filter((question) => question.area === area);
  if (count === 0 && here.length === 0) return [];
  const width = Math.max(...here.map(({ unit }) => unit?.length ?? 1));
  return [
    [
      `${area === undefined ? 'Without an area' : `Obszar ${area}`}: no answer ${count}×, handed on ${here.length}`,
      ...here.map(({ id, unit, text }) => `  ${id}  ${(unit ?? '–').padEnd(width)}  ${onOneLine(text)}`),
    ],
  ];
}

/** Topics with more votes against their answer than for it, the worst first. */
function notHelping({ rated }: Gaps): string[][] {
  const worse = Object.entries(rated)
    .filter(([, { yes, no }]) => no > yes)
    .sort(([, a], [, b]) => b.no - b.yes - (a.no - a.yes));
  if (worse.length === 0) return [];
  const width = Math.max(...worse.map(([topic]) => topic.length));
  return [
    [
      'Answers that did not help:',
      ...worse.map(([topic, { yes, no }]) => `  ${topic.padEnd(width)}  ${no} no, ${yes} yes`),
    ],
  ];
}

/** What strangers typed must not steer the operator's terminal. */
function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}
