/** Telegram as a channel: what is said becomes messages with buttons, within Telegram's limits. */
import { type Api, InputFile } from 'grammy';
import { type Enclosed, isEnclosed, replacedBy, type Spoken, settledBy } from '../../dialog/reply.ts';
import type { Delivery, SendResult } from '../../store/store.ts';
import { type Channel, type Enclosures, fileGone, narrowest } from '../channel.ts';
import { heed, type Limiter, type Rank } from './limiter.ts';
import { type Failure, failureOf, isPastEditing, isUnchanged } from './outcome.ts';
import { type Keyboard, type Rendered, renderAnswered, renderCaption, renderReply } from './render.ts';
import { createShown, type Place } from './shown.ts';
import { createTidier } from './tidy.ts';

type Done<T> = { readonly kind: 'done'; readonly value: T };

/** Links in what the bot says are for reading, not for pictures of their pages. */
const plain = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;

export function createTelegramChannel(api: Api, limiter: Limiter, make: Enclosures['make']): Channel {
  const shown = createShown();

  /** One call within the limits. What fails is told as a result. */
  const call = async <T>(chat: number, rank: Rank, make: () => Promise<T>): Promise<Done<T> | Failure> => {
    if (!(await limiter.take(chat, rank))) return { kind: 'retry' };
    try {
      return { kind: 'done', value: await make() };
    } catch (error) {
      const failure = failureOf(error);
      heed(limiter, failure);
      return failure;
    }
  };

  const edit = (chat: number, message: number, html: string, keyboard: Keyboard): Promise<unknown> =>
    api.editMessageText(chat, message, html, { ...plain, reply_markup: markup(keyboard) });

  const tidier = createTidier(
    (chat) => limiter.take(chat, 'tidy'),
    async ({ chat, message, html }) => {
      try {
        await (html === undefined ? api.editMessageReplyMarkup(chat, message) : edit(chat, message, html, []));
      } catch (error) {
        heed(limiter, failureOf(error));
      }
    },
  );

  /** Changes a list in place. `undefined` when it has to be shown anew. */
  const replace = async (
    chat: number,
    rank: Rank,
    place: Place,
    rendered: Rendered,
  ): Promise<Done<unknown> | Failure | undefined> => {
    const [html, further] = rendered.messages;
    if (html === undefined || further !== undefined) return undefined;
    let past = false;
    const result = await call(chat, rank, () =>
      edit(chat, place.message, html, rendered.keyboard).catch((error: unknown) => {
        past = isPastEditing(error);
        if (!past && !isUnchanged(error)) throw error;
      }),
    );
    return past ? undefined : result;
  };

  /** Says it in messages of their own; the last one's number comes back. */
  const say = async (chat: number, rank: Rank, { messages, keyboard }: Rendered): Promise<Done<number> | Failure> => {
    let last: Done<number> | Failure = { kind: 'rejected', reason: 'there is nothing to say' };
    for (const [index, html] of messages.entries()) {
      const under = index === messages.length - 1 && keyboard.length > 0 ? { reply_markup: markup(keyboard) } : {};
      last = await call(chat, rank, async () => (await api.sendMessage(chat, html, { ...plain, ...under })).message_id);
      if (last.kind !== 'done') return last;
    }
    return last;
  };

  /** The answered question loses its buttons, and so does one that was left behind: a menu, a list that stands elsewhere. */
  const tidy = (chat: number, reply: Spoken, { route }: Delivery): void => {
    const settled = settledBy(reply);
    const newest = reply.kind === 'prompt' ? shown.newest(route) : undefined;
    const left = newest === undefined || newest === settled?.prompt ? [] : [{ prompt: newest, label: '' }];
    for (const { prompt, label } of [...(settled ? [settled] : []), ...left]) {
      const place = shown.find(chat, prompt, route);
      if (!place) continue;
      const html = place.question && renderAnswered(place.question, label);
      tidier.add({ chat, message: place.message, html });
    }
  };

  /** The file with its words, in one call. */
  const enclose = async (chat: number, rank: Rank, reply: Enclosed): Promise<SendResult> => {
    const made = await make(reply.file);
    if (!made) return fileGone;
    const result = await call<unknown>(chat, rank, () => {
      const file = new InputFile(made.bytes, made.name);
      const under = { caption: renderCaption(reply), parse_mode: 'HTML' } as const;
      return reply.kind === 'image' ? api.sendPhoto(chat, file, under) : api.sendDocument(chat, file, under);
    });
    return result.kind === 'done' ? { kind: 'sent' } : result;
  };

  return {
    name: 'telegram',
    limits: narrowest,
    async send(delivery, urgent): Promise<SendResult> {
      const { conversation, reply, route, next } = delivery;
      const chat = Number(conversation.slice(conversation.indexOf(':') + 1));
      const rank = urgent ? 'urgent' : 'waiting';
      if (isEnclosed(reply)) return enclose(chat, rank, reply);
      const earlier = replacedBy(reply) === undefined ? undefined : shown.find(chat, replacedBy(reply) ?? 0, route);
      const place = earlier && shown.isLast(earlier, route) ? earlier : undefined;
      // Two ticks in a breath: only the later one need be seen.
      if (place && reply.kind === 'prompt' && next && replacedBy(next) === reply.prompt)
        return { kind: 'sent', route: shown.note(chat, reply.prompt, place, route) };
      const rendered = renderReply(reply);
      const changed = place && (await replace(chat, rank, place, rendered));
      const result = changed ?? (await say(chat, rank, rendered));
      if (result.kind !== 'done') return result;
      if (!changed) tidy(chat, reply, delivery);
      if (reply.forget) shown.forget(chat);
      if (reply.kind === 'text') return { kind: 'sent' };
      const message = changed && place ? place.message : Number(result.value);
      return { kind: 'sent', route: shown.note(chat, reply.prompt, { message, question: rendered.question }, route) };
    },
    async close() {
      limiter.close();
      tidier.close();
    },
  };
}

function markup(keyboard: Keyboard): { inline_keyboard: { text: string; callback_data: string }[][] } {
  return { inline_keyboard: keyboard.map((row) => row.map((button) => ({ ...button }))) };
}
