/** The embedded store as the contract opens it, with a fixed key and the little bot of the laws. */
import { createHash } from '../../src/bot/secret.ts';
import { openLowdbStore } from '../../src/store/lowdb/open.ts';
import type { Options } from '../../src/store/lowdb/options.ts';
import type { Store } from '../../src/store/store.ts';
import { act } from '../contract/store/kit.ts';
import type { Opened, OpenOptions } from '../contract/store.ts';
import { filesIn, makeDataFolder } from '../support/data-folder.ts';

export const hash = createHash('a key for tests only');

/** A store on this folder. Effects go to the little bot if nothing else is said; facts are nobody's business. */
export async function openAt(dataDir: string, options: Partial<Options> = {}): Promise<Store> {
  const receive = async (activity: Parameters<Options['receive']>[0]) => void (await act(store, activity));
  const store = await openLowdbStore({ dataDir, hash, receive, report: () => undefined, ...options });
  return store;
}

/** A store on a new folder, as the contract wants it. */
export async function openLowdb(options: OpenOptions = {}): Promise<Opened> {
  const dataDir = await makeDataFolder();
  const open = async (next: OpenOptions = {}): Promise<Opened> => ({
    store: await openAt(dataDir, next),
    again: open,
    stored: async () => [...(await filesIn(dataDir))].map(([path, bytes]) => `${path} ${bytes}`).join('\n'),
  });
  return open(options);
}
