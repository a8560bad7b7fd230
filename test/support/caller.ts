/** A visitor without a browser: keeps cookies, posts what the page would post, and reads the stream of replies. */
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { Shown } from '../../src/channels/webchat/render.ts';

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };
export type Headers = Readonly<Record<string, string>>;

type Ask = { readonly headers?: Headers; readonly body?: string };

function open(base: string, method: string, path: string, { headers = {}, body }: Ask): Promise<IncomingMessage> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    // The path goes out as it is written here: nothing tidies it.
    request({ hostname, port, method, path, headers }, resolve).on('error', reject).end(body);
  });
}

/** One request and its whole answer. */
export async function ask(base: string, method: string, path: string, what: Ask = {}): Promise<Answer> {
  const response = await open(base, method, path, what);
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += part;
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

type Hello = { readonly settled?: number; readonly deliveries?: number };

/** An open stream. */
export type Line = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** What it said first. */
  readonly hello: Hello;
  /** The next reply; rejects when the stream is over. */
  readonly reply: () => Promise<Shown>;
  /** Resolves with the name of the last event when the server ends it. */
  readonly over: Promise<string>;
  readonly close: () => void;
};

export type Caller = {
  /** By name, as they were set. */
  readonly cookies: Map<string, string>;
  readonly conversation: () => string;
  readonly get: (path: string, headers?: Headers, method?: string) => Promise<Answer>;
  /** Posts to the chat; a text as it is, anything else as JSON. */
  readonly post: (body: unknown, headers?: Headers) => Promise<Answer>;
  readonly listen: () => Promise<Line>;
};

let count = 0;
/** An id as the page draws it: no other has it. */
export function drawId(): string {
  count += 1;
  return `activity-${count}`;
}

export function createCaller(base: string): Caller {
  const cookies = new Map<string, string>();
  const sent = (): Headers =>
    cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  const keep = (answer: Answer): Answer => {
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  return {
    cookies,
    conversation: () => `webchat:${/rozmowa=([0-9a-f]{32})\./.exec(sent().cookie ?? '')?.[1] ?? ''}`,
    get: async (path, headers, method = 'GET') =>
      keep(await ask(base, method, path, { headers: { ...sent(), ...headers } })),
    post: async (body, headers) =>
      keep(
        await ask(base, 'POST', '/webchat/messages', {
          headers: { 'content-type': 'application/json', ...sent(), ...headers },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
    async listen() {
      const response = await open(base, 'GET', '/webchat/stream', { headers: sent() });
      const events = eventsOf(response);
      const replies: Shown[] = [];
      const waiting: { readonly resolve: (shown: Shown) => void; readonly reject: (error: Error) => void }[] = [];
      const hello = Promise.withResolvers<Hello>();
      let isOver = false;
      const read = async (): Promise<string> => {
        let last = '';
        for await (const { event, data } of events) {
          last = event;
          if (event === 'hello') hello.resolve(data as Hello);
          if (event !== 'reply') continue;
          const next = waiting.shift();
          if (next) next.resolve(data as Shown);
          else replies.push(data as Shown);
        }
        return last;
      };
      const over = read()
        .catch(() => 'cut')
        .finally(() => {
          isOver = true;
          hello.resolve({});
          for (const { reject } of waiting) reject(new Error('the stream is over'));
        });
      return {
        status: response.statusCode ?? 0,
        headers: response.headers,
        hello: await hello.promise,
        over,
        reply: () =>
          new Promise((resolve, reject) => {
            const next = replies.shift();
            if (next) resolve(next);
            else if (isOver) reject(new Error('the stream is over'));
            else waiting.push({ resolve, reject });
          }),
        close: () => void response.destroy(),
      };
    },
  };
}

async function* eventsOf(
  response: IncomingMessage,
): AsyncGenerator<{ readonly event: string; readonly data: unknown }> {
  let text = '';
  for await (const part of response.setEncoding('utf8')) {
    text += part;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = /^event: (.*)$/m.exec(block)?.[1];
      if (event !== undefined) yield { event, data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? 'null') };
    }
  }
}

/** Someone who opened the page. */
export async function visit(base: string, path = '/'): Promise<Caller> {
  const caller = createCaller(base);
  const first = await caller.get(path);
  if (first.status === 303) await caller.get('/');
  return caller;
}

/** What a finger in a hurry would tap: the first answer, "ready" where one is ticked, and "send" at the end. */
export function hasty({ prompt }: Shown): object {
  if (!prompt) throw new Error('there is nothing to tap');
  const { nonce, prompt: number, step, choices } = prompt;
  const ticked = choices.some(({ selected }) => selected);
  const answers = choices.filter(({ aside, selected }) => !aside && !(ticked && selected !== undefined));
  const wanted = (step === 'review' ? answers.at(-1) : answers[0]) ?? choices[0];
  return { kind: 'choice', id: drawId(), nonce, prompt: number, step, choice: wanted?.id ?? '' };
}
