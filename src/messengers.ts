/** The messengers that are switched on. Each is loaded only then: who has no bot there need not hold its library in memory. */
import type { FastifyPluginAsync } from 'fastify';
import type { Channel, Enclosures } from './channels/channel.ts';
import type { Teams } from './channels/teams/teams.ts';
import type { Pace } from './channels/telegram/limiter.ts';
import type { Telegram } from './channels/telegram/telegram.ts';
import type { Config } from './config.ts';
import type { Activity } from './dialog/activity.ts';
import type { Find } from './dialog/find.ts';
import { codeOf, type Log } from './log.ts';

export type Messengers = {
  readonly channels: readonly Channel[];
  readonly telegram: Telegram | undefined;
  readonly teams: Teams | undefined;
};

export type MessengerOptions = {
  readonly config: Config;
  readonly now: () => number;
  readonly log: Log;
  readonly find: Find;
  readonly drawChance: () => string;
  readonly enclosures: Enclosures;
};

/** Those of the configuration; nothing is sent yet. */
export async function openMessengers(options: MessengerOptions, telegramPace?: Pace): Promise<Messengers> {
  const telegram = await openTelegram(options, telegramPace);
  const teams = await openTeams(options);
  return { telegram, teams, channels: [telegram, teams].flatMap((messenger) => messenger?.channel ?? []) };
}

async function openTeams({
  config,
  now,
  log,
  find,
  drawChance,
  enclosures,
}: MessengerOptions): Promise<Teams | undefined> {
  if (!config.teams) return undefined;
  const { createTeams } = await import('./channels/teams/teams.ts');
  return createTeams({
    ...config.teams,
    now,
    find,
    language: config.language,
    drawChance,
    link: enclosures.link,
    onUnsupported: (reason) => log.debug({ channel: 'teams', reason }, 'unsupported'),
    onError: (error) => log.warn({ channel: 'teams', err: codeOf(error) }, 'teams'),
  });
}

async function openTelegram(options: MessengerOptions, pace: Pace | undefined): Promise<Telegram | undefined> {
  const { config, now, log, find, drawChance, enclosures } = options;
  if (!config.telegram) return undefined;
  const { createTelegram } = await import('./channels/telegram/telegram.ts');
  const { token, apiRoot } = config.telegram;
  return createTelegram({
    token,
    apiRoot,
    ...(pace && { pace }),
    now,
    find,
    language: config.language,
    drawChance,
    make: enclosures.make,
    onUnsupported: (reason) => log.debug({ channel: 'telegram', reason }, 'unsupported'),
  });
}

type Receive = (activity: Activity) => Promise<unknown>;

/** What is needed of the bot. */
type Home = Pick<Messengers, 'telegram' | 'teams'> & {
  readonly config: Config;
  readonly log: Log;
  readonly hash: (text: string) => string;
  readonly shelves: { readonly text: Find };
};

/** What the messengers post to. */
export async function messengerRoutes(bot: Home, receive: Receive): Promise<FastifyPluginAsync[]> {
  const { telegram, teams, config } = bot;
  const routes: FastifyPluginAsync[] = [];
  if (telegram && config.telegram?.mode === 'webhook') {
    const { webhookRoutes } = await import('./channels/telegram/routes.ts');
    routes.push(webhookRoutes({ telegram, secret: webhookSecret(bot), receive }));
  }
  if (teams) {
    const { teamsRoutes } = await import('./channels/teams/routes.ts');
    routes.push(teamsRoutes({ teams, receive }));
  }
  return routes;
}

/** What is said there begins to come in. Returns how to leave. */
export async function arriveAtMessengers(bot: Home, receive: Receive): Promise<() => Promise<void>> {
  const { telegram, config, log, shelves } = bot;
  if (!telegram || !config.telegram) return async () => undefined;
  const [{ arrive }, { webhookPath }] = await Promise.all([
    import('./channels/telegram/arrive.ts'),
    import('./channels/telegram/routes.ts'),
  ]);
  const { token, apiRoot, mode } = config.telegram;
  const url = `${config.publicUrl}${webhookPath}`;
  const { stop } = await arrive({
    telegram,
    token,
    apiRoot,
    way: mode === 'polling' ? { kind: 'polling' } : { kind: 'webhook', url, secret: webhookSecret(bot) },
    find: shelves.text,
    language: config.language,
    receive,
    onError: (what, error) => log.warn({ channel: 'telegram', what, err: codeOf(error) }, 'telegram'),
  });
  return stop;
}

function webhookSecret({ config, hash }: Home): string {
  return config.telegram?.webhookSecret ?? hash('telegram webhook');
}
