/** Tells those who agreed to it that results are public: each once, by day, and only while they are. */
import type { Store } from '../store/store.ts';
import { type Campaign, simulatedMark } from '../survey/campaign.ts';
import { drawChance, type Receive } from './receive.ts';

/** Local hours between which people are written to. */
const dayHours = { from: 8, to: 20 } as const;

export type AnnounceOptions = {
  readonly store: Pick<Store, 'campaigns' | 'conversations'>;
  readonly receive: Receive;
  readonly now: () => number;
  readonly timeZone: string;
};

/**
 * Looks for people once a day for each published wave, since one may agree or come back later; what it was in the middle
 * of when it ended is begun anew. Who was told says so in their conversation, so nobody hears it twice.
 */
export function createAnnounce({ store, receive, now, timeZone }: AnnounceOptions): () => Promise<void> {
  /** The last local day on which everybody was looked at, by wave. */
  const lookedOn = new Map<string, string>();
  const here = () => Temporal.Instant.fromEpochMilliseconds(now()).toZonedDateTimeISO(timeZone);
  const isDay = (): boolean => here().hour >= dayHours.from && here().hour < dayHours.to;
  const published = (): readonly Campaign[] => store.campaigns().filter((one) => one.published && one.final);

  return async () => {
    const shown = published();
    for (const id of lookedOn.keys()) if (!shown.some((one) => one.id === id)) lookedOn.delete(id);
    const today = here().toPlainDate().toString();
    const due = shown.filter(({ id }) => lookedOn.get(id) !== today);
    if (due.length === 0 || !isDay()) return;
    for await (const { id, session } of store.conversations()) {
      if (!session || session.away || id.startsWith(simulatedMark)) continue;
      for (const { campaign, results, told } of session.memberships) {
        if (!results || told || !due.some((one) => one.id === campaign)) continue;
        // Looked at each time: it may be evening by now, or taken back.
        if (!isDay()) return;
        if (!published().some((one) => one.id === campaign)) continue;
        await receive({
          kind: 'results',
          id: `results:${campaign}`,
          conversation: id,
          at: now(),
          chance: drawChance(),
          campaign,
        });
      }
    }
    for (const { id } of due) lookedOn.set(id, today);
  };
}
