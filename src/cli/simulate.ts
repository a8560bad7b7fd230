/** `simulate`: made-up respondents in a demonstration wave. */
import { simulate as run } from '../bot/simulate.ts';
import { Refusal } from '../bot/waves.ts';
import type { Bot } from '../main.ts';
import { type Campaign, stateAt } from '../survey/campaign.ts';
import { boxesOf } from '../survey/response.ts';
import { type Command, required, whole } from './command.ts';

const respondentsMax = 100_000;

export const simulate: Command = {
  name: 'simulate',
  summary: 'Lets made-up respondents answer a demonstration wave, through the real engine and store',
  usage: '--campaign C --respondents N --seed S',
  options: { campaign: { type: 'string' }, respondents: { type: 'string' }, seed: { type: 'string' } },
  describe: {
    campaign: 'the demonstration wave; from then on it is a simulated one',
    respondents: 'how many; 100 unless told',
    seed: 'the same number gives the same answers; 1 unless told',
  },
  needsStore: true,
  async run(input, out, bot) {
    const id = required(input, 'campaign');
    const respondents = whole(input, 'respondents') ?? 100;
    const seed = whole(input, 'seed') ?? 1;
    if (respondents > respondentsMax) throw new Refusal(`at most ${respondentsMax} respondents at once`);
    const campaign = await prepare(bot, id);
    await run({
      store: bot.store,
      receive: bot.receive,
      deliver: bot.deliver,
      attach: bot.simulated.attach,
      hash: bot.hash,
      now: bot.now,
      campaign,
      respondents,
      seed,
    });
    if (input.values.json === true) out.json({ campaign: id, respondents, seed });
    else out.print(`${respondents} made-up respondents answered ${id} (seed ${seed}).`);
    return 0;
  },
};

/** Marks the wave as simulated, which keeps real people out. Refuses where there are real ones. */
async function prepare(bot: Bot, id: string): Promise<Campaign> {
  const campaign = bot.store.campaigns().find((one) => one.id === id);
  if (!campaign) throw new Refusal(`there is no campaign ${id}; make one with: campaign create --demo`);
  if (!campaign.demo)
    throw new Refusal(`campaign ${id} is a real one: simulate works only on a campaign created with --demo`);
  if (stateAt(campaign, bot.now()) !== 'open')
    throw new Refusal(`campaign ${id} is not open: campaign open --campaign ${id}`);
  if (campaign.simulated) return campaign;
  for (const address of boxesOf(campaign)) {
    if ((await bot.store.box(address)).rows.length > 0)
      throw new Refusal(
        `people have answered ${id} already: make another demonstration with campaign create --demo --id NAME`,
      );
  }
  for await (const { session } of bot.store.conversations()) {
    if (session?.run?.survey?.campaign === id)
      throw new Refusal(
        `somebody is answering ${id} now: make another demonstration with campaign create --demo --id NAME`,
      );
  }
  return bot.store.change(id, (before) => ({ ...(before ?? campaign), simulated: true }));
}
