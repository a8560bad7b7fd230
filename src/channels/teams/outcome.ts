/** What a failed call means. PURE. */
import type { SendResult } from '../../store/store.ts';

/** A call that did not do what it was for: by its status, 0 without an answer, and what the platform calls it. */
export class CallFailed extends Error {
  readonly status: number;
  /** A code, never words: those may hold names. */
  readonly code: string;
  readonly afterMs: number | undefined;

  constructor(status: number, code: string, afterMs?: number) {
    super(`${status} ${code}`);
    this.name = 'CallFailed';
    this.status = status;
    this.code = code;
    this.afterMs = afterMs;
  }
}

export type Failure = Extract<SendResult, { kind: 'retry' | 'unreachable' | 'rejected' }>;

/** Teams has codes of its own for who is gone, under several statuses. */
const gone = /^(?:ConversationNotFound|BotNotInConversationRoster|UserNotFound|ConversationBlockedByUser)$/i;

/**
 * 412, 502 and 504 are to be tried again like 429, only later:
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
 * 401: the secret is being renewed, or the clock is wrong.
 */
const again = [0, 401, 408, 412];

export function failureOf({ status, code, afterMs }: CallFailed): Failure {
  if (gone.test(code) || status === 403 || status === 404) return { kind: 'unreachable' };
  if (status === 429 || status >= 500 || again.includes(status))
    return afterMs === undefined ? { kind: 'retry' } : { kind: 'retry', afterMs };
  return { kind: 'rejected', reason: `${status} ${code}` };
}

/** The platform did not like what was in it: words alone may do. */
export function isAboutContent({ status, code }: CallFailed): boolean {
  return !gone.test(code) && [400, 413, 415, 422].includes(status);
}

/** The message is gone, or cannot be changed any more. */
export function isPastEditing({ status }: CallFailed): boolean {
  return [400, 403, 404, 405, 413, 501].includes(status);
}

const longestMs = 600_000;

/** How long to wait, as https://www.rfc-editor.org/rfc/rfc9110#name-retry-after writes it. */
export function waitOf(retryAfter: string | null, now: number): number | undefined {
  if (retryAfter === null) return undefined;
  const ms = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longestMs) : undefined;
}
