/** Which message shows which prompt: kept beside the conversation, and the latest questions' words in memory. */
import { createCache } from '../../cache.ts';
import type { Route } from '../../dialog/activity.ts';

type Pair = readonly [prompt: number, message: number];

/** What a conversation's route holds, whoever wrote it. */
type Kept = {
  /** The newest message of the person. */
  readonly heard: number;
  /** The prompt whose button was pressed last, and its message. */
  readonly pressed: Pair | undefined;
  /** The latest prompts and their messages, newest last. */
  readonly shown: readonly Pair[];
};

/** Read by hand: it is done several times in a turn. */
function keptIn({ heard, pressed, shown }: Route): Kept {
  return {
    heard: typeof heard === 'number' ? heard : 0,
    pressed: isPair(pressed) ? pressed : undefined,
    shown: Array.isArray(shown) ? shown.filter(isPair) : [],
  };
}

function isPair(value: unknown): value is Pair {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isInteger);
}

export type Place = {
  readonly message: number;
  /** The question as it stands there; forgotten at a restart. */
  readonly question: string | undefined;
};

export type Shown = {
  readonly find: (chat: number, prompt: number, route: Route) => Place | undefined;
  /** The prompt that was shown last. */
  readonly newest: (route: Route) => number | undefined;
  /** Can the message still be seen without scrolling, so that a change of it is noticed? */
  readonly isLast: (place: Place, route: Route) => boolean;
  /** Notes it; returns what to keep beside the conversation. */
  readonly note: (chat: number, prompt: number, place: Place, route: Route) => Route;
  readonly forget: (chat: number) => void;
};

/** Chats whose question is remembered word by word. */
const chatsKept = 5_000;
/** Prompts of one conversation whose messages are remembered. */
const promptsKept = 4;

export function createShown(): Shown {
  const questions = createCache<{ readonly message: number; readonly question: string }>(chatsKept);
  return {
    find(chat, prompt, route) {
      const { shown, pressed } = keptIn(route);
      const message = [...shown, ...(pressed ? [pressed] : [])].find(([one]) => one === prompt)?.[1];
      if (message === undefined) return undefined;
      const known = questions.get(String(chat));
      return { message, question: known?.message === message ? known.question : undefined };
    },
    newest: (route) => keptIn(route).shown.at(-1)?.[0],
    isLast: ({ message }, route) => message > keptIn(route).heard,
    note(chat, prompt, { message, question }, route) {
      if (question === undefined) questions.delete(String(chat));
      else questions.set(String(chat), { message, question });
      const { shown } = keptIn(route);
      return { shown: [...shown.filter(([one]) => one !== prompt), [prompt, message]].slice(-promptsKept) };
    },
    forget: (chat) => questions.delete(String(chat)),
  };
}
