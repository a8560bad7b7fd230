/** Teams and group chats: the bot talks in private, and says so. Nothing of what is said there is kept. */
import type { Connector } from './connector.ts';
import { messageOf } from './message.ts';
import type { Reference } from './reference.ts';

export type Groups = {
  /** Shows the way to a private talk; not again for a while. Best effort, in its own time. */
  readonly point: (to: Reference, text: string) => void;
};

/** A group hears it once in this time, however often it asks. */
const againMs = 600_000;
const groupsKept = 2_000;

export function createGroups(connector: Connector, now: () => number): Groups {
  const told = new Map<string, number>();
  return {
    point(to, text) {
      // Every thread of a team's channel is a conversation of its own; the channel hears it once.
      const group = to.conversation.id.replace(/;messageid=.*$/, '');
      const at = now();
      if (at - (told.get(group) ?? Number.NEGATIVE_INFINITY) < againMs) return;
      told.delete(group);
      told.set(group, at);
      const [oldest] = told.keys();
      if (told.size > groupsKept && oldest !== undefined) told.delete(oldest);
      void connector.send(to, messageOf(to, { text, summary: text, speak: text })).catch(() => undefined);
    },
  };
}
