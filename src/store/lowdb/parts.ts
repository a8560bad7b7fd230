/** What the parts of the driver share. */
import type { Campaign } from '../../survey/campaign.ts';
import type { Kind } from '../records.ts';
import type { Sequence } from '../sequence.ts';
import type { Boxes } from './boxes.ts';
import type { Claims } from './claims.ts';
import type { Conversations } from './conversations.ts';
import type { Disk } from './disk.ts';
import { DamagedError, type Documents } from './document.ts';
import type { Durable } from './durable.ts';
import type { Folder } from './folder.ts';
import type { Gate } from './gate.ts';
import type { Options } from './options.ts';
import type { Outbox } from './outbox.ts';

export type Parts = {
  readonly options: Options;
  readonly disk: Disk;
  readonly durable: Durable;
  readonly documents: Documents;
  readonly sequence: Sequence;
  readonly folder: () => Folder;
  readonly conversations: Conversations;
  readonly claims: Claims;
  readonly boxes: Boxes;
  readonly outbox: Outbox;
  readonly gate: Gate;
  readonly campaigns: ReadonlyMap<string, Campaign>;
  readonly refuseWhenBroken: () => void;
};

/** A record that must be there and whole: without it the store does not open. */
export async function reading<T>(documents: Documents, kind: Kind<T>, path: string): Promise<T> {
  const record = await documents.read(kind, path);
  if (record === undefined) throw new DamagedError(`${path} is missing`);
  return record;
}
