/** What the web chat answers over HTTP: the page, what is posted, and the stream of replies. */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Activity } from '../../dialog/activity.ts';
import { codeChars, codeIn, readCode } from '../../dialog/code.ts';
import type { Language } from '../../dialog/language.ts';
import { readPosted } from './activity.ts';
import type { Stream, Webchat } from './channel.ts';
import { createVisitors } from './visitor.ts';

export type WebchatOptions = {
  readonly webchat: Webchat;
  readonly publicUrl: string | undefined;
  readonly now: () => number;
  readonly drawChance: () => string;
  /** Resolves when the activity is written for good. */
  readonly receive: (activity: Activity) => Promise<unknown>;
  /** A delivery is on the screen. */
  readonly arrived: (conversation: string, number: number) => Promise<void>;
  /** Somebody looks again: what waited for them goes out. */
  readonly returned: (conversation: string) => void;
  /** How many deliveries a conversation had, and how many of them wait; `undefined` when there is none. */
  readonly conversation: (id: string) => Promise<{ readonly deliveries: number; readonly outbox: number } | undefined>;
  readonly page: (language: Language, visit: Visit) => string;
  /** Whose new conversations are counted together. */
  readonly networkOf: (request: FastifyRequest) => string;
  readonly languageOf: (request: FastifyRequest, reply: FastifyReply) => Language;
  /** Posts that one visitor may send in `windowMs`. */
  readonly posts: { readonly max: number; readonly windowMs: number };
};

/** What the page should know before it says anything. */
export type Visit = { readonly known: boolean; readonly invited: boolean };

/** New conversations in ten minutes: from one address, where a whole office may sit, and from all. */
const newcomersMax = { address: 600, all: 20_000 };
const newcomersWindowMs = 600_000;
/** Proxies close a line on which nothing comes for a minute. */
const heartbeatMs = 25_000;
/** Bytes that may wait for a page that does not read. */
const unreadBytesMax = 256 * 1024;
/** Time in which a page that is sent away can hear so. */
const lastWordsMs = 2_000;
/** Streams that are open: for one network, where a whole office may sit, and for all; and how often one visitor opens one. */
const streamsMax = { network: 600, all: 7_000, visitor: 30 };
/** Short codes that one network may try in ten minutes, right or wrong: they can be guessed by one who may try on. */
const codesMax = 60;
/** When every stream is taken, the next one is tried after this long. */
const fullSeconds = 5;
const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // nginx would hold events back: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'",
};
/** How soon a page that lost its line tries again, milliseconds. */
const reconnectMs = 1_500;

export function webchatRoutes(options: WebchatOptions): FastifyPluginAsync {
  const visitors = createVisitors(options.publicUrl?.startsWith('https:') === true);

  return async (server) => {
    const admit = gate(server, options, visitors.of);
    const streams = new Map<string, number>();

    server.get<{ Querystring: { z?: unknown } }>('/', async (request, reply) => {
      const { z } = request.query;
      const code = typeof z === 'string' ? readCode(z) : undefined;
      if (code) visitors.invite(reply, code);
      const language = options.languageOf(request, reply);
      // The code leaves the address at once: it is not to stand in a history or a picture of the screen.
      if (z !== undefined) return reply.header('cache-control', 'no-store').redirect('/', 303);
      const conversation = visitors.welcome(request, reply);
      const known = (await options.conversation(conversation)) !== undefined;
      const html = options.page(language, { known, invited: visitors.invitation(request) !== undefined });
      return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
    });

    server.post('/webchat/messages', { preHandler: admit.post }, async (request, reply) => {
      const conversation = visitors.of(request);
      if (!conversation) return reply.code(401).send({ problem: 'visit' });
      const code = visitors.invitation(request);
      const around = {
        conversation,
        at: options.now(),
        code,
        get chance() {
          return options.drawChance();
        },
      };
      const parsed = readPosted(request.body, around);
      switch (parsed.kind) {
        case 'unsupported':
          return reply.code(400).send({ problem: 'body', reason: parsed.reason });
        case 'seen':
          await options.arrived(conversation, parsed.number);
          return reply.code(204).send();
        case 'activity':
          await options.receive(parsed.activity);
          // Used now, so it is not used again: who opens the page tomorrow goes on where they were.
          if (parsed.activity.kind === 'invitation') visitors.forgetInvitation(reply);
          return reply.code(202).send({});
        default:
          return parsed satisfies never;
      }
    });

    // Asked for its head only, a stream would stay open and show nothing.
    server.get('/webchat/stream', { exposeHeadRoute: false, preHandler: admit.stream }, async (request, reply) => {
      const conversation = visitors.of(request);
      if (!conversation) return reply.code(401).send({ problem: 'visit' });
      const network = options.networkOf(request);
      const open = streams.get(network) ?? 0;
      if (open >= streamsMax.network || options.webchat.open() >= streamsMax.all)
        return reply.code(503).header('retry-after', fullSeconds).send({ problem: 503 });
      streams.set(network, open + 1);
      request.raw.once('close', () => {
        const left = (streams.get(network) ?? 1) - 1;
        if (left > 0) streams.set(network, left);
        else streams.delete(network);
      });
      await stream(options, conversation, request, reply);
    });
  };
}

