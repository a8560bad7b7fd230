/** `restore`: puts a backup in the place of everything. */
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { Refusal } from '../bot/waves.ts';
import type { Config } from '../config.ts';
import { type Command, required } from './command.ts';

const Header = z.strictObject({ rozmownica: z.literal('backup'), version: z.literal(1), key: z.string() });
const Entry = z.union([z.strictObject({ path: z.string(), content: z.base64() }), z.strictObject({ end: z.int() })]);

export const restore: Command = {
  name: 'restore',
  summary: 'Puts a backup in the place of everything; what was there is kept in a folder beside it',
  usage: '--in F',
  options: { in: { type: 'string' } },
  needsStore: true,
  async run(input, out, bot) {
    const path = resolve(input.cwd, required(input, 'in'));
    const { key } = await headerOf(path);
    if (key !== bot.secretKey) {
      throw new Refusal(
        'this backup was made with another secret key: restore it into an empty DATA_DIR, or set SECRET_KEY to its key',
      );
    }
    let documents = 0;
    await bot.store.restore(
      (async function* () {
        for await (const entry of entriesOf(path)) {
          documents += 1;
          yield entry;
        }
      })(),
    );
    for (const frozen of bot.store.frozen()) bot.shelves.shelve(frozen);
    if (input.values.json === true) out.json({ documents });
    else
      out.print(
        `${documents} documents restored. The store that was there before is kept beside it in ${bot.config.dataDir}; delete the older generation when all is well.`,
      );
    return 0;
  },
};

/** On a machine without data yet, the key comes with the backup. Called before the store is opened. */
export async function bringKey(config: Config, path: string): Promise<void> {
  const file = join(config.dataDir, 'secret.key');
  if (config.secretKey !== undefined || existsSync(file) || existsSync(join(config.dataDir, 'manifest.json'))) return;
  const { key } = await headerOf(path);
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  await writeFile(file, `${key}\n`, { mode: 0o600, flag: 'wx', flush: true });
}

async function* linesOf(path: string): AsyncGenerator<unknown> {
  const source = createReadStream(path);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  for await (const line of createInterface({ input: source.pipe(gunzip) })) yield JSON.parse(line);
}

async function headerOf(path: string): Promise<z.infer<typeof Header>> {
  try {
    for await (const line of linesOf(path)) return Header.parse(line);
  } catch (error) {
    throw new Refusal(`${path} is not a backup of Rozmównica, or is damaged`, { cause: error });
  }
  throw new Refusal(`${path} is empty`);
}

/** The documents. Throws when the file is cut off: then nothing is switched over. */
async function* entriesOf(path: string): AsyncGenerator<{ readonly path: string; readonly content: Buffer }> {
  let seen = 0;
  let whole = false;
  let first = true;
  for await (const line of linesOf(path)) {
    if (first) {
      first = false;
      continue;
    }
    const entry = Entry.parse(line);
    if ('end' in entry) whole = entry.end === seen;
    else {
      seen += 1;
      yield { path: entry.path, content: Buffer.from(entry.content, 'base64') };
    }
  }
  if (!whole) throw new Refusal(`${path} is cut off after ${seen} documents: nothing was changed`);
}
