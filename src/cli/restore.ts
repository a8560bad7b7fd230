/** `restore`: puts a backup in the place of everything. */
import { existsSync, renameSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DamagedKeyError, keepKey, keyFile, readKey } from '../bot/secret.ts';
import { Refusal } from '../bot/waves.ts';
import type { Config } from '../config.ts';
import { type Bot, build } from '../main.ts';
import { DamagedError } from '../store/lowdb/document.ts';
import { type Command, required } from './command.ts';
import { entriesOf, keyOf } from './unpack.ts';

/** What stays in the data folder when the rest is set aside: the key, and the door in which we stand. */
const staying: readonly string[] = ['secret.key', 'control.sock', 'lost+found'];

export const restore: Command = {
  name: 'restore',
  summary: 'Puts a backup in the place of everything; what was there is kept in a folder beside it',
  usage: '--in F',
  options: { in: { type: 'string' } },
  describe: { in: 'the backup' },
  needsStore: true,
  async run(input, out, bot) {
    const path = resolve(input.cwd, required(input, 'in'));
    refuseOtherKey(bot.config, bot.secretKey, await keyOf(path));
    let documents = 0;
    const counted = async function* () {
      for await (const entry of entriesOf(path)) {
        documents += 1;
        yield entry;
      }
    };
    await bot.store.restore(counted()).catch((error: unknown) => {
      if (!(error instanceof DamagedError)) throw error;
      throw new Refusal(`${path} is damaged: nothing was changed (${error.message})`, { cause: error });
    });
    for (const frozen of bot.store.frozen()) bot.shelves.shelve(frozen);
    // What the restored conversations still owe, and still have to say.
    await bot.store.sweep();
    bot.deliver.wake();
    if (input.values.json === true) out.json({ documents });
    else
      out.print(
        `${documents} documents restored. The store that was there before is kept beside it in ${bot.config.dataDir}; delete the older generation when all is well.`,
      );
    return 0;
  },
};

/** Builds the bot also where no key is yet, it comes with the backup, and where the store cannot be opened. */
export async function buildToRestore(config: Config, path: string, warn: (text: string) => void): Promise<Bot> {
  const key = await keyOf(path);
  if (config.secretKey === undefined && !hasKey(config.dataDir)) keepKey(config.dataDir, key);
  try {
    return await build(config);
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    refuseOtherKey(config, config.secretKey ?? readKey(config.dataDir), key);
    // What is there is touched only for a backup that is good to its end.
    for await (const _ of entriesOf(path));
    const aside = await setAside(resolve(config.dataDir));
    warn(`${error.message}\nThe damaged store cannot be opened. It was moved to ${aside}.`);
    return build(config);
  }
}

/** Is there a whole key? A damaged one is put out of the way. */
function hasKey(dataDir: string): boolean {
  try {
    return readKey(dataDir) !== undefined;
  } catch (error) {
    if (!(error instanceof DamagedKeyError)) throw error;
    renameSync(keyFile(dataDir), `${keyFile(dataDir)}.damaged`);
    return false;
  }
}

function refuseOtherKey(config: Config, ours: string | undefined, theirs: string): void {
  if (ours === theirs) return;
  throw new Refusal(
    config.secretKey === undefined
      ? `this backup was made with another key than ${keyFile(config.dataDir)}: nothing was changed.\nTo go on, stop the server, set DATA_DIR to a new, empty folder, and restore there; the key comes with the backup. Start with that DATA_DIR from then on.`
      : 'this backup was made with another key than SECRET_KEY: nothing was changed.\nTo go on, set SECRET_KEY to the key of the backup; or unset it, set DATA_DIR to a new, empty folder, and restore there: the key comes with the backup.',
  );
}

/** Moves everything but the key into a new folder beside the data folder. Returns its name. */
async function setAside(dataDir: string): Promise<string> {
  const time = Temporal.Now.instant().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
  let aside = `${dataDir}-before-restore-${time}`;
  for (let n = 2; existsSync(aside); n += 1) aside = `${dataDir}-before-restore-${time}-${n}`;
  await mkdir(aside, { mode: 0o700 });
  for (const name of await readdir(dataDir))
    if (!staying.includes(name)) await rename(join(dataDir, name), join(aside, name));
  return aside;
}
