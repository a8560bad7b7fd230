/** The webhook: whoever knows the secret is Telegram. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Activity } from '../../dialog/activity.ts';
import type { Telegram } from './telegram.ts';

export const webhookPath = '/telegram/webhook';

export type WebhookOptions = {
  readonly telegram: Telegram;
  readonly secret: string;
  /** Resolves when the activity is written for good. */
  readonly receive: (activity: Activity) => Promise<unknown>;
};

/** Answered 200 when what came is written; anything else, and Telegram sends it again. */
export function webhookRoutes({ telegram, secret, receive }: WebhookOptions): FastifyPluginAsync {
  const expected = Buffer.from(secret);
  const knowsSecret = ({ headers }: FastifyRequest): boolean => {
    const shown = headers['x-telegram-bot-api-secret-token'];
    const given = Buffer.from(typeof shown === 'string' ? shown : '');
    // What has another length is compared as well, with itself.
    const same = given.length === expected.length;
    return timingSafeEqual(same ? given : expected, expected) && same;
  };
  return async (server) => {
    // Read by a schema that takes known fields only: what else stands in it reaches nothing.
    server.removeContentTypeParser('application/json');
    server.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      server.getDefaultJsonParser('ignore', 'ignore'),
    );
    server.route({
      method: 'POST',
      url: webhookPath,
      // All of Telegram comes from a few addresses, and no browser looks at what it is told.
      config: { rateLimit: false },
      helmet: false,
      // Before the body is read: who does not know the secret is not listened to.
      onRequest: async (request, reply) =>
        knowsSecret(request) ? undefined : reply.code(401).header('connection', 'close').send({ problem: 401 }),
      handler: async (request, reply) => {
        await telegram.take(request.body, receive);
        return reply.send('');
      },
    });
  };
}
