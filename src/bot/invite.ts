/** Invitation codes: one open link for each JST and group, and personal codes that count once. */
import { chanceFor, codeChars, makeCode } from '../dialog/code.ts';
import { Side } from '../dialog/session.ts';
import type { Store } from '../store/store.ts';
import type { Campaign } from '../survey/campaign.ts';
import { drawChance } from './receive.ts';
import type { Hash } from './secret.ts';

/** The one code of a JST and group: the same whenever it is asked for, so nothing has to be kept to show it again. */
export function linkCode(hash: Hash, campaign: string, unit: string, side: Side): string {
  return makeCode(hash(`link ${campaign} ${unit} ${side}`), codeChars.invitation);
}

/** Makes every link code of a wave with link entry known to the store. */
export async function inviteByLink(store: Store, hash: Hash, campaign: Campaign): Promise<void> {
  if (!campaign.entry.includes('link')) return;
  for (const unit of campaign.units) {
    for (const side of Side.options) {
      const code = linkCode(hash, campaign.id, unit.id, side);
      await store.invite(hash(code), { campaign: campaign.id, unit: unit.id, side, entry: 'link' });
    }
  }
}

/** Draws personal codes. They are stored as hashes only: this is the one time that they can be seen. */
export async function inviteInPerson(
  store: Store,
  hash: Hash,
  campaign: Campaign,
  unit: string,
  side: Side,
  count: number,
): Promise<string[]> {
  const codes = Array.from({ length: count }, () =>
    makeCode(drawChance().slice(0, chanceFor(codeChars.invitation)), codeChars.invitation),
  );
  for (const code of codes) await store.invite(hash(code), { campaign: campaign.id, unit, side, entry: 'personal' });
  await store.change(campaign.id, (before) => {
    const now = before ?? campaign;
    const key = `${unit}/${side}`;
    return { ...now, invited: { ...now.invited, [key]: (now.invited[key] ?? 0) + count } };
  });
  return codes;
}
