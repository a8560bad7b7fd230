/** What the bot is taught from, with some voices left out: whoever comes tomorrow is a voice that nobody has heard. */
import { readKnowledge } from '../../../src/content/knowledge.ts';
import { examplesOf } from '../../../src/content/learnt.ts';
import type { Language } from '../../../src/dialog/language.ts';
import type { Question } from '../../../src/knowledge/examples.ts';
import type { Example } from '../../../src/knowledge/learn.ts';
import { type Shelf, shelve } from '../../../src/knowledge/shelf.ts';
import { wordsOf } from '../../../src/knowledge/words.ts';

export type Material = {
  readonly shelf: Shelf;
  readonly voices: ReadonlyMap<string, Language>;
  readonly questions: readonly Question[];
  /** Names of articles, folded. */
  readonly names: ReadonlySet<string>;
  readonly fold: (without: readonly string[]) => Fold;
};

export type Fold = {
  /** The names of all articles, and the questions of all other voices. */
  readonly taught: readonly Example[];
  readonly asked: readonly Question[];
  /** Lines of other voices that were left out too, since they say the same as one that is asked. */
  readonly same: number;
};

/** Reads `data/knowledge/`. Throws where the content has faults: figures of half the questions would mislead. */
export async function readMaterial(): Promise<Material> {
  const files = await readKnowledge();
  const [fault] = files.faults;
  if (fault) throw new Error(`${files.faults.length} faults in data/knowledge, the first: ${JSON.stringify(fault)}`);
  const { articles, sources, standards } = files;
  const questions = files.questions.flatMap((file) => file.questions);
  return {
    shelf: shelve(Object.fromEntries(articles.map(({ id, article }) => [id, article])), sources, standards),
    voices: new Map(Object.entries(files.voices).map(([voice, { language }]) => [voice, language])),
    questions,
    names: new Set(examplesOf({ articles, questions: [] }).map(({ question }) => folded(question))),
    fold(without) {
      const asked = questions.filter(({ voice }) => without.includes(voice));
      const told = new Set(asked.map(({ question }) => folded(question)));
      const others = questions.filter(({ voice }) => !without.includes(voice));
      const kept = others.filter(({ question }) => !told.has(folded(question)));
      const taught = examplesOf({ articles, questions: [{ file: 'the other voices', questions: kept }] });
      return { taught, asked, same: others.length - kept.length };
    },
  };
}

/** Two lines that fold to the same are the same to the bot. */
export function folded(text: string): string {
  return wordsOf(text).join(' ');
}
