/** What the bot really says in Telegram, on a page that looks like a messenger on a phone. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import type { TestOptions } from '../support/bot.ts';
import type { BotApi } from '../support/telegram/bot-api.ts';
import { openTelegramHouse } from '../support/telegram/house.ts';
import { createTelegramPerson } from '../support/telegram/person.ts';
import { face, plain, shoot } from './frame.ts';

const chat = 4_001;
const tidyMs = 4_000;
/** A messenger makes them links. */
const command = /(?<=[\s(])\/[a-z]+/g;

/** The first question, a list with ticks, help, and a question of one's own. */
export async function drawTelegram(
  browser: Browser,
  campaign: TestOptions['campaign'],
  size: { readonly width: number; readonly height: number },
  scale: number,
): Promise<readonly Buffer[]> {
  const { api, site, close } = await openTelegramHouse('polling', { campaign });
  const { start, tap, say, last } = createTelegramPerson(api, chat);
  const pictures: Buffer[] = [];
  const draw = async (): Promise<void> => {
    await tidied(api);
    pictures.push(await shoot(browser, { ...size, style, body: phone(api) }, scale));
  };
  const buttons = (): readonly string[] =>
    last()
      .keyboard.flat()
      .map(({ text }) => text);
  const tapFirst = async (at = 0): Promise<void> => void (await tap(buttons()[at] ?? ''));
  try {
    await start(site.test.code('ngo'));
    await tapFirst();
    await draw();
    for (const answer of [0, 0, 1]) await tapFirst(answer);
    for (const tick of [0, 3]) await tapFirst(tick);
    await draw();
    await tap('~done');
    await tapFirst();
    await tap('~done');
    await tapFirst(3);
    await say('co to znaczy?');
    await draw();
    await say('skąd wziąć kasę na mały projekt?');
    await draw();
  } finally {
    await close();
  }
  return pictures;
}

/** Answered questions lose their buttons a moment later. */
async function tidied(api: BotApi): Promise<void> {
  const until = performance.now() + tidyMs;
  const isOpen = () =>
    api
      .chat(chat)
      .messages.slice(0, -1)
      .some(({ keyboard }) => keyboard.length > 0);
  while (isOpen() && performance.now() < until) await pause(20);
}

function phone(api: BotApi): string {
  const { messages, written } = api.chat(chat);
  const said = messages.map(({ messageId, html, keyboard }) => ({
    messageId,
    // The bot's own markup: it is what a messenger would draw.
    body: `<div class="bot"><p>${html.replace(command, '<u>$&</u>')}</p>${keyboard
      .map((row) => `<div class="row">${row.map(({ text }) => `<span>${plain(text)}</span>`).join('')}</div>`)
      .join('')}</div>`,
  }));
  const typed = written
    .filter(({ text }) => !text.startsWith('/start'))
    .map(({ messageId, text }) => ({ messageId, body: `<div class="own"><p>${plain(text)}</p></div>` }));
  const all = [...said, ...typed].sort((one, other) => one.messageId - other.messageId);
  return [
    `<header><i class="back"></i><i class="face">${face}</i><div><b>Rozmównica</b><small>bot</small></div></header>`,
    `<main>${all.map(({ body }) => body).join('')}</main>`,
    '<footer><span>Wiadomość</span><i></i></footer>',
  ].join('');
}

const style = `
body { margin: 0; height: 100vh; display: flex; flex-direction: column; background: #d5e3de; font-size: 16px; line-height: 1.32; color: #16211e }
header { display: flex; align-items: center; gap: 12px; padding: 9px 16px; background: #fff; border-bottom: 1px solid #d3dad7; z-index: 1 }
header div { display: grid; line-height: 1.2 }
header b { font-size: 17px } header small { font-size: 13.5px; color: #6b7a75 }
header .back { width: 11px; height: 11px; border: solid #47756a; border-width: 0 0 2.5px 2.5px; rotate: 45deg; margin-left: 3px }
header .face { width: 40px; height: 40px; border-radius: 50%; background: #eaf2ef; display: grid; place-items: center }
header svg { width: 25px }
main { flex: 1; min-height: 0; overflow: hidden; display: flex; flex-direction: column; justify-content: flex-end; gap: 8px; padding: 8px 10px 10px }
main > div { flex: none }
p { margin: 0; padding: 8px 12px; border-radius: 14px; white-space: pre-wrap; overflow-wrap: anywhere; box-shadow: 0 1px 1px #0002 }
.bot { width: 312px } .bot p { background: #fff; border-bottom-left-radius: 5px }
.bot i { color: #5d6b66; font-style: normal; font-size: 14.5px }
u { color: #0e6b5e; text-decoration: none }
.own { align-self: flex-end; max-width: 290px } .own p { background: #cfeecb; border-bottom-right-radius: 5px }
.row { display: flex; gap: 4px; margin-top: 4px }
.row span { flex: 1; padding: 7px 6px; border-radius: 9px; background: #47756ad9; color: #fff; font-size: 14.5px; font-weight: 560; text-align: center; white-space: nowrap }
footer { display: flex; align-items: center; gap: 12px; padding: 9px 14px 11px; background: #fff }
footer span { flex: 1; padding: 7px 14px; border-radius: 20px; background: #eef2f0; color: #6b7a75 }
footer i { width: 0; height: 0; border: 9px solid transparent; border-left: 16px solid #0e6b5e; border-right: 0 }
`;
