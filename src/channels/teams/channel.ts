/** Teams as a channel: what is said becomes messages and cards, sent outside of any request. */
import { isEnclosed, type Prompt, replacedBy, settledBy } from '../../dialog/reply.ts';
import type { Delivery, SendResult } from '../../store/store.ts';
import { type Channel, type Enclosures, narrowest } from '../channel.ts';
import type { Connector } from './connector.ts';
import { messageOf, withoutCard } from './message.ts';
import { CallFailed, failureOf, isAboutContent, isPastEditing } from './outcome.ts';
import { type Reference, referenceIn } from './reference.ts';
import { type Rendered, renderAnswered, renderEnclosed, renderReply } from './render.ts';
import { createShown } from './shown.ts';
import type { Texts } from './texts.ts';

export type ChannelOptions = {
  readonly connector: Connector;
  readonly texts: Texts;
  readonly link: Enclosures['link'];
  /** Servers that are Teams. */
  readonly isService: (serviceUrl: string) => boolean;
  /** Why something could not be sent, by its code. */
  readonly onError: (error: unknown) => void;
};

/** Cards that are drawn again at the same time; beyond that they stay as they are. */
const tidyingMax = 32;

export function createTeamsChannel({ connector, texts, link, isService, onError }: ChannelOptions): Channel {
  const shown = createShown();
  const tidying = new Set<Promise<void>>();

  /** Says it as a card, or in words if Teams does not want the card. */
  const say = async (to: Reference, rendered: Rendered): Promise<string> => {
    try {
      return await connector.send(to, messageOf(to, rendered));
    } catch (error) {
      if (!rendered.card || !(error instanceof CallFailed) || !isAboutContent(error)) throw error;
      onError(error);
      return connector.send(to, messageOf(to, withoutCard(rendered)));
    }
  };

  /** Changes a list in place; `false` when it has to be shown anew. */
  const replace = async (to: Reference, id: string, rendered: Rendered): Promise<boolean> => {
    try {
      await connector.update(to, id, messageOf(to, rendered));
      return true;
    } catch (error) {
      if (error instanceof CallFailed && isPastEditing(error)) return false;
      throw error;
    }
  };

  /**
   * The question before loses its buttons when it is answered, or when another prompt follows: the card `sent`. Best
   * effort, after what the person waits for.
   */
  const tidy = (to: Reference, { conversation, reply, route }: Delivery, sent: string): void => {
    // After a restart nobody knows what it asked: better old buttons than no question.
    const asked = shown.newest(conversation);
    if (!asked || asked.id === sent || tidying.size >= tidyingMax) return;
    const settled = settledBy(reply);
    const isSettled = settled && shown.find(conversation, settled.prompt, route)?.id === asked.id;
    // Mere words leave a question open.
    if (!isSettled && reply.kind === 'text') return;
    const rendered = renderAnswered(asked.question, isSettled ? settled.label : '', reply.language);
    const one = connector.update(to, asked.id, messageOf(to, rendered)).catch(() => undefined);
    tidying.add(one);
    void one.finally(() => tidying.delete(one));
  };

  const deliver = async (to: Reference, delivery: Delivery): Promise<SendResult> => {
    const { conversation, reply, route, next } = delivery;
    if (isEnclosed(reply)) {
      await say(to, renderEnclosed(reply, link(reply.file), texts));
      return { kind: 'sent' };
    }
    const earlier = replacedBy(reply);
    const place = earlier === undefined ? undefined : shown.find(conversation, earlier, route);
    // Two ticks in a breath: only the later one need be seen.
    if (place && reply.kind === 'prompt' && next && replacedBy(next) === reply.prompt)
      return { kind: 'sent', route: shown.note(conversation, reply.prompt, place, route) };
    const rendered = renderReply(reply, texts);
    const isReplaced = place !== undefined && rendered.card !== undefined && (await replace(to, place.id, rendered));
    const id = isReplaced ? place.id : await say(to, rendered);
    tidy(to, delivery, id);
    if (reply.forget) shown.forget(conversation);
    if (reply.kind === 'text' || id === '') return { kind: 'sent' };
    return { kind: 'sent', route: shown.note(conversation, reply.prompt, { id, question: keptOf(reply) }, route) };
  };

  return {
    name: 'teams',
    limits: narrowest,
    async send(delivery): Promise<SendResult> {
      const to = referenceIn(delivery.route);
      if (!to) return { kind: 'rejected', reason: 'nothing ever came from there' };
      if (!isService(to.serviceUrl)) return { kind: 'rejected', reason: 'its server is not Teams' };
      try {
        return await deliver(to, delivery);
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error;
        if (error.status === 0 || error.status === 401) onError(error);
        return failureOf(error);
      }
    },
    async close() {
      await Promise.all(tidying);
    },
  };
}

/**
 * What stays on the card when it is answered: also what stood before the question. A code is shown once and remembered
 * nowhere: its card stays as it is.
 */
function keptOf({ lead, text, code }: Prompt): string | undefined {
  return code ? undefined : [lead, text].filter((part) => part !== undefined).join('\n\n');
}
