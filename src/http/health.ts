/** What watches the program: is it alive, can it take requests, how much does it do. */
import { BlockList, isIPv6 } from 'node:net';
import type { FastifyPluginAsync } from 'fastify';
import type { Metrics } from '../metrics.ts';

/** Figures are for those near the machine, not for the world. */
const near = new BlockList();
near.addSubnet('127.0.0.0', 8);
near.addSubnet('10.0.0.0', 8);
near.addSubnet('172.16.0.0', 12);
near.addSubnet('192.168.0.0', 16);
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');

function isNear(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  return near.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

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
      if (!isNear(request.ip)) return reply.callNotFound();
      return reply
        .headers(noStore)
        .type(metrics.contentType)
        .send(await metrics.text());
    });
  };
}
