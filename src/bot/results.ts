/** The results of a wave that is over: from the boxes of the store to what a report may be made of. */
import type { Dialog } from '../dialog/dialog.ts';
import type { Report, Theme } from '../report/report.ts';
import type { Store } from '../store/store.ts';
import type { Campaign } from '../survey/campaign.ts';
import { disclose } from '../survey/disclose.ts';
import { inFives } from '../survey/knowable.ts';
import { type Box, boxesOf } from '../survey/response.ts';
import { released, textOf } from '../survey/review.ts';
import { scoreWave, type Wave } from '../survey/wave.ts';
import type { Shelves } from './library.ts';
import { Refusal } from './waves.ts';

export type Results = {
  /** A wave that is over, with its questionnaire and its boxes. Throws `Refusal` for one that is not there or not over. */
  readonly over: (campaign: string) => Promise<OverWave>;
  /** What may be shown of it. Throws `Refusal`. */
  readonly report: (campaign: string) => Promise<Report>;
};

export type OverWave = { readonly campaign: Campaign; readonly dialog: Dialog; readonly boxes: readonly Box[] };

export type ResultsOptions = {
  readonly store: Pick<Store, 'campaigns' | 'box'>;
  readonly shelves: Pick<Shelves, 'at'>;
  readonly now: () => number;
  readonly timeZone: string;
};

/** While anybody may still send, two readings would show who came between them: so nothing before the end. */
export function refuseBeforeTheEnd(campaign: Campaign): void {
  if (campaign.state !== 'closed')
    throw new Refusal(
      `campaign ${campaign.id} is not closed: exports and results come after the close (campaign close --campaign ${campaign.id})`,
    );
  if (!campaign.final) {
    const until = new Date(campaign.graceUntil ?? 0).toISOString().slice(0, 16).replace('T', ' ');
    throw new Refusal(
      `campaign ${campaign.id} is closed, but some people may still send what they began, until ${until} UTC: exports and results come after that`,
    );
  }
}

export function createResults({ store, shelves, now, timeZone }: ResultsOptions): Results {
  const over = async (id: string): Promise<OverWave> => {
    const campaign = store.campaigns().find((one) => one.id === id);
    if (!campaign) throw new Refusal(`there is no campaign ${id}`);
    refuseBeforeTheEnd(campaign);
    const library = shelves.at(now(), '', { claimed: new Set(), taken: new Set() });
    const dialog = library.dialog(campaign.dialog, campaign.version ?? 1);
    if (!dialog) throw new Error(`the dialog ${campaign.dialog}@${campaign.version} is not in the store`);
    const boxes = [];
    for (const address of boxesOf(campaign)) boxes.push(await store.box(address));
    return { campaign, dialog, boxes };
  };
  const waveOf = ({ campaign, dialog, boxes }: OverWave): Wave => scoreWave(campaign, dialog, boxes);

  /** The wave before, where one is named: made-up and real answers are never compared. */
  const before = async ({ previous, simulated, id }: Campaign): Promise<OverWave | undefined> => {
    if (previous === undefined) return undefined;
    const earlier = await over(previous);
    if (earlier.campaign.simulated !== simulated)
      throw new Refusal(`campaign ${id} cannot be compared with ${previous}: one of them has made-up answers`);
    return earlier;
  };

  return {
    over,
    async report(id) {
      const wave = await over(id);
      const earlier = await before(wave.campaign);
      const { campaign } = wave;
      const { closesAt = 0, name, simulated } = campaign;
      return {
        published: disclose([...(earlier ? [waveOf(earlier)] : []), waveOf(wave)]),
        name,
        ...(earlier && { earlierName: earlier.campaign.name, earlier: disclose([waveOf(earlier)]) }),
        // The wave ended with this day: its last instant, not the first of the next.
        closedOn: Temporal.Instant.fromEpochMilliseconds(closesAt - 1)
          .toZonedDateTimeISO(timeZone)
          .toPlainDate()
          .toString(),
        simulated,
        byLink: byLink(wave.boxes),
        themes: themesOf(wave),
        space: `${campaign.dialog}@${campaign.version ?? 1}`,
      };
    },
  };
}

/** In steps of five: it is a figure about ways in, not about people. */
function byLink(boxes: readonly Box[]): Report['byLink'] {
  return inFives(boxes.reduce((sum, box) => sum + box.byLink, 0));
}

/** Released open answers by theme; they never had a JST, and their order says nothing. */
function themesOf({ campaign, boxes }: OverWave): readonly Theme[] {
  const themes = Map.groupBy(released(campaign, boxes), (row) => row.theme ?? '');
  return [...themes]
    .map(([name, rows]) => ({ name, texts: rows.map(textOf) }))
    .sort((a, b) => b.texts.length - a.texts.length);
}
