/** The store with the engine on it, as `build` in src/main.ts makes them, over a disk of the experiment's choice. */
import { readFileSync } from 'node:fs';
import { createDeliver, type Deliver } from '../../src/bot/deliver.ts';
import { createShelves, type Shelves } from '../../src/bot/library.ts';
import { createReceive, type Receive } from '../../src/bot/receive.ts';
import { createHash, embeddedKey, type Hash } from '../../src/bot/secret.ts';
import type { Channel } from '../../src/channels/channel.ts';
import type { Content } from '../../src/content/content.ts';
import { learn } from '../../src/knowledge/learn.ts';
import { shelve } from '../../src/knowledge/shelf.ts';
import type { Disk } from '../../src/store/lowdb/disk.ts';
import { openLowdbStore } from '../../src/store/lowdb/open.ts';
import type { StoreFact } from '../../src/store/lowdb/options.ts';
import type { Store } from '../../src/store/store.ts';

/** Nobody asks anything in these experiments. */
const nothingKnown = { shelf: shelve({}, {}, {}), learnt: learn([]) };

export const timeZone = 'Europe/Warsaw';

export type World = {
  readonly store: Store;
  readonly receive: Receive;
  readonly deliver: Deliver;
  readonly shelves: Shelves;
  readonly hash: Hash;
  readonly close: () => Promise<void>;
};

export type WorldOptions = {
  readonly dataDir: string;
  readonly content: Content;
  readonly channels: readonly Channel[];
  readonly disk?: Disk;
  /** Stands between the engine and the store: to watch it, or to break it. */
  readonly around?: (store: Store) => Store;
  readonly aroundReceive?: (receive: Receive) => Receive;
  readonly report: (fact: StoreFact | { readonly kind: 'deliver'; readonly error: unknown }) => void;
};

export async function openWorld(options: WorldOptions): Promise<World> {
  const { dataDir, content, channels, report } = options;
  const hash = createHash(embeddedKey(dataDir, undefined));
  const opened = await openLowdbStore({
    dataDir,
    hash,
    receive: async (activity) => {
      await receive(activity);
      deliver.wake(activity.conversation);
    },
    report,
    ...(options.disk && { disk: options.disk }),
  });
  const store = options.around?.(opened) ?? opened;
  const shelves = createShelves(
    { content, known: () => nothingKnown, hash, language: 'pl', timeZone, publicUrl: undefined },
    store.campaigns,
  );
  for (const frozen of store.frozen()) shelves.shelve(frozen);
  const plain = createReceive(store, shelves, hash);
  const receive = options.aroundReceive?.(plain) ?? plain;
  const onError = (error: unknown): void => report({ kind: 'deliver', error });
  const deliver = createDeliver({
    store,
    channels,
    receive,
    complete: async (reply) => reply,
    now: Date.now,
    random: Math.random,
    onError,
    onSent: () => undefined,
  });
  return {
    store,
    receive,
    deliver,
    shelves,
    hash,
    async close() {
      await deliver.close();
      await store.close();
    },
  };
}

/** What of the content a world needs that opens no wave: the bot's own texts; a wave's dialog lies in its store. */
export function packContent(content: Content): string {
  return JSON.stringify(content.texts.map(({ language, space, texts }) => ({ language, space, texts })));
}

export function unpackContent(path: string): Content {
  // A wave's own dialog comes from the store; nothing here asks for lines of files.
  return { dialogs: [], texts: JSON.parse(readFileSync(path, 'utf8')), faults: [] } as unknown as Content;
}
