/** The pure engine with real texts and a library of its own: no store, no disk. */

import { createShelves, type Shelves } from '../../src/bot/library.ts';
import { createHash } from '../../src/bot/secret.ts';
import { loadContent } from '../../src/content/content.ts';
import { openKnowledge } from '../../src/content/learnt.ts';
import type { Activity } from '../../src/dialog/activity.ts';
import type { Library } from '../../src/dialog/library.ts';
import type { Prompt } from '../../src/dialog/reply.ts';
import type { Session } from '../../src/dialog/session.ts';
import type { Turn } from '../../src/dialog/talk.ts';
import { takeTurn } from '../../src/dialog/turn.ts';
import type { Facts } from '../../src/store/store.ts';
import type { Campaign } from '../../src/survey/campaign.ts';
import { chanceOf } from './bot.ts';
import { readCampaign } from './campaign.ts';

export const startOfTest = Date.parse('2026-11-23T09:00:00Z');
export const testHash = createHash('a key for tests only');

export type Engine = {
  readonly shelves: Shelves;
  readonly campaign: Campaign;
  readonly library: (facts?: Partial<Facts>, at?: number) => Library;
  /** One turn; chance follows from the activity's id. */
  readonly turn: (session: Session | undefined, does: Does, id: string, facts?: Partial<Facts>) => Turn;
  /** The same with a library of the caller's. */
  readonly turnWith: (library: Library, session: Session | undefined, does: Does, id: string) => Turn;
};
type Does = {
  [K in Activity['kind']]: Omit<Extract<Activity, { kind: K }>, 'id' | 'conversation' | 'at' | 'chance'>;
}[Activity['kind']];

/** Where the one person of the engine talks. */
export type Seat = { readonly conversation: string; readonly publicUrl: string | undefined };
const terminalSeat: Seat = { conversation: 'terminal:x', publicUrl: undefined };

/** An engine with one open wave. */
export async function openEngine(change: Partial<Campaign> = {}, seat: Seat = terminalSeat): Promise<Engine> {
  const { conversation, publicUrl } = seat;
  const [content, known] = await Promise.all([loadContent(), openKnowledge()]);
  const campaign = readCampaign({
    state: 'open',
    version: 1,
    openedAt: startOfTest - 1,
    closesAt: startOfTest + 30 * 86_400_000,
    ...change,
  });
  const shelves = createShelves(
    { content, known, hash: testHash, language: 'pl', timeZone: 'Europe/Warsaw', publicUrl },
    () => [campaign],
  );
  for (const { dialog } of content.dialogs) {
    const frozen = shelves.current(dialog.id);
    if (frozen) shelves.shelve(frozen);
  }
  const library = (facts: Partial<Facts> = {}, at = startOfTest): Library =>
    shelves.at(at, conversation, { claimed: new Set(), taken: new Set(), ...facts });
  const turnWith: Engine['turnWith'] = (own, session, does, id) =>
    takeTurn(own, session, {
      ...does,
      id,
      conversation,
      at: startOfTest,
      chance: rememberedChance(id),
    } as Activity);
  return {
    shelves,
    campaign,
    library,
    turnWith,
    turn: (session, does, id, facts) => turnWith(library(facts), session, does, id),
  };
}

// Drawing chance is not what a bench of the engine should measure.
const drawn = new Map<string, string>();
function rememberedChance(id: string): string {
  const chance = drawn.get(id) ?? chanceOf(id);
  drawn.set(id, chance);
  return chance;
}

/** An invitation as the store would resolve it. */
export function invited(side: 'ngo' | 'office', unit = 'lipowo'): Partial<Facts> {
  return { code: 'hash-of-code', invitation: { campaign: 'fala-1', unit, side, entry: 'link' } };
}

export function promptOf(turn: Turn): Prompt | undefined {
  return turn.replies.find((reply) => reply.kind === 'prompt');
}
