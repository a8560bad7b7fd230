/** The terminal as a channel: whoever is attached gets the replies; nobody there means they wait. */
import type { Reply } from '../../dialog/reply.ts';
import { type Channel, narrowest } from '../channel.ts';

export type Terminal = {
  readonly channel: Channel;
  /** Shows the replies of a conversation until the returned function is called. */
  readonly attach: (conversation: string, show: (reply: Reply) => void) => () => void;
};

export function createTerminal(name = 'terminal'): Terminal {
  const shown = new Map<string, (reply: Reply) => void>();
  return {
    channel: {
      name,
      limits: narrowest,
      async send({ conversation, reply }) {
        const show = shown.get(conversation);
        if (!show) return { kind: 'absent' };
        show(reply);
        return { kind: 'sent' };
      },
      close: async () => shown.clear(),
    },
    attach(conversation, show) {
      shown.set(conversation, show);
      return () => void shown.delete(conversation);
    },
  };
}
