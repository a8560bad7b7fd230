/** What Teams posts → what happened. PURE; the dice and the clock are handed in. */
import { z } from 'zod';
import type { Activity } from '../../dialog/activity.ts';
import type { Reference } from './reference.ts';
import { wordsOf } from './said.ts';
import { readPress } from './submit.ts';

export type Parsed =
  | { readonly kind: 'activity'; readonly activity: Activity }
  /** Somebody speaks to the bot where others read along: they are shown the way to a private talk. */
  | {
      readonly kind: 'group';
      readonly reference: Reference;
      readonly locale: string | undefined;
      /** The bot was spoken to, not only added. */
      readonly isAsked: boolean;
    }
  | { readonly kind: 'unsupported'; readonly reason: string };

export type Around = {
  readonly at: number;
  /** Looked at only when it is needed. */
  readonly chance: string;
};

const id = z.string().min(1).max(1_000);
const member = z.object({ id: z.string() });
const Attachment = z.object({ contentType: z.string().nullish() });

/** https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md */
const Posted = z.object({
  type: z.string(),
  id,
  channelId: z.literal('msteams'),
  serviceUrl: id,
  from: z.object({ id }),
  recipient: z.object({ id, name: z.string().nullish() }),
  conversation: z.object({
    id,
    conversationType: z.enum(['personal', 'groupChat', 'channel']),
    tenantId: z.string().nullish(),
  }),
  locale: z.string().nullish(),
  text: z.string().nullish(),
  textFormat: z.string().nullish(),
  value: z.unknown().optional(),
  attachments: z.array(Attachment).nullish(),
  membersAdded: z.array(member).nullish(),
  action: z.string().nullish(),
  name: z.string().nullish(),
  channelData: z.object({ eventType: z.string().nullish(), tenant: member.nullish() }).nullish(),
});
type Posted = z.infer<typeof Posted>;

/** An invoke that is a button of a newer kind. */
const Invoked = z.object({ action: z.object({ data: z.unknown().optional() }) });
const cardAction = 'adaptiveCard/action';

/** Reads what was posted. Never throws; the reason names fields and kinds that we know, never what stood in them. */
export function readTeams(body: unknown, around: Around): Parsed {
  const read = Posted.safeParse(body);
  if (!read.success) return { kind: 'unsupported', reason: reasonOf(read.error) };
  const posted = read.data;
  const happened = whatHappened(posted);
  if (typeof happened === 'string') return { kind: 'unsupported', reason: happened };
  const locale = /^[a-z]{2}(?![a-z])/i.exec(posted.locale ?? '')?.[0].toLowerCase();
  const reference = referenceOf(posted, locale);
  if (posted.conversation.conversationType !== 'personal')
    return ['edited', 'left'].includes(happened.kind)
      ? { kind: 'unsupported', reason: 'conversation: not personal' }
      : { kind: 'group', reference, locale, isAsked: happened.kind !== 'installed' };
  const common = {
    id: `teams:${posted.id}`,
    conversation: `teams:${posted.conversation.id}`,
    at: around.at,
    chance: around.chance,
    locale,
    route: { reference },
  };
  return { kind: 'activity', activity: { ...common, ...happened } };
}

/** An activity without what they all have in common. */
type Happened =
  | { readonly kind: 'message'; readonly text: string }
  | ({ readonly kind: 'choice' } & ReturnType<typeof readPress>)
  | { readonly kind: 'attachment' | 'edited' | 'installed' | 'left' };

/** What happened, or why it is nothing. */
function whatHappened(posted: Posted): Happened | string {
  switch (posted.type) {
    case 'message':
      return whatWasSaid(posted);
    case 'messageUpdate':
      return posted.channelData?.eventType === 'editMessage' ? { kind: 'edited' } : 'messageUpdate: not an edit';
    case 'installationUpdate':
      if (['add', 'add-upgrade'].includes(posted.action ?? '')) return { kind: 'installed' };
      // `remove-upgrade` is half of a change of version: the other half follows.
      return posted.action === 'remove' ? { kind: 'left' } : 'installationUpdate: action';
    case 'conversationUpdate':
      return isWelcome(posted) ? { kind: 'installed' } : 'conversationUpdate: nobody was added';
    case 'invoke': {
      const invoked = Invoked.safeParse(posted.value);
      if (posted.name !== cardAction) return 'invoke: not of a card';
      return { kind: 'choice', ...readPress(invoked.data?.action.data) };
    }
    case 'messageReaction':
    case 'messageDelete':
    case 'typing':
    case 'event':
    case 'trace':
    case 'endOfConversation':
      return `type: ${posted.type}`;
    default:
      return 'type: unknown';
  }
}

function whatWasSaid({ text, textFormat, value, attachments }: Posted): Happened {
  const words = wordsOf(text ?? '', textFormat ?? undefined);
  if (words !== '') return { kind: 'message', text: words };
  if (typeof value === 'object' && value !== null) return { kind: 'choice', ...readPress(value) };
  // Beside a text, Teams puts the same once more as HTML; without one it is a picture or a sticker.
  return attachments && attachments.length > 0 ? { kind: 'attachment' } : { kind: 'message', text: '' };
}

/** Somebody came: in a private talk the person or the bot; among others only the bot, whose business their coming is not. */
function isWelcome({ membersAdded, recipient, conversation }: Posted): boolean {
  const added = membersAdded ?? [];
  return conversation.conversationType === 'personal'
    ? added.length > 0
    : added.some((member) => member.id === recipient.id);
}

function referenceOf({ serviceUrl, recipient, from, conversation, channelData }: Posted, locale?: string): Reference {
  const tenantId = conversation.tenantId ?? channelData?.tenant?.id;
  return {
    channelId: 'msteams',
    serviceUrl,
    bot: { id: recipient.id, ...(recipient.name && { name: recipient.name }) },
    user: { id: from.id },
    conversation: {
      id: conversation.id,
      conversationType: conversation.conversationType,
      ...(tenantId && { tenantId }),
    },
    ...(locale && { locale }),
  };
}

function reasonOf(error: z.ZodError): string {
  return [...new Set(error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.code}`))].join(', ');
}
