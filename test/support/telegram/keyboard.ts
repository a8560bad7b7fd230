/** Keyboards as the Bot API takes them. */
import { z } from 'zod';

/** Of one message; eight in a row is what clients show. */
const buttonsMax = 100;
const rowMax = 8;
const dataBytesMax = 64;
const copyCharsMax = 256;
const placeholderCharsMax = 64;

/** What can follow `?start=`, https://core.telegram.org/bots/features#deep-linking */
export const startPayload = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'START_PARAM_INVALID');

/** An address a button may open: a real host, and a start link that Telegram would pass on. */
export const link = z.string().refine((url) => isLink(url), 'BUTTON_URL_INVALID');
export const httpsLink = z.string().refine((url) => isLink(url) && url.startsWith('https:'), 'BUTTON_URL_INVALID');

function isLink(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.protocol === 'tg:') return true;
  // Telegram calls a host without a dot, such as localhost, a "Wrong HTTP URL".
  if (!['http:', 'https:'].includes(url.protocol) || !url.hostname.includes('.')) return false;
  const start = url.hostname === 't.me' ? url.searchParams.get('start') : null;
  return start === null || startPayload.safeParse(start).success;
}

const label = z.string().refine((text) => text.trim() !== '', 'Text buttons are unallowed in the inline keyboard');
const style = z.enum(['danger', 'success', 'primary']).optional();

const kinds = {
  callback_data: z
    .string()
    .min(1, 'BUTTON_DATA_INVALID')
    .refine((data) => Buffer.byteLength(data) <= dataBytesMax, 'BUTTON_DATA_INVALID')
    .optional(),
  url: link.optional(),
  copy_text: z.strictObject({ text: z.string().min(1).max(copyCharsMax) }).optional(),
  web_app: z.strictObject({ url: httpsLink }).optional(),
  login_url: z
    .strictObject({
      url: httpsLink,
      forward_text: z.string().optional(),
      bot_username: z.string().optional(),
      request_write_access: z.boolean().optional(),
    })
    .optional(),
  switch_inline_query: z.string().optional(),
  switch_inline_query_current_chat: z.string().optional(),
} as const;

const button = z
  .strictObject({ text: label, icon_custom_emoji_id: z.string().optional(), style, ...kinds })
  .refine(
    (one) => Object.keys(kinds).filter((kind) => one[kind as keyof typeof kinds] !== undefined).length === 1,
    "can't parse inline keyboard button: exactly one of its kinds must be given",
  );
export type Button = z.output<typeof button>;

const isShort = (rows: readonly (readonly unknown[])[]) => rows.flat().length <= buttonsMax;

export const inlineKeyboard = z.strictObject({
  inline_keyboard: z.array(z.array(button).min(1).max(rowMax)).refine(isShort, 'reply markup is too long'),
});
export type Keyboard = z.output<typeof inlineKeyboard>;

const placeholder = z.string().min(1).max(placeholderCharsMax).optional();

const keyButton = z.strictObject({
  text: label,
  icon_custom_emoji_id: z.string().optional(),
  style,
  request_contact: z.boolean().optional(),
  request_location: z.boolean().optional(),
});

export const replyMarkup = z.union([
  inlineKeyboard,
  z.strictObject({
    keyboard: z.array(z.array(keyButton).min(1)).refine(isShort, 'reply markup is too long'),
    is_persistent: z.boolean().optional(),
    resize_keyboard: z.boolean().optional(),
    one_time_keyboard: z.boolean().optional(),
    input_field_placeholder: placeholder,
    selective: z.boolean().optional(),
  }),
  z.strictObject({ remove_keyboard: z.literal(true), selective: z.boolean().optional() }),
  z.strictObject({
    force_reply: z.literal(true),
    input_field_placeholder: placeholder,
    selective: z.boolean().optional(),
  }),
]);
export type ReplyMarkup = z.output<typeof replyMarkup>;
