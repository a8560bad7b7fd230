/** The process that is killed: the bot on a data folder, talking to a made-up platform over its standard streams. */
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { type Channel, narrowest } from '../../src/channels/channel.ts';
import type { Activity } from '../../src/dialog/activity.ts';
import type { Reply } from '../../src/dialog/reply.ts';
import type { Disk } from '../../src/store/lowdb/disk.ts';
import { decode, encode } from '../../src/store/lowdb/document.ts';
import { type ConversationRecord, kinds } from '../../src/store/records.ts';
import type { Store } from '../../src/store/store.ts';
import { type Aim, createDeathbed } from './deathbed.ts';
import { openWorld, unpackContent, type World } from './world.ts';

/** Faults built in on purpose, to see that the judge finds them. */
export const breakages = ['ack-early', 'no-seen', 'double-effect'] as const;
export type Breakage = (typeof breakages)[number];

export type ToMortal =
  | { readonly go: Aim | null; readonly slow: boolean }
  | { readonly activity: Activity }
  /** The person looks again at a channel that cannot write first. */
  | { readonly here: string }
  | { readonly end: true };

export type FromMortal =
  | { readonly open: true }
  /** Applied. `upTo` numbers the last delivery of the conversation; -1 where that is not known. */
  | { readonly ack: string; readonly upTo: number }
  | { readonly fail: string; readonly why: string }
  | { readonly said: string; readonly conversation: string; readonly reply: Reply }
  | { readonly swept: true }
  | { readonly trouble: string }
  | { readonly closed: true };

export const channelNames = ['chat', 'page'] as const;

if (import.meta.main) {
  const [dataDir = '', textsPath = '', notePath = '', broken = ''] = process.argv.slice(2);
  live(dataDir, textsPath, notePath, broken);
}

function live(dataDir: string, textsPath: string, notePath: string, broken: string): void {
  const content = unpackContent(textsPath);
  const bed = createDeathbed(notePath);
  // A pipe is written at once, so what was said or acknowledged is out before the end.
  const tell = (line: FromMortal): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
  const trouble = (error: unknown): void =>
    tell({ trouble: error instanceof Error ? (error.stack ?? error.message) : String(error) });

  /** The delivery that is on its way, by conversation: there is never more than one. */
  const claimed = new Map<string, string>();
  const channels = channelNames.map(
    (name): Channel => ({
      name,
      limits: narrowest,
      async send({ conversation, reply }) {
        tell({ said: claimed.get(conversation) ?? '', conversation, reply });
        bed.step(conversation, 'after commit, before settle');
        return { kind: 'sent' };
      },
      close: async () => undefined,
    }),
  );

  const around = (store: Store): Store => ({
    ...store,
    async transact(activity, want, decide) {
      const who = activity.conversation;
      let silent = true;
      const outcome = await bed.within(who, 'commit', () =>
        store.transact(activity, want, (before, facts) => {
          const commit = decide(before, facts);
          silent = !commit || commit.replies.length === 0;
          return commit;
        }),
      );
      if (silent) bed.rest(who);
      return outcome;
    },
    async claim(now, leaseMs, conversation) {
      const delivery = await store.claim(now, leaseMs, conversation);
      if (delivery) claimed.set(delivery.conversation, delivery.id);
      return delivery;
    },
    async settle(delivery, result, now) {
      await bed.within(delivery.conversation, 'settle', () => store.settle(delivery, result, now));
      bed.rest(delivery.conversation);
    },
  });

  const start = (): Promise<World> =>
    openWorld({
      dataDir,
      content,
      channels,
      disk: broken === 'double-effect' ? forgetfulDisk(bed.disk) : bed.disk,
      around,
      ...(broken === 'no-seen' && {
        aroundReceive: (receive) => (activity) =>
          receive({ ...activity, id: `${activity.id}~${randomBytes(4).toString('hex')}` }),
      }),
      report: (fact) => trouble('error' in fact ? fact.error : JSON.stringify(fact)),
    });

  const apply = async ({ store, receive, deliver }: World, activity: Activity): Promise<void> => {
    const { id, conversation } = activity;
    if (broken === 'ack-early') tell({ ack: id, upTo: -1 });
    try {
      await receive(activity);
      const record = (await store.held(conversation)) as ConversationRecord | undefined;
      if (broken !== 'ack-early') tell({ ack: id, upTo: record?.deliveries ?? 0 });
      bed.step(conversation, 'after commit, before settle');
    } catch (error) {
      tell({ fail: id, why: String(error) });
    }
    deliver.wake(conversation);
  };

  let world: Promise<World> | undefined;
  const hear = async (line: ToMortal): Promise<void> => {
    if ('go' in line) {
      bed.aimAt(line.go ?? undefined, line.slow);
      world = start();
      const opened = await world;
      tell({ open: true });
      await opened.store.sweep();
      opened.deliver.wake();
      tell({ swept: true });
      return;
    }
    const opened = await world;
    if (!opened) return;
    if ('activity' in line) await apply(opened, line.activity);
    else if ('here' in line) {
      opened.store.returned(line.here);
      opened.deliver.wake(line.here);
    } else {
      await opened.deliver.drain();
      await opened.close();
      tell({ closed: true });
      process.exit(0);
    }
  };
  createInterface({ input: process.stdin }).on('line', (line) => void hear(JSON.parse(line)).catch(trouble));
}

/** A store whose rows get other ids when a crash makes it read them again: adding them twice is then adding two. */
function forgetfulDisk(disk: Disk): Disk {
  return {
    ...disk,
    async read(path) {
      const bytes = await disk.read(path);
      if (!path.includes('/conversations/')) return bytes;
      const record = decode(kinds.conversation, bytes);
      const pending = record.pending.map((effect) =>
        effect.kind === 'add' ? { ...effect, row: { ...effect.row, id: randomBytes(16).toString('hex') } } : effect,
      );
      return encode(kinds.conversation, { ...record, pending });
    },
  };
}
