/** Teams and group chats: the bot talks in private, and says so. Nothing of what is said there is kept. */
import { createCache } from '../../cache.ts';
import type { Connector } from './connector.ts';
import { messageOf } from './message.ts';
import type { Reference } from './reference.ts';

export type Groups = {
  /**
   * Shows the way to a private talk; not again for a while, unless somebody asks for the first time since the bot said it
   * of itself. Best effort, in its own time.
   */
  readonly point: (to: Reference, text: string, isAsked: boolean) => void;
};

/** A group is answered once in this time, however often it asks. */
const againMs = 600_000;
const groupsKept = 2_000;

export function createGroups(connector: Connector, now: () => number): Groups {
  const told = createCache<{ readonly at: number; readonly isAsked: boolean }>(groupsKept);
  return {
    point(to, text, isAsked) {
      // Every thread of a team's channel is a conversation of its own; the channel hears it once.
      const group = to.conversation.id.replace(/;messageid=.*$/, '');
      const at = now();
      const last = told.get(group);
      if (last && at - last.at < againMs && (last.isAsked || !isAsked)) return;
      told.set(group, { at, isAsked });
      void connector.send(to, messageOf(to, { text, summary: text, speak: text })).catch(() => undefined);
    },
  };
}
