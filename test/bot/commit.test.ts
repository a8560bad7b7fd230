/** What a turn found out about gaps becomes notes that lead back to nobody. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toCommit } from '../../src/bot/commit.ts';
import type { Activity } from '../../src/dialog/activity.ts';
import type { DialogEvent } from '../../src/dialog/event.ts';
import { Note, questionMax } from '../../src/knowledge/notes.ts';
import { blank, nothing } from '../contract/store/kit.ts';
import { hash, openAt } from '../store/open.ts';
import { chanceOf } from '../support/bot.ts';
import { makeDataFolder } from '../support/data-folder.ts';

const activity: Activity = {
  kind: 'message',
  id: 'telegram:987654321',
  conversation: 'telegram:123456789',
  at: Date.UTC(2026, 10, 23, 9),
  chance: chanceOf('a question'),
  text: 'Kto sprząta po festynie?',
};
const events: readonly DialogEvent[] = [
  { kind: 'missed' },
  { kind: 'missed', area: 'I.2' },
  { kind: 'handed-on', question: 'Kto sprząta po festynie?', unit: 'lipowo', area: 'II.1' },
  { kind: 'handed-on', question: 'A kto płaci?' },
  { kind: 'rated', topic: 'tool:grants', helpful: false },
];
const commit = (said: readonly DialogEvent[], from = activity) =>
  toCommit({ session: blank, replies: [], events: said }, from, hash);
const notesOf = (said: readonly DialogEvent[], from = activity) =>
  commit(said, from).effects.flatMap((effect) => (effect.kind === 'note' ? [effect] : []));

describe('what was asked in vain', () => {
  it('becomes a note each', () => {
    expect(notesOf(events).map(({ note }) => note)).toEqual([
      { kind: 'missed' },
      { kind: 'missed', area: 'I.2' },
      { kind: 'question', text: 'Kto sprząta po festynie?', unit: 'lipowo', area: 'II.1' },
      { kind: 'question', text: 'A kto płaci?' },
      { kind: 'rated', topic: 'tool:grants', helpful: false },
    ]);
  });

  it('has an id of its own, the same when the same turn is decided again', () => {
    const ids = notesOf(events).map(({ id }) => id);
    expect(new Set(ids).size).toBe(events.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(notesOf(events).map(({ id }) => id)).toEqual(ids);
    // Drawn, not derived from who asked and when.
    expect(notesOf(events, { ...activity, id: 'x', conversation: 'y', at: 0 }).map(({ id }) => id)).toEqual(ids);
    const others = notesOf(events, { ...activity, chance: chanceOf('another') }).map(({ id }) => id);
    expect(new Set([...ids, ...others]).size).toBe(2 * events.length);
  });

  it('leaves a question out that would not fit, but for its beginning', () => {
    const [note] = notesOf([{ kind: 'handed-on', question: `${'x'.repeat(questionMax - 1)}😀 i dalej` }]);
    expect(Note.parse(note?.note)).toMatchObject({ text: `${'x'.repeat(questionMax - 1)}\ufffd` });
  });

  it('lies in the store without the conversation, the activity, the day or the dice', async () => {
    const dataDir = await makeDataFolder();
    const store = await openAt(dataDir);
    await store.transact(
      activity,
      () => nothing,
      () => commit(events),
    );
    const text = await readFile(join(dataDir, 'generation-1', 'notes.json'), 'utf8');
    expect(text).toContain('festynie');
    for (const secret of ['123456789', '987654321', 'telegram', '2026', String(activity.at).slice(0, 6)])
      expect(text).not.toContain(secret);
    const dice = Array.from({ length: activity.chance.length - 7 }, (_, at) => activity.chance.slice(at, at + 8));
    expect(dice.filter((part) => text.includes(part))).toEqual([]);
    expect(JSON.stringify(await store.held(activity.conversation))).not.toContain('festynie');
  });
});
