/** Boxes of responses: one document for each, rewritten whole; its times say when the wave began, nothing else. */

import { createCache } from '../../cache.ts';
import { type Box, type BoxAddress, boxesOf, boxName } from '../../survey/response.ts';
import { kinds } from '../records.ts';
import type { Sequence } from '../sequence.ts';
import { DamagedError, type Documents, naming, verify } from './document.ts';
import type { Durable } from './durable.ts';
import type { Folder } from './folder.ts';

/** Boxes kept in memory: they may be large, and are seldom wanted. */
const keptMax = 4;

type Wave = { readonly id: string; readonly units: readonly { readonly id: string }[] };

export type Boxes = {
  /** As it stood a moment ago; only `change` may build on it. */
  readonly peek: (address: BoxAddress) => Promise<Box>;
  readonly change: (address: BoxAddress, change: (before: Box) => Box) => Promise<Box>;
  /** Makes the empty boxes of a wave that opens. */
  readonly make: (campaign: Wave & { readonly openedAt?: number | undefined }) => Promise<void>;
  /** Throws when a box of an opened wave is missing from this folder, or damaged there. */
  readonly verify: (campaign: Wave, folder: Folder) => Promise<void>;
  readonly clear: () => void;
};

export function createBoxes(
  sequence: Sequence,
  durable: Durable,
  documents: Documents,
  folder: () => Folder,
  waveBegan: (campaign: string) => number,
): Boxes {
  const cache = createCache<Box>(keptMax);
  const pathOf = (address: BoxAddress): string => folder().box(boxName(address));

  const peek = async (address: BoxAddress): Promise<Box> => {
    const name = boxName(address);
    const box = cache.get(name) ?? (await documents.read(kinds.box, pathOf(address)));
    if (!box) throw new DamagedError(`${pathOf(address)}: the box ${name} is missing; restore it from a backup`);
    if (boxName(box.address) !== name) throw new DamagedError(`${pathOf(address)}: it is not the box ${name}`);
    return box;
  };
  const write = async (box: Box, timeMs = waveBegan(box.address.campaign)): Promise<void> => {
    await documents.write(kinds.box, pathOf(box.address), box, timeMs);
    cache.set(boxName(box.address), box);
  };

  return {
    peek,
    change: (address, change) =>
      sequence(`box:${boxName(address)}`, async () => {
        const before = await peek(address);
        const after = change(before);
        if (after === before) cache.set(boxName(address), before);
        else await write(after);
        return after;
      }),
    async make(campaign) {
      for (const address of boxesOf(campaign)) {
        await sequence(`box:${boxName(address)}`, async () => {
          const there = await documents.read(kinds.box, pathOf(address));
          if (!there) await write({ address, rows: [], withdrawn: [], byLink: 0 }, campaign.openedAt);
        });
      }
    },
    async verify(campaign, inside) {
      for (const address of boxesOf(campaign)) {
        const path = inside.box(boxName(address));
        const bytes = await durable.read(path);
        if (!bytes) throw new DamagedError(`${path}: the box ${boxName(address)} is missing`);
        try {
          verify(kinds.box, bytes);
        } catch (error) {
          throw naming(`${path}: the box ${boxName(address)}`, error);
        }
      }
    },
    clear: cache.clear,
  };
}
