/** Arriving at Telegram: who the bot is there, what it says of itself, and updates begin to come. Keeps trying. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Activity } from '../../dialog/activity.ts';
import type { Find } from '../../dialog/find.ts';
import type { Language } from '../../dialog/language.ts';
import { introduce, nameOf, openWay, RefusedTokenError, type Way } from './introduce.ts';
import { type Polling, startPolling } from './polling.ts';
import type { Telegram } from './telegram.ts';

export type ArriveOptions = {
  readonly telegram: Telegram;
  readonly token: string;
  readonly apiRoot: string;
  readonly way: Way;
  readonly find: Find;
  readonly language: Language;
  readonly receive: (activity: Activity) => Promise<unknown>;
  /** `what` was being done. */
  readonly onError: (what: 'arrive' | 'introduce' | 'poll', error: unknown) => void;
};

const firstTryMs = 4_000;
const pauseMs = { first: 1_000, most: 60_000 };

/** Resolves when the bot knows its name, or a moment later without it. Rejects when the token is no good. */
export async function arrive(options: ArriveOptions): Promise<{ readonly stop: () => Promise<void> }> {
  const { telegram, token, apiRoot, way, find, language, receive, onError } = options;
  const { api } = telegram;
  const stopped = new AbortController();
  let polling: Polling | undefined;

  /** Until it is done, or the program stops. */
  const keepTrying = async (what: 'arrive' | 'introduce', work: () => Promise<unknown>): Promise<void> => {
    for (let wait = pauseMs.first; !stopped.signal.aborted; wait = Math.min(wait * 2, pauseMs.most)) {
      try {
        await work();
        return;
      } catch (error) {
        onError(what, error);
        if (error instanceof RefusedTokenError) return;
        await pause(wait, undefined, { signal: stopped.signal }).catch(() => undefined);
      }
    }
  };
  const learnName = async (): Promise<void> => telegram.setName(await nameOf(api));

  const first = await Promise.race([
    learnName().catch((error: unknown) => error),
    pause(firstTryMs, 'late', { ref: false }),
  ]);
  if (first instanceof RefusedTokenError) throw first;
  const arriving = (async () => {
    if (telegram.name() === undefined) await keepTrying('arrive', learnName);
    if (way.kind === 'webhook') await keepTrying('arrive', () => openWay(api, way));
    await keepTrying('introduce', () => introduce(api, find, language));
  })();
  if (way.kind === 'polling') {
    polling = startPolling({
      token,
      apiRoot,
      take: (update) => telegram.take(update, receive),
      prepare: () => openWay(api, way),
      onError: (error) => onError('poll', error),
    });
  }

  return {
    async stop() {
      stopped.abort();
      await polling?.stop();
      await arriving;
    },
  };
}
