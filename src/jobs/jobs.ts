/** PORT: time. What is to be done again and again, by whoever keeps the time. */
export type Jobs = {
  /** Runs `work` now and then every so many milliseconds; never two of it at once. */
  readonly every: (name: string, ms: number, work: () => Promise<void>) => void;
  /** Runs `work` once a day at a local time; a night that was missed is made up for at the next look. */
  readonly nightly: (name: string, hour: number, timeZone: string, work: () => Promise<void>) => void;
  readonly close: () => Promise<void>;
};
