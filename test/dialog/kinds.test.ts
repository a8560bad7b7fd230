/** Every kind of step in one small dialog, walked as a person would. */
import { beforeAll, describe, expect, it } from 'vitest';
import { DialogFile, flatten } from '../../src/dialog/dialog.ts';
import type { Library } from '../../src/dialog/library.ts';
import type { Session } from '../../src/dialog/session.ts';
import type { Turn } from '../../src/dialog/talk.ts';
import { type Engine, openEngine, promptOf } from '../support/engine.ts';

const dialog = flatten(
  DialogFile.parse({
    id: 'party',
    version: 1,
    scales: { fun: { values: [1, 2, 3] } },
    steps: [
      { id: 'welcome', kind: 'say' },
      { id: 'guests', kind: 'number', min: 0, max: 500 },
      { id: 'small', kind: 'say', when: { less: { guests: 10 } } },
      { id: 'hall', kind: 'yes-no', when: { more: { guests: 50 } } },
      { id: 'day', kind: 'date', min: '2026-01-01' },
      { id: 'food', kind: 'multi', choices: ['soup', 'cake', 'nothing'], exclusive: 'nothing', optional: true },
      { id: 'who_bakes', kind: 'text', when: { is: { food: 'cake' } }, max: 40 },
      {
        id: 'music',
        kind: 'choose',
        choices: ['live', 'disc'],
        when: { all: [{ answered: 'hall' }, { not: { is: { hall: 'no' } } }] },
      },
      {
        id: 'hope',
        kind: 'scale',
        scale: 'fun',
        when: { any: [{ in: { music: ['live', 'disc'] } }, { less: { guests: 10 } }] },
      },
      { id: 'bye', kind: 'end' },
    ],
  }),
);

let engine: Engine;
let library: Library;
beforeAll(async () => {
  engine = await openEngine();
  const base = engine.library();
  // Texts say their own key, so that a test reads like the dialog.
  const find: Library['find'] = (language, space, key, params) =>
    space === 'party@1'
      ? key.endsWith('hint') || /\.(ngo|office|other)$/.test(key)
        ? undefined
        : key
      : base.find(language, space, key, params);
  library = { ...base, find, dialog: () => dialog };
});

/** Plays what is typed; returns the steps asked, in order, and the last turn. */
function walk(...typed: readonly string[]): { asked: (string | undefined)[]; last: Turn } {
  let session: Session = {
    language: 'pl',
    nonce: 'n',
    prompt: 0,
    memberships: [],
    run: { dialog: 'party', version: 1, step: 'guests', answers: {} },
  };
  let last: Turn = { session, replies: [], events: [] };
  const asked = ['guests' as string | undefined];
  typed.forEach((text, index) => {
    last = engine.turnWith(library, session, { kind: 'message', text }, `t${index}`);
    session = last.session;
    asked.push(promptOf(last)?.step);
  });
  return { asked, last };
}

describe('a dialog with every kind of step', () => {
  it('asks only what applies, by number, date, list, text, choice and scale', () => {
    const { asked } = walk('80', 'tak', '15.12.2026', '1, 2', 'Pani Zosia', '1', '3');
    expect(asked).toEqual(['guests', 'hall', 'day', 'food', 'who_bakes', 'music', 'hope', undefined]);
  });

  it('takes another way for other answers, and says what stands between', () => {
    const { asked, last } = walk('5', 'jutro', 'pomiń', '2');
    expect(asked).toEqual(['guests', 'day', 'food', 'hope', undefined]);
    expect(last.replies).toEqual([
      expect.objectContaining({ kind: 'text', text: expect.stringContaining('steps.bye.text') }),
    ]);
    expect(last.session.run).toBeUndefined();
    expect(promptOf(walk('5').last)?.lead).toContain('steps.small.text');
    expect(promptOf(walk('20').last)?.lead ?? '').not.toContain('steps.small.text');
  });

  it('keeps what no longer applies out of the way, and asks what now does', () => {
    const { asked, last } = walk('80', 'tak', '15.12.2026', 'wstecz', 'wstecz', 'wstecz', '20');
    expect(asked.at(-1)).toBe('food');
    expect(last.session.run?.answers).toMatchObject({ guests: 20, hall: 'yes' });
    const { asked: rest } = walk('80', 'tak', '15.12.2026', 'wstecz', 'wstecz', 'wstecz', '20', 'pomiń');
    expect(rest.at(-1)).toBeUndefined();
  });

  it.for([
    ['a number out of range', ['501'], 'guests', 'od 0 do 500'],
    ['a date before its time', ['20', '1.1.2020'], 'day', '2026-01-01'],
    ['the exclusive one with others', ['20', 'jutro', '1, 3'], 'food', 'wyklucza'],
    ['a text that is too long', ['20', 'jutro', '2', 'ok', 'x'.repeat(41)], 'who_bakes', '41'],
  ] as const)('asks again, kindly, after %s', ([, typed, step, words]) => {
    const { asked, last } = walk(...typed);
    expect(asked.at(-1)).toBe(step);
    expect(promptOf(last)?.lead).toContain(words);
  });

  it('shows what a keyboard needs to know', () => {
    const inputs = ['80', 'tak', '15.12.2026', '2', 'ok', 'Zosia', '2'].map(
      (_, index, all) => promptOf(walk(...all.slice(0, index + 1)).last)?.input,
    );
    expect(inputs).toEqual(['choice', 'date', 'multi', 'multi', 'text', 'choice', 'choice']);
  });
});
