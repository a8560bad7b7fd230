/** `/files/:token`: files for those who were sent a link. Whoever has no link, or an old one, finds nothing there. */
import type { FastifyPluginAsync } from 'fastify';

export type Found = { readonly name: string; readonly type: string; readonly bytes: Buffer };

/** `find` knows what a token stands for; `undefined`: nothing, or nothing any more. */
export function fileRoutes(find: (token: string) => Promise<Found | undefined>): FastifyPluginAsync {
  return async (server) => {
    server.get<{ Params: { token: string } }>('/files/:token', async (request, reply) => {
      const found = await find(request.params.token);
      if (!found) return reply.callNotFound();
      return reply
        .headers({
          'cache-control': 'no-store',
          'content-disposition': `attachment; filename="${found.name}"`,
          'x-robots-tag': 'noindex, nofollow, noarchive',
          // A card in Teams shows it there: whoever has the link may see it.
          ...(found.type.startsWith('image/') && { 'cross-origin-resource-policy': 'cross-origin' }),
        })
        .type(found.type)
        .send(found.bytes);
    });
  };
}
