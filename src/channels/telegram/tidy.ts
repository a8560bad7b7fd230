/**
 * Answered questions lose their buttons and show the answer. Best effort: these changes count as messages, so they are
 * made when nobody wants the room, the latest one of each message, and let go of when they are too late to be noticed.
 */

export type Change = {
  readonly chat: number;
  readonly message: number;
  /** What the message says from now on; `undefined`: only the buttons go. */
  readonly html: string | undefined;
};

export type Tidier = { readonly add: (change: Change) => void; readonly close: () => void };

const againMs = 700;
const tooLateMs = 15_000;
const waitingMax = 500;

/** `may` asks for the room, `make` makes the change; both never reject. */
export function createTidier(
  may: (chat: number) => Promise<boolean>,
  make: (change: Change) => Promise<void>,
  now: () => number = () => performance.now(),
): Tidier {
  const waiting = new Map<string, { readonly change: Change; readonly since: number }>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const look = async (): Promise<void> => {
    for (const [key, { change, since }] of waiting) {
      if (now() - since > tooLateMs) waiting.delete(key);
      else if (await may(change.chat)) {
        waiting.delete(key);
        await make(change);
      }
    }
  };
  const later = (): void => {
    timer ??= setTimeout(async () => {
      await look();
      timer = undefined;
      if (waiting.size > 0 && !closed) later();
    }, againMs).unref();
  };

  return {
    add(change) {
      if (closed) return;
      const key = `${change.chat} ${change.message}`;
      const [oldest] = waiting.keys();
      if (waiting.size >= waitingMax && oldest !== undefined) waiting.delete(oldest);
      waiting.set(key, { change, since: now() });
      void may(change.chat).then((room) => {
        if (!room) return later();
        waiting.delete(key);
        return make(change);
      });
    },
    close() {
      closed = true;
      clearTimeout(timer);
      waiting.clear();
    },
  };
}
