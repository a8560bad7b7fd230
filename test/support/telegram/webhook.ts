/**
 * Delivery by webhook: every lane in order, its next update only after the former was answered with 2xx, different
 * lanes at the same time; what was not is sent again after a growing pause.
 */
import { Agent, request } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { Entry, Inbox } from './inbox.ts';
import { badRequest, done, type Reply } from './replies.ts';
import type { Payload } from './rules.ts';

const connectionsDefault = 40;
/** Telegram keeps a connection this long. */
const answerMsMax = 60_000;
const ports: readonly string[] = ['', '80', '88', '443', '8443'];
const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

export type WebhookOptions = {
  /** Takes an http address of this machine. */
  readonly allowLoopback: boolean;
  /** The pause before an update is sent again doubles from the first to the second. */
  readonly againMs: number;
  readonly againMsMax: number;
};

export type Delivery = {
  readonly update: number;
  readonly lane: string;
  readonly attempt: number;
  readonly status: number | 'dead';
  readonly tookMs: number;
};

type Lane = { readonly name: string; readonly queue: Entry[]; attempt: number };
type Hook = { readonly url: URL; readonly payload: Payload<'setWebhook'>; readonly stop: () => void };

export type Webhook = ReturnType<typeof createWebhook>;

export function createWebhook(inbox: Inbox, options: WebhookOptions, note: (delivery: Delivery) => void) {
  let hook: Hook | undefined;
  let trouble: { readonly last_error_date: number; readonly last_error_message: string } | undefined;

  const remove = (): void => {
    hook?.stop();
    hook = undefined;
  };

  return {
    isSet: () => hook !== undefined,
    set(payload: Payload<'setWebhook'>): Reply {
      const url = URL.canParse(payload.url) ? new URL(payload.url) : undefined;
      const bad = payload.url === '' ? undefined : problemOf(url, options.allowLoopback);
      if (bad !== undefined) return badRequest(`bad webhook: ${bad}`);
      remove();
      if (payload.drop_pending_updates) inbox.clear();
      if (payload.allowed_updates) inbox.allow(payload.allowed_updates);
      trouble = undefined;
      if (url) {
        const stop = deliver(inbox, url, payload, options, (delivery) => {
          const { status } = delivery;
          if (!isTaken(status)) {
            const said = status === 'dead' ? 'Connection failed' : `Wrong response from the webhook: ${status}`;
            trouble = { last_error_date: Math.floor(Date.now() / 1000), last_error_message: said };
          }
          note(delivery);
        });
        hook = { url, payload, stop };
      }
      return done();
    },
    remove,
    info: (): Reply =>
      done({
        url: hook?.payload.url ?? '',
        has_custom_certificate: false,
        pending_update_count: inbox.entries.size,
        ...(hook && { max_connections: hook.payload.max_connections ?? connectionsDefault }),
        allowed_updates: inbox.allowed(),
        ...trouble,
      }),
  };
}

function problemOf(url: URL | undefined, allowLoopback: boolean): string | undefined {
  if (allowLoopback && url?.protocol === 'http:' && loopback.includes(url.hostname)) return undefined;
  if (url?.protocol !== 'https:') return 'An HTTPS URL must be provided for webhook';
  return ports.includes(url.port) ? undefined : 'Webhook can be set up only on ports 80, 88, 443 or 8443';
}

function isTaken(status: number | 'dead'): boolean {
  return status !== 'dead' && status >= 200 && status < 300;
}

/** Sends what waits and what comes, until it is stopped. */
function deliver(
  inbox: Inbox,
  url: URL,
  { max_connections = connectionsDefault, secret_token }: Payload<'setWebhook'>,
  { againMs, againMsMax }: WebhookOptions,
  note: (delivery: Delivery) => void,
): () => void {
  const lanes = new Map<string, Lane>();
  const ready: Lane[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const agentOptions = { keepAlive: true, maxSockets: max_connections };
  const agent = url.protocol === 'https:' ? new SecureAgent(agentOptions) : new Agent(agentOptions);
  let flying = 0;
  let isStopped = false;

  const pump = (): void => {
    while (!isStopped && flying < max_connections) {
      const lane = ready.shift();
      if (!lane) return;
      void fly(lane);
    }
  };
  const rest = (lane: Lane, ms: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      ready.push(lane);
      pump();
    }, ms);
    timers.add(timer);
  };
  const fly = async (lane: Lane): Promise<void> => {
    const [entry] = lane.queue;
    if (!entry) return;
    flying += 1;
    lane.attempt += 1;
    entry.isSent = true;
    const since = performance.now();
    const status = await post(url, agent, JSON.stringify(entry.update), secret_token);
    flying -= 1;
    if (isStopped) return;
    const tookMs = performance.now() - since;
    note({ update: entry.id, lane: lane.name, attempt: lane.attempt, status, tookMs });
    if (!isTaken(status)) rest(lane, Math.min(againMs * 2 ** (lane.attempt - 1), againMsMax));
    else {
      lane.queue.shift();
      lane.attempt = 0;
      if (lane.queue.length > 0) ready.push(lane);
      else lanes.delete(lane.name);
      inbox.drop(entry);
    }
    pump();
  };
  const add = (entry: Entry): void => {
    const lane = lanes.get(entry.lane);
    if (lane) {
      lane.queue.push(entry);
      return;
    }
    const opened: Lane = { name: entry.lane, queue: [entry], attempt: 0 };
    lanes.set(entry.lane, opened);
    ready.push(opened);
    pump();
  };
  for (const entry of inbox.entries) add(entry);
  const unwatch = inbox.watch(add);
  return () => {
    isStopped = true;
    unwatch();
    for (const timer of timers) clearTimeout(timer);
    agent.destroy();
  };
}

function post(url: URL, agent: Agent, body: string, secret: string | undefined): Promise<number | 'dead'> {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...(secret !== undefined && { 'x-telegram-bot-api-secret-token': secret }),
  };
  return new Promise((resolve) => {
    const open = url.protocol === 'https:' ? secureRequest : request;
    const sent = open(url, { method: 'POST', agent, headers, timeout: answerMsMax }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', () => resolve('dead'));
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => resolve('dead'));
    sent.end(body);
  });
}
