/** Looks over `data/knowledge/`, and puts what it finds on its line. */
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { narrowest } from '../channels/channel.ts';
import type { Finding, Place, Written } from '../knowledge/check/finding.ts';
import { checkKnowledge } from '../knowledge/check.ts';
import type { Content } from './content.ts';
import { type ContentFile, type Fault, home, readYaml } from './files.ts';
import { type KnowledgeFiles, knowledgeFolder, readKnowledge } from './knowledge.ts';

const standardFile = join(knowledgeFolder, 'standards.yaml');

/**
 * Every fault of the knowledge, how many files it is written in, and the ids of its articles where they could be read.
 * What is wrong with the files themselves comes alone: links and topics that lead nowhere would only repeat it.
 */
export async function inspectKnowledge(content: Pick<Content, 'dialogs' | 'faults'>): Promise<{
  readonly faults: readonly Fault[];
  readonly files: number;
  readonly articles?: ReadonlySet<string>;
}> {
  const names = await readdir(join(home, knowledgeFolder), { recursive: true });
  const files = names.filter((name) => /\.(yaml|txt)$/.test(name)).length;
  const knowledge = await readKnowledge().catch(notThere);
  if (!('articles' in knowledge) || knowledge.faults.length > 0) return { faults: knowledge.faults, files };
  const findings = checkKnowledge(writtenIn(knowledge), stepsOf(content), narrowest);
  const articles = new Set(knowledge.articles.map(({ id }) => id));
  return { faults: findings.length > 0 ? await toFaults(findings, knowledge) : [], files, articles };
}

function notThere(error: NodeJS.ErrnoException): Pick<KnowledgeFiles, 'faults'> {
  if (error.code !== 'ENOENT' || error.path === undefined) throw error;
  const mend = 'Write it; the schema beside it lists what belongs in it.';
  return { faults: [{ file: relative(home, error.path), line: 1, what: 'The file is not there.', mend }] };
}

function writtenIn({ articles, questions, ...rest }: KnowledgeFiles): Written {
  return {
    ...rest,
    articles: articles.map(({ id, article, content }) => ({ id, article, file: content.file })),
    questions: questions.flatMap(({ file, questions: asked }) => asked.map((question) => ({ ...question, file }))),
  };
}

/** The ids of all steps; `undefined` if a dialog could not be read, for it may be the one that has them. */
function stepsOf({ dialogs, faults }: Pick<Content, 'dialogs' | 'faults'>): ReadonlySet<string> | undefined {
  if (faults.some(({ file }) => file.startsWith('dialogs/'))) return undefined;
  return new Set(dialogs.flatMap(({ dialog }) => dialog.steps.map(({ id }) => id)));
}

async function toFaults(findings: readonly Finding[], { articles }: KnowledgeFiles): Promise<readonly Fault[]> {
  const { content: standards } = await readYaml(join(home, standardFile));
  const contents = [...articles.map(({ content }) => content), ...(standards ? [standards] : [])];
  const byFile = new Map(contents.map((content) => [content.file, content]));
  return findings.map(({ at, what, mend }) => ({ ...spotOf(at, byFile), what, mend }));
}

function spotOf(at: Place, contents: ReadonlyMap<string, ContentFile>): Pick<Fault, 'file' | 'line'> {
  switch (at.in) {
    case 'folder':
      return { file: knowledgeFolder, line: 1 };
    case 'question':
      return { file: at.file, line: at.line };
    case 'standards':
      return { file: standardFile, line: contents.get(standardFile)?.lineOf(at.path) ?? 1 };
    case 'article':
      return { file: at.file, line: contents.get(at.file)?.lineOf(at.path) ?? 1 };
    default:
      return at satisfies never;
  }
}
