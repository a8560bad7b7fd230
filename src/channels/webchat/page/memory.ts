/**
 * What this tab remembers over a reload: the conversation as it stands on the screen, and what is not sent yet. Only
 * this tab and only until it is closed, since others may use the same computer.
 */
import type { Posted } from '../activity.ts';
import type { Shown } from '../render.ts';

/** What waits to be sent; everything but the note that something was seen. */
export type Post = Exclude<Posted, { kind: 'seen' }>;

export type Entry =
  | { readonly kind: 'shown'; readonly shown: Shown }
  | { readonly kind: 'said'; readonly id: string; readonly text: string; readonly language: string };

type Kept = { entries: Entry[]; queue: Post[]; last: { id: string; number: number } | null; draft?: string };

const key = 'rozmowa';
const entriesMax = 300;

const kept: Kept = read() ?? { entries: [], queue: [], last: null };

function read(): Kept | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function save(): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Full or forbidden: the conversation goes on, only a reload asks the server once more.
  }
}

export const entries = (): readonly Entry[] => kept.entries;
export const queue = (): readonly Post[] => kept.queue;
export const last = (): Kept['last'] => kept.last;

/** What is written and not sent. */
export const draft = (): string => kept.draft ?? '';

export function keepDraft(text: string): void {
  kept.draft = text;
  save();
}

export function add(entry: Entry): void {
  kept.entries = [...kept.entries, entry].slice(-entriesMax);
  save();
}

/** Is this the delivery that came last? It may come twice. */
export function hasSeen(shown: Shown): boolean {
  return kept.last?.id === shown.id;
}

export function see(shown: Shown): void {
  kept.last = { id: shown.id, number: shown.number };
  save();
}

/** The last message of the bot in another form: other ticks, nothing new to read. */
export function replace(shown: Shown): void {
  const at = kept.entries.findLastIndex((entry) => entry.kind === 'shown');
  if (at >= 0) kept.entries = kept.entries.with(at, { kind: 'shown', shown });
  save();
}

export function enqueue(post: Post): void {
  kept.queue = [...kept.queue, post];
  save();
}

export function dequeue(): void {
  kept.queue = kept.queue.slice(1);
  save();
}

/** What was said and written before this moment is not kept any longer. */
export function forgetEarlier(): void {
  kept.entries = [];
  kept.draft = '';
  save();
}

export function forgetAll(): void {
  kept.entries = [];
  kept.queue = [];
  kept.last = null;
  kept.draft = '';
  save();
}
