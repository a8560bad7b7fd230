/** A whole reply as the page shows it: each part in its place, and no word lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narrowest } from '../../../src/channels/channel.ts';
import { renderReply } from '../../../src/channels/webchat/render.ts';
import type { Prompt } from '../../../src/dialog/reply.ts';
import { bindShortWords } from '../../../src/text/bind.ts';
import { type Block, blocksOf } from '../../../src/text/blocks.ts';
import { replyWithin } from '../../contract/channel/reply.ts';
import { drawSeed } from '../../support/data-folder.ts';

const prompt: Prompt = {
  kind: 'prompt',
  language: 'uk',
  prompt: 7,
  nonce: '0badcafe',
  step: 'm_meets',
  lead: 'Wspólne planowanie\nTeraz o planach.',
  progress: { text: 'Obszar 1 z 6 · 3/52', number: 3, total: 52 },
  text: 'Czy urząd pyta organizacje o zdanie?',
  hint: 'Jedna odpowiedź.',
  input: 'choice',
  choices: [
    { id: 'yes', label: 'tak', key: '1' },
    { id: '~back', label: 'Wstecz', key: 'wstecz', aside: true },
  ],
  replaces: 6,
  settles: { prompt: 5, label: 'nie' },
};

describe('a reply', () => {
  it('that asks has its lead, question, choices and progress, each in its place', () => {
    const { lead, text, choices, settles, language, kind: _, ...asked } = prompt;
    expect(renderReply(prompt, 12, 'abcd')).toEqual({
      id: '12-abcd',
      number: 12,
      language,
      code: undefined,
      forget: false,
      settles,
      lead: blocksOf(bindShortWords(lead ?? '')),
      text: blocksOf(bindShortWords(text)),
      prompt: { ...asked, choices, charsMax: undefined },
    });
  });

  it('that only says something settles a question without an answer of its own', () => {
    expect(renderReply({ kind: 'text', language: 'pl', text: 'Dobrze.', settles: 4 }, 1, 'x')).toMatchObject({
      lead: [],
      settles: { prompt: 4, label: '' },
      prompt: undefined,
    });
  });

  const seed = drawSeed();
  it(`loses no word and changes no order (seed ${seed})`, () => {
    const spoken = (blocks: readonly Block[]): string =>
      blocks
        .flatMap((block) => (block.kind === 'paragraph' ? block.lines : block.items))
        .map((inlines) => inlines.map(({ text }) => text).join(''))
        .join(' ');
    // Bullets and arrows are drawn, not said; spaces and lines are the page's.
    const bare = (text: string): string => text.replace(/[•–→\s]/g, '');
    fc.assert(
      fc.property(replyWithin(narrowest), (reply) => {
        const shown = renderReply(reply, 1, 'mark');
        expect(bare(spoken(shown.text))).toBe(bare(reply.text));
        if (reply.kind === 'prompt') expect(bare(spoken(shown.lead))).toBe(bare(reply.lead ?? ''));
        // It goes to the page as JSON, and is the same there.
        expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
      }),
      { seed, numRuns: 500 },
    );
  });
});
