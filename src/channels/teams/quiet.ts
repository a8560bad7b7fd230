/** The SDK writes to the console what it was given: keys, tokens, whole errors. Ours is another log. */
import { AsyncLocalStorage } from 'node:async_hooks';

const inside = new AsyncLocalStorage<true>();
let installed = false;

/** Runs it, and whatever follows from it, without a word on the console. Everybody else's words come out. */
export function quietly<T>(run: () => T): T {
  install();
  return inside.run(true, run);
}

function install(): void {
  if (installed) return;
  installed = true;
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    const say = console[method].bind(console);
    console[method] = (...words: unknown[]) => (inside.getStore() ? undefined : say(...words));
  }
}
