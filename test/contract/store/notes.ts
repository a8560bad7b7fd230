/** What was asked in vain: counted once, kept without the person. */
import { expect, it } from 'vitest';
import { type Note, noNotes } from '../../../src/knowledge/notes.ts';
import type { Outcome, Store } from '../../../src/store/store.ts';
import { createTestDisk } from '../../support/disk.ts';
import { type Driver, diskLaw } from './driver.ts';
import { answersIn, message, nothing, openWave, say, trail, turn } from './kit.ts';

const who = 'c:the-one-who-asks';
const what = 'activity-of-the-one-who-asks';
const question: Note = { kind: 'question', text: 'Kto sprząta po festynie?', unit: 'lipowo', area: 'II.1' };
const kept = { id: 'a1', text: 'Kto sprząta po festynie?', unit: 'lipowo', area: 'II.1' };

/** A turn that notes something. */
function note(store: Store, noted: Note, id = 'a1', activity = what, conversation = who): Promise<Outcome> {
  return store.transact(
    message(conversation, activity),
    () => nothing,
    (before) => ({ ...turn(before, activity), effects: [{ kind: 'note', id, note: noted }] }),
  );
}

export function noteLaws(driver: Driver): void {
  const { open } = driver;

  it('are none where nobody asked anything', async () => {
    const { store } = await open();
    expect(await store.notes()).toEqual(noNotes);
    expect(await store.removeNote('a1')).toBe(false);
  });

  it('hold questions, misses by area and votes by topic, also after reopening', async () => {
    const first = await open();
    await note(first.store, question, 'a1', 'x1');
    await note(first.store, { kind: 'missed', area: 'I.1' }, 'a2', 'x2');
    await note(first.store, { kind: 'missed' }, 'a3', 'x3');
    await note(first.store, { kind: 'rated', topic: 'tool:grants', helpful: false }, 'a4', 'x4');
    const whole = {
      questions: [kept],
      missed: { 'I.1': 1, none: 1 },
      rated: { 'tool:grants': { yes: 0, no: 1 } },
      lately: ['a2', 'a3', 'a4'],
    };
    expect(await first.store.notes()).toEqual(whole);
    await first.store.close();
    const { store } = await first.again();
    expect(await store.notes()).toEqual(whole);
    await note(store, { kind: 'missed' }, 'a5', 'x5');
    expect((await store.notes()).missed).toEqual({ 'I.1': 1, none: 2 });
  });

  it('count the same note once, also after reopening and when somebody has seen to it', async () => {
    const first = await open();
    expect(await note(first.store, question)).toBe('applied');
    expect(await note(first.store, question)).toBe('repeated');
    await note(first.store, question, 'a1', 'another');
    await note(first.store, { kind: 'missed' }, 'a2', 'miss');
    await first.store.close();
    const { store } = await first.again();
    await note(store, question, 'a1', 'later');
    await note(store, { kind: 'missed' }, 'a2', 'miss later');
    expect(await store.notes()).toMatchObject({ questions: [kept], missed: { none: 1 } });
    expect(await store.removeNote('a1')).toBe(true);
    expect(await store.removeNote('a1')).toBe(false);
    await note(store, question, 'a1', 'once more');
    expect(await store.notes()).toMatchObject({ questions: [], missed: { none: 1 } });
  });

  it('count what 40 people ask at once, while somebody sees to questions', async () => {
    const { store } = await open();
    await note(store, question);
    const asked = Array.from({ length: 40 }, (_, n) => note(store, question, `b${n}`, `x${n}`, `c:${n}`));
    const missed = Array.from({ length: 40 }, (_, n) => note(store, { kind: 'missed' }, `m${n}`, `y${n}`, `c:${n}`));
    await Promise.all([...asked, ...missed, store.removeNote('a1')]);
    const notes = await store.notes();
    expect(notes.questions.map(({ id }) => id)).toEqual(Array.from({ length: 40 }, (_, n) => `b${n}`).sort());
    expect(notes.missed).toEqual({ none: 40 });
  });

  it('stay when the conversation is erased, and nothing in them points to it or to a day', async () => {
    const { store, stored } = await open();
    await note(store, question);
    await note(store, { kind: 'missed' }, 'a2', `${what} again`);
    expect(await store.erase(who)).toBe(true);
    expect(await stored()).not.toContain(who);
    expect(await stored()).not.toContain(what);
    const notes = await store.notes();
    expect(notes).toEqual({ ...noNotes, questions: [kept], missed: { none: 1 }, lately: ['a2'] });
    expect(JSON.stringify(notes)).not.toMatch(/\d{5}|20\d\d/);
  });

  it('are no longer held by the conversation when they are applied', async () => {
    const { store } = await open();
    await note(store, question);
    expect(JSON.stringify(await store.held(who))).not.toContain('festynie');
    expect(JSON.stringify(await store.held(who))).not.toContain('a1');
  });

  it('come along with a backup, and take the place of what was there', async () => {
    const from = await open();
    await note(from.store, question);
    await note(from.store, { kind: 'missed', area: 'I.2' }, 'a2', 'x2');
    const entries: { path: string; content: Buffer }[] = [];
    for await (const entry of from.store.snapshot()) entries.push(entry);
    const give = async function* () {
      yield* entries;
    };
    const to = await open();
    await note(to.store, { kind: 'question', text: 'Co było przedtem?' }, 'a9', 'before');
    await to.store.restore(give());
    expect(await to.store.notes()).toEqual(await from.store.notes());
    await note(to.store, { kind: 'missed', area: 'I.2' }, 'a3', 'after');
    expect((await to.store.notes()).missed).toEqual({ 'I.2': 2 });
    await to.store.close();
    const { store } = await to.again();
    expect(await store.notes()).toMatchObject({ questions: [kept], missed: { 'I.2': 2 } });
  });

  it('are none after a backup from before anybody asked', async () => {
    const from = await open();
    await say(from.store, 'c:1', 'a');
    const to = await open();
    await note(to.store, question);
    await to.store.restore(from.store.snapshot());
    expect(await to.store.notes()).toEqual(noNotes);
  });

  diskLaw(driver, 'are applied once whichever step the process dies at', async () => {
    /** Dies after so many steps of the turn; opens again, sweeps, and the same comes once more. Returns the steps. */
    const play = async (steps: number): Promise<number> => {
      const disk = createTestDisk();
      const first = await open({ disk });
      await openWave(first.store);
      await say(first.store, who, 'a', 'begin CODE');
      await say(first.store, who, 'b', 'answer yes');
      await note(first.store, question, 'a0', 'before');
      const before = disk.steps().length;
      disk.stopAfter(steps);
      const outcome = await note(first.store, question).catch(() => 'failed');
      const needed = disk.steps().length - before;
      const { store } = await first.again();
      await store.sweep();
      if (outcome === 'applied') expect((await store.notes()).questions.map(({ id }) => id)).toEqual(['a0', 'a1']);
      await note(store, question);
      await store.sweep();
      expect((await store.notes()).questions).toEqual([{ ...kept, id: 'a0' }, kept]);
      expect(trail((await store.conversation(who))?.session)).toEqual(['a', 'b', 'before', what]);
      // The survey in which it was asked goes on.
      await say(store, who, 's', 'submit');
      expect(await answersIn(store)).toEqual([['yes'], ['yes'], ['yes']]);
      return needed;
    };
    const steps = await play(Number.POSITIVE_INFINITY);
    expect(steps).toBeGreaterThan(10);
    await Promise.all(Array.from({ length: steps }, (_, step) => play(step)));
  });
}
