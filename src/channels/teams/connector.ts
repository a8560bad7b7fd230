/** The SDK, and all that we take of it: it says who is genuine, and carries messages with the bot's token. */
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
} from 'botbuilder';
import { CallFailed } from './outcome.ts';
import { quietly } from './quiet.ts';
import type { Reference } from './reference.ts';
import { createWire } from './wire.ts';

export type Account = {
  /** Empty: nobody is checked. The gate lets only this machine in then. */
  readonly appId: string;
  readonly appPassword: string;
  readonly appType: 'SingleTenant' | 'UserAssignedMSI' | 'MultiTenant';
  readonly tenantId: string;
};

/** In place of Microsoft's own servers, in tests. */
export type Signers = {
  readonly openIdMetadataUrl: string;
  readonly issuer: string;
  readonly credentials: ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1];
};

/** An activity as it is posted. */
export type Message = Readonly<Record<string, unknown>>;

/** What we use of the SDK's client, which it keeps among the things of a turn. */
type Client = {
  readonly conversations: {
    readonly sendToConversation: (id: string, message: Message, how: How) => Promise<{ readonly id?: string }>;
    readonly updateActivity: (id: string, activity: string, message: Message, how: How) => Promise<unknown>;
  };
};
type How = { readonly abortSignal: AbortSignal };

export type Connector = {
  /** Is the activity signed for this bot by whom it says? Never rejects; causes nothing. */
  readonly isGenuine: (authorization: string, activity: object) => Promise<boolean>;
  /** One try. Resolves with the message's id; rejects with `CallFailed`. */
  readonly send: (reference: Reference, message: Message) => Promise<string>;
  readonly update: (reference: Reference, id: string, message: Message) => Promise<void>;
};

/** Keys that cannot be had in this time are not there. */
const keysMs = 8_000;

/** Opens what the SDK keeps to its heirs. */
class OpenAdapter extends CloudAdapter {
  async accepts(authorization: string, activity: Activity): Promise<boolean> {
    let accepted = false;
    await this.processActivity(authorization, activity, async () => {
      accepted = true;
    });
    return accepted;
  }
}

export function createConnector(
  account: Account,
  signers: Signers | undefined,
  isService: (url: string) => boolean,
  { callMs, now }: { readonly callMs: number; readonly now: () => number },
): Connector {
  const adapter = new OpenAdapter(authentication(account, signers, isService, now));

  /** One call within its time: also the token must come in it, and what comes later is sent to nobody. */
  const call = async <T>(reference: Reference, make: (client: Client, signal: AbortSignal) => Promise<T>) => {
    // Its type wants names that are never looked at.
    const known = reference as Partial<ConversationReference>;
    const signal = AbortSignal.timeout(callMs);
    const late = Promise.withResolvers<never>();
    const onLate = (): void => late.reject(new CallFailed(0, 'Timeout'));
    signal.addEventListener('abort', onLate, { once: true });
    const result = Promise.withResolvers<T>();
    try {
      const turn = adapter.continueConversationAsync(account.appId, known, async (context) => {
        result.resolve(await make(context.turnState.get<Client>(adapter.ConnectorClientKey), signal));
      });
      return await Promise.race([turn.then(() => result.promise), late.promise]);
    } catch (error) {
      throw error instanceof CallFailed ? error : new CallFailed(0, tokenCode(error));
    } finally {
      signal.removeEventListener('abort', onLate);
    }
  };

  return {
    isGenuine(authorization, activity) {
      const late = Promise.withResolvers<boolean>();
      const timer = setTimeout(() => late.resolve(false), keysMs);
      // A copy: the SDK writes into it.
      const accepted = quietly(() => adapter.accepts(authorization, { ...activity } as Activity)).catch(() => false);
      return Promise.race([accepted, late.promise]).finally(() => clearTimeout(timer));
    },
    send: (reference, message) =>
      quietly(() =>
        call(reference, async ({ conversations }, abortSignal) => {
          const { id } = await conversations.sendToConversation(reference.conversation.id, message, { abortSignal });
          return id ?? '';
        }),
      ),
    update: (reference, id, message) =>
      quietly(() =>
        call(reference, async ({ conversations }, abortSignal) => {
          await conversations.updateActivity(reference.conversation.id, id, { ...message, id }, { abortSignal });
        }),
      ),
  };
}

function authentication(
  { appId, appPassword, appType, tenantId }: Account,
  signers: Signers | undefined,
  isService: (url: string) => boolean,
  now: () => number,
): ConfigurationBotFrameworkAuthentication {
  const own = {
    MicrosoftAppId: appId,
    MicrosoftAppType: appType,
    MicrosoftAppTenantId: tenantId,
    // The SDK refuses a password beside a managed identity.
    ...(appType !== 'UserAssignedMSI' && { MicrosoftAppPassword: appPassword }),
  };
  // One of these makes the SDK take them all.
  const others = signers && {
    ToBotFromChannelOpenIdMetadataUrl: signers.openIdMetadataUrl,
    ToBotFromChannelTokenIssuer: signers.issuer,
    ToBotFromEmulatorOpenIdMetadataUrl: signers.openIdMetadataUrl,
    ToChannelFromBotLoginUrl: signers.openIdMetadataUrl,
    ToChannelFromBotOAuthScope: signers.issuer,
    OAuthUrl: signers.openIdMetadataUrl,
    CallerId: 'test',
  };
  return new ConfigurationBotFrameworkAuthentication(
    { ...own, ...others },
    signers?.credentials,
    undefined,
    undefined,
    { httpClient: createWire(isService, now) },
  );
}

/** Whatever failed before the call was made: nearly always the token. By its code. */
function tokenCode(error: unknown): string {
  const code = error instanceof Error && 'errorCode' in error ? String(error.errorCode) : '';
  return /^\w{1,60}$/.test(code) ? `Token_${code}` : 'NoToken';
}
