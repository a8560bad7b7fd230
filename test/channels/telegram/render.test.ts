/** What people see on Telegram: golden pictures in words, and every reply of the product before the published rules. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { messagesOf } from '../../../src/channels/telegram/html.ts';
import { type Rendered, renderAnswered, renderReply } from '../../../src/channels/telegram/render.ts';
import type { Spoken } from '../../../src/dialog/reply.ts';
import { allReplies } from '../../support/replies.ts';
import { checkCall } from '../../support/telegram/checking.ts';

const golden = join(import.meta.dirname, 'golden');
let replies: readonly Spoken[];
beforeAll(async () => {
  replies = await allReplies();
}, 60_000);

const shown = ({ messages, keyboard }: Rendered): string =>
  [messages.join('\n~~~\n'), ...keyboard.map((row) => row.map(({ text }) => `[ ${text} ]`).join(' '))].join('\n');
const callsOf = ({ messages, keyboard }: Rendered): object[] =>
  messages.map((text, index) => ({
    chat_id: 1,
    text,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...(index === messages.length - 1 && keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard } }),
  }));

describe('every reply of the product, in three languages', () => {
  it('is a call that the published Bot API takes', () => {
    expect(replies.length).toBeGreaterThan(2_000);
    expect(new Set(replies.map(({ language }) => language)).size).toBe(3);
    const faults = replies.flatMap((reply) =>
      callsOf(renderReply(reply)).flatMap((call) => {
        const checked = checkCall('sendMessage', call);
        return checked.ok ? [] : [checked.description];
      }),
    );
    expect(faults).toEqual([]);
  });

  it('is one message, whose labels a phone shows whole', () => {
    for (const reply of replies) {
      const { messages, keyboard } = renderReply(reply);
      expect(messages).toHaveLength(1);
      for (const row of keyboard)
        for (const { text } of row)
          expect(text.length, text).toBeLessThanOrEqual([38, 38, 22, 14, 8, 8][row.length] ?? 4);
    }
  });

  it('answered is a change that the published Bot API takes', () => {
    for (const reply of replies) {
      const { question } = renderReply(reply);
      if (question === undefined) continue;
      const text = renderAnswered(question, 'Tak & <b>nie</b>');
      expect(checkCall('editMessageText', { chat_id: 1, message_id: 1, text, parse_mode: 'HTML' })).toMatchObject({
        ok: true,
      });
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
      'results',
    ];
    const own = replies.filter((reply) => reply.language === language);
    const firsts = wanted.map((step) => own.find((reply) => reply.kind === 'prompt' && reply.step === step));
    const told = own.find((reply) => reply.code?.for === 'receipt');
    const paused = own.find((reply) => reply.code?.for === 'resume');
    const ticked = own.find((reply) => reply.kind === 'prompt' && reply.choices.some(({ selected }) => selected));
    const all = [...firsts, told, paused, ticked].filter((reply) => reply !== undefined);
    expect(all).toHaveLength(wanted.length + 3);
    const text = all.map((reply) => shown(renderReply(reply))).join('\n\n----------\n\n');
    await expect(`${text}\n`).toMatchFileSnapshot(join(golden, `${language}.txt`));
  });
});

describe('a text', () => {
  const said = (text: string): string[] => [...renderReply({ kind: 'text', language: 'pl', text }).messages];

  it('of others is shown as it is', () => {
    expect(said('<b>a</b> & "c" <script>')).toEqual(['&lt;b&gt;a&lt;/b&gt; &amp; &quot;c&quot; &lt;script&gt;']);
  });

  it('that is too long is cut between paragraphs, and loses nothing', () => {
    const paragraphs = Array.from({ length: 30 }, (_, n) => `Akapit ${n}: ${'słowo '.repeat(60)}koniec.`);
    const messages = said(paragraphs.join('\n\n'));
    expect(messages.length).toBe(3);
    expect(messages.join('\n\n').replaceAll('\u00a0', ' ')).toBe(paragraphs.join('\n\n'));
    for (const text of messages)
      expect(checkCall('sendMessage', { chat_id: 1, text, parse_mode: 'HTML' }).ok).toBe(true);
  });

  it('without any border is cut between letters, never inside one or inside a mark', () => {
    const [first = '', second = ''] = messagesOf([`<b>${'&amp;😀'.repeat(1_500)}</b>`]);
    expect(first + second).toBe('&amp;😀'.repeat(1_500));
    expect(first.isWellFormed()).toBe(true);
    expect(first.endsWith('&amp;') || first.endsWith('😀')).toBe(true);
  });
});
