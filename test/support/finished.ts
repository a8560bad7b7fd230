/** Makes the open wave of a test bot one that is over, with answers of people who were never there. */
import { instrumentOf, type Side } from '../../src/survey/instrument.ts';
import type { Row } from '../../src/survey/response.ts';
import type { TestBot } from './bot.ts';

const graceHours = 49;
const hourMs = 3_600_000;

/** So many answers of each side in each JST of the wave; everybody answers every statement, and not alike. */
export async function finish({ bot, clock }: TestBot, people: Readonly<Record<Side, number>>): Promise<void> {
  const [campaign] = bot.store.campaigns();
  if (!campaign) throw new Error('there is no wave to finish');
  const dialog = bot.content.dialogs.find((one) => one.dialog.id === campaign.dialog)?.dialog;
  if (!dialog) throw new Error(`there is no dialog ${campaign.dialog}`);
  const instrument = instrumentOf(dialog);
  for (const { id: unit } of campaign.units)
    for (const side of ['ngo', 'office'] as const) {
      const rows = Array.from(
        { length: people[side] },
        (_, person): Row => ({
          id: `${unit}${side}${person}`,
          values: Object.fromEntries(instrument.map(({ id }, at) => [id, 2 + ((person * 5 + at) % 3)])),
        }),
      );
      const address = { table: 'answers', campaign: campaign.id, unit, group: side } as const;
      await bot.store.changeBox(address, (box) => ({ ...box, rows }));
    }
  await bot.waves.close(campaign.id);
  clock.advance(graceHours * hourMs);
  await bot.waves.tick();
}
