/** Long polling: asks Telegram for updates, takes them, and only then confirms them. */
import { setTimeout as pause } from 'node:timers/promises';
import { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { allowedUpdates } from './activity.ts';
import { createLine } from './line.ts';
import { failureOf } from './outcome.ts';

/** Telegram holds the question for so long when there is nothing to tell. */
const holdSeconds = 25;
/** And so much longer may it take to answer. */
const patienceMs = 15_000;
const batchMax = 100;
const pauseMs = { first: 500, most: 30_000 };
/** An update that fails so often while others succeed will not succeed: it must not hold up everybody. */
const attemptsMax = 5;

export type PollingOptions = {
  readonly token: string;
  readonly apiRoot: string;
  /** Rejects when it could not be kept: then it comes again. */
  readonly take: (update: Update) => Promise<void>;
  /** Makes sure that nothing else gets the updates. */
  readonly prepare: () => Promise<void>;
  readonly onError: (error: unknown) => void;
};

export type Polling = { readonly stop: () => Promise<void> };

/** Asks until it is stopped. Updates of one batch are taken at the same time, those of a chat in order. */
export function startPolling({ token, apiRoot, take, prepare, onError }: PollingOptions): Polling {
  const api = new Api(token, { apiRoot });
  api.config.use(createLine({ apiRoot, token, silenceMs: holdSeconds * 1_000 + patienceMs }));
  const stopped = new AbortController();
  const failed = new Map<number, number>();
  let offset = 0;

  /** Takes a batch; those before the first that failed are confirmed by the next question. */
  const takeAll = async (updates: readonly Update[]): Promise<boolean> => {
    const results = await Promise.allSettled(updates.map(take));
    const somethingWorks = results.some(({ status }) => status === 'fulfilled');
    for (const [index, result] of results.entries()) {
      const id = updates[index]?.update_id ?? 0;
      if (result.status === 'rejected') {
        const attempts = (failed.get(id) ?? 0) + (somethingWorks ? 1 : 0);
        failed.set(id, attempts);
        onError(result.reason);
        if (attempts < attemptsMax) return false;
      }
      failed.delete(id);
      offset = id + 1;
    }
    return true;
  };

  const run = async (): Promise<void> => {
    let wait = pauseMs.first;
    let isPrepared = false;
    while (!stopped.signal.aborted) {
      try {
        if (!isPrepared) await prepare();
        isPrepared = true;
        const asked = { offset, limit: batchMax, timeout: holdSeconds, allowed_updates: [...allowedUpdates] };
        const updates = await api.getUpdates(asked, stopped.signal as Parameters<typeof api.getUpdates>[1]);
        if (await takeAll(updates)) {
          wait = pauseMs.first;
          continue;
        }
      } catch (error) {
        if (stopped.signal.aborted) return;
        onError(error);
        // Another program asks too, or a webhook was set: all is prepared anew.
        isPrepared = false;
        const failure = failureOf(error);
        if (failure.kind === 'retry' && failure.afterMs !== undefined) wait = failure.afterMs;
      }
      await pause(wait, undefined, { signal: stopped.signal }).catch(() => undefined);
      wait = Math.min(wait * 2, pauseMs.most);
    }
  };
  const running = run().catch(onError);

  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
