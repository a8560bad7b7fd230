/** What people see in Teams: golden pictures in letters, and every reply of the product before the published rules. */
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { narrowest } from '../../../src/channels/channel.ts';
import { cardBytesMax, type Rendered, renderAnswered, renderReply } from '../../../src/channels/teams/render.ts';
import { seen } from '../../../src/channels/teams/runs.ts';
import type { Prompt, Spoken } from '../../../src/dialog/reply.ts';
import { replyWithin } from '../../contract/channel/reply.ts';
import { drawSeed } from '../../support/data-folder.ts';
import { allReplies } from '../../support/replies.ts';
import { drawn, offeredOn, officialFaults, StrictCard, submitsOf, wordsOf } from '../../support/teams/card.ts';
import { texts } from '../../support/teams/words.ts';

const golden = join(import.meta.dirname, 'golden');
const seed = drawSeed();
let replies: readonly Spoken[];
beforeAll(async () => {
  replies = await allReplies();
}, 60_000);

const show = (reply: Spoken): Rendered => renderReply(reply, texts);
const prompt = (change: Partial<Prompt>): Prompt => ({
  kind: 'prompt',
  language: 'pl',
  prompt: 1,
  nonce: 'abcdef01',
  step: 'q',
  text: 'Pytanie?',
  input: 'choice',
  choices: [],
  ...change,
});
const choices = (count: number, label = 'odpowiedź') =>
  Array.from({ length: count }, (_, n) => ({ id: `c${n}`, key: String(n + 1), label: `${label} ${n + 1}` }));

/** Fails with what is wrong. */
function valid({ card, text, summary, speak }: Rendered): void {
  expect(text.trim()).not.toBe('');
  expect(summary.length).toBeLessThanOrEqual(121);
  expect(speak).not.toBe('');
  if (!card) return;
  expect(officialFaults(card)).toEqual([]);
  StrictCard.parse(card);
  expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(cardBytesMax);
}

describe('every reply of the product, in three languages', () => {
  it('is a card that the official library and the published schema take, or words', () => {
    expect(replies.length).toBeGreaterThan(2_000);
    for (const reply of replies) {
      const rendered = show(reply);
      valid(rendered);
      expect(rendered.card !== undefined).toBe(reply.kind === 'prompt' || reply.text.includes('\n'));
    }
  }, 60_000);

  it('can be answered on it: each choice is there once', () => {
    for (const reply of replies) {
      if (reply.kind === 'text') continue;
      const { card } = show(reply);
      const wanted = reply.choices.map(({ id, selected }) => (selected === undefined ? id : id.slice(1)));
      // What ends a list sends the list.
      const offered = card && [...offeredOn(card), ...(JSON.stringify(card).includes('"ticked"') ? ['~done'] : [])];
      expect(offered?.sort()).toEqual(wanted.sort());
    }
  });

  it('answered is a card without a button', () => {
    for (const reply of replies) {
      if (reply.kind === 'text') continue;
      const rendered = renderAnswered(reply.text, reply.choices[0]?.label ?? '', reply.language);
      valid(rendered);
      expect(rendered.card && submitsOf(rendered.card)).toEqual([]);
    }
  });

  it.each(['pl', 'en', 'uk'])('looks as the golden one: %s', async (language) => {
    const wanted = [
      '~go',
      'notice',
      'm_role',
      'm_field',
      'a11_goals_multiyear',
      'c_barriers',
      'c_strength_open',
      'review',
    ];
    const own = replies.filter((reply) => reply.language === language);
    const firsts = wanted.map((step) => own.find((reply) => reply.kind === 'prompt' && reply.step === step));
    const receipt = own.find((reply) => reply.code?.for === 'receipt');
    const paused = own.find((reply) => reply.code?.for === 'resume');
    const ticked = own.find((reply) => reply.kind === 'prompt' && reply.choices.some(({ selected }) => selected));
    const all = [...firsts, receipt, paused, ticked].filter((reply) => reply !== undefined);
    expect(all).toHaveLength(wanted.length + 3);
    const asked = all.find((reply) => reply.kind === 'prompt' && reply.step === 'm_role');
    const answered = renderAnswered(
      asked?.text ?? '',
      asked?.kind === 'prompt' ? (asked.choices[0]?.label ?? '') : '',
      'pl',
    );
    const pictures = [
      ...all.map((reply) => drawn(show(reply))),
      drawn(answered),
      ...all.slice(0, 4).map((reply) => show(reply).text),
    ];
    await expect(`${pictures.join('\n\n----------\n\n')}\n`).toMatchFileSnapshot(join(golden, `${language}.txt`));
  });
});

