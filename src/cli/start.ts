/** `start`: the server. Runs until it is told to stop. */
import type { FastifyInstance } from 'fastify';
import { linkCode } from '../bot/invite.ts';
import { setInVain } from '../config.ts';
import { Side } from '../dialog/session.ts';
import { createTimer } from '../jobs/timer.ts';
import { codeOf } from '../log.ts';
import type { Bot } from '../main.ts';
import { stateAt } from '../survey/campaign.ts';
import { createDemo } from './campaign.ts';
import type { Command } from './command.ts';

const tickMs = 60_000;
const hourMs = 3_600_000;
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
    // Here and not above: other commands need no web server.
    const { listen } = await import('../listen.ts');
    const { server, stop } = await listen(bot);
    out.print(welcome(bot, addressOf(bot.config, server), first && input.values['no-demo'] !== true));

    const jobs = createTimer(bot.now, (name, error) => bot.log.error({ job: name, err: codeOf(error) }, 'job'));
    jobs.every('waves', tickMs, bot.waves.tick);
    jobs.nightly('counts', nightHour, bot.config.timeZone, bot.waves.count);
    jobs.every('late', hourMs, () => bot.store.dropLate(bot.now()));
    jobs.nightly('contacts', nightHour, bot.config.timeZone, bot.waves.forget);
    const swept = bot.store.sweep().then(({ seen, damaged }) => {
      bot.log.info({ conversations: seen, quarantined: damaged.length }, 'store swept');
      bot.deliver.wake();
    });
    swept.catch((error: unknown) => bot.log.error({ err: codeOf(error) }, 'sweep'));

    const reason = await stopped();
    bot.log.info({ reason }, 'stopping');
    await stop();
    await jobs.close();
    return 0;
  },
};

/** Resolves when the process is asked to stop. */
function stopped(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
}

function welcome(bot: Bot, address: string, demoMade: boolean): string {
  const lines = [
    ...setInVain(),
    'Rozmównica is running.',
    `  web chat   ${address}/`,
    ...channelLines(bot),
    `  data       ${bot.config.dataDir}`,
  ];
  const campaigns = bot.store.campaigns();
  for (const campaign of campaigns) {
    lines.push(`  campaign   ${campaign.id} (${stateAt(campaign, bot.now())}): ${campaign.name[bot.config.language]}`);
  }
  const open = campaigns.filter(
    (campaign) => stateAt(campaign, bot.now()) === 'open' && campaign.entry.includes('link') && !campaign.simulated,
  );
  const shown = open.find((campaign) => campaign.demo) ?? open[0];
  const [unit] = shown?.units ?? [];
  if (shown && unit) {
    lines.push('', `Invitations to ${shown.id}, for example ${unit.name}:`);
    const name = bot.telegram?.name();
    for (const side of Side.options) {
      const code = linkCode(bot.hash, shown.id, unit.id, side);
      lines.push(`  ${groups[side].padEnd(14)} ${address}/?z=${code}`);
      if (name !== undefined) lines.push(`  ${''.padEnd(14)} https://t.me/${name}?start=${code}`);
    }
    lines.push(`  others         npm run rozmownica -- invite --campaign ${shown.id} --unit ID --group ngo`);
  }
  lines.push('', 'Talk to it in another terminal:  npm run rozmownica -- chat');
  if (demoMade)
    lines.push('The campaign "demo" was made for you to look around. Start with --no-demo to go without it.');
  lines.push('Stop with Ctrl-C.');
  return lines.join('\n');
}

function channelLines({ config, telegram }: Bot): string[] {
  const { mode } = config.telegram ?? {};
  const how = mode === 'webhook' ? 'by webhook' : 'by long polling';
  const name = telegram?.name();
  return [
    '  terminal   npm run rozmownica -- chat',
    telegram
      ? `  telegram   ${name === undefined ? 'not reached yet; trying on' : `https://t.me/${name}`} (${how})`
      : '  telegram   off (TELEGRAM_BOT_TOKEN is not set)',
    ...teamsLines(config),
  ];
}

function teamsLines({ teams, publicUrl }: Bot['config']): string[] {
  if (!teams) return ['  teams      off (MicrosoftAppId is not set)'];
  if (!teams.emulator) return [`  teams      ${publicUrl ?? ''}/api/messages (${teams.appType})`];
  return [
    '  teams      /api/messages, for an emulator on this machine',
    '',
    '  !!  TEAMS_EMULATOR=1: whoever is on this machine can be anybody. Never run it like this for people.',
  ];
}

const groups: Readonly<Record<Side, string>> = { ngo: 'organisations', office: 'office' };

/** Where people reach the web chat: as the operator says, or on this machine. */
function addressOf({ publicUrl, host }: Bot['config'], server: FastifyInstance): string {
  if (publicUrl !== undefined) return publicUrl;
  const bound = server.server.address();
  const port = typeof bound === 'object' ? bound?.port : undefined;
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
