/** Golden conversations. `npm test -- -u` writes them anew; the difference is what to review. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBot } from './support/bot.ts';
import { play } from './support/transcript.ts';

const folder = join(import.meta.dirname, 'transcripts');
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('conversations', () => {
  it('are at least twelve', () => expect(files.length).toBeGreaterThanOrEqual(12));

  it.for(files)('%s goes as written', async (file) => {
    const path = join(folder, file);
    const test = await openBot();
    try {
      await expect(await play(test, readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
    } finally {
      await test.close();
    }
  });
});
