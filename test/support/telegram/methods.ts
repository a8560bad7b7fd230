/** What the methods that are about chats and the bot's profile do, once the call is known to be a good one. */
import { type Chats, looksSame, type Shown } from './chats.ts';
import type { Styled } from './checking.ts';
import type { Button, ReplyMarkup } from './keyboard.ts';
import { isGroup, messageObject, type User } from './messages.ts';
import { badRequest, done, type Reply } from './replies.ts';
import type { Method, Payload } from './rules.ts';
import type { Taps } from './taps.ts';

export type DeliveryMethod = 'getUpdates' | 'setWebhook' | 'deleteWebhook' | 'getWebhookInfo';
type ChatMethod = Exclude<Method, DeliveryMethod>;

/** What a profile shows, by language; an empty one is for everybody else. */
export type Profile = {
  readonly commands: Map<string, Payload<'setMyCommands'>['commands']>;
  readonly description: Map<string, string>;
  readonly shortDescription: Map<string, string>;
  readonly name: Map<string, string>;
};

type Methods = { readonly [M in ChatMethod]: (payload: Payload<M>, styled: Styled) => Reply };
type Sending = Payload<'sendMessage'> | Payload<'sendDocument'> | Payload<'sendPhoto'>;

export function createProfile(): Profile {
  return { commands: new Map(), description: new Map(), shortDescription: new Map(), name: new Map() };
}

export function createMethods(chats: Chats, taps: Taps, profile: Profile, me: User): Methods {
  const send = (payload: Sending, html: string, { text, entities }: Styled, file?: Shown['file']): Reply => {
    const refusal = chats.refusal(payload.chat_id);
    if (refusal) return refusal;
    // Only a number passes `refusal`: there are no chats with a public name here.
    const chat = payload.chat_id as number;
    const replyTo = payload.reply_parameters?.message_id;
    const isThere = replyTo === undefined || chats.find(chat, replyTo) || chats.heard(chat, replyTo);
    if (!isThere && !payload.reply_parameters?.allow_sending_without_reply) {
      return badRequest('message to be replied not found');
    }
    const shown: Shown = {
      messageId: chats.nextId(),
      chat,
      text,
      html,
      entities,
      ...keyboardOf(payload.reply_markup),
      former: [],
      edits: 0,
      at: Date.now(),
      replyTo: isThere ? replyTo : undefined,
      file,
    };
    chats.show(shown);
    return done(messageObject(shown, me, shown.at));
  };

  const edit = (payload: Payload<'editMessageReplyMarkup'>, change?: Styled & { readonly html: string }): Reply => {
    const { chat_id: chat, message_id: id } = payload;
    const refusal = chats.refusal(chat);
    if (refusal) return refusal;
    const old = chats.find(chat as number, id);
    if (!old) {
      const isPersons = chats.heard(chat as number, id) !== undefined;
      return badRequest(isPersons ? "message can't be edited" : 'message to edit not found');
    }
    if (old.file && change) return badRequest('there is no text in the message to edit');
    const { keyboard } = keyboardOf(payload.reply_markup);
    if (looksSame(old, change ?? old, keyboard)) {
      return badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      );
    }
    const former: Button[] = [...old.former, ...old.keyboard.flat()];
    const { text, entities, html } = change ?? old;
    const shown: Shown = { ...old, text, entities, html, keyboard, former, edits: old.edits + 1 };
    chats.show(shown);
    return done(messageObject(shown, me, Date.now()));
  };

  const write = <T>(shelf: Map<string, T>, key: string, value: T, isEmpty: boolean): Reply => {
    if (isEmpty) shelf.delete(key);
    else shelf.set(key, value);
    return done();
  };

  return {
    getMe: () =>
      done({
        ...me,
        can_join_groups: true,
        can_read_all_group_messages: false,
        supports_inline_queries: false,
        can_connect_to_business: false,
        has_main_web_app: false,
      }),
    sendMessage: (payload, styled) => send(payload, payload.text, styled),
    sendDocument: (payload, styled) =>
      send(payload, payload.caption ?? '', styled, { kind: 'document', id: idOf(payload.document) }),
    sendPhoto: (payload, styled) =>
      send(payload, payload.caption ?? '', styled, { kind: 'photo', id: idOf(payload.photo) }),
    editMessageText: (payload, styled) => edit(payload, { ...styled, html: payload.text }),
    editMessageReplyMarkup: (payload) => edit(payload),
    answerCallbackQuery: ({ callback_query_id, text = '', show_alert = false }) =>
      taps.answer(callback_query_id, text, show_alert),
    setMyCommands: ({ commands, scope, language_code = '' }) =>
      write(
        profile.commands,
        scope && scope.type !== 'default' ? `${scope.type}:${language_code}` : language_code,
        commands,
        commands.length === 0,
      ),
    setMyDescription: ({ description = '', language_code = '' }) =>
      write(profile.description, language_code, description, description === ''),
    setMyShortDescription: ({ short_description = '', language_code = '' }) =>
      write(profile.shortDescription, language_code, short_description, short_description === ''),
    setMyName: ({ name = '', language_code = '' }) => write(profile.name, language_code, name, name === ''),
    leaveChat: ({ chat_id: chat }) => {
      const refusal = chats.refusal(chat);
      if (refusal) return refusal;
      if (!isGroup(chat as number)) return badRequest("chat member status can't be changed in private chats");
      chats.stand(chat as number, 'removed');
      return done();
    },
  };
}

/** What came with its bytes is known by its name. */
function idOf(file: Payload<'sendDocument'>['document']): string {
  return typeof file === 'string' ? file : file.name;
}

function keyboardOf(markup: ReplyMarkup | undefined): Pick<Shown, 'keyboard' | 'markup'> {
  if (!markup) return { keyboard: [], markup: undefined };
  return 'inline_keyboard' in markup
    ? { keyboard: markup.inline_keyboard, markup: undefined }
    : { keyboard: [], markup };
}
