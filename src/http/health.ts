/** What watches the program: is it alive, can it take requests, how much does it do. */
import type { FastifyPluginAsync } from 'fastify';
import type { Metrics } from '../metrics.ts';
import { isNear } from './near.ts';

/** `ready` says whether the store can keep what comes in. */
export function healthRoutes(metrics: Metrics, ready: () => boolean): FastifyPluginAsync {
  const noStore = { 'cache-control': 'no-store' };
  return async (server) => {
    server.get('/healthz', async (_, reply) => reply.headers(noStore).send({ status: 'ok' }));
    server.get('/readyz', async (_, reply) =>
      ready()
        ? reply.headers(noStore).send({ status: 'ok' })
        : reply.code(503).headers(noStore).send({ status: 'the store cannot be written; see the log' }),
    );
    server.get('/metrics', async (request, reply) => {
      // Figures are for those near the machine, not for the world.
      if (!isNear(request.ip)) return reply.callNotFound();
      return reply
        .headers(noStore)
        .type(metrics.contentType)
        .send(await metrics.text());
    });
  };
}
