/** Before all tests: what the bot knows is learnt once, so that every suite only reads it. */
import { loadKnowledge } from '../../src/content/learnt.ts';

export default async function setup(): Promise<void> {
  await loadKnowledge();
}
