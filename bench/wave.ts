/** A data folder with one open wave, for benches. */

import { type Bot, build } from '../src/main.ts';
import type { Disk } from '../src/store/lowdb/disk.ts';
import { readCampaign } from '../test/support/campaign.ts';

export const benchKey = 'a key for benches';

export function openBot(dataDir: string, disk?: Disk): Promise<Bot> {
  const config = {
    dataDir,
    secretKey: benchKey,
    publicUrl: undefined,
    timeZone: 'Europe/Warsaw',
    port: 0,
    host: '127.0.0.1',
    language: 'pl',
    logLevel: 'silent',
    telegram: undefined,
    teams: undefined,
  } as const;
  return build(config, disk ? { disk } : {});
}

export async function openWave(dataDir: string): Promise<void> {
  const bot = await openBot(dataDir);
  await bot.store.change('fala-1', () => readCampaign());
  await bot.waves.open('fala-1');
  await bot.close();
}
