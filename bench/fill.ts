/** Puts many begun surveys into a data folder, without waiting for each to be synced. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linkCode } from '../src/bot/invite.ts';
import { createHash } from '../src/bot/secret.ts';
import { decode, encode } from '../src/store/lowdb/document.ts';
import { createFolder } from '../src/store/lowdb/folder.ts';
import { kinds } from '../src/store/records.ts';
import { chanceOf } from '../test/support/bot.ts';
import { benchKey, openBot } from './wave.ts';

/** One conversation is made by the bot, in the middle of its survey; the others are copies under other addresses. */
export async function fill(dataDir: string, count: number): Promise<void> {
  const bot = await openBot(dataDir);
  const conversation = 'terminal:model';
  const common = (index: number) => ({
    id: `fill:${index}`,
    conversation,
    at: bot.now(),
    chance: chanceOf(`fill ${index}`),
  });
  bot.terminal.attach(conversation, () => undefined);
  await bot.receive({ ...common(0), kind: 'invitation', code: linkCode(bot.hash, 'fala-1', 'lipowo', 'ngo') });
  for (const [index, text] of [
    '1',
    '1',
    '1',
    '1',
    '1',
    '1',
    '3',
    '4',
    '5',
    '2',
    '1',
    '3',
    '4',
    '4',
    '2',
    '3',
    '5',
    '3',
  ].entries()) {
    await bot.receive({ ...common(index + 1), kind: 'message', text });
  }
  await bot.deliver.drain();
  await bot.close();
  const folder = createFolder(join(dataDir, 'generation-1'), createHash(benchKey));
  const model = decode(kinds.conversation, await readFile(folder.conversation(conversation)));
  for (let index = 0; index < count; index += 1) {
    const id = `terminal:stored-${index}`;
    await writeFile(folder.conversation(id), encode(kinds.conversation, { ...model, id }), { mode: 0o600 });
  }
}
