/** Groups: the bot talks in private, and says so. Nothing of what is said there is kept. */
import type { Api } from 'grammy';
import { createCache } from '../../cache.ts';
import { heed, type Limiter } from './limiter.ts';
import { failureOf, movedTo } from './outcome.ts';

export type Groups = {
  /** Shows the way to a private talk; not again for a while. Best effort, in its own time. */
  readonly point: (chat: number, text: string, bot: string) => void;
  /** The group became another chat. */
  readonly follow: (chat: number, to: number) => void;
};

/** A group hears it once in this time, however often it asks. */
const againMs = 600_000;
const groupsKept = 2_000;

export function createGroups(api: Api, limiter: Limiter, now: () => number): Groups {
  /** When each heard it. */
  const told = createCache<{ readonly at: number }>(groupsKept);

  const note = (chat: number, at: number): void => told.set(String(chat), { at });

  const say = async (chat: number, text: string, bot: string): Promise<void> => {
    if (!(await limiter.take(chat, 'waiting'))) return;
    // Buttons of this kind take everybody who presses them into their own talk.
    const button = { text: `@${bot}`, url: `https://t.me/${bot}` };
    try {
      await api.sendMessage(chat, text, { reply_markup: { inline_keyboard: [[button]] } });
    } catch (error) {
      const to = movedTo(error);
      if (to !== undefined) {
        note(to, now());
        return say(to, text, bot);
      }
      heed(limiter, failureOf(error));
    }
  };

  return {
    point(chat, text, bot) {
      if (now() - (told.get(String(chat))?.at ?? Number.NEGATIVE_INFINITY) < againMs) return;
      note(chat, now());
      void say(chat, text, bot).catch(() => undefined);
    },
    follow(chat, to) {
      const heard = told.get(String(chat));
      if (!heard) return;
      told.delete(String(chat));
      note(to, heard.at);
    },
  };
}