/** Refuses what other sites ask for, and those who ask too much. */
function gate(
  server: FastifyInstance,
  options: WebchatOptions,
  visitorOf: (request: FastifyRequest) => string | undefined,
) {
  const { posts, publicUrl } = options;
  const common = { timeWindow: newcomersWindowMs };
  const perVisitor = server.createRateLimit({
    max: posts.max,
    timeWindow: posts.windowMs,
    keyGenerator: (request) => visitorOf(request) ?? request.ip,
  });
  const perAddress = server.createRateLimit({
    ...common,
    max: newcomersMax.address,
    keyGenerator: options.networkOf,
  });
  const overall = server.createRateLimit({ ...common, max: newcomersMax.all, keyGenerator: () => 'all' });
  const perStream = server.createRateLimit({
    max: streamsMax.visitor,
    timeWindow: posts.windowMs,
    keyGenerator: (request) => visitorOf(request) ?? request.ip,
  });
  const perCode = server.createRateLimit({ ...common, max: codesMax, keyGenerator: options.networkOf });

  /** Refuses what another site asks for, and what is too much by any of these limits. */
  const pass = async (request: FastifyRequest, reply: FastifyReply, checks: readonly (typeof perVisitor)[]) => {
    if (!isOwn(request, publicUrl)) return reply.code(403).send({ problem: 'origin' });
    for (const check of checks) {
      const limit = await check(request);
      if (!limit.isAllowed && limit.isExceeded)
        return reply.code(429).header('retry-after', limit.ttlInSeconds).send({ problem: 429 });
    }
  };
  return {
    stream: (request: FastifyRequest, reply: FastifyReply) => pass(request, reply, [perStream]),
    async post(request: FastifyRequest, reply: FastifyReply) {
      const conversation = visitorOf(request);
      const isNew = conversation !== undefined && (await options.conversation(conversation)) === undefined;
      const newcomer = isNew ? [perAddress, overall] : [];
      return pass(request, reply, [perVisitor, ...newcomer, ...(showsShortCode(request.body) ? [perCode] : [])]);
    },
  };
}

function showsShortCode(body: unknown): boolean {
  const text = typeof body === 'object' && body !== null && 'text' in body ? body.text : undefined;
  return typeof text === 'string' && codeIn({ kind: 'message', text })?.length === codeChars.resume;
}

/** Did our own page send this? Browsers say where a post comes from; the cookie alone would not tell. */
function isOwn(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { origin } = request.headers;
  if (origin === undefined) return true;
  const own = publicUrl === undefined ? `${request.protocol}://${request.host}` : new URL(publicUrl).origin;
  return origin === own || origin === `${request.protocol}://${request.host}`;
}

async function stream(
  options: WebchatOptions,
  conversation: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  // Gone while something was on its way: `close` follows, and that is all there is to do.
  raw.on('error', () => undefined);
  raw.writeHead(200, streamHeaders);
  const say = (text: string): void => {
    if (raw.writableEnded || raw.destroyed) return;
    raw.write(text);
    // Who does not read is not there; what was not heard is said again at the next visit.
    if (raw.writableLength > unreadBytesMax) raw.destroy();
  };
  say(`retry: ${reconnectMs}\n\n`);
  const heartbeat = setInterval(() => say(': \n\n'), heartbeatMs);
  const line: Stream = {
    write: (event, id, data) =>
      say(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    end() {
      clearInterval(heartbeat);
      raw.end();
      setTimeout(() => raw.destroy(), lastWordsMs).unref();
    },
  };
  const leave = options.webchat.attach(conversation, line);
  request.raw.once('close', () => {
    clearInterval(heartbeat);
    leave();
  });
  // From this the page sees whether it missed anything that another page of the same person got.
  const stands = await options.conversation(conversation).catch(() => undefined);
  const settled = stands && stands.deliveries - stands.outbox;
  line.write('hello', undefined, stands ? { settled, deliveries: stands.deliveries } : {});
  options.returned(conversation);
}
