/** `backup`: the store as it stands at one moment, in one file. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createGzip } from 'node:zlib';
import type { Bot } from '../main.ts';
import { type Command, required } from './command.ts';

/** First line of a backup; a later form gets another number. */
export const backupHeader = { rozmownica: 'backup', version: 1 } as const;

export const backup: Command = {
  name: 'backup',
  summary: 'Writes the whole store to one file, also while the bot is running',
  usage: '--out F',
  options: { out: { type: 'string' } },
  needsStore: true,
  async run(input, out, bot) {
    const path = resolve(input.cwd, required(input, 'out'));
    const documents = await write(bot, path);
    if (input.values.json === true) out.json({ file: path, documents });
    else
      out.print(
        `${documents} documents written to ${path}.\nWhoever has this file has the data and the key: keep it as you keep the data folder.`,
      );
    return 0;
  },
};

/** One JSON line for each document, compressed; whole under its name, or not there at all. */
async function write(bot: Bot, path: string): Promise<number> {
  const temp = `${path}.part`;
  const gzip = createGzip();
  const file = createWriteStream(temp, { mode: 0o600 });
  const finished = once(gzip.pipe(file), 'finish');
  // The failure is heard where it is awaited, at the end.
  finished.catch(() => undefined);
  const put = async (value: unknown): Promise<void> => {
    if (!gzip.write(`${JSON.stringify(value)}\n`)) await Promise.race([once(gzip, 'drain'), finished]);
  };
  let documents = 0;
  await put({ ...backupHeader, key: bot.secretKey });
  for await (const { path: name, content } of bot.store.snapshot()) {
    documents += 1;
    await put({ path: name, content: content.toString('base64') });
  }
  await put({ end: documents });
  gzip.end();
  await finished;
  await sync(temp);
  await rename(temp, path);
  await sync(dirname(path));
  return documents;
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
