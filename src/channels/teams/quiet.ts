/** The SDK writes to the console what it was given: keys, tokens, whole errors. Ours is another log. */
import { AsyncLocalStorage } from 'node:async_hooks';

const inside = new AsyncLocalStorage<true>();
/** Ways to the console that are ours: whoever puts another before them is listened to before as well. */
const ours = new WeakSet<object>();

/** Runs it, and whatever follows from it, without a word on the console. Everybody else's words come out. */
export function quietly<T>(run: () => T): T {
  install();
  return inside.run(true, run);
}

function install(): void {
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    if (ours.has(console[method])) continue;
    const say = console[method].bind(console);
    const own = (...words: unknown[]): void => (inside.getStore() ? undefined : say(...words));
    ours.add(own);
    console[method] = own;
  }
}
