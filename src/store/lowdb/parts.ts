/** What the parts of the driver share. */
import type { Campaign } from '../../survey/campaign.ts';
import type { Sequence } from '../sequence.ts';
import type { Store } from '../store.ts';
import type { Boxes } from './boxes.ts';
import type { Claims } from './claims.ts';
import type { Conversations } from './conversations.ts';
import type { Disk } from './disk.ts';
import type { Documents } from './document.ts';
import type { Durable } from './durable.ts';
import type { Folder } from './folder.ts';
import type { Gate } from './gate.ts';
import type { Notebook } from './notebook.ts';
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
  readonly notebook: Notebook;
  readonly outbox: Outbox;
  readonly gate: Gate;
  /** Runs work alone with one conversation, in call order. */
  readonly hold: <T>(conversation: string, work: () => Promise<T>) => Promise<T>;
  readonly campaigns: () => readonly Campaign[];
  readonly staff: Store['staff'];
  readonly changeStaff: Store['changeStaff'];
};
