/** Presses of buttons, and how long the client showed a spinner after each. */
import { badRequest, done, type Reply } from './replies.ts';

export type Tap = {
  readonly id: string;
  readonly chat: number | undefined;
  readonly data: string | undefined;
  /** Milliseconds. */
  readonly at: number;
  readonly answer: { readonly text: string; readonly alert: boolean; readonly afterMs: number } | undefined;
};

export type Taps = ReturnType<typeof createTaps>;

/** `lifeMs`: after this long an answer comes too late. */
export function createTaps(lifeMs: number) {
  const taps = new Map<string, Tap>();
  return {
    all: (): readonly Tap[] => [...taps.values()],
    /** The same press delivered twice is still one press. */
    begin(tap: Pick<Tap, 'id' | 'chat' | 'data'>): void {
      if (!taps.has(tap.id)) taps.set(tap.id, { ...tap, at: Date.now(), answer: undefined });
    },
    answer(id: string, text: string, alert: boolean): Reply {
      const tap = taps.get(id);
      const now = Date.now();
      if (!tap || tap.answer || now - tap.at > lifeMs) {
        return badRequest('query is too old and response timeout expired or query ID is invalid');
      }
      taps.set(id, { ...tap, answer: { text, alert, afterMs: now - tap.at } });
      return done();
    },
  };
}
