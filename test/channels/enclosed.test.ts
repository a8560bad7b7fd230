/** A picture and a file as each platform shows them. */
import { describe, expect, it } from 'vitest';
import { renderEnclosed } from '../../src/channels/teams/render.ts';
import { renderCaption } from '../../src/channels/telegram/render.ts';
import { plainReply, renderReply as terminalReply } from '../../src/channels/terminal/render.ts';
import { renderReply as webReply } from '../../src/channels/webchat/render.ts';
import { captionMax, type Enclosed, Reply } from '../../src/dialog/reply.ts';
import { enclosures, paper, picture } from '../support/enclosed.ts';
import { drawn, officialFaults, StrictCard } from '../support/teams/card.ts';
import { texts } from '../support/teams/words.ts';
import { checkCall } from '../support/telegram/checking.ts';

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');
function onTeams(reply: Enclosed): string {
  const rendered = renderEnclosed(reply, enclosures.link(reply.file), texts);
  if (!rendered.card) throw new Error('there is no card');
  expect(officialFaults(rendered.card)).toEqual([]);
  StrictCard.parse(rendered.card);
  return spaced(drawn(rendered));
}

describe('a picture', () => {
  it('in Telegram has its words below it, with nobody’s marks in them', () => {
    expect(spaced(renderCaption(picture))).toBe(
      'Fala pierwsza\n\nWspółpraca: 62 na 100.\n\n• najmocniej: I.1\n• najsłabiej: &lt;III.2&gt; &amp; reszta',
    );
  });

  it('whose words would not fit below it in Telegram shows as many lines as do, and says that there is more', () => {
    const text = Array.from({ length: 150 }, (_, n) => `• <${n}>`).join('\n');
    const caption = renderCaption({ ...picture, text });
    const call = { chat_id: 1, photo: 'https://example.org/x.png', caption, parse_mode: 'HTML' };
    expect(checkCall('sendPhoto', call)).toMatchObject({ ok: true });
    expect(caption).toMatch(/^• &lt;0&gt;\n.*&gt;\n…$/s);
  });

  it('in Teams is a card that everybody takes: the picture with its words, and a button that opens it', () => {
    expect(onTeams(picture)).toBe(
      [
        '(Karta z wynikami: Fala pierwsza.) <https://bot.example.org/files/token-of-png>',
        'Fala pierwsza',
        '',
        'Współpraca: 62 na 100.',
        '• najmocniej: I.1',
        '• najsłabiej: <III.2> & reszta',
        '[ Otwórz plik ] <https://bot.example.org/files/token-of-png>',
      ].join('\n'),
    );
  });

  it('in Teams without an address of ours is its words, and where to get it', () => {
    const { card, text } = renderEnclosed(picture, undefined, texts);
    expect(card).toBeUndefined();
    expect(text).toBe(`${picture.text}\n\nPliku nie mogę tu pokazać. Poproś o niego organizatora.`);
  });

  it('on the page has its address, and its words twice: to be read, and for those who do not see it', () => {
    const { file, text, prompt } = webReply(picture, 3, 'm', '/files/x');
    expect(file).toEqual({ kind: 'image', path: '/files/x', name: picture.file.name, alt: picture.alt });
    expect(JSON.stringify(text)).toContain('najmocniej');
    expect(prompt).toBeUndefined();
  });

  it('in a terminal is its words and its name', () => {
    const lines = terminalReply(picture, { columns: 60, color: false });
    expect(lines.at(-1)).toBe('[raport-fala-1.png] Karta z wynikami: Fala pierwsza.');
    expect(plainReply(paper)).toEqual(['< Cały raport w PDF: Fala pierwsza', '< [raport-fala-1.pdf]']);
  });
});

describe('a file', () => {
  it('in Teams is a card with a button alone', () => {
    expect(onTeams(paper)).toBe(
      'Cały raport w PDF: Fala pierwsza\n[ Otwórz plik ] <https://bot.example.org/files/token-of-pdf>',
    );
  });
});

describe('what is stored of either', () => {
  it('has no more words than fit, and no bytes', () => {
    expect(Reply.safeParse(picture).success).toBe(true);
    expect(Reply.safeParse({ ...picture, text: 'x'.repeat(captionMax + 1) }).success).toBe(false);
    expect(Reply.safeParse({ ...picture, bytes: 'x' }).success).toBe(false);
  });
});
