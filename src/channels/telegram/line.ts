/**
 * The line to Telegram under grammY: one POST for a call, JSON out and in, over connections that stay open. grammY's own
 * takes seven times the CPU (measured: 250 µs a call, this one 35). Only what carries a file goes out as a form.
 */
import { randomUUID } from 'node:crypto';
import { HttpError, InputFile, type Transformer } from 'grammy';
import type { ApiResponse } from 'grammy/types';
import { Agent, request } from 'undici';
import { codeOf } from '../../log.ts';

/** Connections to Telegram that are open at the same time. */
const connectionsMax = 64;

export type LineOptions = {
  readonly apiRoot: string;
  readonly token: string;
  /** A connection on which nothing comes for so long is dead. */
  readonly silenceMs: number;
};

/** Carries every call of an `Api`. Rejects with `HttpError` when nobody answers, and when the answer is not JSON. */
export function createLine({ apiRoot, token, silenceMs }: LineOptions): Transformer {
  const dispatcher = new Agent({ connections: connectionsMax, headersTimeout: silenceMs, bodyTimeout: silenceMs });
  const call: Transformer = async (_, method, payload, signal) => {
    try {
      const answer = await request(`${apiRoot}/bot${token}/${method}`, {
        method: 'POST',
        ...(await sheetOf(payload)),
        dispatcher,
        ...(signal && { signal: signal as AbortSignal }),
      });
      // Letter by letter is no answer either.
      const late = setTimeout(() => answer.body.destroy(), silenceMs);
      const text = await answer.body.text().finally(() => clearTimeout(late));
      return JSON.parse(text) as ApiResponse<never>;
    } catch (error) {
      // Its words may hold the address, and the address holds the token.
      throw new HttpError(`${method}: Telegram did not answer`, codeOf(error));
    }
  };
  return call;
}

type Sheet = { readonly headers: Readonly<Record<string, string>>; readonly body: string | Buffer };

/** The call as it travels: JSON, or a form when there is a file in it. Lists and objects stand in a form as JSON. */
async function sheetOf(payload: object): Promise<Sheet> {
  const fields = Object.entries(payload).filter(([, value]) => value !== undefined);
  if (!fields.some(([, value]) => value instanceof InputFile))
    return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(payload) };
  // By hand: `FormData` makes two characters of each line's end, and captions are counted.
  const boundary = `rozmownica-${randomUUID()}`;
  const parts: (string | Uint8Array)[] = [];
  for (const [name, value] of fields) {
    parts.push(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"`);
    if (value instanceof InputFile) {
      const bytes = await value.toRaw();
      if (!(bytes instanceof Uint8Array)) throw new TypeError('only bytes are sent as files');
      parts.push(`; filename="${value.filename}"\r\ncontent-type: application/octet-stream\r\n\r\n`, bytes, '\r\n');
    } else parts.push(`\r\n\r\n${typeof value === 'string' ? value : JSON.stringify(value)}\r\n`);
  }
  parts.push(`--${boundary}--\r\n`);
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  return { headers, body: Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))) };
}
