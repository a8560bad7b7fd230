/** What a store driver brings to be tested. */
import { it } from 'vitest';
import type { Activity } from '../../../src/dialog/activity.ts';
import type { Disk } from '../../../src/store/lowdb/disk.ts';
import type { Store } from '../../../src/store/store.ts';

export type OpenOptions = {
  /** The disk under it, for drivers that write files themselves. */
  readonly disk?: Disk;
  /** The road in for effects; the little bot of `kit.ts` if nothing else is said. */
  readonly receive?: (activity: Activity) => Promise<void>;
  /** What the operator would read in the log. */
  readonly report?: (fact: { readonly kind: string }) => void;
};

export type Opened = {
  readonly store: Store;
  /** Opens what this store left when it was closed or died; it must not be used any more. */
  readonly again: (options?: OpenOptions) => Promise<Opened>;
  /** Everything that is stored, as one text. */
  readonly stored: () => Promise<string>;
};

export type Driver = {
  readonly name: string;
  /** An empty store at a place of its own. */
  readonly open: (options?: OpenOptions) => Promise<Opened>;
  /** Why there is no disk that a test could break. */
  readonly noDisk?: string;
};

/** A law that needs a disk which fails. */
export function diskLaw({ noDisk }: Driver, law: string, test: () => Promise<void>): void {
  if (noDisk === undefined) it(law, test);
  else it.skip(`${law} (${noDisk})`, test);
}
