/** Open answers that a person has read and released, theme by theme. */
import type { Block } from '../document.ts';
import type { Materials } from '../subject.ts';

/** A part of their own where there are any; otherwise the method says when there will be. */
export function themes({ report, words }: Materials): readonly Block[] {
  const { say } = words;
  if (report.themes.length === 0) return [];
  return [
    { kind: 'heading', level: 1, text: say('themes.title') },
    { kind: 'text', tone: 'plain', text: say('themes.lead') },
    ...report.themes.flatMap(({ name, texts }): readonly Block[] => [
      { kind: 'heading', level: 2, text: name === '' ? say('themes.other') : name },
      ...texts.map((text): Block => ({ kind: 'text', tone: 'quote', text })),
    ]),
  ];
}