describe('any reply', () => {
  it(`is a card that everybody takes, or words (seed ${seed})`, () => {
    fc.assert(
      fc.property(replyWithin(narrowest), (reply) => {
        const labels = reply.kind === 'prompt' ? reply.choices.map(({ label }) => label) : [];
        fc.pre([reply.text, ...labels].every((words) => seen(words).trim() !== ''));
        valid(show(reply));
      }),
      { seed, numRuns: 300 },
    );
  });

  it(`shows foreign words as they are, and nothing in them leads anywhere (seed ${seed})`, () => {
    const foreign = fc
      .array(
        fc.constantFrom(
          '**a**',
          '[b](https://evil.example.org)',
          `https://evil.example.org/${'k'.repeat(60)}`,
          '→ /pomoc',
          '{{DATE(2026-01-01,SHORT)}}',
          '<at>x</at>',
          '_c_',
          '# d',
          '&lt;',
          ' ',
        ),
        {
          minLength: 1,
          maxLength: 8,
        },
      )
      .map((parts) => parts.join('').trim())
      .filter((words) => words !== '');
    fc.assert(
      fc.property(foreign, (words) => {
        const { card } = renderAnswered('Pytanie?', words, 'pl');
        expect(card && wordsOf(card)).toBe(`Pytanie?\n✓ ${words.replace(/ +/g, ' ')}`);
        expect(JSON.stringify(card)).not.toMatch(/"TextBlock"|OpenUrl|"Fact/);
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('answers', () => {
  it('up to six are buttons, one below the other', () => {
    const { card } = show(prompt({ choices: choices(6) }));
    expect(card?.body.filter(({ type }) => type === 'ActionSet')).toHaveLength(6);
  });

  it('of more are a list, that opens on demand when it is long', () => {
    const styleOf = (count: number) =>
      show(prompt({ choices: choices(count) })).card?.body.flatMap((one) =>
        one.type === 'Input.ChoiceSet' ? [one.style] : [],
      );
    expect([styleOf(7), styleOf(12), styleOf(13)]).toEqual([['expanded'], ['expanded'], ['compact']]);
  });

  it('of a long list leave the way on a button', () => {
    const send = { id: 'send', key: '9', label: 'Wyślij', main: true };
    const { card } = show(prompt({ choices: [...choices(8), send] }));
    expect(card && submitsOf(card).map(({ title, style }) => [title, style])).toEqual([
      ['Wybierz', undefined],
      ['Wyślij', 'positive'],
    ]);
  });

  it('of which one is too long for a button are a list; the way on stays a button', () => {
    const titles = (chars: number) => {
      const label = 'b'.repeat(chars);
      const main = { id: 'go', key: '2', label: 'Dalej', main: true };
      const { card } = show(prompt({ choices: [{ id: 'a', key: '1', label }, main] }));
      return card && submitsOf(card).map(({ title }) => title);
    };
    expect(titles(36)).toEqual(['b'.repeat(36), 'Dalej']);
    expect(titles(37)).toEqual(['Wybierz', 'Dalej']);
  });

  it('of the look back are to be chosen or not, below the way on', () => {
    const send = { id: 'send', key: '9', label: 'Wyślij', main: true };
    const { card } = show(prompt({ step: 'review', choices: [...choices(8), send] }));
    expect(card && submitsOf(card).map(({ title }) => title)).toEqual(['Wyślij', 'Popraw']);
    const list = card?.body.find((one) => one.type === 'Input.ChoiceSet');
    expect(list).toMatchObject({ label: 'Co chcesz poprawić?' });
    expect(list).not.toHaveProperty('isRequired');
  });

  it('stand apart from the ways about', () => {
    const back = { id: '~back', key: 'wstecz', label: 'Wstecz', aside: true };
    const { card } = show(prompt({ choices: [...choices(2), back] }));
    expect(card?.body.map((one) => one.type === 'ActionSet' && one.separator)).toEqual([
      false,
      undefined,
      undefined,
      true,
    ]);
  });

  it('beside a list ask nothing of it: whoever goes back has not chosen', () => {
    const back = { id: '~back', key: 'wstecz', label: 'Wstecz', aside: true };
    const { card } = show(prompt({ choices: [...choices(8), back] }));
    expect(card && submitsOf(card).map(({ title, associatedInputs }) => [title, associatedInputs])).toEqual([
      ['Wybierz', 'auto'],
      ['Wstecz', 'none'],
    ]);
  });

  it('in a list have titles in which no mark means anything', () => {
    const titles = (label: string) =>
      show(prompt({ choices: choices(7, label) })).card?.body.flatMap((one) =>
        one.type === 'Input.ChoiceSet' ? [one.choices[0]?.title] : [],
      );
    expect(titles('**a** [b](https://c.example.org) {{{DATE()}}')).toEqual([
      '∗∗a∗∗ ［b］(https://c.example.org) {\u200b{\u200b{DATE()}} 1',
    ]);
    expect(titles('1. Rada')).toEqual(['1.\u00a0Rada 1']);
    expect(titles('Na koniec · 1 × „nie wiem”')?.[0]).toContain('·\u00a01\u00a0×\u00a0„nie');
  });
});

describe('a card', () => {
  it('that would be too big is words, in which every answer can still be given', () => {
    const many = choices(40, 'ї'.repeat(79)).map((choice) => ({ ...choice, label: '👩‍👩‍👧‍👦'.repeat(40) }));
    const { card, text } = show(prompt({ choices: many, text: 'ї'.repeat(4_000) }));
    expect(card).toBeUndefined();
    expect(text).toContain('\n40. 👩');
  });

  it('is made of several lines, which would run together in plain text', () => {
    const said = (text: string): Spoken => ({ kind: 'text', language: 'pl', text });
    expect(show(said('Dziękuję!')).card).toBeUndefined();
    expect(drawn(show(said('Dziękuję!\n\nNa później:\n• raz\n• dwa')))).toBe('Dziękuję!\n\nNa później:\n• raz\n• dwa');
  });

  it('says its question aloud also below a list', () => {
    const { card } = show(prompt({ text: 'Na koniec\n1. Skąd?\n   → blisko\nKtórą odpowiedź zmienić?' }));
    expect(card && drawn({ card, text: '', summary: '', speak: '' })).toBe(
      '**Na koniec**\n1. Skąd?\n**→ blisko**\n\n**Którą odpowiedź zmienić?**',
    );
  });

  it('with a code does not whisper it', () => {
    const code = { for: 'receipt', code: '4F7K-2QXP' } as const;
    expect(JSON.stringify(show(prompt({ lead: 'Kod: 4F7K-2QXP', code })).card)).not.toContain('isSubtle');
    expect(JSON.stringify(show(prompt({ lead: 'Zapisano.' })).card)).toContain('isSubtle');
  });

  it('shows a code in its own letters, and makes our links links', () => {
    const reply: Spoken = {
      kind: 'text',
      language: 'pl',
      text: 'Kod: 4F7K-2QXP. Dalej: https://bot.example.org/?a=1.\nOto on: 4F7K-2QXP',
      code: { for: 'resume', code: '4F7K-2QXP' },
    };
    expect(drawn(show(reply))).toBe('Kod: `4F7K-2QXP`. Dalej: <https://bot.example.org/?a=1>.\nOto on: \n`4F7K-2QXP`');
  });

  it('shows the beginning of an address that is too long for a phone, and leads to all of it', () => {
    const url = `https://bot.example.org/files/${'k'.repeat(40)}`;
    const { card } = show({ kind: 'text', language: 'pl', text: `Plik:\n${url}` });
    expect(card && wordsOf(card)).toBe(`Plik:\n${url.slice(0, 35)}…`);
    expect(JSON.stringify(card)).toContain(`"url":"${url}"`);
  });

  it('shows nothing that turns its direction or cannot be seen', () => {
    const { card } = show(prompt({ text: 'a\u202eb\u200bc\u0007?', choices: choices(1, 'd\u202e') }));
    expect(card && wordsOf(card)).toBe('abc?');
    expect(card && submitsOf(card)[0]?.title).toBe('d 1');
  });
});
