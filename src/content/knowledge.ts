/** Reads `data/knowledge/`: articles, sources, standards, voices and example questions. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { z } from 'zod';
import { type Article, ArticleFile, SourceFile, StandardFile, VoiceFile } from '../knowledge/article.ts';
import { type Question, readQuestions } from '../knowledge/examples.ts';
import { type ContentFile, type Fault, fit, home, readYaml, yamlFiles } from './files.ts';

export const knowledgeFolder = 'data/knowledge';
export const questionFolder = `${knowledgeFolder}/questions`;

/** Files of the folder that hold something else than articles. */
const sourceFile = 'sources.yaml';
const standardFile = 'standards.yaml';
const voiceFile = `${questionFolder}/voices.yaml`;

type LoadedArticle = { readonly id: string; readonly article: Article; readonly content: ContentFile };
type LoadedQuestions = { readonly file: string; readonly questions: readonly Question[] };

export type KnowledgeFiles = {
  readonly articles: readonly LoadedArticle[];
  readonly sources: SourceFile['sources'];
  readonly standards: StandardFile['standards'];
  readonly voices: VoiceFile['voices'];
  readonly questions: readonly LoadedQuestions[];
  readonly faults: readonly Fault[];
};

/** Reads everything; what cannot be read is a fault, the rest is there. */
export async function readKnowledge(): Promise<KnowledgeFiles> {
  const faults: Fault[] = [];
  const articles: LoadedArticle[] = [];
  const read = async <T>(path: string, schema: z.ZodType<T>): Promise<{ value?: T; content?: ContentFile }> => {
    const { content, faults: syntax } = await readYaml(path);
    faults.push(...syntax);
    if (!content) return {};
    const { value, faults: misfits } = fit(schema, content);
    faults.push(...misfits);
    return { content, ...(value !== undefined && { value }) };
  };
  for (const path of await yamlFiles(knowledgeFolder)) {
    if ([sourceFile, standardFile].includes(basename(path))) continue;
    const { value, content } = await read(path, ArticleFile);
    if (value && content)
      articles.push(...Object.entries(value.articles).map(([id, article]) => ({ id, article, content })));
  }
  const sources = await read(join(home, knowledgeFolder, sourceFile), SourceFile);
  const standards = await read(join(home, knowledgeFolder, standardFile), StandardFile);
  const voices = await read(join(home, voiceFile), VoiceFile);
  const { questions, faults: lines } = await readAllQuestions();
  return {
    articles,
    sources: sources.value?.sources ?? {},
    standards: standards.value?.standards ?? {},
    voices: voices.value?.voices ?? {},
    questions,
    faults: [...faults, ...lines],
  };
}

async function readAllQuestions(): Promise<{ questions: LoadedQuestions[]; faults: Fault[] }> {
  const questions: LoadedQuestions[] = [];
  const faults: Fault[] = [];
  for (const path of await questionFiles()) {
    const file = relative(home, path);
    const read = readQuestions(await readFile(path, 'utf8'));
    questions.push({ file, questions: read.questions });
    faults.push(...read.faults.map((fault) => ({ file, ...fault })));
  }
  return { questions, faults };
}

/** Files with example questions, in alphabetical order. */
export async function questionFiles(): Promise<readonly string[]> {
  const names = await readdir(join(home, questionFolder));
  return names
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => join(home, questionFolder, name));
}
