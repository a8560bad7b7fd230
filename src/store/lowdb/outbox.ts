/** Which conversations have something to be sent, and since when; in memory, found again by the sweep after a start. */

export type Outbox = {
  /** The next delivery of this conversation is due then. */
  readonly wait: (conversation: string, due: number) => void;
  readonly forget: (conversation: string) => void;
  /** Takes a conversation whose delivery is due, or this one, for `leaseMs`. */
  readonly lease: (now: number, leaseMs: number, conversation?: string) => string | undefined;
  /** The lease is for this delivery: only whoever settles it gives the lease back. */
  readonly send: (conversation: string, number: number) => void;
  /** Gives a lease back before its time: that of this delivery, or one for which there was none. */
  readonly release: (conversation: string, number?: number) => void;
  /** What waits in a conversation is due now, whoever had taken it. */
  readonly recall: (conversation: string) => void;
  readonly nextDue: () => number | undefined;
  readonly clear: () => void;
};

type Lease = { readonly until: number; readonly number?: number };

export function createOutbox(): Outbox {
  const due = new Map<string, number>();
  const leases = new Map<string, Lease>();
  const free = (conversation: string, now: number): boolean => (leases.get(conversation)?.until ?? 0) <= now;

  return {
    wait: (conversation, at) => void due.set(conversation, at),
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
      if (found !== undefined) leases.set(found, { until: now + leaseMs });
      return found;
    },
    send(conversation, number) {
      const lease = leases.get(conversation);
      if (lease) leases.set(conversation, { ...lease, number });
    },
    release(conversation, number) {
      if (leases.get(conversation)?.number === number) leases.delete(conversation);
    },
    recall(conversation) {
      leases.delete(conversation);
      due.set(conversation, 0);
    },
    nextDue() {
      let next: number | undefined;
      for (const [conversation, at] of due) {
        const from = Math.max(at, leases.get(conversation)?.until ?? 0);
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
