/** Any reply that a channel of these limits must be able to show. */
import fc from 'fast-check';
import type { Limits } from '../../../src/channels/channel.ts';
import { captionMax, type Prompt, type Reply, type Spoken } from '../../../src/dialog/reply.ts';
import { paper, picture } from '../../support/enclosed.ts';

/** Text as it is written: words, several scripts, marks of a language of marks, empty lines. */
const bit = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '\n',
      '\n\n',
      ' ',
      '• ',
      '→ ',
      '/ankieta',
      'https://example.org/?a=1&b=2',
      '<b>',
      '&amp;',
      '*x*',
      '_x_',
      '[a](b)',
      'Kto pyta: ',
      '„Зажіл”',
      '\u202e\u200f',
    ),
  },
);
const words = (max: number, min = 0): fc.Arbitrary<string> =>
  fc
    .array(bit, { maxLength: 40 })
    .map((bits) => bits.join('').slice(0, max))
    .filter((text) => text.trim().length >= min && text.isWellFormed());
const id = (max: number): fc.Arbitrary<string> =>
  fc.stringMatching(/^[a-z0-9_~:+-]+$/).map((text) => text.slice(0, Math.max(1, max)));

/** With a picture or a file. */
export const enclosedWithin: fc.Arbitrary<Reply> = fc
  .record({ reply: fc.constantFrom(picture, paper), text: words(captionMax, 1), alt: words(200, 1) })
  .map(({ reply, ...said }) => ({ ...reply, ...said }));

export function replyWithin(limits: Limits): fc.Arbitrary<Spoken> {
  const stepBytes = Math.floor(limits.payloadBytes / 2);
  const language = fc.constantFrom('pl', 'en', 'uk');
  const text = words(limits.textChars, 1);
  const choice = fc.record({
    id: id(limits.payloadBytes - stepBytes),
    label: words(limits.labelChars, 1),
    key: fc.string({ minLength: 1, maxLength: 3 }),
    selected: fc.option(fc.boolean(), { nil: undefined }),
    aside: fc.option(fc.constant(true), { nil: undefined }),
  });
  const code = fc.option(
    fc.record({ for: fc.constantFrom('receipt', 'resume'), code: fc.constant('4S4A-1TNY-W59C-SCA6') }),
    { nil: undefined },
  );
  const said = fc.record({ kind: fc.constant('text' as const), language, text, code });
  const prompt: fc.Arbitrary<Prompt> = fc.record({
    kind: fc.constant('prompt' as const),
    language,
    prompt: fc.nat(99_999),
    nonce: fc.stringMatching(/^[0-9a-f]{8}$/),
    step: id(stepBytes),
    lead: fc.option(words(limits.textChars / 4), { nil: undefined }),
    progress: fc.option(fc.record({ text: words(40), number: fc.nat(60), total: fc.nat(60) }), { nil: undefined }),
    text: words(limits.textChars / 4, 1),
    hint: fc.option(words(100), { nil: undefined }),
    input: fc.constantFrom('choice', 'multi', 'number', 'text', 'date'),
    choices: fc.uniqueArray(choice, { selector: ({ id }) => id, maxLength: limits.choices }),
    charsMax: fc.option(fc.nat(4_000), { nil: undefined }),
    replaces: fc.option(fc.nat(99_999), { nil: undefined }),
    settles: fc.option(fc.record({ prompt: fc.nat(99_999), label: words(limits.labelChars) }), { nil: undefined }),
    code,
  });
  return fc.oneof(said, prompt);
}
