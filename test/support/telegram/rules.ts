/**
 * What the Bot API 10.1 takes in the methods that a bot like ours may call: every field with its type and limit,
 * https://core.telegram.org/bots/api. Stricter than Telegram: a field it does not know is an error here, and so is
 * text in Markdown.
 */
import { z } from 'zod';
import { httpsLink, inlineKeyboard, link, replyMarkup } from './keyboard.ts';

export const updateKinds = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'guest_message',
  'message_reaction',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
  'managed_bot',
] as const;

const flag = z.boolean().optional();
const messageId = z.int().positive();
const chatId = z.union([
  z.int().refine((id) => id !== 0, 'chat_id is empty'),
  z.string().regex(/^@[A-Za-z]\w{3,31}$/, 'chat_id is empty'),
]);
const languageCode = z
  .string()
  .regex(/^([a-z]{2})?$/, 'LANGUAGE_CODE_INVALID')
  .optional();
const allowedUpdates = z.array(z.enum(updateKinds)).optional();
const parseMode = z.literal('HTML', 'unsupported parse_mode').optional();
const entity = z.strictObject({
  type: z.enum(['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'blockquote', 'code', 'pre', 'text_link']),
  offset: z.int().nonnegative(),
  length: z.int().positive(),
  url: link.optional(),
  language: z.string().optional(),
});
const entities = z.array(entity).optional();

const preview = z
  .strictObject({
    is_disabled: flag,
    url: link.optional(),
    prefer_small_media: flag,
    prefer_large_media: flag,
    show_above_text: flag,
  })
  .optional();
const reply = z
  .strictObject({
    message_id: messageId,
    chat_id: chatId.optional(),
    allow_sending_without_reply: flag,
    quote: z.string().max(1024).optional(),
    quote_parse_mode: parseMode,
    quote_entities: entities,
    quote_position: z.int().nonnegative().optional(),
  })
  .optional();

const sending = {
  chat_id: chatId,
  message_thread_id: z.int().positive().optional(),
  disable_notification: flag,
  protect_content: flag,
  reply_parameters: reply,
  reply_markup: replyMarkup.optional(),
};
const text = { text: z.string(), parse_mode: parseMode, entities, link_preview_options: preview };
/** What may be sent as a photo: https://core.telegram.org/bots/api#sendphoto */
const photo = { bytes: 10 * 1024 * 1024, sides: 10_000, ratio: 20 };
const upload = z.strictObject({
  name: z.string().min(1),
  bytes: z.instanceof(Buffer).refine((bytes) => bytes.length > 0),
});
const photoUpload = upload.refine(({ bytes }) => {
  const isPng = bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n' && bytes.length > 24;
  const [width, height] = isPng ? [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] : [0, 0];
  const ratio = Math.max(width / height, height / width);
  return isPng && bytes.length <= photo.bytes && width + height <= photo.sides && ratio <= photo.ratio;
}, 'PHOTO_INVALID_DIMENSIONS');
const fileId = z
  .string()
  .refine((id) => /^[\w-]{20,}$/.test(id) || link.safeParse(id).success, 'wrong file identifier');
const caption = { caption: z.string().optional(), parse_mode: parseMode, caption_entities: entities };
/** Inline messages have an identifier of their own; a bot without inline mode never sees one. */
const target = { chat_id: chatId, message_id: messageId };

const scope = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']),
  }),
  z.strictObject({ type: z.enum(['chat', 'chat_administrators']), chat_id: chatId }),
  z.strictObject({ type: z.literal('chat_member'), chat_id: chatId, user_id: z.int().positive() }),
]);
const command = z.strictObject({
  command: z.string().regex(/^[a-z0-9_]{1,32}$/, 'BOT_COMMAND_INVALID'),
  description: z.string().min(1, 'BOT_COMMAND_DESCRIPTION_INVALID').max(256, 'BOT_COMMAND_DESCRIPTION_INVALID'),
});

export const rules = {
  getMe: z.strictObject({}),
  getUpdates: z.strictObject({
    offset: z.int().optional(),
    limit: z.int().min(1).max(100).optional(),
    // The server holds a request for 50 seconds at most.
    timeout: z.int().min(0).max(50).optional(),
    allowed_updates: allowedUpdates,
  }),
  setWebhook: z.strictObject({
    url: z.string(),
    ip_address: z.union([z.ipv4(), z.ipv6()]).optional(),
    max_connections: z.int().min(1).max(100).optional(),
    allowed_updates: allowedUpdates,
    drop_pending_updates: flag,
    secret_token: z
      .string()
      .regex(/^[\w-]{1,256}$/, 'secret token contains unallowed characters or is too long')
      .optional(),
  }),
  deleteWebhook: z.strictObject({ drop_pending_updates: flag }),
  getWebhookInfo: z.strictObject({}),
  setMyCommands: z.strictObject({
    commands: z.array(command).max(100, 'BOT_COMMANDS_TOO_MUCH'),
    scope: scope.optional(),
    language_code: languageCode,
  }),
  setMyDescription: z.strictObject({ description: z.string().max(512).optional(), language_code: languageCode }),
  setMyShortDescription: z.strictObject({
    short_description: z.string().max(120).optional(),
    language_code: languageCode,
  }),
  setMyName: z.strictObject({ name: z.string().max(64).optional(), language_code: languageCode }),
  sendMessage: z.strictObject({ ...sending, ...text }),
  editMessageText: z.strictObject({ ...target, ...text, reply_markup: inlineKeyboard.optional() }),
  editMessageReplyMarkup: z.strictObject({ ...target, reply_markup: inlineKeyboard.optional() }),
  answerCallbackQuery: z.strictObject({
    callback_query_id: z.string().min(1),
    text: z.string().max(200, 'MESSAGE_TOO_LONG').optional(),
    show_alert: flag,
    url: httpsLink.optional(),
    cache_time: z.int().nonnegative().optional(),
  }),
  sendDocument: z.strictObject({
    ...sending,
    ...caption,
    document: z.union([fileId, upload]),
    disable_content_type_detection: flag,
  }),
  sendPhoto: z.strictObject({
    ...sending,
    ...caption,
    photo: z.union([fileId, photoUpload]),
    show_caption_above_media: flag,
    has_spoiler: flag,
  }),
  leaveChat: z.strictObject({ chat_id: chatId }),
} as const;

export type Method = keyof typeof rules;
export type Payload<M extends Method> = z.output<(typeof rules)[M]>;

export function isMethod(name: string): name is Method {
  return Object.hasOwn(rules, name);
}
