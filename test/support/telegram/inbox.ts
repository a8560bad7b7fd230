/** Updates that wait until the bot has them: kept in order, and in disorder where a test asks for that. */
import { createRandom } from '../../../src/bot/simulate.ts';
import { updateKinds } from './rules.ts';

export type Entry = {
  readonly id: number;
  readonly update: unknown;
  /** Updates of one lane go one after the other. */
  readonly lane: string;
  /** Was given to the bot, which need not have understood. */
  isSent: boolean;
};

/** How often an update comes once more, and how often it comes late, as shares of one; late by up to `withinMs`. */
export type Disorder = {
  readonly seed: number;
  readonly duplicate: number;
  readonly reorder: number;
  readonly withinMs: number;
};

/** Telegram begins somewhere. */
const firstUpdateId = 812_345_001;
/** Real ids fit in 32 bits; a pushed one beyond does not move the count. */
const updateIdMax = 2 ** 31;
/** What a bot must ask for by name. */
const unasked: readonly string[] = ['chat_member', 'message_reaction', 'message_reaction_count'];

export type Inbox = ReturnType<typeof createInbox>;

export function createInbox(disorder: Disorder | undefined) {
  const entries = new Set<Entry>();
  const watchers = new Set<(entry: Entry) => void>();
  const timers = new Set<NodeJS.Timeout>();
  const random = createRandom(disorder?.seed ?? 0);
  let empty: PromiseWithResolvers<void> | undefined;
  let allowed: ReadonlySet<string> = new Set(updateKinds.filter((kind) => !unasked.includes(kind)));
  let lastId = firstUpdateId - 1;

  const isEmpty = () => entries.size === 0 && timers.size === 0;
  const tellEmpty = (): void => {
    if (!isEmpty()) return;
    empty?.resolve();
    empty = undefined;
  };
  const arrive = (entry: Entry): void => {
    entries.add(entry);
    for (const watcher of watchers) watcher(entry);
  };
  const arriveLate = (entry: Entry, withinMs: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      arrive(entry);
    }, random() * withinMs);
    timers.add(timer);
  };

  return {
    entries: entries as ReadonlySet<Entry>,
    nextId(): number {
      lastId += 1;
      return lastId;
    },
    /** Updates made before keep coming, as with Telegram. An empty list means all but the unasked. */
    allow(kinds: readonly string[]): void {
      allowed = new Set(kinds.length > 0 ? kinds : updateKinds.filter((kind) => !unasked.includes(kind)));
    },
    allowed: (): readonly string[] => [...allowed],
    /** Whether the bot will get it: kinds that it did not ask for are left out. */
    put(id: number, update: unknown, lane: string): boolean {
      if (id > lastId && id < updateIdMax) lastId = id;
      const kind = kindOf(update);
      if (kind !== undefined && !allowed.has(kind)) return false;
      const make = (): Entry => ({ id, update, lane, isSent: false });
      if (!disorder) arrive(make());
      else {
        if (random() < disorder.reorder) arriveLate(make(), disorder.withinMs);
        else arrive(make());
        if (random() < disorder.duplicate) arriveLate(make(), disorder.withinMs);
      }
      return true;
    },
    drop(entry: Entry): void {
      entries.delete(entry);
      tellEmpty();
    },
    clear(): void {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      entries.clear();
      tellEmpty();
    },
    watch(watcher: (entry: Entry) => void): () => void {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    /** Resolves when the bot has confirmed everything. */
    whenEmpty(): Promise<void> {
      if (isEmpty()) return Promise.resolve();
      empty ??= Promise.withResolvers<void>();
      return empty.promise;
    },
  };
}

function kindOf(update: unknown): string | undefined {
  if (typeof update !== 'object' || update === null) return undefined;
  return updateKinds.find((kind) => kind in update);
}

/** Telegram's queues: the messages of a chat are one, the button presses of a person another. */
export function laneOf(update: unknown): string {
  if (typeof update !== 'object' || update === null) return 'odd';
  const { callback_query: tap, ...rest } = update as Record<string, { from?: { id?: number } } | undefined>;
  if (tap) return `taps:${tap.from?.id}`;
  const body = Object.values(rest).find((value) => typeof value === 'object' && value !== null);
  return `chat:${(body as { chat?: { id?: number } } | undefined)?.chat?.id ?? 'none'}`;
}
