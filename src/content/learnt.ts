/**
 * What the bot knows, ready to use. Reading the articles and learning from the questions takes seconds, so the outcome
 * is kept in one file, and made anew when anything it came from has changed.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
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
  readonly articles: Readonly<Record<string, Article>>;
  readonly sources: SourceFile['sources'];
  readonly standards: StandardFile['standards'];
  readonly learnt: Learnt;
};

/** Not in version control: a copy of what stands beside it. */
const keptFile = join(home, knowledgeFolder, 'learnt.bin');
/** Hex digits of a fingerprint. */
const stampBytes = 64;

/** The knowledge, from the kept file or made anew. Throws with every fault of the content, in the words of `check`. */
export async function loadKnowledge(file = keptFile): Promise<Known> {
  return (await openKnowledge(file))();
}

/**
 * The same, taken into memory when it is first asked for: most who answer a survey ask nothing. Whatever is wrong with
 * the content is thrown here already.
 */
export async function openKnowledge(file = keptFile): Promise<() => Known> {
  const from = await fingerprint();
  // Opened now and read later: nobody takes it away or puts another in its place meanwhile.
  const opened = openKept(file, from);
  if (opened === undefined) {
    const known = toKnown(await makeKept(file, from));
    return () => known;
  }
  let known: Known | undefined;
  return () => {
    known ??= toKnown(readKept(opened));
    return known;
  };
}

function toKnown({ articles, sources, standards, learnt }: Kept): Known {
  return { shelf: shelve(articles, sources, standards), learnt };
}

/** The kept file, where there is one and it was made from this. Its first bytes say so. */
function openKept(file: string, from: string): number | undefined {
  try {
    const opened = openSync(file, 'r');
    const stamp = Buffer.alloc(stampBytes);
    readSync(opened, stamp, 0, stampBytes, 0);
    if (stamp.toString('latin1') === from) return opened;
    closeSync(opened);
  } catch {
    // Not there yet.
  }
  return undefined;
}

/** Written by this program alone, whole, and never sent. */
function readKept(opened: number): Kept {
  const kept = deserialize(readFileSync(opened).subarray(stampBytes)) as Kept;
  closeSync(opened);
  return kept;
}

async function makeKept(file: string, from: string): Promise<Kept> {
  const files = await readKnowledge();
  if (files.faults.length > 0)
    throw new Error(`the knowledge cannot be used:\n${files.faults.map(showFault).join('\n')}`);
  const articles = Object.fromEntries(files.articles.map(({ id, article }) => [id, article]));
  const { sources, standards } = files;
  const kept: Kept = { articles, sources, standards, learnt: learn(examplesOf(files)) };
  const half = `${file}.${process.pid}`;
  // Where the folder cannot be written, the next start learns again.
  await writeFile(half, Buffer.concat([Buffer.from(from, 'latin1'), serialize(kept)]), { flush: true })
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
