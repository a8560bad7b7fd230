/** `start`: the server. Runs until it is told to stop. */
import { linkCode } from '../bot/invite.ts';
import { setInVain } from '../config.ts';
import { createTimer } from '../jobs/timer.ts';
import { type Bot, codeOf } from '../main.ts';
import { stateAt } from '../survey/campaign.ts';
import { createDemo } from './campaign.ts';
import type { Command } from './command.ts';

const tickMs = 60_000;
/** Local hour of the nightly work: counts, and contacts whose time is over. */
const nightHour = 3;

export const start: Command = {
  name: 'start',
  summary: 'Starts the bot and keeps it running until Ctrl-C or SIGTERM',
  usage: '[--no-demo]',
  options: { 'no-demo': { type: 'boolean' } },
  describe: { 'no-demo': 'makes no demonstration wave on the first start' },
  needsStore: true,
  async run(input, out, bot) {
    const first = bot.store.campaigns().length === 0;
    if (first && input.values['no-demo'] !== true) await createDemo(bot, undefined);
    out.print(welcome(bot, first && input.values['no-demo'] !== true));

    const jobs = createTimer(bot.now, (name, error) => bot.log.error({ job: name, err: codeOf(error) }, 'job'));
    jobs.every('waves', tickMs, bot.waves.tick);
    jobs.nightly('counts', nightHour, bot.config.timeZone, bot.waves.count);
    jobs.nightly('contacts', nightHour, bot.config.timeZone, bot.waves.forget);
    const swept = bot.store.sweep().then(({ seen, damaged }) => {
      bot.log.info({ conversations: seen, quarantined: damaged.length }, 'store swept');
      bot.deliver.wake();
    });
    swept.catch((error: unknown) => bot.log.error({ err: codeOf(error) }, 'sweep'));

    const reason = await stopped();
    bot.log.info({ reason }, 'stopping');
    await jobs.close();
    return 0;
  },
};

/** Resolves when the process is asked to stop. */
function stopped(): Promise<string> {
  return new Promise((resolve) => {
    // Nothing else may keep the process alive yet; this does, until it is told to go.
    const alive = setInterval(() => undefined, 2 ** 30);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        clearInterval(alive);
        resolve(signal);
      });
    }
  });
}

function welcome(bot: Bot, demoMade: boolean): string {
  const lines = [
    ...setInVain(),
    'Rozmównica is running.',
    `  data       ${bot.config.dataDir}`,
    '  channels   terminal',
  ];
  for (const campaign of bot.store.campaigns()) {
    lines.push(`  campaign   ${campaign.id} (${stateAt(campaign, bot.now())}): ${campaign.name[bot.config.language]}`);
  }
  const open = bot.store
    .campaigns()
    .find(
      (campaign) => stateAt(campaign, bot.now()) === 'open' && campaign.entry.includes('link') && !campaign.simulated,
    );
  const [unit] = open?.units ?? [];
  if (open && unit) {
    lines.push('', `Invitation codes, for example ${unit.name}:`);
    for (const side of ['ngo', 'office'] as const)
      lines.push(`  ${side.padEnd(10)} ${linkCode(bot.hash, open.id, unit.id, side)}`);
  }
  lines.push('', 'Talk to it in another terminal:  npm run rozmownica -- chat');
  if (demoMade)
    lines.push('The campaign "demo" was made for you to look around. Start with --no-demo to go without it.');
  lines.push('Stop with Ctrl-C.');
  return lines.join('\n');
}
