/** What the embedded store is opened with, and what it tells the operator. */
import type { Activity } from '../../dialog/activity.ts';
import type { Disk } from './disk.ts';

export type Options = {
  readonly dataDir: string;
  /** One-way hash under the store's secret key. */
  readonly hash: (text: string) => string;
  /** The road in, for effects that are addressed to another conversation. */
  readonly receive: (activity: Activity) => Promise<void>;
  /** Facts for the operator's log; never a text, a name or an address of a person. */
  readonly report: (fact: StoreFact) => void;
  readonly disk?: Disk;
};

export type StoreFact =
  | { readonly kind: 'damaged'; readonly path: string; readonly why: string }
  | { readonly kind: 'effect-failed'; readonly error: unknown }
  | { readonly kind: 'rejected'; readonly delivery: string; readonly reason: string }
  /** The disk failed to keep what it was given: stop, look at the disk, start again. */
  | { readonly kind: 'broken'; readonly error: unknown };
