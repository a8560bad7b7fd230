/** PORT: a platform on which people talk to the bot. */
import type { ReportFile } from '../dialog/reply.ts';
import type { Delivery, SendResult } from '../store/store.ts';

/** What a platform can show; `check` refuses content beyond it. */
export type Limits = {
  /** Bytes a button may carry: nonce, prompt number, step and choice. */
  readonly payloadBytes: number;
  readonly labelChars: number;
  readonly textChars: number;
  readonly choices: number;
};

export type Channel = {
  /** The part of a conversation's id before the colon. */
  readonly name: string;
  readonly limits: Limits;
  /** `urgent`: the person just did something and waits for it. What is sent twice can be told by the delivery's id. */
  readonly send: (delivery: Delivery, urgent: boolean) => Promise<SendResult>;
  readonly close: () => Promise<void>;
};

/** What goes with an image or a document. Nothing of it is kept: it is made when it is wanted. */
export type Enclosures = {
  /** `undefined`: it cannot be made any more, or is not for whoever it was made for. */
  readonly make: (
    file: ReportFile,
  ) => Promise<{ readonly name: string; readonly type: string; readonly bytes: Buffer } | undefined>;
  /** Where our own page fetches it, for a while. */
  readonly path: (file: ReportFile) => string;
  /** The same for the world; `undefined` where no link leads. */
  readonly link: (file: ReportFile) => string | undefined;
};

/** A delivery whose file is gone ends so. */
export const fileGone: SendResult = { kind: 'rejected', reason: 'its file cannot be made any more' };

/** Which channel a conversation belongs to. */
export function channelOf(conversation: string): string {
  return conversation.slice(0, conversation.indexOf(':'));
}

/** Does somebody else's platform carry this conversation, and see it? */
export function isMessenger(conversation: string): boolean {
  return ['telegram', 'teams'].includes(channelOf(conversation));
}

/**
 * The narrowest of the platforms: 64 bytes of Telegram's callback data (https://core.telegram.org/bots/api#inlinekeyboardbutton),
 * of which 8 are the nonce, 5 the prompt's number and 3 separators; 80 characters of a label still fit a phone.
 */
export const narrowest: Limits = { payloadBytes: 64 - 16, labelChars: 80, textChars: 4096, choices: 40 };
