/** Teams as the program knows it, before servers of this machine that stand in for Microsoft's. */
import { createTeams, type Teams, type TeamsOptions } from '../../../src/channels/teams/teams.ts';
import { chanceOf } from '../bot.ts';
import { enclosures } from '../enclosed.ts';
import { openService, type Service } from './service.ts';
import { issuer, openSigner, type Signer } from './signer.ts';
import { find } from './words.ts';

export const appId = '00000000-0000-4000-8000-00000000b07a';
export const tenant = '20000000-0000-4000-8000-000000000001';
/** What the bot shows to Teams: never to be seen anywhere else. */
export const botToken = 'the-token-of-the-bot';
export const at = Date.UTC(2026, 10, 23, 9);

export type TeamsStage = {
  readonly teams: Teams;
  readonly service: Service;
  readonly signer: Signer;
  /** Errors and reasons that were reported. */
  readonly logged: readonly string[];
  /** A message as Teams posts it. */
  readonly says: (address: string, text: string, id?: string) => Record<string, unknown>;
  readonly close: () => Promise<void>;
};

let count = 0;

/** A message of somebody in a private talk. */
export function said(serviceUrl: string, address: string, text: string, id?: string): Record<string, unknown> {
  count += 1;
  return {
    type: 'message',
    id: id ?? String(1_700_000_000_000 + count),
    timestamp: '2026-11-23T09:00:00.000Z',
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${address}`, name: 'Halina Zmyślona', aadObjectId: '10000000-0000-4000-8000-000000000000' },
    recipient: { id: `28:${appId}`, name: 'Rozmównica' },
    conversation: { id: address, conversationType: 'personal', tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    locale: 'pl-PL',
    textFormat: 'plain',
    text,
  };
}

export async function openStage(options: Partial<TeamsOptions> = {}): Promise<TeamsStage> {
  const service = await openService();
  const signer = await openSigner(appId, () => service.url);
  const logged: string[] = [];
  const teams = createTeams({
    appId,
    appPassword: 'a password for tests only',
    appType: 'SingleTenant',
    tenantId: tenant,
    allowedTenants: [tenant],
    emulator: false,
    now: () => at,
    find,
    language: 'pl',
    drawChance: () => chanceOf('teams'),
    link: enclosures.link,
    onUnsupported: (reason) => void logged.push(reason),
    onError: (error) => void logged.push(String(error)),
    authentication: {
      openIdMetadataUrl: signer.metadataUrl,
      issuer,
      isService: (url) => new URL(url).origin === new URL(service.url).origin,
      credentials: {
        isValidAppId: async (id) => id === appId,
        isAuthenticationDisabled: async () => false,
        createCredentials: async () => ({
          async signRequest(request) {
            request.headers.set('authorization', `Bearer ${botToken}`);
            return request;
          },
        }),
      },
    },
    ...options,
  });
  return {
    teams,
    service,
    signer,
    logged,
    says: (address, text, id) => said(service.url, address, text, id),
    async close() {
      await teams.channel.close();
      await Promise.all([service.close(), signer.close()]);
    },
  };
}
