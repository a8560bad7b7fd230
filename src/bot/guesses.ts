/**
 * Wrong codes, whoever types them: a new conversation costs nothing, so a limit for each one stops nobody. A code for
 * going on elsewhere has 10 × 32⁷ spellings; at this pace one of a thousand live ones is hit once in two years.
 */
const burst = 100;
const perSecond = 5;

export type Guesses = {
  /** May a short code be looked up now? */
  readonly allowed: (at: number) => boolean;
  /** A code was wrong. */
  readonly missed: (at: number) => void;
};

export function createGuesses(): Guesses {
  let tokens = burst;
  let since = 0;
  const fill = (at: number): void => {
    tokens = Math.min(burst, tokens + (Math.max(0, at - since) / 1_000) * perSecond);
    since = Math.max(since, at);
  };
  return {
    allowed(at) {
      fill(at);
      return tokens >= 1;
    },
    missed(at) {
      fill(at);
      tokens = Math.max(0, tokens - 1);
    },
  };
}
