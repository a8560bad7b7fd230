/** Campaigns, frozen dialogs and the staff: few, always wanted, so all of them are in memory. Without any of them nothing opens. */
import { join } from 'node:path';
import type { Staff } from '../../dialog/staff.ts';
import type { Campaign } from '../../survey/campaign.ts';
import { type Kind, kinds } from '../records.ts';
import type { Frozen } from '../store.ts';
import type { Boxes } from './boxes.ts';
import type { Disk } from './disk.ts';
import { DamagedError, type Documents } from './document.ts';
import { type Folder, flatFolders, spreadFolders } from './folder.ts';

export type Waves = {
  readonly campaigns: Map<string, Campaign>;
  readonly frozen: Map<string, Frozen>;
  /** `undefined`: nobody was invited yet. */
  readonly staff: Staff | undefined;
};

/** Under this name the manifest holds the staff. */
export const staffHeld = 'staff';

/** The name under which a frozen dialog is kept. */
export function frozenName({ id, version }: Pick<Frozen, 'id' | 'version'>): string {
  return `${id}@${version}`;
}

/** The files of what must be there, as the manifest names them. */
export function holdsOf({ campaigns, frozen, staff }: Waves): string[] {
  return [
    ...[...campaigns.keys()].map((id) => `campaigns/${id}`),
    ...[...frozen.keys()].map((name) => `frozen/${name}`),
    ...(staff ? [staffHeld] : []),
  ];
}

/** Reads a generation. Throws naming the file when one is damaged or missing, boxes of opened waves among them. */
export async function readWaves(
  disk: Disk,
  documents: Documents,
  boxes: Boxes,
  folder: Folder,
  holds: readonly string[],
): Promise<Waves> {
  for (const name of [...flatFolders, ...spreadFolders]) await listFolder(disk, join(folder.root, name));
  const read = async <T>(kind: Kind<T>, inside: string, nameOf: (record: T) => string): Promise<Map<string, T>> => {
    const records = new Map<string, T>();
    for (const file of (await disk.list(join(folder.root, inside))).filter((name) => name.endsWith('.json'))) {
      const path = join(folder.root, inside, file);
      const record = await documents.read(kind, path);
      if (!record || `${nameOf(record)}.json` !== file)
        throw new DamagedError(`${path} is not the ${kind.name} it says`);
      records.set(nameOf(record), record);
    }
    return records;
  };
  const frozen = await read(kinds.frozen, 'frozen', frozenName);
  const campaigns = await read(kinds.campaign, 'campaigns', ({ id }) => id);
  const staff = await documents.read(kinds.staff, folder.staff);
  const there = holdsOf({ campaigns, frozen, staff });
  for (const name of holds) {
    if (!there.includes(name)) throw new DamagedError(`${join(folder.root, name)}.json is missing: restore a backup`);
  }
  for (const campaign of campaigns.values()) if (campaign.state !== 'draft') await boxes.verify(campaign, folder);
  return { campaigns, frozen, staff };
}

/** A folder that is gone took its documents with it: that is no empty store. */
async function listFolder(disk: Disk, folder: string): Promise<void> {
  try {
    await disk.list(folder);
  } catch (error) {
    throw new DamagedError(`${folder} cannot be read: restore a backup`, { cause: error });
  }
}
