/** Who may come in at all: looked at before the SDK sees anything. PURE. */
import { z } from 'zod';
import { isLoopback, isLoopbackHost, isTeams } from './hosts.ts';

export type Call = {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The other end of the line, whoever it speaks for. */
  readonly peer: string | undefined;
};

export type Rules = {
  readonly allowedTenants: readonly string[];
  /** Anonymous clients on this machine, and nobody else. */
  readonly emulator: boolean;
  /** Who signs. */
  readonly issuer: string;
  /** Servers that are Teams. */
  readonly isService: (serviceUrl: string) => boolean;
};

/** What the Bot Framework signs as: https://login.botframework.com/v1/.well-known/openidconfiguration */
export const botFrameworkIssuer = 'https://api.botframework.com';

export const productionRules = { issuer: botFrameworkIssuer, isService: isTeams } as const;

const id = z.string().min(1).max(1_000);
const tenant = z.object({ id: z.string() });

/** The fields that decide where an answer goes and who is asked whether the sender is genuine. */
const Envelope = z.object({
  type: id,
  id,
  channelId: z.literal('msteams'),
  serviceUrl: id,
  conversation: z.object({ id, tenantId: z.string().nullish() }),
  channelData: z.object({ tenant: tenant.nullish() }).nullish(),
  deliveryMode: z.enum(['normal', 'notification']).nullish(),
});

/** Proxies leave one of these: whoever comes through one is not on this machine. */
const forwarded = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** Only what passes here is shown to the SDK, which checks the signature. */
export function mayAsk({ body, headers, peer }: Call, rules: Rules): boolean {
  const read = Envelope.safeParse(body);
  if (!read.success) return false;
  const { serviceUrl, conversation, channelData } = read.data;
  if (rules.emulator)
    return (
      isLoopback(serviceUrl) &&
      /^(?:::ffff:)?127\.|^::1$/.test(peer ?? '') &&
      isLoopbackHost(one(headers.host)) &&
      forwarded.every((name) => headers[name] === undefined)
    );
  const tenants = [conversation.tenantId, channelData?.tenant?.id].filter((known) => typeof known === 'string');
  return (
    rules.isService(serviceUrl) &&
    tenants.length > 0 &&
    tenants.every((known) => rules.allowedTenants.includes(known)) &&
    claimsToBe(one(headers.authorization), rules.issuer)
  );
}

/** The one value of a header that was sent once. */
function one(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const Head = z.object({ alg: z.enum(['RS256', 'RS384', 'RS512']), kid: z.string() });
const Claims = z.object({ iss: z.string() });

/**
 * Does the token say that it comes from the Bot Framework? That is not proved here; but the SDK would also ask other
 * signers (the Emulator's, other bots') whose word should count for nothing.
 */
function claimsToBe(authorization: string | undefined, issuer: string): boolean {
  const [, head, claims] = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(authorization ?? '') ?? [];
  return Head.safeParse(part(head)).success && Claims.safeParse(part(claims)).data?.iss === issuer;
}

function part(text = ''): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
