/** Which message shows which prompt: kept beside the conversation, and the latest questions' words in memory. */
import { z } from 'zod';
import { createCache } from '../../cache.ts';
import type { Route } from '../../dialog/activity.ts';

/** Prompts and their messages' ids, newest last. */
const Kept = z.array(z.tuple([z.int(), z.string()])).catch([]);

export type Place = {
  readonly id: string;
  /** The question, with what stands before it; forgotten at a restart. */
  readonly question: string | undefined;
};

export type Asked = Place & { readonly question: string };

export type Shown = {
  readonly find: (conversation: string, prompt: number, route: Route) => Place | undefined;
  /** The newest question whose words are remembered. */
  readonly newest: (conversation: string) => Asked | undefined;
  /** Notes it; returns what to keep beside the conversation. */
  readonly note: (conversation: string, prompt: number, place: Place, route: Route) => Route;
  readonly forget: (conversation: string) => void;
};

/** Conversations whose question is remembered word by word. */
const conversationsKept = 5_000;
/** Prompts of one conversation whose messages are remembered. */
const promptsKept = 4;

export function createShown(): Shown {
  const latest = createCache<Asked>(conversationsKept);
  return {
    find(conversation, prompt, route) {
      const id = Kept.parse(route.shown).findLast(([one]) => one === prompt)?.[1];
      if (id === undefined) return undefined;
      const known = latest.get(conversation);
      return { id, question: known?.id === id ? known.question : undefined };
    },
    newest: (conversation) => latest.get(conversation),
    note(conversation, prompt, { id, question }, route) {
      if (question === undefined) latest.delete(conversation);
      else latest.set(conversation, { id, question });
      const others = Kept.parse(route.shown).filter(([one]) => one !== prompt);
      return { shown: [...others, [prompt, id]].slice(-promptsKept) };
    },
    forget: latest.delete,
  };
}
