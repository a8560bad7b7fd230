/** The gap log: counted once, in no order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Area } from '../../src/dialog/dialog.ts';
import { addNote, Note, Notes, noNotes, questionMax, removeQuestion } from '../../src/knowledge/notes.ts';

const idOf = (n: number): string => n.toString(16).padStart(16, '0');
const question = (text: string): Note => ({ kind: 'question', text, unit: 'lipowo', area: 'I.1' });
const addAll = (notes: Notes, several: readonly (readonly [string, Note])[]): Notes =>
  several.reduce((before, [id, note]) => addNote(before, id, note), notes);

const anyNote: fc.Arbitrary<Note> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('question' as const),
      text: fc.string({ maxLength: questionMax }),
      unit: fc.string(),
      area: fc.constantFrom(...Area.options),
    },
    { requiredKeys: ['kind', 'text'] },
  ),
  fc.record(
    { kind: fc.constant('missed' as const), area: fc.constantFrom(...Area.options) },
    { requiredKeys: ['kind'] },
  ),
  fc.record({
    kind: fc.constant('rated' as const),
    topic: fc.constantFrom('tool:grants', 'area-1-1', 'constructor'),
    helpful: fc.boolean(),
  }),
);
/** Fewer than are remembered, each with an id of its own. */
const anyNotes = fc.uniqueArray(fc.tuple(fc.nat().map(idOf), anyNote), { maxLength: 60, selector: ([id]) => id });

describe('the notes', () => {
  it('count each note once, however often and late it comes again', () => {
    fc.assert(
      fc.property(anyNotes, fc.nat(), (several, seed) => {
        const again = several.filter((_, n) => (n * 7 + seed) % 3 !== 0);
        const once = addAll(noNotes, several);
        expect(addAll(once, again)).toBe(once);
      }),
    );
  });

  it('are the same whatever came first, but for the ids that are only remembered', () => {
    const shown = ({ lately, ...rest }: Notes): string => JSON.stringify({ ...rest, lately: [...lately].sort() });
    fc.assert(
      fc.property(anyNotes, (several) => {
        expect(shown(addAll(noNotes, several.toReversed()))).toBe(shown(addAll(noNotes, several)));
      }),
    );
  });

  it('lose nothing: every note is a question, a miss or a vote', () => {
    fc.assert(
      fc.property(anyNotes, (several) => {
        const { questions, missed, rated } = addAll(noNotes, several);
        const count = (kind: Note['kind']) => several.filter(([, note]) => note.kind === kind).length;
        expect(questions).toHaveLength(count('question'));
        expect(Object.values(missed).reduce((sum, n) => sum + n, 0)).toBe(count('missed'));
        expect(Object.values(rated).reduce((sum, { yes, no }) => sum + yes + no, 0)).toBe(count('rated'));
      }),
    );
  });

  it('fit their schema after a way through JSON', () => {
    fc.assert(
      fc.property(anyNotes, (several) => {
        for (const [, note] of several) expect(Note.parse(JSON.parse(JSON.stringify(note)))).toEqual(note);
        const notes = addAll(noNotes, several);
        expect(Notes.parse(JSON.parse(JSON.stringify(notes)))).toEqual(notes);
      }),
    );
  });

  it('count a miss by its area, or as near none', () => {
    const missed = (area?: Area): Note => ({ kind: 'missed', ...(area && { area }) });
    const notes = addAll(noNotes, [
      ['a', missed('II.1')],
      ['b', missed()],
      ['c', missed('II.1')],
      ['d', missed('I.2')],
    ]);
    expect(notes.missed).toEqual({ 'I.2': 1, 'II.1': 2, none: 1 });
  });

  it('count votes by topic', () => {
    const rated = (topic: string, helpful: boolean): Note => ({ kind: 'rated', topic, helpful });
    const notes = addAll(noNotes, [
      ['a', rated('tool:grants', true)],
      ['b', rated('tool:grants', false)],
      ['c', rated('tool:grants', false)],
      ['d', rated('constructor', true)],
    ]);
    expect(notes.rated).toEqual({ constructor: { yes: 1, no: 0 }, 'tool:grants': { yes: 1, no: 2 } });
  });

  it('do not bring back a question that somebody has seen to', () => {
    const asked = addNote(noNotes, 'b', question('Kto to czyta?'));
    const seen = removeQuestion(asked, 'b');
    expect(seen.questions).toEqual([]);
    expect(addNote(seen, 'b', question('Kto to czyta?'))).toBe(seen);
    expect(removeQuestion(seen, 'b')).toBe(seen);
  });

  it('do not say in which order questions came', () => {
    const ids = ['c', 'a', 'd', 'b'];
    const notes = addAll(
      noNotes,
      ids.map((id) => [id, question(id)]),
    );
    expect(notes.questions.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(notes.lately).toEqual([]);
  });

  it('keep 5,000 questions; further ones count as missed', () => {
    const many = Array.from({ length: 5_000 }, (_, n) => ({ id: idOf(n), text: 'x' }));
    const full = addNote({ ...noNotes, questions: many.slice(1) }, idOf(0), { kind: 'question', text: 'x' });
    expect(full).toEqual({ ...noNotes, questions: many });
    const over = addNote(full, 'f'.repeat(16), question('Jeszcze jedno'));
    expect(over.questions).toBe(full.questions);
    expect(over.missed).toEqual({ 'I.1': 1 });
    expect(addNote(over, 'f'.repeat(16), question('Jeszcze jedno'))).toBe(over);
    expect(JSON.stringify(over)).not.toContain('Jeszcze');
  });

  it('remember 500 ids, not more', () => {
    const notes = addAll(
      noNotes,
      Array.from({ length: 700 }, (_, n) => [idOf(n), { kind: 'missed' }]),
    );
    expect(notes.missed).toEqual({ none: 700 });
    expect(notes.lately).toHaveLength(500);
    expect(addNote(notes, idOf(200), { kind: 'missed' })).toBe(notes);
  });

  it('take no question that is too long', () => {
    expect(Note.safeParse(question('x'.repeat(questionMax))).success).toBe(true);
    expect(Note.safeParse(question('x'.repeat(questionMax + 1))).success).toBe(false);
  });
});
