/** The embedded store: assembles the driver, opens a data folder, refuses one that is not whole. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { noStaff } from '../../dialog/staff.ts';
import { kinds, type ManifestRecord } from '../records.ts';
import { createSequence } from '../sequence.ts';
import type { Store } from '../store.ts';
import { createBoxes } from './boxes.ts';
import { createClaims } from './claims.ts';
import { createConversations } from './conversations.ts';
import { createDeliveries } from './deliveries.ts';
import { nodeDisk } from './disk.ts';
import { createDocuments } from './document.ts';
import { createDurable } from './durable.ts';
import { createFinish } from './effects.ts';
import { createFlush } from './flush.ts';
import { createFolder, makeFolders } from './folder.ts';
import { createGate } from './gate.ts';
import { readManifest, writeManifest } from './manifest.ts';
import { createNotebook } from './notebook.ts';
import type { Options } from './options.ts';
import { createOutbox } from './outbox.ts';
import type { Parts } from './parts.ts';
import { createSnapshots, unfinishedMark } from './snapshot.ts';
import { createSweep } from './sweep.ts';
import { createTransactions } from './transact.ts';
import { frozenName, holdsOf, readWaves, staffHeld } from './waves.ts';

/** Opens the store. Rejects with a sentence that names the file and the cure when the data folder is not whole. */
export async function openLowdbStore(options: Options): Promise<Store> {
  const { dataDir, hash } = options;
  const disk = options.disk ?? nodeDisk;
  const durable = createDurable(disk, (error) => options.report({ kind: 'broken', error }));
  const documents = createDocuments(durable);
  const sequence = createSequence();
  const gate = createGate();

  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const keyCheck = hash('manifest').slice(0, 16);
  const begin = async (): Promise<ManifestRecord> => {
    const first = { generation: 'generation-1', keyCheck, holds: [] };
    await makeFolders(durable, join(dataDir, first.generation));
    await writeManifest(documents, dataDir, first);
    return first;
  };
  let manifest = (await readManifest(documents, dataDir, keyCheck)) ?? (await begin());
  for (const name of await disk.list(dataDir))
    if (name.startsWith(unfinishedMark)) await disk.removeFolder(join(dataDir, name));

  let live = createFolder(join(dataDir, manifest.generation), hash);
  const folder = () => live;
  const onDamaged = (path: string, why: string): void => options.report({ kind: 'damaged', path, why });
  const conversations = createConversations(disk, durable, documents, folder, onDamaged);
  const claims = createClaims(sequence, durable, documents, folder, conversations);
  const boxes = createBoxes(sequence, durable, documents, folder, (id) => waves.campaigns.get(id)?.openedAt ?? 0);
  const notebook = createNotebook(sequence, disk, durable, documents, folder, onDamaged);
  let waves = await readWaves(disk, documents, boxes, live, manifest.holds);
  await notebook.refuseNewer(live);
  let holds = new Set(manifest.holds);

  /** Notes that a campaign, a frozen dialog or the staff must be there from now on. It is: its file was written before. */
  const noteHeld = (name: string): Promise<void> =>
    sequence('manifest', async () => {
      if (holds.has(name)) return;
      const next = new Set([...holds, name]);
      await writeManifest(documents, dataDir, { generation: manifest.generation, keyCheck, holds: [...next] });
      holds = next;
    });

  const switchTo = async (next: string, generation: string): Promise<void> => {
    const arrived = createFolder(next, hash);
    const restored = await readWaves(disk, documents, boxes, arrived, []);
    await notebook.refuseNewer(arrived);
    const held = holdsOf(restored);
    const root = join(dataDir, generation);
    await disk.rename(next, root);
    // Its new name is safe before anything points to it.
    await durable.makeFolders([root]);
    const switched = { generation, keyCheck, holds: held };
    await writeManifest(documents, dataDir, switched);
    manifest = switched;
    holds = new Set(held);
    live = createFolder(root, hash);
    waves = restored;
    conversations.clear();
    boxes.clear();
    notebook.clear();
    parts.outbox.clear();
  };

  const parts: Parts = {
    options,
    disk,
    durable,
    documents,
    sequence,
    folder,
    conversations,
    claims,
    boxes,
    notebook,
    outbox: createOutbox(),
    gate,
    hold: (conversation, work) => gate.enter(() => sequence(`conversation:${conversation}`, work)),
    campaigns: () => [...waves.campaigns.values()],
    staff: () => waves.staff ?? noStaff,
    changeStaff: (change) =>
      gate.enter(() =>
        sequence(staffHeld, async () => {
          const before = waves.staff ?? noStaff;
          const after = change(before);
          if (after === before) return after;
          await documents.write(kinds.staff, live.staff, after);
          await noteHeld(staffHeld);
          waves = { ...waves, staff: after };
          return after;
        }),
      ),
  };
  const finish = createFinish(parts);
  const flush = createFlush(parts);

  return {
    ...createTransactions(parts, finish),
    ...createDeliveries(parts),
    ...createSnapshots(parts, dataDir, flush.now, switchTo),
    ...createSweep(parts, dataDir, finish),
    campaigns: parts.campaigns,
    staff: parts.staff,
    changeStaff: parts.changeStaff,
    change: (id, change) =>
      gate.enter(() =>
        sequence(`campaign:${id}`, async () => {
          const before = waves.campaigns.get(id);
          const after = change(before);
          if (after === before) return after;
          // Empty boxes before the wave opens: one that is missing later was lost.
          if (after.state === 'open' && before?.state !== 'open') await boxes.make(after);
          await documents.write(kinds.campaign, live.campaign(id), after);
          await noteHeld(`campaigns/${id}`);
          waves.campaigns.set(id, after);
          return after;
        }),
      ),
    freeze: (record) =>
      gate.enter(async () => {
        await documents.write(kinds.frozen, live.frozen(record.id, record.version), record);
        await noteHeld(`frozen/${frozenName(record)}`);
        waves.frozen.set(frozenName(record), record);
      }),
    frozen: () => [...waves.frozen.values()],
    invite: (code, invitation) =>
      gate.enter(() => documents.write(kinds.invitation, live.invitation(code), invitation)),
    box: boxes.peek,
    changeBox: (address, change) => gate.enter(() => boxes.change(address, change)),
    notes: () => gate.enter(notebook.read),
    removeNote: (id) => gate.enter(() => notebook.remove(id)),
    async close() {
      flush.stop();
      await flush.now().catch((error: unknown) => options.report({ kind: 'effect-failed', error }));
      await gate.close();
      await durable.close();
    },
  };
}
