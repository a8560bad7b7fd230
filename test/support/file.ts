/** Around every test file: all files of a worker share its modules, and each leaves nothing of its own behind. */
import { afterAll, vi } from 'vitest';
import { endPrograms } from '../cli/program.ts';
import { removeDataFolders } from './data-folder.ts';

/** Every bot reads the same words and asks the same questions, which nobody changes: read once for all of them. */
vi.mock('../../src/content/content.ts', async (real) => {
  const content = await real<typeof import('../../src/content/content.ts')>();
  let loaded: ReturnType<typeof content.loadContent> | undefined;
  return {
    ...content,
    loadContent() {
      loaded ??= content.loadContent();
      return loaded;
    },
  };
});

afterAll(async () => {
  await endPrograms();
  await removeDataFolders();
}, 60_000);
