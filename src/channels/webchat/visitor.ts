/** Who is at the page: a random number in a signed cookie, no name. And the invitation they came with. */
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

const visitDays = 90;
const daySeconds = 86_400;

export type Visitors = {
  /** The conversation of this browser, if it has one that is ours. */
  readonly of: (request: FastifyRequest) => string | undefined;
  /** The same, or a new one; either way the cookie lasts from now. */
  readonly welcome: (request: FastifyRequest, reply: FastifyReply) => string;
  readonly invitation: (request: FastifyRequest) => string | undefined;
  readonly invite: (reply: FastifyReply, code: string) => void;
  readonly forgetInvitation: (reply: FastifyReply) => void;
};

/** On https the names begin with `__Host-`: browsers then take them from no other host, and never without TLS. */
export function createVisitors(isSecure: boolean): Visitors {
  const [visit, invitation] = ['rozmowa', 'zaproszenie'].map((name) => (isSecure ? `__Host-${name}` : name)) as [
    string,
    string,
  ];
  const read = (request: FastifyRequest, name: string): string | undefined => {
    const value = request.cookies[name];
    const unsigned = value === undefined ? undefined : request.unsignCookie(value);
    return unsigned?.valid ? unsigned.value : undefined;
  };
  // Asked for several times in a request; the signature is checked once.
  const known = new WeakMap<FastifyRequest, string | undefined>();
  const of = (request: FastifyRequest): string | undefined => {
    if (known.has(request)) return known.get(request);
    const number = read(request, visit);
    const conversation = number && /^[0-9a-f]{32}$/.test(number) ? `webchat:${number}` : undefined;
    known.set(request, conversation);
    return conversation;
  };
  return {
    of,
    welcome(request, reply) {
      const conversation = of(request) ?? `webchat:${randomBytes(16).toString('hex')}`;
      const number = conversation.slice('webchat:'.length);
      reply.setCookie(visit, number, { signed: true, maxAge: visitDays * daySeconds });
      return conversation;
    },
    invitation: (request) => read(request, invitation),
    invite: (reply, code) => void reply.setCookie(invitation, code, { signed: true, maxAge: daySeconds }),
    forgetInvitation: (reply) => void reply.clearCookie(invitation),
  };
}
