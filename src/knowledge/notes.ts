/**
 * The gap log: what people asked and got no answer to, and whether answers helped. A question is in it because its
 * author handed it on; everything else is a number. No person, no date and no order.
 */
import { z } from 'zod';
import { Area } from '../dialog/dialog.ts';

/** The longest question that is kept, in characters. */
export const questionMax = 300;
/** Further questions only count. */
const questionsMax = 5_000;
/** A note that comes again after so many others counts twice; mostly it comes again at once. */
const latelyMax = 500;

const about = { area: Area.optional().describe('The nearest area, if one is near') };
const asked = { text: z.string().max(questionMax), unit: z.string().optional(), ...about };

/** Something worth noting that happened once. */
export const Note = z.discriminatedUnion('kind', [
  /** Handed on to an animator, by whoever asked it. */
  z.strictObject({ kind: z.literal('question'), ...asked }),
  z.strictObject({ kind: z.literal('missed'), ...about }),
  z.strictObject({ kind: z.literal('rated'), topic: z.string(), helpful: z.boolean() }),
]);
export type Note = z.infer<typeof Note>;

const Place = z.enum([...Area.options, 'none']);
const Votes = z.strictObject({ yes: z.int(), no: z.int() });

/** All notes, put together so that nobody sees which came first or which came together. */
export const Notes = z.strictObject({
  /** Sorted by their random id. */
  questions: z.array(z.strictObject({ id: z.string(), ...asked })),
  /** How often nothing was found; `none` where no area was near. */
  missed: z.partialRecord(Place, z.int()),
  /** Did the answer help? By topic. */
  rated: z.record(z.string(), Votes),
  /** Ids of notes applied lately that are not among the questions, whose order they would tell. */
  lately: z.array(z.string()),
});
export type Notes = z.infer<typeof Notes>;

/** Nobody has asked anything yet. */
export const noNotes: Notes = { questions: [], missed: {}, rated: {}, lately: [] };

/** Adds a note. Promises: the same id twice counts once, also when the question was taken out in between. */
export function addNote(notes: Notes, id: string, note: Note): Notes {
  if (notes.lately.includes(id) || notes.questions.some((other) => other.id === id)) return notes;
  const known = { ...notes, lately: remember(notes, id) };
  switch (note.kind) {
    case 'question': {
      if (notes.questions.length >= questionsMax) return { ...known, missed: countMiss(notes, note.area) };
      const { kind: _, ...question } = note;
      const after = notes.questions.findIndex((other) => other.id > id);
      const at = after < 0 ? notes.questions.length : after;
      return { ...notes, questions: notes.questions.toSpliced(at, 0, { id, ...question }) };
    }
    case 'missed':
      return { ...known, missed: countMiss(notes, note.area) };
    case 'rated':
      return { ...known, rated: countVote(notes, note.topic, note.helpful) };
    default:
      return note satisfies never;
  }
}

/** Takes a question out that somebody has seen to. The same notes come back when there is none of that id. */
export function removeQuestion(notes: Notes, id: string): Notes {
  const questions = notes.questions.filter((other) => other.id !== id);
  if (questions.length === notes.questions.length) return notes;
  return { ...notes, questions, lately: remember(notes, id) };
}

function remember({ lately }: Notes, id: string): string[] {
  return [...lately, id].slice(-latelyMax);
}

function countMiss({ missed }: Notes, area: Area | undefined): Notes['missed'] {
  const place = area ?? 'none';
  return sorted({ ...missed, [place]: (missed[place] ?? 0) + 1 });
}

function countVote({ rated }: Notes, topic: string, helpful: boolean): Notes['rated'] {
  const { yes, no } = (Object.hasOwn(rated, topic) ? rated[topic] : undefined) ?? { yes: 0, no: 0 };
  return sorted({ ...rated, [topic]: helpful ? { yes: yes + 1, no } : { yes, no: no + 1 } });
}

/** By key: the order in which they came is nobody's business. */
function sorted<T>(counts: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
