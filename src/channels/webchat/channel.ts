/** The web chat as a channel: whoever has the page open gets the replies, and says when they are on the screen. */
import { createHash } from 'node:crypto';
import { isEnclosed, type Reply } from '../../dialog/reply.ts';
import type { SendResult } from '../../store/store.ts';
import { type Channel, type Enclosures, narrowest } from '../channel.ts';
import { renderReply } from './render.ts';

/** One open page. Events as in https://html.spec.whatwg.org/multipage/server-sent-events.html */
export type Stream = {
  readonly write: (event: string, id: string | undefined, data: unknown) => void;
  readonly end: () => void;
};

/** Pages of one conversation that are open at the same time; the oldest makes room. */
const streamsMax = 8;

export type Webchat = {
  readonly channel: Channel;
  /** Shows the replies of a conversation until the returned function is called. */
  readonly attach: (conversation: string, stream: Stream) => () => void;
  /** Pages that are open now. */
  readonly open: () => number;
};

/** Tells what is said from anything else that is said under the same number. */
function markOf(reply: Reply): string {
  // Not over the whole object: read back from the store its fields stand in another order.
  const said = [
    reply.language,
    reply.text,
    ...(reply.kind === 'prompt' ? [reply.lead, reply.nonce, reply.prompt] : []),
    ...(isEnclosed(reply) ? [reply.kind, reply.file.name] : []),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 8);
}

export function createWebchat(path: Enclosures['path']): Webchat {
  const streams = new Map<string, Set<Stream>>();

  const detach = (conversation: string, stream: Stream): void => {
    const here = streams.get(conversation);
    here?.delete(stream);
    if (here?.size === 0) streams.delete(conversation);
  };

  return {
    open: () => [...streams.values()].reduce((sum, here) => sum + here.size, 0),
    attach(conversation, stream) {
      const here = streams.get(conversation) ?? new Set<Stream>();
      streams.set(conversation, here.add(stream));
      const [oldest] = here;
      if (here.size > streamsMax && oldest) {
        oldest.write('elsewhere', undefined, {});
        oldest.end();
        detach(conversation, oldest);
      }
      return () => detach(conversation, stream);
    },
    channel: {
      name: 'webchat',
      limits: narrowest,
      async send({ id, conversation, reply }): Promise<SendResult> {
        const here = streams.get(conversation);
        // It cannot write first: what is said waits for the next visit.
        if (!here) return { kind: 'absent' };
        const number = Number(id.slice(id.lastIndexOf('#') + 1));
        const shown = renderReply(reply, number, markOf(reply), isEnclosed(reply) ? path(reply.file) : undefined);
        for (const stream of here) stream.write('reply', shown.id, shown);
        // Written is not arrived: the page says so itself.
        return { kind: 'handed' };
      },
      async close() {
        for (const here of streams.values()) for (const stream of here) stream.end();
        streams.clear();
      },
    },
  };
}
