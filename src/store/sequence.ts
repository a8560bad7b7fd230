/** One at a time per key, in call order; keys do not wait for each other. */
export type Sequence = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** A sequence of its own. Forgets a key as soon as nobody waits for it. */
export function createSequence(): Sequence {
  const tails = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = tails.get(key);
    const result = before ? before.then(work, work) : work();
    // The chain goes on after a failure; the failure itself goes to the caller.
    const tail = result
      .catch(() => undefined)
      .then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
    tails.set(key, tail);
    return result;
  };
}
