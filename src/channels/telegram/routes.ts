/** The webhook: whoever knows the secret is Telegram. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Activity } from '../../dialog/activity.ts';
import type { Telegram } from './telegram.ts';

export const webhookPath = '/telegram/webhook';

export type WebhookOptions = {
  readonly telegram: Telegram;
  readonly secret: string;
  /** One-way and of one length, so that a comparison tells nothing about the secret, not even how long it is. */
  readonly hash: (text: string) => string;
  /** Resolves when the activity is written for good. */
  readonly receive: (activity: Activity) => Promise<unknown>;
};

/** Wrong secrets that one address may show in ten seconds. */
const guessesMax = 60;
const guessWindowMs = 10_000;

/** Answered 200 when what came is written; anything else, and Telegram sends it again. */
export function webhookRoutes({ telegram, secret, hash, receive }: WebhookOptions): FastifyPluginAsync {
  const expected = Buffer.from(hash(secret));
  const knowsSecret = ({ headers }: FastifyRequest): boolean => {
    const shown = headers['x-telegram-bot-api-secret-token'];
    return timingSafeEqual(Buffer.from(hash(typeof shown === 'string' ? shown : '')), expected);
  };
  return async (server) => {
    server.route({
      method: 'POST',
      url: webhookPath,
      // All of Telegram comes from a few addresses: the limit is for those who guess.
      config: { rateLimit: { max: guessesMax, timeWindow: guessWindowMs, allowList: knowsSecret } },
      // Before the body is read: who does not know the secret is not listened to.
      onRequest: async (request, reply) =>
        knowsSecret(request) ? undefined : reply.code(401).header('connection', 'close').send({ problem: 401 }),
      handler: async (request, reply) => {
        await telegram.take(request.body, receive);
        return reply.send({});
      },
    });
  };
}
