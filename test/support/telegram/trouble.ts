/** What can go wrong between a bot and Telegram, to be ordered for the next calls. */

export type Trouble =
  | { readonly kind: 'too-many'; readonly retryAfter: number }
  | { readonly kind: 'server-error' }
  /** A proxy answers with a page. */
  | { readonly kind: 'bad-gateway' }
  /** The line is cut and nothing was done. */
  | { readonly kind: 'cut-before' }
  /** It was done, and the line is cut before the bot hears of it. */
  | { readonly kind: 'cut-after' }
  /** It was done, and the answer takes this long. */
  | { readonly kind: 'hang'; readonly ms: number }
  /** It was done, and the answer is half of a JSON. */
  | { readonly kind: 'not-json' }
  /** It was done, and the answer comes letter by letter over this long. */
  | { readonly kind: 'drip'; readonly ms: number };

type Ordered = { readonly method: string; readonly how: Trouble; times: number };

export type Troubles = {
  /** The next `times` calls of this method, or of any for `*`. */
  readonly order: (method: string, how: Trouble, times: number) => void;
  readonly take: (method: string) => Trouble | undefined;
};

export function createTroubles(): Troubles {
  const ordered: Ordered[] = [];
  return {
    order: (method, how, times) => void ordered.push({ method, how, times }),
    take(method) {
      if (ordered.length === 0) return undefined;
      const at = ordered.findIndex((one) => one.method === method || one.method === '*');
      const found = ordered[at];
      if (!found) return undefined;
      found.times -= 1;
      if (found.times <= 0) ordered.splice(at, 1);
      return found.how;
    },
  };
}
