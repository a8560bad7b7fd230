/**
 * What the bot knows, ready to use. Reading the articles and learning from the questions takes seconds, so the outcome
 * is kept in one file, and made anew when anything it came from has changed.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Article, SourceFile, StandardFile } from '../knowledge/article.ts';
import { type Example, learn } from '../knowledge/learn.ts';
import type { Learnt } from '../knowledge/learnt.ts';
import { type Shelf, shelve } from '../knowledge/shelf.ts';
import { home, showFault } from './files.ts';
import { type KnowledgeFiles, knowledgeFolder, questionFolder, readKnowledge } from './knowledge.ts';

/** Articles, and what was learnt from the questions. */
export type Known = { readonly shelf: Shelf; readonly learnt: Learnt };

type Kept = {
  readonly from: string;
  readonly articles: Readonly<Record<string, Article>>;
  readonly sources: SourceFile['sources'];
  readonly standards: StandardFile['standards'];
  readonly learnt: Learnt;
};

/** Not in version control: a copy of what stands beside it. */
const keptFile = join(home, knowledgeFolder, 'learnt.bin');

/** The knowledge, from the kept file or made anew. Throws with every fault of the content, in the words of `check`. */
export async function loadKnowledge(file = keptFile): Promise<Known> {
  const from = await fingerprint();
  const kept = (await readKept(file, from)) ?? (await makeKept(file, from));
  return { shelf: shelve(kept.articles, kept.sources, kept.standards), learnt: kept.learnt };
}

async function readKept(file: string, from: string): Promise<Kept | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) return undefined;
  try {
    // Written by this program alone, and never sent: what cannot be read is made again.
    const kept = deserialize(bytes) as Kept;
    return kept.from === from ? kept : undefined;
  } catch {
    return undefined;
  }
}

async function makeKept(file: string, from: string): Promise<Kept> {
  const files = await readKnowledge();
  if (files.faults.length > 0)
    throw new Error(`the knowledge cannot be used:\n${files.faults.map(showFault).join('\n')}`);
  const articles = Object.fromEntries(files.articles.map(({ id, article }) => [id, article]));
  const { sources, standards } = files;
  const kept: Kept = { from, articles, sources, standards, learnt: learn(examplesOf(files)) };
  const half = `${file}.${process.pid}`;
  // Where the folder cannot be written, the next start learns again.
  await writeFile(half, serialize(kept))
    .then(() => rename(half, file))
    .catch(() => undefined);
  return kept;
}

/** What there is to learn from: the questions, and the names of the articles in every language. */
export function examplesOf(files: Pick<KnowledgeFiles, 'articles' | 'questions'>): readonly Example[] {
  const named = files.articles.flatMap(({ article }) => {
    const topics = article.topics.slice(0, 1);
    return [article.pl, article.en, article.uk].flatMap(({ title, aliases }) =>
      [title, ...aliases].map((question) => ({ question, topics })),
    );
  });
  return [...named, ...files.questions.flatMap(({ questions }) => questions)];
}

/** A hash of everything the kept file comes from, the way of learning included. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const folder of [knowledgeFolder, questionFolder, 'src/knowledge']) {
    const names = (await readdir(join(home, folder))).filter((name) => /\.(yaml|txt|ts)$/.test(name)).sort();
    // One after another: all at once they would be most of the program's memory.
    for (const name of names) hash.update(`\n${folder}/${name}\n`).update(await readFile(join(home, folder, name)));
  }
  return hash.digest('hex');
}
