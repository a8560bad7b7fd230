/** What Telegram reports → what happened. Pure but for the dice and the clock, which are handed in. */
import { z } from 'zod';
import type { Activity, Route } from '../../dialog/activity.ts';
import { readCode } from '../../dialog/code.ts';
import { readButton } from './button.ts';

// Only what is read, of https://core.telegram.org/bots/api#update; the rest may be anything.
const Person = z.object({
  id: z.int(),
  is_bot: z.boolean(),
  language_code: z.string().max(35).optional().catch(undefined),
});
const Chat = z.object({ id: z.int(), type: z.enum(['private', 'group', 'supergroup', 'channel']) });
const Message = z.object({
  message_id: z.int(),
  from: Person.optional(),
  chat: Chat,
  text: z.string().optional(),
  entities: z
    .array(z.object({ type: z.string(), offset: z.int(), length: z.int() }))
    .optional()
    .catch(undefined),
  reply_to_message: z.object({ from: Person.optional() }).optional().catch(undefined),
  migrate_to_chat_id: z.int().optional(),
  media_group_id: z.string().max(64).optional().catch(undefined),
});
type Message = z.infer<typeof Message>;
const Press = z.object({
  id: z.string(),
  from: Person,
  data: z.string().max(64).optional(),
  message: z.object({ message_id: z.int(), chat: Chat }).optional(),
});
const Membership = z.object({
  chat: Chat,
  from: Person,
  old_chat_member: z.object({ status: z.string() }),
  new_chat_member: z.object({ status: z.string() }),
});
const Update = z.object({
  update_id: z.int(),
  message: Message.optional(),
  edited_message: Message.optional(),
  callback_query: Press.optional(),
  my_chat_member: Membership.optional(),
});

/** The kinds of update that are read; Telegram is asked for no others. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

export type Parsed = (
  | { readonly kind: 'activity'; readonly activity: Activity }
  /** Somebody in a group speaks to the bot: they are shown the way to a private talk. */
  | { readonly kind: 'group'; readonly chat: number; readonly locale: string | undefined }
  /** A group became another chat. */
  | { readonly kind: 'moved'; readonly chat: number; readonly to: number }
  | { readonly kind: 'unsupported'; readonly reason: string }
) & {
  /** The press that waits for an answer, whatever becomes of it. */
  readonly press?: string | undefined;
};

export type Around = {
  readonly at: number;
  readonly chance: string;
  /** The bot's own name in Telegram, without @, once it is known. */
  readonly bot: string | undefined;
};

/** What a message may hold that a person sent and the bot cannot read. */
const attachments = [
  'animation',
  'audio',
  'checklist',
  'contact',
  'dice',
  'document',
  'game',
  'location',
  'paid_media',
  'photo',
  'poll',
  'sticker',
  'story',
  'venue',
  'video',
  'video_note',
  'voice',
] as const;

/** Reads an update. Never throws; the reason names fields, never what stood in them. */
export function readUpdate(body: unknown, around: Around): Parsed {
  const result = Update.safeParse(body);
  if (!result.success) return { ...unsupported(reasonOf(result.error)), press: pressIn(body) };
  const { update_id, message, edited_message, callback_query, my_chat_member } = result.data;
  const common = { id: `telegram:${update_id}`, at: around.at, chance: around.chance };
  if (message) return readMessage(message, body, common, around.bot);
  if (edited_message) return readEdited(edited_message, common);
  if (callback_query) return { ...readPress(callback_query, common), press: callback_query.id };
  if (my_chat_member) return readMembership(my_chat_member, common);
  return unsupported('no kind of update that is read');
}

type Common = Pick<Activity, 'id' | 'at' | 'chance'>;

