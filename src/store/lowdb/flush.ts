/** What was settled a moment ago is written, unless something else of the same conversation was written since. */
import type { Parts } from './parts.ts';

/** So long what was sent may be unknown to the disk: a crash within it sends these messages once more. */
const soonMs = 1_000;

export type Flush = {
  readonly now: () => Promise<void>;
  readonly stop: () => void;
};

export function createFlush({
  conversations,
  hold,
  options,
}: Pick<Parts, 'conversations' | 'hold' | 'options'>): Flush {
  const writeOne = (id: string): Promise<void> =>
    hold(id, async () => {
      const record = await conversations.read(id);
      if (record && conversations.isUnwritten(id)) await conversations.write(record);
    });
  let busy = false;
  const now = async (): Promise<void> => {
    for (const id of conversations.unwritten()) await writeOne(id);
  };
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    await now().catch((error: unknown) => options.report({ kind: 'effect-failed', error }));
    busy = false;
  }, soonMs);
  timer.unref();
  return { now, stop: () => clearInterval(timer) };
}
