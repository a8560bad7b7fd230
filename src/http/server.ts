/** The web server: limits, headers and refusals that every route shares. The routes come from channels and pages. */
import type { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import fastify, {
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { codeOf, type Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { isNear, networkOf } from './near.ts';

export type ServerOptions = {
  readonly log: Log;
  readonly metrics: Metrics;
  /** Signs cookies. */
  readonly secret: string;
  readonly publicUrl: string | undefined;
  /** Requests that one address, and one visitor, may make. */
  readonly limits: Limits;
  readonly health: FastifyPluginAsync;
  readonly routes: readonly FastifyPluginAsync[];
  /** Shows what went wrong to a person who opened a page. */
  readonly problemPage: (status: number, request: FastifyRequest) => string;
};

export type Limits = {
  /** Requests of one address in ten seconds: a whole office may sit behind it. */
  readonly address: number;
  /** Requests of one visitor of the web chat in ten seconds. */
  readonly visitor: number;
};

export const usualLimits: Limits = { address: 1_500, visitor: 80 };

export const limitWindowMs = 10_000;
/** The longest post: four times what a message may hold in the widest letters. */
const bodyBytesMax = 256 * 1024;
const requestTimeoutMs = 15_000;
const headersTimeoutMs = 10_000;
const lateCheckMs = 5_000;
const keepAliveTimeoutMs = 72_000;
/** Open connections: every open page is one. */
const connectionsMax = 8_000;
/** Addresses whose requests are counted at the same time. */
const addressesKept = 20_000;
/** An address longer than Node takes in a request's head anyway: the server's own refusal would repeat it. */
const paramCharsMax = 16_384;
/** An address in which nothing can be misread. */
const plainUrl = /^\/[\w/.-]*$/;
/** Later than this (milliseconds) a turn is no conversation any more: newcomers are asked to come back. */
const pressure = { maxEventLoopDelay: 1_500, retryAfter: 5 };

/** Connections of one address, where a whole office may sit: one for each open page and some for what it asks. */
const addressConnectionsMax = 2_000;

/** Cuts off an address that takes more connections than an office needs. This machine itself may. */
function limitConnections(http: FastifyInstance['server']): void {
  const open = new Map<string, number>();
  http.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (/^(?:::ffff:)?127\.|^::1$/.test(address)) return;
    const network = networkOf({ ip: address });
    const count = (open.get(network) ?? 0) + 1;
    open.set(network, count);
    socket.once('close', () => {
      const left = (open.get(network) ?? 1) - 1;
      if (left > 0) open.set(network, left);
      else open.delete(network);
    });
    if (count > addressConnectionsMax) socket.destroy();
  });
}

/** A server that does not listen yet. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { log, metrics, publicUrl, limits } = options;
  const isSecure = publicUrl?.startsWith('https:') === true;
  const server = fastify({
    // Its own lines would hold addresses and invitation codes; ours are below.
    logger: false,
    bodyLimit: bodyBytesMax,
    requestTimeout: requestTimeoutMs,
    // Node looks for late requests every 30 s only, and takes the longer of two limits, unless it is told.
    http: { headersTimeout: headersTimeoutMs, connectionsCheckingInterval: lateCheckMs },
    // What cannot be read as an address is one that is not there; the server's own answer would repeat it.
    rewriteUrl: ({ url = '/' }) =>
      plainUrl.test(url) || (URL.canParse(url, 'http://host') && isReadable(url)) ? url : '/~',
    connectionTimeout: 0,
    keepAliveTimeout: keepAliveTimeoutMs,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { maxParamLength: paramCharsMax, ignoreTrailingSlash: true },
    // Behind a proxy that we were told of, its word counts for whom it speaks: a near one's, and what it adds itself.
    trustProxy: publicUrl === undefined ? false : (address, hop) => hop === 0 && isNear(address),
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  server.server.maxConnections = connectionsMax;
  // Behind a proxy all come from one place, and it has limits of its own.
  if (publicUrl === undefined) limitConnections(server.server);
  // One kind of body, so that nothing is checked in one reading and used in another.
  server.removeContentTypeParser('text/plain');

  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ["'none'"],
      },
    },
    hsts: isSecure && { includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: isSecure,
    originAgentCluster: isSecure,
  });
  await server.register(cookie, {
    secret: options.secret,
    parseOptions: { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure },
  });
  await server.register(rateLimit, {
    global: true,
    max: limits.address,
    timeWindow: limitWindowMs,
    cache: addressesKept,
    keyGenerator: networkOf,
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
  });

  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '(none)';
    metrics.request(request.method, route, reply.statusCode, reply.elapsedTime);
    const fact = { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    if (reply.statusCode >= 500) log.warn(fact, 'request');
    else log.debug(fact, 'request');
  });
  const refuse = (status: number, request: FastifyRequest, reply: FastifyReply) =>
    request.headers.accept?.includes('text/html')
      ? reply
          .code(status)
          .headers({ 'cache-control': 'no-store', vary: 'accept-language, cookie' })
          .type('text/html; charset=utf-8')
          .send(options.problemPage(status, request))
      : reply.code(status).send({ problem: status });
  const limited = server.rateLimit();
  server.setNotFoundHandler({ preHandler: limited }, (request, reply) => refuse(404, request, reply));
  server.setErrorHandler((error, request, reply) => {
    const status = statusOf(error);
    // Told by what it is, not by what it says: that may hold what a person wrote.
    if (status >= 500 && status !== 503) log.error({ err: codeOf(error), route: request.routeOptions.url }, 'request');
    return refuse(status, request, reply);
  });
  // Outside of what follows: a busy program is not a dead one.
  await server.register(options.health);
  await server.register(async (shedding) => {
    await shedding.register(underPressure, pressure);
    for (const routes of options.routes) await shedding.register(routes);
  });
  return server;
}

function isReadable(url: string): boolean {
  try {
    decodeURI(url);
    return true;
  } catch {
    return false;
  }
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
