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
