/** Telegram: the bot's account there, what comes in from it, and the channel that goes out. */
import { Api } from 'grammy';
import type { Activity } from '../../dialog/activity.ts';
import type { Find } from '../../dialog/find.ts';
import { Language } from '../../dialog/language.ts';
import type { Channel, Enclosures } from '../channel.ts';
import { readUpdate } from './activity.ts';
import { createTelegramChannel } from './channel.ts';
import { createGroups } from './groups.ts';
import { createLimiter, type Pace, usualPace } from './limiter.ts';
import { createLine } from './line.ts';

/** Longer than that nobody answers any more; grammY alone would wait for 500 s. */
const callMs = 15_000;

export type TelegramOptions = {
  readonly token: string;
  readonly apiRoot: string;
  /** How fast it may send. */
  readonly pace?: Pace;
  readonly now: () => number;
  readonly find: Find;
  /** Of those whose app does not say theirs. */
  readonly language: Language;
  readonly drawChance: () => string;
  readonly make: Enclosures['make'];
  /** Why an update was not read, for the log. */
  readonly onUnsupported: (reason: string) => void;
};

export type Telegram = {
  readonly channel: Channel;
  readonly api: Api;
  /** The bot's own name there, without @; `undefined` until it introduced itself. */
  readonly name: () => string | undefined;
  readonly setName: (name: string) => void;
  /** Takes an update: `receive` is called before it returns, in order. Rejects when it could not be kept. */
  readonly take: (update: unknown, receive: (activity: Activity) => Promise<unknown>) => Promise<void>;
};

export function createTelegram(options: TelegramOptions): Telegram {
  const { token, apiRoot, now, find, language, drawChance, onUnsupported } = options;
  const api = new Api(token, { apiRoot });
  api.config.use(createLine({ apiRoot, token, silenceMs: callMs }));
  const limiter = createLimiter(options.pace ?? usualPace);
  const groups = createGroups(api, limiter, now);
  let name: string | undefined;

  return {
    api,
    channel: createTelegramChannel(api, limiter, options.make),
    name: () => name,
    setName(own) {
      name = own;
    },
    async take(update, receive) {
      const parsed = readUpdate(update, { at: now(), chance: drawChance(), bot: name });
      // At once: until then the button turns. Telegram takes it for 150 s, and what it answers changes nothing.
      if (parsed.press !== undefined) void api.answerCallbackQuery(parsed.press).catch(() => undefined);
      switch (parsed.kind) {
        case 'activity':
          await receive(parsed.activity);
          return;
        case 'group': {
          const spoken = Language.safeParse(parsed.locale?.slice(0, 2));
          const text = find(spoken.success ? spoken.data : language, 'bot', 'telegram.group');
          if (name !== undefined && text !== undefined) groups.point(parsed.chat, text, name);
          return;
        }
        case 'moved':
          groups.follow(parsed.chat, parsed.to);
          return;
        case 'unsupported':
          onUnsupported(parsed.reason);
          return;
        default:
          return parsed satisfies never;
      }
    },
  };
}
