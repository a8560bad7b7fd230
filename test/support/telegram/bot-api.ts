/**
 * An honest fake of the Bot API over HTTP: it checks every call, keeps the chats as people see them, and brings
 * updates by long polling or by webhook. Point a bot at `root`, and assert that `faults` stays empty.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ChatView, createChats, type Shown } from './chats.ts';
import { checkCall, type Styled } from './checking.ts';
import { createInbox, type Disorder } from './inbox.ts';
import { createGate, type Limits } from './limits.ts';
import { answer, readCall, write } from './line.ts';
import type { User } from './messages.ts';
import { createMethods, createProfile, type Profile } from './methods.ts';
import { createPeople, type People } from './people.ts';
import { createPolling } from './polling.ts';
import { badRequest, conflict, done, notFound, type Reply, tooMany, unauthorized } from './replies.ts';
import { isMethod, type Method, type Payload } from './rules.ts';
import { createTaps, type Tap } from './taps.ts';
import { createTroubles, type Trouble } from './trouble.ts';
import { createWebhook, type Delivery, type WebhookOptions } from './webhook.ts';

export const fakeToken = '7000000001:AAFakeFakeFakeFakeFakeFakeFakeFake_1';
/** Older calls are forgotten, or a long bench would fill the memory. */
const callsMax = 100_000;
const tapLifeMsDefault = 15 * 60_000;
const waitMsDefault = 5_000;
const counted: readonly string[] = [
  'sendMessage',
  'editMessageText',
  'editMessageReplyMarkup',
  'sendDocument',
  'sendPhoto',
] satisfies Method[];

export type BotApiOptions = {
  readonly token?: string;
  readonly username?: string;
  /** Off by default; `publishedLimits` are those of the FAQ. */
  readonly limits?: Partial<Limits>;
  /** For the limits, in milliseconds. */
  readonly now?: () => number;
  readonly disorder?: Disorder;
  /** Before every answer. */
  readonly latencyMs?: number;
  readonly tapLifeMs?: number;
  /** `false`: calls are taken as they are and HTML stays in the texts, for measuring. */
  readonly check?: boolean;
  readonly webhook?: Partial<WebhookOptions>;
};

export type Call = { readonly method: string; readonly payload: unknown; readonly at: number };
export type Fault = { readonly method: string; readonly payload: unknown; readonly description: string };

export type BotApi = People & {
  /** What a client calls its API root, without a slash at its end. */
  readonly root: string;
  readonly token: string;
  readonly me: User;
  readonly profile: Profile;
  readonly chat: (id: number) => ChatView;
  /** The first message of the bot in a chat that is, or becomes, as wished; rejects after the time. */
  readonly waitFor: (id: number, predicate: (shown: Shown) => boolean, timeoutMs?: number) => Promise<Shown>;
  readonly calls: readonly Call[];
  /** Calls that no good bot makes. */
  readonly faults: readonly Fault[];
  readonly deliveries: readonly Delivery[];
  readonly taps: () => readonly Tap[];
  /** Calls that went over the limits. */
  readonly tooMany: () => number;
  /** Updates that the bot has not confirmed. */
  readonly pending: () => number;
  readonly whenDelivered: () => Promise<void>;
  /** The next calls of a method, or of any for `*`, fail. */
  readonly fail: (method: string, how: Trouble, times?: number) => void;
  readonly close: () => Promise<void>;
};

export async function openBotApi(options: BotApiOptions = {}): Promise<BotApi> {
  const { token = fakeToken, username = 'RozmownicaTestBot', check = true, latencyMs = 0 } = options;
  const me: User = { id: Number(token.split(':')[0]), is_bot: true, first_name: 'Rozmównica', username };
  const calls: Call[] = [];
  const faults: Fault[] = [];
  const deliveries: Delivery[] = [];
  let refusedByLimits = 0;

  const chats = createChats();
  const taps = createTaps(options.tapLifeMs ?? tapLifeMsDefault);
  const profile = createProfile();
  const inbox = createInbox(options.disorder);
  const methods = createMethods(chats, taps, profile, me);
  const polling = createPolling(inbox);
  const hooking = { allowLoopback: true, againMs: 20, againMsMax: 2_000, ...options.webhook };
  const webhook = createWebhook(inbox, hooking, (delivery) => void deliveries.push(delivery));
  const gate = options.limits && createGate(options.limits, options.now ?? (() => performance.now()));
  const troubles = createTroubles();

  const fault = (method: string, payload: unknown, reply: Reply): Reply => {
    if (!reply.ok) faults.push({ method, payload, description: reply.description });
    return reply;
  };

  const perform = (method: Method, payload: unknown, signal: () => AbortSignal): Reply | Promise<Reply> => {
    const checked = check ? checkCall(method, payload) : { ok: true as const, styled: unchecked(payload) };
    if (!checked.ok) return fault(method, payload, badRequest(checked.description));
    const chat = counted.includes(method) ? (payload as Payload<'sendMessage'>).chat_id : undefined;
    const wait = chat === undefined ? undefined : gate?.pass(chat);
    if (wait !== undefined) {
      refusedByLimits += 1;
      return tooMany(wait);
    }
    switch (method) {
      // The casts: the rule of just this method has checked the payload.
      case 'getUpdates':
        return webhook.isSet()
          ? conflict(
              "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
            )
          : polling.poll(payload as Payload<'getUpdates'>, signal());
      case 'setWebhook': {
        polling.end('terminated by setWebhook request');
        const reply = webhook.set(payload as Payload<'setWebhook'>);
        return reply.ok ? reply : fault(method, payload, reply);
      }
      case 'deleteWebhook':
        webhook.remove();
        if ((payload as Payload<'deleteWebhook'>).drop_pending_updates) inbox.clear();
        return done();
      case 'getWebhookInfo':
        return webhook.info();
      default:
        return (methods[method] as (payload: unknown, styled: Styled) => Reply)(payload, checked.styled);
    }
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, given, method = ''] = /^\/bot([^/?]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    const body = await readCall(request);
    const payload = body.ok ? body.payload : undefined;
    if (calls.length >= callsMax) calls.splice(0, callsMax / 2);
    calls.push({ method, payload, at: Date.now() });
    if (given === undefined) return write(response, fault(method, payload, notFound));
    if (given !== token) return write(response, fault(method, payload, unauthorized));
    if (!isMethod(method)) return write(response, fault(method, payload, notFound));
    if (!body.ok) return write(response, fault(method, payload, badRequest(body.why)));
    const signal = () => {
      const control = new AbortController();
      response.on('close', () => control.abort());
      return control.signal;
    };
    await answer(response, () => perform(method, payload, signal), troubles.take(method), latencyMs);
  };

  const server = createServer((request, response) => {
    // Whoever hangs up in the middle of a call is not answered.
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    ...createPeople(inbox, chats, taps, me),
    root: `http://127.0.0.1:${port}`,
    token,
    me,
    profile,
    chat: chats.view,
    waitFor: (id, predicate, timeoutMs = waitMsDefault) => chats.waitFor(id, predicate, timeoutMs),
    calls,
    faults,
    deliveries,
    taps: taps.all,
    tooMany: () => refusedByLimits,
    pending: () => inbox.entries.size,
    whenDelivered: inbox.whenEmpty,
    fail: (method, how, times = 1) => troubles.order(method, how, times),
    async close() {
      webhook.remove();
      inbox.clear();
      polling.end('the server is restarting');
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function unchecked(payload: unknown): Styled {
  const { text, caption } = payload as { readonly text?: string; readonly caption?: string };
  return { text: text ?? caption ?? '', entities: [] };
}
