/** Boxes of responses: one document for each, rewritten whole; its times say when the wave began, nothing else. */
import { type Box, type BoxAddress, boxesOf, boxName } from '../../survey/response.ts';
import { kinds } from '../records.ts';
import type { Sequence } from '../sequence.ts';
import { createCache } from './cache.ts';
import { DamagedError, type Documents, verify } from './document.ts';
import type { Durable } from './durable.ts';
import type { Folder } from './folder.ts';

/** Boxes kept in memory: they may be large, and are seldom wanted. */
const keptMax = 4;

type Wave = { readonly id: string; readonly units: readonly { readonly id: string }[] };

export type Boxes = {
  readonly read: (address: BoxAddress) => Promise<Box>;
  readonly change: (address: BoxAddress, change: (before: Box) => Box) => Promise<Box>;
  /** Makes the empty boxes of a wave that opens. */
  readonly make: (campaign: Wave & { readonly openedAt?: number | undefined }) => Promise<void>;
  /** Throws when a box of an opened wave is missing or damaged. */
  readonly verify: (campaign: Wave) => Promise<void>;
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

  const read = async (address: BoxAddress): Promise<Box> => {
    const name = boxName(address);
    const box = cache.get(name) ?? (await documents.read(kinds.box, pathOf(address)));
    if (!box) throw new DamagedError(`${pathOf(address)}: the box ${name} is missing; restore it from a backup`);
    cache.set(name, box);
    return box;
  };
  const write = async (box: Box, timeMs = waveBegan(box.address.campaign)): Promise<void> => {
    await documents.write(kinds.box, pathOf(box.address), box, timeMs);
    cache.set(boxName(box.address), box);
  };

  return {
    read,
    change: (address, change) =>
      sequence(`box:${boxName(address)}`, async () => {
        const before = await read(address);
        const after = change(before);
        if (after !== before) await write(after);
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
    async verify(campaign) {
      for (const address of boxesOf(campaign)) {
        const path = pathOf(address);
        const bytes = await durable.read(path);
        if (!bytes) throw new DamagedError(`${path}: the box ${boxName(address)} is missing`);
        try {
          verify(kinds.box.name, bytes);
        } catch (error) {
          throw new DamagedError(
            `${path}: the box ${boxName(address)} is damaged: ${error instanceof Error ? error.message : error}`,
            { cause: error },
          );
        }
      }
    },
    clear: cache.clear,
  };
}
