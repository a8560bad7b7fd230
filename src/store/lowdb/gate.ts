/** Lets any number of writers in, or one who must be alone (a snapshot); nobody after it is closed. */
export type Gate = {
  readonly enter: <T>(work: () => Promise<T>) => Promise<T>;
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** Resolves when the last one inside has left. */
  readonly close: () => Promise<void>;
};

export function createGate(): Gate {
  let inside = 0;
  let closed = false;
  /** Resolves when whoever is alone has finished. */
  let barrier: Promise<unknown> | undefined;
  let onEmpty: (() => void) | undefined;

  const empty = (): Promise<void> =>
    new Promise((resolve) => {
      if (inside === 0) resolve();
      else onEmpty = resolve;
    });
  const leave = (): void => {
    inside -= 1;
    if (inside === 0) onEmpty?.();
  };

  const enter = async <T>(work: () => Promise<T>): Promise<T> => {
    while (barrier) await barrier;
    if (closed) throw new Error('the store is closed');
    inside += 1;
    try {
      return await work();
    } finally {
      leave();
    }
  };

  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    while (barrier) await barrier;
    const result = empty().then(work);
    barrier = result.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await result;
    } finally {
      barrier = undefined;
    }
  };

  return {
    enter,
    alone,
    async close() {
      await alone(async () => {
        closed = true;
      });
    },
  };
}
