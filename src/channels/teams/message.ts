/** What was rendered, as it is posted to the other end of a conversation. PURE. */
import type { Message } from './connector.ts';
import type { Reference } from './reference.ts';
import type { Rendered } from './render.ts';

export function messageOf(to: Reference, { card, text, summary, speak }: Rendered): Message {
  const { channelId, serviceUrl, bot, user, conversation, locale } = to;
  return {
    type: 'message',
    channelId,
    serviceUrl,
    from: { ...bot, name: bot.name ?? '' },
    recipient: { ...user, name: '' },
    conversation: { ...conversation, isGroup: conversation.conversationType !== 'personal', name: '' },
    ...(locale && { locale }),
    summary,
    // Beside a card Teams would show the same words once more.
    ...(card
      ? { speak, attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }] }
      : { text, textFormat: 'plain' }),
  };
}

/** The same in words. */
export function withoutCard({ card: _, ...words }: Rendered): Rendered {
  return words;
}
