/** What a failed call means. PURE. */
import { GrammyError, HttpError } from 'grammy';
import type { SendResult } from '../../store/store.ts';

export type Failure = Exclude<SendResult, { kind: 'sent' | 'handed' | 'absent' }>;

/** Telegram says in words who is gone: https://core.telegram.org/bots/api#making-requests has no list. */
const gone =
  /chat not found|user is deactivated|user not found|peer_id_invalid|bot was kicked|group chat was upgraded/i;

const reasonCharsMax = 80;

/** Throws what is no failure of a call. */
export function failureOf(error: unknown): Failure {
  // No answer, or one that is none: whether the call arrived nobody knows.
  if (error instanceof HttpError) return { kind: 'retry' };
  if (!(error instanceof GrammyError)) throw error;
  const { error_code: code, description, parameters } = error;
  if (code === 429) return { kind: 'retry', afterMs: (parameters.retry_after ?? 1) * 1_000 };
  if (code === 403 || (code === 400 && gone.test(description))) return { kind: 'unreachable' };
  // 401 and 404: the token or the server's address is wrong, and will be put right.
  if (code >= 500 || code === 401 || code === 404 || code === 409) return { kind: 'retry' };
  return { kind: 'rejected', reason: `${code} ${kindOf(description)}` };
}

/** The new id of a group that became another chat. */
export function movedTo(error: unknown): number | undefined {
  return error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
}

/** The message shows already what it was to show. */
export function isUnchanged(error: unknown): boolean {
  return error instanceof GrammyError && error.description.includes('message is not modified');
}

/** The message is gone, or too old to be changed. */
export function isPastEditing(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    error.error_code === 400 &&
    /message (?:to edit not found|can't be edited)/i.test(error.description)
  );
}

/** What comes after a second colon may repeat what was sent. */
function kindOf(description: string): string {
  return description.split(':').slice(0, 2).join(':').slice(0, reasonCharsMax);
}
