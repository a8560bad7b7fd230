/**
 * The line to Telegram under grammY: one POST for a call, JSON out and in, over connections that stay open. grammY's own
 * takes seven times the CPU (measured: 250 µs a call, this one 35); files, which only it can send, are none of ours.
 */
import { HttpError, type Transformer } from 'grammy';
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
  const headers = { 'content-type': 'application/json' };
  const call: Transformer = async (_, method, payload, signal) => {
    try {
      const answer = await request(`${apiRoot}/bot${token}/${method}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(payload),
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
