/** Which conversations have something to be sent, and since when; in memory, found again by the sweep after a start. */

export type Outbox = {
  /** Something waits from `due` on; an earlier time stays. */
  readonly wait: (conversation: string, due: number) => void;
  readonly forget: (conversation: string) => void;
  /** Takes a conversation whose delivery is due, or this one, for `leaseMs`. */
  readonly lease: (now: number, leaseMs: number, conversation?: string) => string | undefined;
  /** Gives a lease back before its time. */
  readonly release: (conversation: string) => void;
  readonly nextDue: () => number | undefined;
  readonly clear: () => void;
};

export function createOutbox(): Outbox {
  const due = new Map<string, number>();
  const leases = new Map<string, number>();
  const free = (conversation: string, now: number): boolean => (leases.get(conversation) ?? 0) <= now;

  return {
    wait(conversation, at) {
      due.set(conversation, Math.min(at, due.get(conversation) ?? at));
    },
    forget: (conversation) => void due.delete(conversation),
    lease(now, leaseMs, wanted) {
      const ready = (conversation: string, at: number): boolean => at <= now && free(conversation, now);
      let found: string | undefined;
      if (wanted !== undefined) {
        if (ready(wanted, due.get(wanted) ?? Number.POSITIVE_INFINITY)) found = wanted;
      } else {
        // In order of arrival: the first that is ready is nearly always the first.
        for (const [conversation, at] of due) {
          if (!ready(conversation, at)) continue;
          found = conversation;
          break;
        }
      }
      if (found !== undefined) leases.set(found, now + leaseMs);
      return found;
    },
    release: (conversation) => void leases.delete(conversation),
    nextDue() {
      let next: number | undefined;
      for (const [conversation, at] of due) {
        const from = Math.max(at, leases.get(conversation) ?? 0);
        if (next === undefined || from < next) next = from;
      }
      return next;
    },
    clear() {
      due.clear();
      leases.clear();
    },
  };
}
