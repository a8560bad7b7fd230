/** A real wave for an experiment: six JST, open, entered by link or by personal code. */
import { inviteInPerson, linkCode } from '../../src/bot/invite.ts';
import { createWaves } from '../../src/bot/waves.ts';
import type { Side } from '../../src/dialog/session.ts';
import type { Campaign, Unit } from '../../src/survey/campaign.ts';
import { readCampaign } from '../support/campaign.ts';
import { timeZone, type World } from './world.ts';

export type Wave = {
  readonly id: string;
  readonly units: readonly string[];
  readonly link: (unit: string, side: Side) => string;
  /** Personal codes that nobody has yet. */
  readonly personal: (unit: string, side: Side) => string;
};

const sides = ['ngo', 'office'] as const;
const openDays = 60;

/** Makes the wave and opens it. `scopes` has one entry for each JST. */
export async function plantWave(world: World, scopes: readonly Unit['scope'][], codesEach: number): Promise<Wave> {
  const { store, shelves, receive, hash } = world;
  const units = scopes.map((scope, index) => ({ id: `gmina-${index + 1}`, name: `Gmina ${index + 1}`, scope }));
  const closes = Temporal.Now.plainDateISO().add({ days: openDays }).toString();
  const draft: Campaign = readCampaign({ units, closes });
  await store.change(draft.id, () => draft);
  const wave = await createWaves({ store, shelves, receive, now: Date.now, hash, timeZone }).open(draft.id);
  const codes = new Map<string, string[]>();
  for (const { id } of wave.units)
    for (const side of sides) codes.set(`${id}/${side}`, await inviteInPerson(store, hash, wave, id, side, codesEach));
  return {
    id: wave.id,
    units: wave.units.map(({ id }) => id),
    link: (unit, side) => linkCode(hash, wave.id, unit, side),
    personal(unit, side) {
      const code = codes.get(`${unit}/${side}`)?.pop();
      if (!code) throw new Error(`no personal code is left for ${unit}/${side}: give more than ${codesEach}`);
      return code;
    },
  };
}
