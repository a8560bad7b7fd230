/** Everything that can happen in a conversation. Messages, taps, time and plans all come in on one road. */
import { z } from 'zod';
import type { Run } from './session.ts';

type Common = {
  /** Unique for what happened: the same activity delivered twice has the same id, and happens once. */
  readonly id: string;
  /** `<channel>:<the channel's own id>`, opaque to the engine. */
  readonly conversation: string;
  /** Milliseconds since 1970, UTC. The only clock the engine sees. */
  readonly at: number;
  /** Hex digits drawn by the shell, at least `chanceDigits` long: the only dice the engine sees. */
  readonly chance: string;
  /** The language the person's app is set to, if it says so. */
  readonly locale?: string | undefined;
  /** What the channel wants to know again when it sends something here. */
  readonly route?: Route | undefined;
};

/** How a channel reaches a conversation: kept beside it, and understood by nobody but the channel. */
export const Route = z.record(z.string(), z.unknown());
export type Route = z.infer<typeof Route>;

/** Hex digits that one turn may need at most: codes, a nonce and three random row ids. */
export const chanceDigits = 192;

export type Activity = Common &
  (
    | { readonly kind: 'message'; readonly text: string }
    /** A message sent earlier was changed: which question it belonged to, nobody knows. */
    | { readonly kind: 'edited' }
    /** A button: which run it belongs to, which prompt it stood under, and what it means. */
    | {
        readonly kind: 'choice';
        readonly nonce: string;
        readonly prompt: number;
        readonly step: string;
        readonly choice: string;
      }
    /** A link with a code was opened. */
    | { readonly kind: 'invitation'; readonly code: string }
    /** The person is here: the page was opened. */
    | { readonly kind: 'opened' }
    /** The app was installed. Platforms say so several times. */
    | { readonly kind: 'installed' }
    /** The bot may write here again. Whoever let it in is about to say something. */
    | { readonly kind: 'returned' }
    /** A photo, a voice message, a file: nothing the bot can read. */
    | { readonly kind: 'attachment' }
    /** The wave closed; what is begun may still be sent until `until`. */
    | { readonly kind: 'closed'; readonly campaign: string; readonly until: number }
    /** What was not sent in time is erased. */
    | { readonly kind: 'expired'; readonly campaign: string }
    /** The results of a wave are public: who agreed to hear of them is told where. */
    | { readonly kind: 'results'; readonly campaign: string }
    /** Another conversation showed this one's code and asks for its survey. */
    | { readonly kind: 'give'; readonly code: string; readonly to: string }
    /** The survey that was asked for arrives. */
    | { readonly kind: 'take'; readonly from: string; readonly run: Run }
    | { readonly kind: 'refused' }
    /** The person blocked the bot or went away. */
    | { readonly kind: 'left' }
  );
export type ActivityOf<K extends Activity['kind']> = Extract<Activity, { kind: K }>;
