/** A set of questions with right answers, in JSON: `[{ "q", "lang", "topics", "also", "type", "noise" }]`. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Language } from '../src/dialog/language.ts';
import type { Asked } from '../test/support/knowledge/judge.ts';

const Questions = z.array(
  z.object({
    q: z.string(),
    lang: Language,
    topics: z.array(z.string()),
    also: z.array(z.string()).default([]),
    type: z.string(),
    noise: z.string().default('none'),
  }),
);

/** Right and tolerated answers are as the set says; no topics, or "none", is out of scope. */
export async function readDev(file: string): Promise<readonly Asked[]> {
  const read = Questions.parse(JSON.parse(await readFile(file, 'utf8')));
  return read.map(({ q, lang, topics, also, type, noise }) => ({
    question: q,
    topics,
    also,
    groups: { language: lang, type, noise },
  }));
}
