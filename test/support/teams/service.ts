/** Teams' side of the line: a connector that takes what a real one takes, refuses what it refuses, and breaks when told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** What becomes of a call. */
export type Fate =
  | 'taken'
  | 'hang'
  /** The line breaks: before anything is read, or after the message stands there. */
  | 'reset-before'
  | 'reset-after'
  | { readonly status: number; readonly code?: string; readonly headers?: Readonly<Record<string, string>> };

export type Arrived = {
  readonly method: string;
  readonly conversation: string;
  /** The message that is changed; `undefined` for a new one. */
  readonly changes: string | undefined;
  readonly authorization: string | undefined;
  readonly activity: Readonly<Record<string, unknown>>;
};

export type Service = {
  /** As `serviceUrl` of an activity. */
  readonly url: string;
  /** Calls, whatever became of them. */
  readonly calls: readonly Arrived[];
  /** Messages that people see: those that were taken, also when the answer was lost. */
  readonly seen: readonly Arrived[];
  /** What becomes of the next calls, in order; after them all is taken. */
  readonly expect: (...fates: readonly Fate[]) => void;
  readonly close: () => Promise<void>;
};

/** Larger messages were refused by Teams in some year or other. */
const bytesMax = 28 * 1024;

const account = z.object({ id: z.string().min(1) });
const Activity = z.object({
  type: z.enum(['message', 'typing']),
  from: account,
  recipient: account,
  conversation: account,
  textFormat: z.enum(['plain', 'markdown', 'xml']).optional(),
  text: z.string().optional(),
  attachments: z
    .array(
      z.object({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        content: z.object({ type: z.literal('AdaptiveCard'), version: z.enum(['1.0', '1.2', '1.3', '1.4', '1.5']) }),
      }),
    )
    .optional(),
});

export async function openService(): Promise<Service> {
  const calls: Arrived[] = [];
  const seen: Arrived[] = [];
  const fates: Fate[] = [];
  const messages = new Set<string>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const say = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    const refuse = (status: number, code: string, headers?: Readonly<Record<string, string>>) =>
      say(status, { error: { code, message: 'Words that may name somebody' } }, headers);

    const fate = fates.shift() ?? 'taken';
    if (fate === 'reset-before') return request.socket.destroy();
    let text = '';
    for await (const part of request.setEncoding('utf8')) text += part;
    const path = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(request.url ?? '');
    const conversation = decodeURIComponent(path?.[1] ?? '');
    const changes = path?.[2];
    const activity = JSON.parse(text);
    const { method = '', headers } = request;
    const call = { method, conversation, changes, authorization: headers.authorization, activity };
    calls.push(call);
    if (fate === 'hang') return;
    if (typeof fate === 'object') return refuse(fate.status, fate.code ?? 'ServiceError', fate.headers);

    const read = Activity.safeParse(activity);
    const isEmpty = !activity.text && !activity.attachments?.length;
    if (!read.success || isEmpty || read.data.conversation.id !== conversation) return refuse(400, 'BadSyntax');
    if (Buffer.byteLength(text) > bytesMax) return refuse(413, 'MessageSizeTooBig');
    if (method !== (changes === undefined ? 'POST' : 'PUT')) return refuse(405, 'MethodNotAllowed');
    if (changes !== undefined && !messages.has(changes)) return refuse(404, 'ActivityNotFoundInConversation');
    const id = changes ?? String(1_795_423_776_769 + messages.size);
    messages.add(id);
    seen.push(call);
    return fate === 'reset-after' ? request.socket.destroy() : say(changes === undefined ? 201 : 200, { id });
  };

  const server = createServer((request, response) => void answer(request, response).catch(() => request.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    calls,
    seen,
    expect: (...next) => void fates.push(...next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
