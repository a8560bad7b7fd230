/** Where Teams posts to. Whoever is not Teams is told nothing but that. */
import type { FastifyPluginAsync } from 'fastify';
import type { Activity } from '../../dialog/activity.ts';
import type { Teams } from './teams.ts';

export const messagesPath = '/api/messages';

export type TeamsRoutesOptions = {
  readonly teams: Teams;
  /** Resolves when the activity is written for good. */
  readonly receive: (activity: Activity) => Promise<unknown>;
};

/** Answered 200 when what came is written; 500, and Teams sends it again. */
export function teamsRoutes({ teams, receive }: TeamsRoutesOptions): FastifyPluginAsync {
  return async (server) => {
    server.post(messagesPath, async (request, reply) => {
      const { body, headers } = request;
      if (!(await teams.admits({ body, headers, peer: request.socket.remoteAddress })))
        return reply.code(401).send({ problem: 401 });
      const answer = await teams.take(body, receive);
      return reply.code(answer.status).send(answer.body ?? {});
    });
  };
}
