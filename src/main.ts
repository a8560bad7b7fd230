/** Builds everything in one visible list, listens, closes in reverse order. `npm start` runs this file. */
import { createDeliver, type Deliver } from './bot/deliver.ts';
import { createEnclosures, type EncloseOptions, type Enclosing } from './bot/enclose.ts';
import { createFiles } from './bot/files.ts';
import { createGuide } from './bot/guide.ts';
import { createShelves, type Shelves } from './bot/library.ts';
import { createReceive, drawChance, type Receive } from './bot/receive.ts';
import { createResults, type Results } from './bot/results.ts';
import { createHash, embeddedKey, type Hash } from './bot/secret.ts';
import { createWaves, type Waves } from './bot/waves.ts';
import { channelOf } from './channels/channel.ts';
import type { Teams } from './channels/teams/teams.ts';
import type { Pace } from './channels/telegram/limiter.ts';
import type { Telegram } from './channels/telegram/telegram.ts';
import { createTerminal, type Terminal } from './channels/terminal/channel.ts';
import { createWebchat, type Webchat } from './channels/webchat/channel.ts';
import type { Config } from './config.ts';
import { type Content, loadContent } from './content/content.ts';
import { openKnowledge } from './content/learnt.ts';
import { createTemplates } from './content/workshops.ts';
import { codeOf, createLog, type Log } from './log.ts';
import { openMessengers } from './messengers.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createReports, type Reports } from './report/render.ts';
import type { Disk } from './store/lowdb/disk.ts';
import { openLowdbStore } from './store/lowdb/open.ts';
import type { Store } from './store/store.ts';

/** The whole program, ready to be used by the server, a command or a test. */
export type Bot = {
  readonly config: Config;
  readonly log: Log;
  readonly content: Content;
  readonly secretKey: string;
  readonly hash: Hash;
  readonly store: Store;
  readonly shelves: Shelves;
  readonly receive: Receive;
  readonly deliver: Deliver;
  readonly waves: Waves;
  readonly results: Results;
  readonly reports: Reports;
  readonly enclosures: Enclosing;
  readonly terminal: Terminal;
  /** Where made-up respondents sit. */
  readonly simulated: Terminal;
  readonly webchat: Webchat;
  /** `undefined`: not switched on. */
  readonly telegram: Telegram | undefined;
  readonly teams: Teams | undefined;
  readonly metrics: Metrics;
  /** Can what comes in be kept? */
  readonly ready: () => boolean;
  readonly now: () => number;
  readonly close: () => Promise<void>;
};

export type BuildOptions = {
  readonly now?: () => number;
  readonly disk?: Disk;
  readonly reports?: EncloseOptions['reports'];
  /** How fast Telegram is written to; a test or a server of one's own may take more. */
  readonly telegramPace?: Pace;
};

/** Builds the bot on its data folder, which the caller owns. Tests bring their own clock, disk or reports. */
export async function build(config: Config, options: BuildOptions = {}): Promise<Bot> {
  const { now = Date.now, disk, telegramPace } = options;
  const log = createLog(config.logLevel);
  const [content, known] = await Promise.all([loadContent(), openKnowledge()]);
  const secretKey = embeddedKey(config.dataDir, config.secretKey);
  const hash = createHash(secretKey);
  const metrics = createMetrics();
  let broken = false;
  let failing = false;

  const store = await openLowdbStore({
    dataDir: config.dataDir,
    hash,
    ...(disk && { disk }),
    receive: async (activity) => {
      await receive(activity);
      deliver.wake(activity.conversation);
    },
    report: (fact) => {
      log.error(
        {
          fact: fact.kind,
          ...('why' in fact && { path: fact.path, why: fact.why }),
          ...('error' in fact && { err: codeOf(fact.error) }),
        },
        'store',
      );
      if (fact.kind !== 'broken') return;
      broken = true;
      process.exitCode = 75;
    },
  });
  const shelves = createShelves(
    { content, known, hash, language: config.language, timeZone: config.timeZone, publicUrl: config.publicUrl },
    store.campaigns,
  );
  for (const frozen of store.frozen()) shelves.shelve(frozen);
  const results = createResults({ store, shelves, now, timeZone: config.timeZone });
  const templates = createTemplates();
  const reports = createReports({
    results,
    campaigns: store.campaigns,
    find: shelves.text,
    guide: async () => createGuide(known().shelf, await templates()),
    now,
  });
  const files = createFiles(hash);
  const enclosures = createEnclosures({
    reports: options.reports ?? reports,
    store,
    files,
    now,
    publicUrl: config.publicUrl,
  });
  const receive = measured(createReceive(store, shelves, hash), metrics, (failed) => {
    failing = failed;
  });
  const terminal = createTerminal();
  const simulated = createTerminal('simulated');
  const webchat = createWebchat(enclosures.path);
  metrics.gauge('rozmownica_webchat_pages', 'Pages of the web chat that are open', webchat.open);
  const messengers = await openMessengers(
    { config, now, log, find: shelves.text, drawChance, enclosures },
    telegramPace,
  );
  const deliver = createDeliver({
    store,
    channels: [terminal.channel, simulated.channel, webchat.channel, ...messengers.channels],
    receive,
    complete: enclosures.complete,
    now,
    random: Math.random,
    onSent: metrics.delivery,
    onError: (error) => log.error({ err: codeOf(error) }, 'deliver'),
  });
  const waves = createWaves({ store, shelves, receive, now, hash, timeZone: config.timeZone });

  return {
    config,
    log,
    content,
    secretKey,
    hash,
    store,
    shelves,
    receive,
    deliver,
    waves,
    results,
    reports,
    enclosures,
    terminal,
    simulated,
    webchat,
    telegram: messengers.telegram,
    teams: messengers.teams,
    metrics,
    ready: () => !broken && !failing,
    now,
    async close() {
      // First those who hold deliveries back: `deliver` waits for what is on its way.
      for (const channel of messengers.channels) await channel.close();
      await deliver.close();
      await webchat.channel.close();
      await terminal.channel.close();
      await store.close();
    },
  };
}

/** The road in, with its figures, and whether the last that came in could be kept. */
function measured(receive: Receive, metrics: Metrics, note: (failed: boolean) => void): Receive {
  return async (activity) => {
    const started = performance.now();
    const count = (outcome: string): void => {
      note(outcome === 'failed');
      metrics.turn(channelOf(activity.conversation), activity.kind, outcome, performance.now() - started);
    };
    try {
      const outcome = await receive(activity);
      count(outcome);
      return outcome;
    } catch (error) {
      count('failed');
      throw error;
    }
  };
}

// Not awaited here: the command line imports this file, and would wait for it for ever.
if (import.meta.main) {
  void import('./cli/rozmownica.ts').then(async ({ run }) => {
    process.exitCode = await run(['start', ...process.argv.slice(2)]);
  });
}
