/** The chats as their people see them on their screens: messages, keyboards, and whether the bot is welcome. */
import type { Styled } from './checking.ts';
import type { Entity } from './html.ts';
import type { Button, ReplyMarkup } from './keyboard.ts';
import { badRequest, forbidden, migrated, type Refusal } from './replies.ts';

/** A message of the bot; an edit makes a new value. */
export type Shown = {
  readonly messageId: number;
  readonly chat: number;
  /** Without markup, as people read it. */
  readonly text: string;
  /** As the bot sent it. */
  readonly html: string;
  readonly entities: readonly Entity[];
  readonly keyboard: readonly (readonly Button[])[];
  /** What else than an inline keyboard came with it. */
  readonly markup: ReplyMarkup | undefined;
  /** Buttons of its earlier keyboards: a finger may be faster than an edit. */
  readonly former: readonly Button[];
  readonly edits: number;
  /** Milliseconds. */
  readonly at: number;
  readonly replyTo: number | undefined;
  readonly file: { readonly kind: 'document' | 'photo'; readonly id: string } | undefined;
};

/** What a person wrote. */
export type Written = { readonly messageId: number; readonly text: string };

export type Standing = 'unmet' | 'open' | 'blocked' | 'deactivated' | 'removed' | { readonly migratedTo: number };

export type ChatView = {
  readonly id: number;
  readonly standing: Standing;
  /** Those of the bot, oldest first, as they look now. */
  readonly messages: readonly Shown[];
  readonly last: Shown | undefined;
  readonly written: readonly Written[];
};

type Watcher = { readonly predicate: (shown: Shown) => boolean; readonly found: (shown: Shown) => void };

type Chat = {
  readonly id: number;
  standing: Standing;
  readonly shown: Map<number, Shown>;
  readonly written: Map<number, Written>;
  readonly watchers: Set<Watcher>;
  last: Shown | undefined;
};

export type Chats = ReturnType<typeof createChats>;

export function createChats() {
  const chats = new Map<number, Chat>();
  // One number for all chats, as in the private chats of a real bot.
  let lastMessageId = 0;

  const chatOf = (id: number): Chat => {
    const chat = chats.get(id) ?? {
      id,
      standing: 'unmet' as const,
      shown: new Map(),
      written: new Map(),
      watchers: new Set(),
      last: undefined,
    };
    chats.set(id, chat);
    return chat;
  };

  return {
    view(id: number): ChatView {
      const { standing, shown, written, last } = chatOf(id);
      return { id, standing, messages: [...shown.values()], last, written: [...written.values()] };
    },
    standing: (id: number): Standing => chats.get(id)?.standing ?? 'unmet',
    stand(id: number, standing: Standing): void {
      chatOf(id).standing = standing;
    },
    /** Why the bot cannot write there, if it cannot. */
    refusal(id: number | string): Refusal | undefined {
      const standing = typeof id === 'number' ? chats.get(id)?.standing : undefined;
      return standing === 'open' ? undefined : refusalOf(standing ?? 'unmet');
    },
    nextId(): number {
      lastMessageId += 1;
      return lastMessageId;
    },
    hear(id: number, written: Written): void {
      chatOf(id).written.set(written.messageId, written);
    },
    heard: (id: number, messageId: number): Written | undefined => chats.get(id)?.written.get(messageId),
    find: (id: number, messageId: number): Shown | undefined => chats.get(id)?.shown.get(messageId),
    show(shown: Shown): void {
      const chat = chatOf(shown.chat);
      chat.shown.set(shown.messageId, shown);
      if (!chat.last || chat.last.messageId <= shown.messageId) chat.last = shown;
      for (const watcher of chat.watchers) if (watcher.predicate(shown)) watcher.found(shown);
    },
    /** The first message that is, or becomes, as wished. */
    waitFor(id: number, predicate: (shown: Shown) => boolean, timeoutMs: number): Promise<Shown> {
      const chat = chatOf(id);
      const there = [...chat.shown.values()].find(predicate);
      if (there) return Promise.resolve(there);
      const { promise, resolve, reject } = Promise.withResolvers<Shown>();
      const watcher: Watcher = { predicate, found: resolve };
      const timer = setTimeout(() => {
        const seen = [...chat.shown.values()].slice(-3).map(({ text }) => JSON.stringify(text.slice(0, 80)));
        reject(new Error(`chat ${id}: no such message in ${timeoutMs} ms; it shows ${seen.join(', ') || 'none'}`));
      }, timeoutMs);
      chat.watchers.add(watcher);
      return promise.finally(() => {
        clearTimeout(timer);
        chat.watchers.delete(watcher);
      });
    },
  };
}

function refusalOf(standing: Exclude<Standing, 'open'>): Refusal {
  switch (standing) {
    case 'unmet':
      return badRequest('chat not found');
    case 'blocked':
      return forbidden('bot was blocked by the user');
    case 'deactivated':
      return forbidden('user is deactivated');
    case 'removed':
      return forbidden('bot was kicked from the group chat');
    default:
      return migrated(standing.migratedTo);
  }
}

/** Whether people would see any difference. */
export function looksSame(shown: Shown, { text, entities }: Styled, keyboard: Shown['keyboard']): boolean {
  return (
    shown.text === text && JSON.stringify([shown.entities, shown.keyboard]) === JSON.stringify([entities, keyboard])
  );
}
