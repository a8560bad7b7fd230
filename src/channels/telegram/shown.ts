/** Which message shows which prompt: kept beside the conversation, and the latest questions' words in memory. */
import { z } from 'zod';
import type { Route } from '../../dialog/activity.ts';

/** What a conversation's route holds, whoever wrote it. */
const Kept = z.object({
  /** The newest message of the person. */
  heard: z.int().optional().catch(undefined),
  /** The prompt whose button was pressed last, and its message. */
  pressed: z.tuple([z.int(), z.int()]).optional().catch(undefined),
  /** The latest prompts and their messages, newest last. */
  shown: z
    .array(z.tuple([z.int(), z.int()]))
    .catch([])
    .default([]),
});

export type Place = {
  readonly message: number;
  /** The question as it stands there; forgotten at a restart. */
  readonly question: string | undefined;
};

export type Shown = {
  readonly find: (chat: number, prompt: number, route: Route) => Place | undefined;
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
  const questions = new Map<number, { readonly message: number; readonly question: string }>();
  return {
    find(chat, prompt, route) {
      const { shown, pressed } = Kept.parse(route);
      const message = [...shown, ...(pressed ? [pressed] : [])].find(([one]) => one === prompt)?.[1];
      if (message === undefined) return undefined;
      const known = questions.get(chat);
      return { message, question: known?.message === message ? known.question : undefined };
    },
    isLast: ({ message }, route) => message > (Kept.parse(route).heard ?? 0),
    note(chat, prompt, { message, question }, route) {
      questions.delete(chat);
      if (question !== undefined) questions.set(chat, { message, question });
      const [oldest] = questions.keys();
      if (questions.size > chatsKept && oldest !== undefined) questions.delete(oldest);
      const { shown } = Kept.parse(route);
      return { shown: [...shown.filter(([one]) => one !== prompt), [prompt, message]].slice(-promptsKept) };
    },
    forget: (chat) => void questions.delete(chat),
  };
}
