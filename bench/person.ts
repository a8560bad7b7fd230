/** A person at the web chat without a browser: keeps cookies, hears the stream, answers by choices, says what was seen. */
import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Shown } from '../src/channels/webchat/render.ts';

/** From sending an answer, in milliseconds: until it was accepted, and until the next question came. */
export type Turn = { readonly acceptedMs: number; readonly replyMs: number };

export type Person = {
  /** Opens the page with an invitation and waits for the first question. */
  readonly arrive: (code: string) => Promise<void>;
  readonly answer: () => Promise<Turn>;
  readonly conversation: () => string;
  readonly shown: () => Shown | undefined;
  /** What was answered last, by step. */
  readonly answers: ReadonlyMap<string, string>;
  /** Posts that the server put off, so that they went out again. */
  readonly putOff: () => number;
  /** What the page would still be doing. */
  readonly settled: () => Promise<unknown>;
  readonly leave: () => void;
};

const patienceMs = 30_000;

export function createPerson(port: number, name: string): Person {
  // As many lines as a browser has.
  const agent = new Agent({ keepAlive: true, maxSockets: 6 });
  const cookies = new Map<string, string>();
  const answers = new Map<string, string>();
  const confirming = new Set<Promise<unknown>>();
  let count = 0;
  let putOff = 0;
  let shown: Shown | undefined;
  let hear: ((at: number) => void) | undefined;
  let stream: IncomingMessage | undefined;

  const ask = (method: string, path: string, body?: object): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const payload = body && JSON.stringify(body);
      const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join('; ');
      const headers = {
        accept: 'text/html, */*',
        ...(cookie && { cookie }),
        ...(payload && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
      };
      const asked = request({ agent, port, host: '127.0.0.1', method, path, headers }, (response) => {
        for (const line of response.headers['set-cookie'] ?? []) {
          const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          if (value === '') cookies.delete(key);
          else cookies.set(key, value);
        }
        resolve(response);
      });
      asked.once('error', reject);
      asked.end(payload);
    });

  const read = async (path: string): Promise<void> => {
    const response = await ask('GET', path);
    if ((response.statusCode ?? 500) >= 400) throw new Error(`${path} answered ${response.statusCode}`);
    for await (const _ of response);
  };

  /** Posts until it is taken; what the server puts off goes out again, as the page does. */
  const post = async (body: object): Promise<void> => {
    for (;;) {
      const response = await ask('POST', '/webchat/messages', body);
      response.resume();
      const status = response.statusCode ?? 500;
      if (status < 300) return;
      if (status < 500 && status !== 429) throw new Error(`a post was refused: ${status}`);
      putOff += 1;
      await pause(Number(response.headers['retry-after'] ?? 1) * 1_000);
    }
  };

  const listen = async (): Promise<void> => {
    stream = await ask('GET', '/webchat/stream');
    stream.setEncoding('utf8');
    let rest = '';
    stream.on('data', (part: string) => {
      const events = (rest + part).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const data = /^event: reply\ndata: (.*)$/m.exec(event)?.[1];
        if (data === undefined) continue;
        const at = performance.now();
        const came: Shown = JSON.parse(data);
        const seen = post({ kind: 'seen', number: came.number });
        confirming.add(seen);
        void seen.finally(() => confirming.delete(seen));
        if (came.id === shown?.id) continue;
        shown = came;
        if (came.prompt) hear?.(at);
      }
    });
  };

  /** Posts, and waits for the next question. */
  const say = async (body: object): Promise<Turn> => {
    count += 1;
    const from = performance.now();
    const heard = new Promise<number>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${name} got no reply to ${JSON.stringify(body)}`)), patienceMs);
      hear = (at) => {
        clearTimeout(late);
        resolve(at);
      };
    });
    const accepted = post({ id: `${name}-${String(count).padStart(20, '0')}`, language: 'pl', ...body });
    const [acceptedAt, heardAt] = await Promise.all([accepted.then(() => performance.now()), heard]);
    return { acceptedMs: acceptedAt - from, replyMs: heardAt - from };
  };

  return {
    async arrive(code) {
      await read(`/?z=${code}`);
      await read('/');
      await listen();
      await say({ kind: 'opened' });
    },
    answer() {
      const prompt = shown?.prompt;
      if (!prompt) throw new Error('nothing is asked');
      const { nonce, step } = prompt;
      const choice = choose(prompt);
      const ticked = prompt.choices.find((one) => one.selected)?.id.slice(1);
      answers.set(step, choice === '~skip' ? '~skipped' : choice === '~done' ? (ticked ?? '') : choice);
      return say({ kind: 'choice', nonce, prompt: prompt.prompt, step, choice });
    },
    conversation: () => `webchat:${decodeURIComponent(cookies.get('rozmowa') ?? '').split('.')[0]}`,
    shown: () => shown,
    answers,
    putOff: () => putOff,
    settled: () => Promise.all(confirming),
    leave() {
      stream?.destroy();
      agent.destroy();
    },
  };
}

/** An answer; at the end back to a question, since sending is more than a turn. */
function choose({ prompt, step, input, choices }: NonNullable<Shown['prompt']>): string {
  if (step === 'review') return 'edit:a12_formality';
  if (choices.some((one) => one.selected)) return '~done';
  // Others each time, so that a turn that was lost shows.
  if (/^\d$/.test(choices[0]?.id ?? '')) return choices[prompt % 5]?.id ?? '';
  return input === 'text' ? '~skip' : (choices[0]?.id ?? '');
}