function readMessage(message: Message, body: unknown, common: Common, bot: string | undefined): Parsed {
  const { chat, from, text, migrate_to_chat_id: to, media_group_id: album } = message;
  if (to !== undefined) return { kind: 'moved', chat: chat.id, to };
  if (!from || from.is_bot) return unsupported('not from a person');
  if (chat.type !== 'private')
    return isToBot(message, bot)
      ? { kind: 'group', chat: chat.id, locale: from.language_code }
      : unsupported('in a group, to others');
  const route: Route = { heard: message.message_id };
  const here = { ...common, ...placeOf(chat.id, from.language_code), route };
  if (text !== undefined) {
    const code = /^\/start\s+(\S+)$/.exec(text)?.[1];
    return code !== undefined && readCode(code) !== undefined
      ? activity({ ...here, kind: 'invitation', code })
      : activity({ ...here, kind: 'message', text });
  }
  // The pictures of an album come one by one, and are answered once.
  return attachments.some((kind) => holds(body, kind))
    ? activity({ ...here, ...(album !== undefined && { id: `telegram:album-${album}` }), kind: 'attachment' })
    : unsupported('a message of the service');
}

function readEdited({ chat, from, text, message_id: heard }: Message, common: Common): Parsed {
  if (chat.type !== 'private') return unsupported('in a group, to others');
  if (!from || from.is_bot) return unsupported('not from a person');
  // A location that moves is edited all the time.
  if (text === undefined) return unsupported('edited, and no text');
  return activity({ ...common, ...placeOf(chat.id, from.language_code), route: { heard }, kind: 'edited' });
}

function readPress({ from, message, data }: z.infer<typeof Press>, common: Common): Parsed {
  if (!message) return unsupported('a press without its message');
  const { chat, message_id } = message;
  if (chat.type !== 'private') return { kind: 'group', chat: chat.id, locale: from.language_code };
  const press = readButton(data ?? '');
  const route: Route = { pressed: [press.prompt, message_id] };
  return activity({ ...common, ...placeOf(chat.id, from.language_code), route, kind: 'choice', ...press });
}

function readMembership(news: z.infer<typeof Membership>, common: Common): Parsed {
  const { chat, from, old_chat_member: before, new_chat_member: after } = news;
  const wasHere = isInside(before.status);
  const isHere = isInside(after.status);
  if (chat.type === 'private') {
    if (wasHere === isHere) return unsupported('nothing changed');
    return activity({ ...common, ...placeOf(chat.id, from.language_code), kind: isHere ? 'returned' : 'left' });
  }
  return chat.type !== 'channel' && isHere && !wasHere
    ? { kind: 'group', chat: chat.id, locale: from.language_code }
    : unsupported('in a group, to others');
}

/** https://core.telegram.org/bots/api#chatmember */
function isInside(status: string): boolean {
  return status !== 'left' && status !== 'kicked';
}

/** A command, the bot's name, or an answer to what it said. Whoever makes it an administrator lets it hear everything. */
function isToBot({ text = '', entities, reply_to_message }: Message, bot: string | undefined): boolean {
  const name = bot && `@${bot}`.toLowerCase();
  const [command] = text.split(/\s/, 1);
  if (command?.startsWith('/')) return !command.includes('@') || command.toLowerCase().endsWith(name ?? '');
  const named = (entities ?? []).some(
    ({ type, offset, length }) => type === 'mention' && text.slice(offset, offset + length).toLowerCase() === name,
  );
  return named || reply_to_message?.from?.is_bot === true;
}

function placeOf(chat: number, locale: string | undefined): Pick<Activity, 'conversation' | 'locale'> {
  return { conversation: `telegram:${chat}`, locale };
}

function activity(happened: Activity): Parsed {
  return { kind: 'activity', activity: happened };
}

function unsupported(reason: string): Parsed & { kind: 'unsupported' } {
  return { kind: 'unsupported', reason };
}

function holds(body: unknown, kind: string): boolean {
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : undefined;
  return typeof message === 'object' && message !== null && kind in message;
}

/** A press that is odd in some other way waits for its answer all the same. */
function pressIn(body: unknown): string | undefined {
  const odd = z.object({ callback_query: z.object({ id: z.string().max(100) }) }).safeParse(body);
  return odd.success ? odd.data.callback_query.id : undefined;
}

function reasonOf(error: z.ZodError): string {
  return [...new Set(error.issues.map(({ path, code }) => `${path.join('.') || 'update'}: ${code}`))].join(', ');
}
