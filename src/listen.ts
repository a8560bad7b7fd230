/** The web server with everything that is found on it, in one visible list. */
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createFiles } from './bot/files.ts';
import { drawChance } from './bot/receive.ts';
import { webchatRoutes } from './channels/webchat/routes.ts';
import { home } from './content/files.ts';
import type { Activity } from './dialog/activity.ts';
import { Language } from './dialog/language.ts';
import { loadAssets } from './http/assets.ts';
import { type Found, fileRoutes } from './http/files.ts';
import { healthRoutes } from './http/health.ts';
import { networkOf } from './http/near.ts';
import { pageRoutes, problemPage, readerLanguage } from './http/pages.ts';
import { resultRoutes } from './http/results.ts';
import { createServer, type Limits, limitWindowMs, usualLimits } from './http/server.ts';
import { createViews } from './http/views.ts';
import type { Bot } from './main.ts';
import { arriveAtMessengers, messengerRoutes } from './messengers.ts';
import { bindShortWords } from './text/bind.ts';

const webchatFolder = join(import.meta.dirname, 'channels', 'webchat');
const fonts = join(home, 'node_modules', '@fontsource-variable', 'source-sans-3', 'files');

export type Listening = {
  readonly server: FastifyInstance;
  /** Takes nothing more, and finishes what is inside. */
  readonly stop: () => Promise<void>;
};

/** Takes requests at the address of the configuration, and what comes from messengers. */
export async function listen(bot: Bot, limits: Limits = usualLimits): Promise<Listening> {
  const server = await buildServer(bot, limits);
  try {
    await server.listen({ port: bot.config.port, host: bot.config.host });
  } catch (error) {
    await server.close();
    throw new Error(cureOf(error, bot.config), { cause: error });
  }
  const stopServer = () => stopListening(bot, server);
  try {
    const leave = await arriveAtMessengers(bot, receiver(bot));
    return {
      server,
      async stop() {
        await leave();
        await stopServer();
      },
    };
  } catch (error) {
    await stopServer();
    throw error;
  }
}

/** Time that those who are being answered have to hear the end of it. */
const stopMs = 5_000;

/** Takes no more requests, finishes those inside, and closes the open pages' streams: they come back by themselves. */
async function stopListening(bot: Bot, server: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), stopMs);
  const closed = server.close();
  await bot.webchat.channel.close();
  await closed;
  clearTimeout(cut);
}

async function buildServer(bot: Bot, limits: Limits): Promise<FastifyInstance> {
  const { config, content, deliver, store, webchat } = bot;
  const receive = receiver(bot);
  if (!content.pages) throw new Error('the pages of data/pages cannot be used: run the command check');
  const assets = await loadAssets([
    { path: join(import.meta.dirname, 'http', 'views') },
    { path: join(webchatFolder, 'page') },
    { path: fonts, only: /-(latin|latin-ext|cyrillic)-wght-normal\.woff2$/ },
  ]);
  const views = createViews(bot.shelves.text, assets, { webchat: join(webchatFolder, 'views') });
  const reader = readerLanguage(config.language);
  const texts = pageTexts(bot);

  return createServer({
    log: bot.log,
    metrics: bot.metrics,
    secret: bot.hash('cookies'),
    publicUrl: config.publicUrl,
    limits,
    problemPage: problemPage(views, reader),
    health: healthRoutes(bot.metrics, bot.ready),
    routes: [
      assets.routes,
      pageRoutes(views, content.pages, reader),
      webchatRoutes({
        webchat,
        publicUrl: config.publicUrl,
        now: bot.now,
        drawChance,
        receive,
        arrived: deliver.arrived,
        returned(conversation) {
          store.returned(conversation);
          deliver.wake(conversation);
        },
        conversation: store.conversation,
        page: (language, visit) =>
          views.render('webchat/chat', language, {
            ...visit,
            title: 'Rozmównica',
            styles: ['chat.css'],
            scripts: ['talk.ts'],
            marks: { ...(visit.known && { known: 'yes' }), ...(visit.invited && { invited: 'yes' }) },
            texts,
          }),
        networkOf,
        languageOf: reader,
        posts: { max: limits.visitor, windowMs: limitWindowMs },
      }),
      resultRoutes({ views, reader, campaigns: store.campaigns, page: bot.reports.page }),
      fileRoutes((token) => fileOf(bot, token)),
      ...(await messengerRoutes(bot, receive)),
    ],
  });
}

/** The road in, and then the answers go out. */
function receiver({ receive, deliver }: Bot): (activity: Activity) => Promise<void> {
  return async (activity) => {
    await receive(activity);
    deliver.wake(activity.conversation);
  };
}

/** What a link leads to. */
async function fileOf({ hash, now, store, enclosures }: Bot, token: string): Promise<Found | undefined> {
  const file = createFiles(hash).open(token, now());
  if (file?.kind === 'report') return enclosures.make(file);
  const held = file && (await store.held(file.conversation));
  if (held === undefined) return undefined;
  const bytes = Buffer.from(`${JSON.stringify(held, null, 2)}\n`);
  return { name: 'moje-dane.json', type: 'application/json; charset=utf-8', bytes };
}

/** What the page itself says, in every language, as JSON that can stand in HTML. */
function pageTexts({ content }: Bot): string {
  const shown = /^(?:start|chat|layout)\./;
  const all = Language.options.map((language) => {
    const own = content.texts.find((texts) => texts.language === language && texts.space === 'web')?.texts ?? {};
    return [
      language,
      Object.fromEntries(
        Object.entries(own)
          .filter(([key]) => shown.test(key))
          .map(([key, text]) => [key, bindShortWords(text)]),
      ),
    ];
  });
  return JSON.stringify(Object.fromEntries(all)).replaceAll('<', '\\u003c');
}

/** Why the server cannot listen, and what to do. */
function cureOf(error: unknown, { port, host }: Bot['config']): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is taken by another program: stop it, or choose another port (PORT in .env)`;
    case 'EACCES':
      return `port ${port} needs rights that this program does not have: choose one above 1023 (PORT in .env)`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `this machine has no address ${host}: correct HOST in .env (127.0.0.1 for this machine only, 0.0.0.0 for all)`;
    default:
      return `the server cannot listen on ${host}:${port}: ${code ?? String(error)}`;
  }
}
