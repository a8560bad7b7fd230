/** Long polling: a request is held until something comes or its time is over. */
import type { Entry, Inbox } from './inbox.ts';
import { conflict, done, type Reply } from './replies.ts';
import type { Payload } from './rules.ts';

const limitDefault = 100;

type Held = { readonly end: (reply: Reply) => void };

export type Polling = {
  /** `signal`: the bot hung up. */
  readonly poll: (payload: Payload<'getUpdates'>, signal: AbortSignal) => Promise<Reply>;
  /** Ends a poll that is held, in the words of a conflict. */
  readonly end: (why: string) => void;
};

export function createPolling(inbox: Inbox): Polling {
  let held: Held | undefined;

  /** Only what was given can be confirmed: in disorder a lower id may come after a higher one. */
  const confirm = (offset: number): void => {
    for (const entry of inbox.entries) if (entry.isSent && entry.id < offset) inbox.drop(entry);
  };
  /** A negative offset keeps the last ones and forgets the others. */
  const keepLast = (count: number): void => {
    for (const entry of [...inbox.entries].slice(0, -count)) inbox.drop(entry);
  };
  const batch = (limit: number): readonly unknown[] => {
    const given: Entry[] = [];
    for (const entry of inbox.entries) {
      if (given.length === limit) break;
      entry.isSent = true;
      given.push(entry);
    }
    return given.map(({ update }) => update);
  };
  const end = (why: string): void => held?.end(conflict(why));

  return {
    end,
    async poll({ offset = 0, limit = limitDefault, timeout = 0, allowed_updates }, signal) {
      end('terminated by other getUpdates request; make sure that only one bot instance is running');
      if (allowed_updates) inbox.allow(allowed_updates);
      if (offset < 0) keepLast(-offset);
      else confirm(offset);
      if (inbox.entries.size > 0 || timeout === 0) return done(batch(limit));
      const { promise, resolve } = Promise.withResolvers<Reply>();
      const mine: Held = { end: resolve };
      held = mine;
      // What one turn of the loop brings goes out together.
      const stop = inbox.watch(() => setImmediate(() => resolve(done([]))));
      const timer = setTimeout(() => resolve(done([])), timeout * 1000);
      const hangUp = () => resolve(conflict('the client hung up'));
      signal.addEventListener('abort', hangUp);
      const reply = await promise;
      stop();
      clearTimeout(timer);
      signal.removeEventListener('abort', hangUp);
      if (held === mine) held = undefined;
      return reply.ok ? done(batch(limit)) : reply;
    },
  };
}
