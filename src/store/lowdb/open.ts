/** The embedded store: assembles the driver, opens a data folder, refuses one that is not whole. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Campaign } from '../../survey/campaign.ts';
import { kinds } from '../records.ts';
import { createSequence } from '../sequence.ts';
import type { Frozen, Store } from '../store.ts';
import { createBoxes } from './boxes.ts';
import { createClaims } from './claims.ts';
import { createConversations } from './conversations.ts';
import { type Disk, nodeDisk } from './disk.ts';
import { createDocuments, DamagedError } from './document.ts';
import { createDurable } from './durable.ts';
import { createFolder, flatFolders, makeFolders, spreadFolders } from './folder.ts';
import { createGate } from './gate.ts';
import type { Options } from './options.ts';
import { createOutbox } from './outbox.ts';
import { type Parts, reading } from './parts.ts';
import { createSnapshots, snapshotMark } from './snapshot.ts';
import { createSweep } from './sweep.ts';
import { createTransactions } from './transact.ts';

/** Files that may lie in a data folder before the first start. */
const ownFiles: readonly string[] = ['secret.key', 'control.sock', 'lost+found'];

/** Opens the store. Rejects with a sentence that names the file and the cure when the data folder is not whole. */
export async function openLowdbStore(options: Options): Promise<Store> {
  const { dataDir, hash } = options;
  const disk = options.disk ?? nodeDisk;
  let broken: unknown;
  const durable = createDurable(disk, (error) => {
    broken = error;
    options.report({ kind: 'broken', error });
  });
  const documents = createDocuments(durable);
  const sequence = createSequence();
  const manifestPath = join(dataDir, 'manifest.json');

  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  let manifest = await documents.read(kinds.manifest, manifestPath);
  const keyCheck = hash('manifest').slice(0, 16);
  if (!manifest) {
    const others = await strangers(dataDir);
    if (others.length > 0) {
      throw new DamagedError(
        `${manifestPath} is missing, but ${dataDir} holds data (${others.join(', ')}): restore a backup, or choose an empty DATA_DIR`,
      );
    }
    manifest = { generation: 'generation-1', keyCheck };
    await makeFolders(durable, join(dataDir, manifest.generation));
    await documents.write(kinds.manifest, manifestPath, manifest);
  }
  if (manifest.keyCheck !== keyCheck) {
    throw new Error(`the secret key is not the one that ${dataDir} was made with: put back secret.key or SECRET_KEY`);
  }

  for (const name of await disk.list(dataDir))
    if (name.startsWith(snapshotMark)) await disk.removeFolder(join(dataDir, name));
  let live = createFolder(join(dataDir, manifest.generation), hash);
  const folder = () => live;
  const campaigns = new Map<string, Campaign>();
  const frozen = new Map<string, Frozen>();
  const conversations = createConversations(disk, durable, documents, folder, (path, why) =>
    options.report({ kind: 'damaged', path, why }),
  );
  const claims = createClaims(sequence, durable, documents, folder, conversations.read);
  const boxes = createBoxes(sequence, durable, documents, folder, (id) => campaigns.get(id)?.openedAt ?? 0);
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
    outbox: createOutbox(),
    gate: createGate(),
    campaigns,
    refuseWhenBroken() {
      if (broken)
        throw new Error('the disk failed to keep what it was given; Rozmównica must be started again', {
          cause: broken,
        });
    },
  };

  const load = async (): Promise<void> => {
    campaigns.clear();
    frozen.clear();
    for (const name of [...flatFolders, ...spreadFolders]) await listFolder(disk, join(live.root, name));
    for (const file of await listRecords(disk, join(live.root, 'frozen'))) {
      const record = await reading(documents, kinds.frozen, file);
      frozen.set(`${record.id}@${record.version}`, record);
    }
    for (const file of await listRecords(disk, join(live.root, 'campaigns'))) {
      const record = await reading(documents, kinds.campaign, file);
      campaigns.set(record.id, record);
      if (record.state !== 'draft') await boxes.verify(record);
    }
  };
  await load();

  const switchTo = async (next: { generation: string; keyCheck: string }): Promise<void> => {
    await documents.write(kinds.manifest, manifestPath, next);
    live = createFolder(join(dataDir, next.generation), hash);
    conversations.clear();
    boxes.clear();
    parts.outbox.clear();
    await load();
  };

  const transactions = createTransactions(parts);
  const snapshots = createSnapshots(
    parts,
    dataDir,
    () => live.root,
    (generation) => switchTo({ generation, keyCheck }),
  );
  const sweep = createSweep(parts, transactions.finish);

  return {
    ...transactions.port,
    ...snapshots,
    ...sweep,
    campaigns: () => [...campaigns.values()],
    change: (id, change) =>
      parts.gate.enter(() =>
        sequence(`campaign:${id}`, async () => {
          parts.refuseWhenBroken();
          const before = campaigns.get(id);
          const after = change(before);
          if (after === before) return after;
          // Empty boxes before the wave opens: one that is missing later was lost.
          if (after.state === 'open' && before?.state !== 'open') await boxes.make(after);
          await documents.write(kinds.campaign, live.campaign(id), after);
          campaigns.set(id, after);
          return after;
        }),
      ),
    freeze: (record) =>
      parts.gate.enter(async () => {
        await documents.write(kinds.frozen, live.frozen(record.id, record.version), record);
        frozen.set(`${record.id}@${record.version}`, record);
      }),
    frozen: () => [...frozen.values()],
    invite: (code, invitation) =>
      parts.gate.enter(() => documents.write(kinds.invitation, live.invitation(code), invitation)),
    box: boxes.read,
    changeBox: (address, change) => parts.gate.enter(() => boxes.change(address, change)),
    close: () => parts.gate.close(),
  };
}

/** Files in a folder without a manifest that show that data existed. Empty folders are a first start that was cut off. */
async function strangers(dataDir: string): Promise<string[]> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && !ownFiles.includes(entry.name) && !entry.name.startsWith('manifest.json.'),
  );
  return files.slice(0, 3).map((entry) => entry.name);
}

/** A folder that is gone took its documents with it: that is no empty store. */
async function listFolder(disk: Disk, folder: string): Promise<void> {
  try {
    await disk.list(folder);
  } catch (error) {
    throw new DamagedError(`${folder} cannot be read: restore a backup`, { cause: error });
  }
}

async function listRecords(disk: Disk, folder: string): Promise<string[]> {
  return (await disk.list(folder)).filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
}
