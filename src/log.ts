/** The log: facts with counts and codes. Never a text, a name, a token or an address of a person. */
import pino, { type Logger } from 'pino';

export type Log = Logger;

/** Fields that must never come out, however they got in. */
const forbidden = ['text', 'label', 'name', 'code', 'answers', 'conversation', 'token', 'receipt'].flatMap((field) => [
  field,
  `*.${field}`,
]);

/** Errors are logged by what they are, not by what they were given. */
export function createLog(level: string): Log {
  return pino(
    { level, base: null, redact: { paths: forbidden, remove: true }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  );
}

/** What an error is, for the log: its code or its class; its words may hold what a person wrote. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  // Telegram numbers its refusals: 401 is a wrong token, 409 another program with the same one.
  if ('error_code' in error && typeof error.error_code === 'number') return `${error.name} ${error.error_code}`;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
