/** The line to the server: what people say goes out in order and until it arrives; replies come in as a stream. */
import type { Shown } from '../render.ts';
import * as memory from './memory.ts';

/** How far a conversation stands at the server; nothing when there is none. */
type Hello = { readonly settled?: number; readonly deliveries?: number };

export type Listener = {
  readonly onReply: (shown: Shown) => void;
  /** Another page got what this one did not, or this one is new. `isComing`: more is on its way. */
  readonly onBehind: (isComing: boolean) => void;
  /** What was said is written down at the server. */
  readonly onAccepted: (id: string) => void;
  /** What was said cannot be taken: it is not sent again. */
  readonly onRefused: (id: string, status: number) => void;
  readonly onState: (state: LineState) => void;
};

/** `lost`, `busy`: it tries again by itself. `unsaved`: the server cannot write just now. `expired`, `elsewhere`: a person must act. */
export type LineState = 'fine' | 'lost' | 'busy' | 'unsaved' | 'expired' | 'elsewhere';

const timeoutMs = 20_000;
const waitMinMs = 1_000;
const waitMaxMs = 15_000;
/** A page that nobody looks at gives its line back after this long: browsers share six of them between all tabs. */
const hiddenMs = 10_000;
/** Put off for longer than this, a person is told; for longer than the other, it is tried sooner. */
const busyMs = 5_000;
const busyMaxMs = 30_000;
/** A reply takes milliseconds; after this long without one the stream is taken for dead. */
const silentMs = 8_000;
/** A line that comes back within this is not worth a word. */
const lostMs = 3_000;
/** Times that it is said again that something was seen; after that the server says it once more, and so do we. */
const confirmsMax = 6;

export function openLine(listener: Listener) {
  let stream: EventSource | undefined;
  let state: LineState = 'fine';
  let sending = false;
  let failures = 0;
  let retry: number | undefined;
  let reopen: number | undefined;
  let hidden: number | undefined;
  let silence: number | undefined;

  const tell = (next: LineState): void => {
    if (next === state) return;
    state = next;
    listener.onState(next);
  };

  const post = (body: unknown): Promise<Response> =>
    fetch('/webchat/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });

  /** Sends the oldest of what waits; the next one only when it has arrived, so that the order stays. */
  const pump = async (): Promise<void> => {
    const [next] = memory.queue();
    if (sending || !next || state === 'expired') return;
    sending = true;
    clearTimeout(retry);
    const response = await post(next).catch(() => undefined);
    sending = false;
    if (response?.ok) {
      memory.dequeue();
      failures = 0;
      if (state === 'unsaved' || state === 'busy' || (state === 'lost' && stream?.readyState === EventSource.OPEN))
        tell('fine');
      listener.onAccepted(next.id);
      clearTimeout(silence);
      silence = setTimeout(connect, silentMs);
      return pump();
    }
    if (response?.status === 401) return tell('expired');
    if (response && response.status < 500 && response.status !== 429 && response.status !== 408) {
      memory.dequeue();
      listener.onRefused(next.id, response.status);
      return pump();
    }
    failures += 1;
    // Too fast is no fault: it waits a moment and goes out. One hiccup is not worth a word either.
    if (response?.status !== 429 && failures > 1) tell(response ? 'unsaved' : 'lost');
    const asked = Math.min(busyMaxMs, Number(response?.headers.get('retry-after') ?? 0) * 1_000);
    if (response?.status === 429 && asked > busyMs) tell('busy');
    const wait = Math.min(waitMaxMs, waitMinMs * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
    retry = setTimeout(pump, Math.max(asked, wait));
  };

  /** Says that a delivery is on the screen; unsaid, it would come again and the next ones would wait. */
  const confirm = async (number: number, attempt = 0): Promise<void> => {
    const response = await post({ kind: 'seen', number }).catch(() => undefined);
    const again = !response || response.status === 429 || response.status >= 500;
    if (again && attempt < confirmsMax) setTimeout(() => confirm(number, attempt + 1), waitMinMs * 2 ** attempt);
  };

  const hear = (event: MessageEvent<string>): void => {
    clearTimeout(silence);
    const shown: Shown = JSON.parse(event.data);
    const known = memory.hasSeen(shown);
    if (!known) memory.see(shown);
    if (!known) listener.onReply(shown);
    void confirm(shown.number);
  };

  const greet = (event: MessageEvent<string>): void => {
    const { settled, deliveries }: Hello = JSON.parse(event.data);
    if (settled === undefined || deliveries === undefined) return;
    const number = memory.last()?.number ?? 0;
    if (number < settled || number > deliveries) listener.onBehind(deliveries > settled);
  };

  /** Gives the line back, if nobody looks at the page by then. */
  function rest(): void {
    hidden = setTimeout(() => stream?.close(), hiddenMs);
  }

  function connect(): void {
    clearTimeout(hidden);
    // Opened in the background: nothing will tell that it was hidden.
    if (document.hidden) rest();
    clearTimeout(reopen);
    clearTimeout(silence);
    stream?.close();
    const mine = new EventSource('/webchat/stream');
    stream = mine;
    mine.addEventListener('reply', hear);
    mine.addEventListener('hello', greet);
    mine.addEventListener('elsewhere', () => {
      mine.close();
      tell('elsewhere');
    });
    mine.onopen = () => {
      failures = 0;
      tell('fine');
      void pump();
    };
    mine.onerror = () => {
      reopen = setTimeout(() => {
        if (stream !== mine || mine.readyState === EventSource.OPEN || state === 'elsewhere') return;
        tell('lost');
        // After an answer that is no stream the browser gives up; we do not.
        if (mine.readyState === EventSource.CLOSED) connect();
      }, lostMs);
    };
  }

  addEventListener('online', () => {
    connect();
    void pump();
  });
  // Come back to by the browser's own back: the page lives on, its line does not.
  addEventListener('pageshow', (event) => {
    if (event.persisted) connect();
  });
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hidden);
    if (document.hidden) rest();
    else if (stream && stream.readyState !== EventSource.OPEN && state !== 'elsewhere') connect();
  });

  return {
    connect,
    /** Sends it, now or as soon as it can; also after a reload. */
    say(said: memory.Post): void {
      memory.enqueue(said);
      void pump();
    },
    /** Sends what a reload interrupted. */
    resume: (): void => void pump(),
  };
}
