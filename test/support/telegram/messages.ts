/** Messages and persons as the Bot API writes them. */
import type { Shown } from './chats.ts';

export type User = {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
  readonly language_code?: string;
};

/** Supergroups and channels have ids below this. */
const supergroupIdMax = -1_000_000_000_000;
/** Who speaks in a group when nobody is named. */
const groupSpeaker = 7_000_001;

export function isGroup(chat: number): boolean {
  return chat < 0;
}

/** Who writes in this chat; in a private one the chat has the person's id. */
export function personIn(chat: number, from: Partial<User> = {}): User {
  return { id: isGroup(chat) ? groupSpeaker : chat, is_bot: false, first_name: 'Osoba', language_code: 'pl', ...from };
}

export function chatObject(id: number, person: User): object {
  if (id > 0) return { id, first_name: person.first_name, type: 'private' };
  return { id, title: 'Rada gminy', type: id <= supergroupIdMax ? 'supergroup' : 'group' };
}

export function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** A message of the bot, as methods return it and button presses bring it back. */
export function messageObject(shown: Shown, me: User, now: number): object {
  const { messageId, chat, text, entities, keyboard, edits, file } = shown;
  return {
    message_id: messageId,
    from: me,
    chat: chatObject(chat, personIn(chat)),
    date: seconds(shown.at),
    ...(edits > 0 && { edit_date: seconds(now) }),
    ...(shown.replyTo !== undefined && {
      reply_to_message: { message_id: shown.replyTo, chat: chatObject(chat, personIn(chat)), date: seconds(shown.at) },
    }),
    ...(file ? fileObject(file, text, entities) : { text, ...(entities.length > 0 && { entities }) }),
    ...(keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard } }),
  };
}

function fileObject(file: NonNullable<Shown['file']>, caption: string, entities: Shown['entities']): object {
  const ids = { file_id: file.id, file_unique_id: 'AgADFake' };
  return {
    ...(file.kind === 'document' ? { document: ids } : { photo: [{ ...ids, width: 800, height: 600 }] }),
    ...(caption !== '' && { caption }),
    ...(entities.length > 0 && { caption_entities: entities }),
  };
}

/** The entities that clients find by themselves: commands and mentions. */
export function entitiesIn(text: string): readonly object[] {
  return [...text.matchAll(/(?<!\S)(\/\w{1,32}(?:@\w+)?|@\w{4,32})/g)].map(({ 0: { length }, index }) => ({
    type: text[index] === '/' ? 'bot_command' : 'mention',
    offset: index,
    length,
  }));
}
