/** Teams: who may come in from it, what they do, and the channel that goes out. */
import type { Activity } from '../../dialog/activity.ts';
import type { Find } from '../../dialog/find.ts';
import { Language } from '../../dialog/language.ts';
import type { Channel, Enclosures } from '../channel.ts';
import { readTeams } from './activity.ts';
import { createTeamsChannel } from './channel.ts';
import { type Account, createConnector, type Signers } from './connector.ts';
import { type Call, mayAsk, productionRules } from './gate.ts';
import { createGroups } from './groups.ts';
import { isLoopback } from './hosts.ts';
import { teamsTexts } from './texts.ts';

/** Teams itself waits no longer for an answer. */
const callMs = 15_000;

export type TeamsOptions = Account & {
  /** Whose people may talk to the bot: none, and nobody may. */
  readonly allowedTenants: readonly string[];
  /** Anonymous clients on this machine, and nobody else; `appId` is empty then. */
  readonly emulator: boolean;
  readonly now: () => number;
  readonly find: Find;
  /** Of those whose app does not say theirs. */
  readonly language: Language;
  readonly drawChance: () => string;
  readonly link: Enclosures['link'];
  /** Why an activity was not read, for the log. */
  readonly onUnsupported: (reason: string) => void;
  readonly onError: (error: unknown) => void;
  readonly callMs?: number;
  /** Stand-ins for Microsoft's servers, in tests: who signs, and which servers are Teams. */
  readonly authentication?: (Signers & { readonly isService: (serviceUrl: string) => boolean }) | undefined;
};

/** What Teams is answered: the reply itself goes out through the outbox. */
export type Answer = { readonly status: number; readonly body?: unknown };

export type Teams = {
  readonly channel: Channel;
  /** Is this from Teams, for this bot, and from people it is for? Never rejects; refused causes nothing. */
  readonly admits: (call: Call) => Promise<boolean>;
  /** Takes what was admitted: `receive` is called before it returns. Rejects when it could not be kept. */
  readonly take: (body: unknown, receive: (activity: Activity) => Promise<unknown>) => Promise<Answer>;
};

export function createTeams(options: TeamsOptions): Teams {
  const { allowedTenants, emulator, now, find, language, drawChance, onUnsupported, onError, authentication } = options;
  // An empty app id switches every check of the SDK off.
  if ((options.appId === '') !== emulator)
    throw new Error('MicrosoftAppId is missing: without it everybody would be let in');
  const { issuer, isService } = authentication ?? productionRules;
  const isOurs = emulator ? isLoopback : isService;
  const rules = { allowedTenants, emulator, issuer, isService };
  const connector = createConnector(options, authentication, isOurs, { callMs: options.callMs ?? callMs, now });
  const texts = teamsTexts(find);
  const groups = createGroups(connector, now);

  return {
    channel: createTeamsChannel({ connector, texts, link: options.link, isService: isOurs, onError }),
    async admits(call) {
      if (!mayAsk(call, rules) || typeof call.body !== 'object' || call.body === null) return false;
      const { authorization } = call.headers;
      return connector.isGenuine(typeof authorization === 'string' ? authorization : '', call.body);
    },
    async take(body, receive) {
      const parsed = readTeams(body, { at: now(), chance: drawChance() });
      switch (parsed.kind) {
        case 'activity':
          await receive(parsed.activity);
          return isInvoke(body) ? acknowledged : { status: 200 };
        case 'group': {
          const spoken = Language.safeParse(parsed.locale);
          groups.point(parsed.reference, texts(spoken.success ? spoken.data : language, 'group'), parsed.isAsked);
          return isInvoke(body) ? acknowledged : { status: 200 };
        }
        case 'unsupported':
          onUnsupported(parsed.reason);
          return { status: isInvoke(body) ? 501 : 200 };
        default:
          return parsed satisfies never;
      }
    },
  };
}

/** The card stays as it is until the outbox draws it again. */
const acknowledged: Answer = {
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: '✓' },
};

/** Somebody waits for more than a status. */
function isInvoke(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'type' in body && body.type === 'invoke';
}
