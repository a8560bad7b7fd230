/** The time of one process. */
import type { Jobs } from './jobs.ts';

const lookMs = 60_000;

export function createTimer(now: () => number, onError: (name: string, error: unknown) => void): Jobs {
  const timers: NodeJS.Timeout[] = [];
  const running = new Map<string, Promise<void>>();

  const once = (name: string, work: () => Promise<void>): void => {
    if (running.has(name)) return;
    const one = work().catch((error: unknown) => onError(name, error));
    running.set(name, one);
    void one.finally(() => running.delete(name));
  };
  const repeat = (ms: number, look: () => void): void => {
    look();
    timers.push(setInterval(look, ms).unref());
  };

  return {
    every: (name, ms, work) => repeat(ms, () => once(name, work)),
    nightly(name, hour, timeZone, work) {
      let last = nightOf(now(), hour, timeZone);
      repeat(lookMs, () => {
        const night = nightOf(now(), hour, timeZone);
        if (night === last) return;
        last = night;
        once(name, work);
      });
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running.values());
    },
  };
}

/** The local day to which an instant belongs, when days begin at `hour`. */
function nightOf(at: number, hour: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .subtract({ hours: hour })
    .toPlainDate()
    .toString();
}
