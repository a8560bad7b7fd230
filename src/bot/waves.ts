/** Waves open and close, by the clock or by command; what must end with them ends. Time comes in on the one road. */

import { memberOf } from '../dialog/staff.ts';
import { dayMs, type Store } from '../store/store.ts';
import { type Campaign, coarse, graceMs, stateAt } from '../survey/campaign.ts';
import { boxesOf, sealBox } from '../survey/response.ts';
import { createAnnounce } from './announce.ts';
import { inviteByLink } from './invite.ts';
import type { Shelves } from './library.ts';
import { drawChance, type Receive } from './receive.ts';
import type { Hash } from './secret.ts';

/** Contacts without consent are kept for this long after the close. */
const contactMs = 30 * 86_400_000;

/** An expected refusal: the sentence is for the operator. */
export class Refusal extends Error {}

export type Waves = {
  readonly open: (id: string) => Promise<Campaign>;
  readonly close: (id: string) => Promise<Campaign>;
  /** What the clock asks for now: closes, expires, tells of published results. Harmless when it is run often. */
  readonly tick: () => Promise<void>;
  /** Once a night: how many answered at least. */
  readonly count: () => Promise<void>;
  /** Erases contacts that nobody agreed to, when their time is over. */
  readonly forget: () => Promise<void>;
};

export type WavesOptions = {
  readonly store: Store;
  readonly shelves: Shelves;
  readonly receive: Receive;
  readonly now: () => number;
  readonly hash: Hash;
  readonly timeZone: string;
};

/** The first instant after a day, in a time zone. */
export function endOfDay(day: string, timeZone: string): number {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}

export function createWaves(options: WavesOptions): Waves {
  const { store, shelves, receive, now, hash, timeZone } = options;

  const find = (id: string): Campaign => {
    const campaign = store.campaigns().find((candidate) => candidate.id === id);
    if (!campaign)
      throw new Refusal(
        `there is no campaign ${id}; those there are: ${
          store
            .campaigns()
            .map((one) => one.id)
            .join(', ') || 'none'
        }`,
      );
    return campaign;
  };

  /** Tells everybody who is in the middle of this wave. Returns how many there are. */
  const tellUnfinished = async (campaign: Campaign, kind: 'closed' | 'expired'): Promise<number> => {
    let told = 0;
    for await (const { id, session } of store.conversations()) {
      if (session?.run?.survey?.campaign !== campaign.id || session.run.sent) continue;
      told += 1;
      const common = {
        id: `${kind}:${campaign.id}`,
        conversation: id,
        at: now(),
        chance: drawChance(),
        campaign: campaign.id,
      };
      await receive(kind === 'closed' ? { ...common, kind, until: campaign.graceUntil ?? now() } : { ...common, kind });
    }
    return told;
  };

  const seal = async (campaign: Campaign): Promise<void> => {
    for (const address of boxesOf(campaign)) await store.changeBox(address, sealBox);
  };

  const finish = async (id: string): Promise<Campaign> => {
    await tellUnfinished(find(id), 'expired');
    await seal(find(id));
    return store.change(id, (before) => ({ ...(before ?? find(id)), final: true }));
  };

  const announce = createAnnounce({ store, receive, now, timeZone });
  const looked = new Set<string>();
  const close = async (id: string): Promise<Campaign> => {
    looked.add(id);
    const before = find(id);
    if (before.state === 'draft') throw new Refusal(`campaign ${id} is not open yet`);
    if (before.state === 'open') {
      const at = Math.min(now(), before.closesAt ?? now());
      // A demonstration has nobody to wait for.
      const graceUntil = before.demo ? at : at + graceMs;
      await store.change(id, (campaign) => ({ ...(campaign ?? before), state: 'closed', closesAt: at, graceUntil }));
    }
    // Again after a crash in between: every part of it may be done twice.
    await seal(before);
    const closed = find(id);
    if (closed.final) return closed;
    if ((closed.graceUntil ?? 0) <= now()) return finish(id);
    const unfinished = await tellUnfinished(closed, 'closed');
    return unfinished > 0 ? closed : finish(id);
  };

  const forget = async (): Promise<void> => {
    const waves = new Map(store.campaigns().map((campaign) => [campaign.id, campaign]));
    const over = (id: string): boolean => {
      const campaign = waves.get(id);
      return !campaign || (campaign.final && (campaign.closesAt ?? 0) + contactMs < now());
    };
    const idle = (touched: number | undefined): boolean => ((touched ?? Number.NaN) + 1) * dayMs + contactMs < now();
    for await (const { id, session, touched } of store.conversations()) {
      // Consents that were never answered were not given.
      const busy = session?.run !== undefined && !session.run.sent;
      if (!session || busy || memberOf(store.staff(), session.staff)) continue;
      // Who only looked in, or never sent what they began, is no contact of any wave: nothing keeps them here.
      if (session.memberships.length === 0 && !idle(touched)) continue;
      const free = session.memberships.every((one) => !one.results && !one.reminders && over(one.campaign));
      if (free) await store.erase(id);
    }
  };

  return {
    async open(id) {
      const before = find(id);
      if (before.state === 'closed') throw new Refusal(`campaign ${id} is closed; a wave opens once`);
      const closesAt = endOfDay(before.closes, timeZone);
      if (closesAt <= now())
        throw new Refusal(`campaign ${id} would close on ${before.closes}, which is past: change "closes"`);
      const frozen = shelves.current(before.dialog);
      if (!frozen) throw new Refusal(`campaign ${id} uses the dialog ${before.dialog}, which is not in dialogs/`);
      const kept = store.frozen().find((one) => one.id === frozen.id && one.version === frozen.version);
      if (kept && JSON.stringify(kept.content) !== JSON.stringify(frozen.content)) {
        throw new Refusal(
          `dialogs/${frozen.id}.yaml differs from version ${frozen.version} that an earlier wave uses: raise its version`,
        );
      }
      if (!kept) await store.freeze(frozen);
      shelves.shelve(kept ?? frozen);
      await inviteByLink(store, hash, before);
      return store.change(id, (campaign) =>
        campaign?.state === 'open'
          ? campaign
          : { ...(campaign ?? before), state: 'open', version: frozen.version, openedAt: now(), closesAt },
      );
    },
    close,
    async tick() {
      for (const campaign of store.campaigns()) {
        const state = stateAt(campaign, now());
        // A crash may have come between closing a wave and telling people, so a new process tells once more.
        const untold = state === 'closing' && !looked.has(campaign.id);
        if (untold || (campaign.state === 'open' && state !== 'open')) await close(campaign.id);
        else if (campaign.state === 'closed' && !campaign.final && state === 'over') await finish(campaign.id);
      }
      await announce();
    },
    forget,
    async count() {
      for (const campaign of store.campaigns()) {
        if (campaign.state !== 'open') continue;
        const counts: Campaign['counts'] = [];
        for (const address of boxesOf(campaign)) {
          if (address.table !== 'answers') continue;
          const { rows } = await store.box(address);
          counts.push({ unit: address.unit, group: address.group, atLeast: coarse(rows.length) });
        }
        await store.change(campaign.id, (before) => ({ ...(before ?? campaign), counts }));
      }
    },
  };
}
