/** Somebody with Telegram on their phone: taps what is shown, types, and reads what comes. */
import { readButton } from '../../../src/channels/telegram/button.ts';
import type { BotApi } from './bot-api.ts';
import type { Shown } from './chats.ts';

export type TelegramPerson = {
  readonly chat: number;
  /** Opens a link with a code, or presses START. */
  readonly start: (code?: string) => Promise<Shown>;
  readonly say: (text: string) => Promise<Shown>;
  /** A button by its words, its number in the list, or the id of its choice. */
  readonly tap: (wanted: string) => Promise<Shown>;
  /** The newest message of the bot. */
  readonly last: () => Shown;
  /** Answers every question that comes with its n-th answer, round and round, up to the review. */
  readonly answerAll: (n?: number) => Promise<Shown>;
  /** Everything that the bot wrote, as it looks now. */
  readonly screen: () => string;
};

const stepsMax = 120;

export function createTelegramPerson(api: BotApi, chat: number, language = 'pl'): TelegramPerson {
  const from = { id: chat, first_name: 'Ola', language_code: language };
  const last = (): Shown => {
    const { last: shown } = api.chat(chat);
    if (!shown) throw new Error('the bot has not written yet');
    return readable(shown);
  };

  /** Does something; what the bot shows next, be it a new message or a list with another tick. */
  const heard = async (act: () => void, timeoutMs = 8_000): Promise<Shown> => {
    const before = api.chat(chat).last;
    const next = api.waitFor(
      chat,
      ({ messageId, edits, keyboard }) =>
        before === undefined ||
        messageId > before.messageId ||
        (messageId === before.messageId && edits > before.edits && keyboard.length > 0),
      timeoutMs,
    );
    act();
    return readable(await next);
  };

  const tap = (wanted: string): Promise<Shown> => {
    const buttons = last()
      .keyboard.flat()
      .map(({ text, callback_data = '' }) => ({ text, data: callback_data }));
    const found = buttons.find(
      ({ text, data }) =>
        text === wanted || text.replace(/^[☑☐] /, '') === wanted || readButton(data).choice === wanted,
    );
    if (!found)
      throw new Error(`there is no button ${wanted}; there are ${buttons.map(({ text }) => text).join(' | ')}`);
    return heard(() => void api.tap(chat, found.data, last().messageId, from));
  };

  return {
    chat,
    last,
    tap,
    start: (code) => heard(() => void api.start(chat, code, from)),
    say: (text) => heard(() => void api.say(chat, text, from)),
    async answerAll(n = 0) {
      for (let step = 0; step < stepsMax; step += 1) {
        const presses = last()
          .keyboard.flat()
          .map(({ callback_data = '' }) => readButton(callback_data));
        const [first] = presses;
        if (!first || first.step === 'review') return last();
        await tap(
          choose(
            presses.map(({ choice }) => choice),
            last(),
            n + step,
          ),
        );
      }
      throw new Error(`still asked after ${stepsMax} steps`);
    },
    screen: () =>
      api
        .chat(chat)
        .messages.map(readable)
        .map(({ text, keyboard }) =>
          [text, ...keyboard.map((row) => row.map((button) => `[${button.text}]`).join(' '))].join('\n'),
        )
        .join('\n\n'),
  };
}

/** With common spaces: the bot binds short words to the next one. */
function readable(shown: Shown): Shown {
  return { ...shown, text: shown.text.replaceAll('\u00a0', ' ') };
}

function choose(choices: readonly string[], { keyboard }: Shown, n: number): string {
  if (choices.includes('accept')) return 'accept';
  if (keyboard.flat().some(({ text }) => text.startsWith('☑'))) return '~done';
  const answers = choices.filter((choice) => !choice.startsWith('~'));
  return answers[n % Math.max(1, answers.length)] ?? '~skip';
}
