/** What people do in their clients, as the updates that a bot gets of it. */
import type { Chats, Shown } from './chats.ts';
import { type Inbox, laneOf } from './inbox.ts';
import type { Button } from './keyboard.ts';
import { startPayload } from './keyboard.ts';
import { chatObject, entitiesIn, isGroup, messageObject, personIn, seconds, type User } from './messages.ts';
import type { Taps } from './taps.ts';

export type From = Partial<User>;

export type People = ReturnType<typeof createPeople>;

export function createPeople(inbox: Inbox, chats: Chats, taps: Taps, me: User) {
  let queries = 0;

  const put = (kind: string, body: object): number => {
    const id = inbox.nextId();
    const update = { update_id: id, [kind]: body };
    inbox.put(id, update, laneOf(update));
    return id;
  };
  const message = (chat: number, from: From | undefined, body: object): object => {
    const person = personIn(chat, from);
    const date = seconds(Date.now());
    return { message_id: chats.nextId(), from: person, chat: chatObject(chat, person), date, ...body };
  };
  const texts = (text: string): object => {
    const entities = entitiesIn(text);
    return { text, ...(entities.length > 0 && { entities }) };
  };
  const membership = (chat: number, from: From | undefined, was: string, is: string): number => {
    const person = personIn(chat, from);
    const member = (status: string) => ({ user: me, status, ...(status === 'kicked' && { until_date: 0 }) });
    return put('my_chat_member', {
      chat: chatObject(chat, person),
      from: person,
      date: seconds(Date.now()),
      old_chat_member: member(was),
      new_chat_member: member(is),
    });
  };
  const say = (chat: number, text: string, from?: From): number => {
    const sent = message(chat, from, texts(text)) as { readonly message_id: number };
    chats.stand(chat, 'open');
    chats.hear(chat, { messageId: sent.message_id, text });
    put('message', sent);
    return sent.message_id;
  };

  return {
    /** Writes in a chat, which opens it; the id of the message. */
    say,
    /** Follows a start link. */
    start: (chat: number, payload?: string, from?: From): number =>
      say(chat, payload === undefined ? '/start' : `/start ${startPayload.parse(payload)}`, from),
    /**
     * Presses a button by its text or data: of this message, also one that an edit took away in the meantime, else of
     * the newest message that shows it. The id of the query.
     */
    tap(chat: number, button: string, messageId?: number, from?: From): string {
      const { message: on, data } = findButton(chats, chat, button, messageId);
      queries += 1;
      const id = `48151623420${String(queries).padStart(8, '0')}`;
      taps.begin({ id, chat, data });
      put('callback_query', {
        id,
        from: personIn(chat, from),
        message: messageObject(on, me, Date.now()),
        chat_instance: `-42${Math.abs(chat)}`,
        data,
      });
      return id;
    },
    /** Changes what the person wrote: the last, or the message of this id. */
    edit(chat: number, text: string, messageId?: number, from?: From): number {
      const { written } = chats.view(chat);
      const old = messageId === undefined ? written.at(-1) : chats.heard(chat, messageId);
      if (!old) throw new Error(`chat ${chat}: nothing was written that could be edited`);
      chats.hear(chat, { messageId: old.messageId, text });
      return put('edited_message', {
        ...message(chat, from, texts(text)),
        message_id: old.messageId,
        edit_date: seconds(Date.now()),
      });
    },
    /** A private chat: stops the bot. A group: throws it out. */
    block(chat: number, from?: From): number {
      chats.stand(chat, isGroup(chat) ? 'removed' : 'blocked');
      return membership(chat, from, 'member', isGroup(chat) ? 'left' : 'kicked');
    },
    /** A private chat: lets the bot back. A group: adds it. */
    unblock(chat: number, from?: From): number {
      chats.stand(chat, 'open');
      return membership(chat, from, isGroup(chat) ? 'left' : 'kicked', 'member');
    },
    /** The account is gone; Telegram tells nobody. */
    deactivate: (chat: number): void => chats.stand(chat, 'deactivated'),
    /** A group becomes a supergroup with another id. */
    migrate(chat: number, to: number): void {
      chats.stand(chat, { migratedTo: to });
      chats.stand(to, 'open');
      put('message', message(chat, undefined, { migrate_to_chat_id: to }));
      put('message', message(to, undefined, { migrate_from_chat_id: chat }));
    },
    /**
     * Any update as it is, also one that is none. Gets the next id if it is an object without; the chat and the press
     * it tells of are known from then on.
     */
    push(update: unknown): void {
      const given = idOf(update);
      const id = given ?? inbox.nextId();
      const isBare = typeof update === 'object' && update !== null && !Array.isArray(update) && given === undefined;
      const whole = isBare ? { update_id: id, ...update } : update;
      meet(whole, chats, taps);
      inbox.put(id, whole, laneOf(whole));
    },
  };
}

function findButton(chats: Chats, chat: number, wanted: string, messageId: number | undefined) {
  const { messages } = chats.view(chat);
  const from = messageId === undefined ? messages : messages.filter((one) => one.messageId === messageId);
  const buttonsOf = (shown: Shown): readonly Button[] => [
    ...shown.keyboard.flat(),
    ...(messageId === undefined ? [] : shown.former),
  ];
  for (const message of from.toReversed()) {
    const button = buttonsOf(message).find(({ text, callback_data }) => text === wanted || callback_data === wanted);
    if (!button) continue;
    if (button.callback_data !== undefined) return { message, data: button.callback_data };
    throw new Error(`chat ${chat}: the button "${wanted}" tells the bot nothing`);
  }
  const seen = from.at(-1)?.keyboard.flat() ?? [];
  throw new Error(
    `chat ${chat}: no button "${wanted}"; there are ${seen.map(({ text }) => text).join(', ') || 'none'}`,
  );
}

function idOf(update: unknown): number | undefined {
  if (typeof update !== 'object' || update === null || !('update_id' in update)) return undefined;
  return typeof update.update_id === 'number' ? update.update_id : undefined;
}

type Told = {
  readonly message?: { readonly chat?: { readonly id?: number }; readonly message_id?: number; readonly text?: string };
  readonly callback_query?: { readonly id?: string; readonly data?: string; readonly message?: Told['message'] };
};

function meet(update: unknown, chats: Chats, taps: Taps): void {
  if (typeof update !== 'object' || update === null) return;
  // Any of it may be missing: an update that is pushed need not be a good one.
  const { message, callback_query: tap } = update as Told;
  const chat = message?.chat?.id ?? tap?.message?.chat?.id;
  if (chat !== undefined) chats.stand(chat, 'open');
  if (chat !== undefined && message?.message_id !== undefined) {
    chats.hear(chat, { messageId: message.message_id, text: message.text ?? '' });
  }
  if (tap?.id !== undefined) taps.begin({ id: tap.id, chat, data: tap.data });
}
