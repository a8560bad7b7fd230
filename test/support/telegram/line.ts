/** The HTTP side: a call comes in, an answer goes out, and what a broken line does to it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './replies.ts';
import { serverError, tooMany } from './replies.ts';
import type { Trouble } from './trouble.ts';

const bodyBytesMax = 1024 * 1024;
/** Of a call with a file: https://core.telegram.org/bots/api#sending-files */
const formBytesMax = 50 * 1024 * 1024;
const gatewayPage = '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n</body>\r\n</html>\r\n';

export type Body = { readonly ok: true; readonly payload: unknown } | { readonly ok: false; readonly why: string };

/** The JSON of a call; without a body an empty one. */
export async function readCall(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = [];
  const type = request.headers['content-type'] ?? '';
  const isForm = type.startsWith('multipart/form-data');
  const bytesMax = isForm ? formBytesMax : bodyBytesMax;
  let bytes = 0;
  // By events, not by `for await`: a bench measures the bot and not this.
  await new Promise((resolve, reject) => {
    request.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes <= bytesMax) parts.push(part);
    });
    request.on('end', resolve).on('error', reject);
  });
  if (bytes > bytesMax) return { ok: false, why: 'request entity too large' };
  if (bytes === 0) return { ok: true, payload: {} };
  if (isForm) return readForm(Buffer.concat(parts), type);
  if (!type.startsWith('application/json')) return { ok: false, why: 'only JSON is taken' };
  try {
    return { ok: true, payload: JSON.parse(Buffer.concat(parts).toString('utf8')) };
  } catch {
    return { ok: false, why: "can't parse JSON" };
  }
}

/** A form: everything in it is text, but for the files. */
async function readForm(bytes: Buffer, type: string): Promise<Body> {
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
    const payload: Record<string, unknown> = {};
    for (const [name, value] of form)
      payload[name] =
        typeof value === 'string'
          ? fieldOf(name, value)
          : { name: value.name, bytes: Buffer.from(await value.arrayBuffer()) };
    return { ok: true, payload };
  } catch {
    return { ok: false, why: "can't parse the form" };
  }
}

/** Words stay words, whatever they look like. */
function fieldOf(name: string, value: string): unknown {
  const isWords = ['text', 'caption', 'parse_mode'].includes(name);
  return !isWords && /^(?:-?\d+|true|false|[[{].*)$/s.test(value) ? JSON.parse(value) : value;
}

/** Does what was asked and answers; or fails as ordered. */
export async function answer(
  response: ServerResponse,
  perform: () => Reply | Promise<Reply>,
  trouble: Trouble | undefined,
  latencyMs: number,
): Promise<void> {
  switch (trouble?.kind) {
    case 'too-many':
      return write(response, tooMany(trouble.retryAfter));
    case 'server-error':
      return write(response, serverError);
    case 'bad-gateway':
      response.writeHead(502, { 'content-type': 'text/html' }).end(gatewayPage);
      return;
    case 'cut-before':
      cut(response);
      return;
  }
  const reply = await perform();
  if (latencyMs > 0) await pause(latencyMs);
  switch (trouble?.kind) {
    case undefined:
      return write(response, reply);
    case 'cut-after':
      cut(response);
      return;
    case 'hang':
      await pause(trouble.ms);
      return write(response, reply);
    case 'not-json': {
      const text = JSON.stringify(reply);
      response.writeHead(200, { 'content-type': 'application/json' }).end(text.slice(0, text.length / 2));
      return;
    }
    case 'drip':
      return drip(response, reply, trouble.ms);
    default:
      return trouble satisfies never;
  }
}

export function write(response: ServerResponse, reply: Reply): void {
  const text = JSON.stringify(reply);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  response.writeHead(statusOf(reply), headers).end(text);
}

async function drip(response: ServerResponse, reply: Reply, ms: number): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(reply));
  response.writeHead(statusOf(reply), { 'content-type': 'application/json', 'content-length': bytes.length });
  for (const byte of bytes) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await pause(ms / bytes.length);
  }
  response.end();
}

/** As a reset, not as a tidy end. */
function cut(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function statusOf(reply: Reply): number {
  return reply.ok ? 200 : reply.error_code;
}

function pause(ms: number): Promise<void> {
  // A pause alone must not keep a finished test alive.
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
