/** `backup`: the store as it stands at one moment, in one file. */
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createGzip } from 'node:zlib';
import { Refusal } from '../bot/waves.ts';
import type { Bot } from '../main.ts';
import { type Command, required } from './command.ts';

/** First line of a backup; a later form gets another number. */
export const backupHeader = { rozmownica: 'backup', version: 1 } as const;

export const backup: Command = {
  name: 'backup',
  summary: 'Writes the whole store to one file, also while the bot is running',
  usage: '--out F',
  options: { out: { type: 'string' } },
  describe: { out: 'the file to write; one of that name is replaced' },
  needsStore: true,
  async run(input, out, bot) {
    const path = resolve(input.cwd, required(input, 'out'));
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
      throw new Refusal(`${path} is a folder: give the name of a file, like ${resolve(path, 'rozmownica.backup')}`);
    const documents = await write(bot, path);
    if (input.values.json === true) out.json({ file: path, documents });
    else
      out.print(
        `${documents} documents written to ${path}.\nWhoever has this file has the data and the key: keep it as you keep the data folder.`,
      );
    return 0;
  },
};

/** Whole under its name, or not there at all. */
async function write(bot: Bot, path: string): Promise<number> {
  const temp = `${path}.part`;
  try {
    const documents = await pack(bot, temp);
    await sync(temp);
    await rename(temp, path);
    await sync(dirname(path));
    return documents;
  } catch (error) {
    await rm(temp, { force: true });
    throw error;
  }
}

/** One JSON line for each document, compressed. */
async function pack(bot: Bot, path: string): Promise<number> {
  const file = (await open(path, 'w', 0o600)).createWriteStream();
  const gzip = createGzip();
  const finished = once(gzip.pipe(file), 'finish');
  // The failure is heard where it is awaited, at the end.
  finished.catch(() => undefined);
  const put = async (value: unknown): Promise<void> => {
    if (!gzip.write(`${JSON.stringify(value)}\n`)) await Promise.race([once(gzip, 'drain'), finished]);
  };
  let documents = 0;
  try {
    await put({ ...backupHeader, key: bot.secretKey });
    for await (const { path: name, content } of bot.store.snapshot()) {
      documents += 1;
      await put({ path: name, content: content.toString('base64') });
    }
    await put({ end: documents });
    gzip.end();
    await finished;
    return documents;
  } catch (error) {
    gzip.destroy();
    file.destroy();
    throw error;
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
