/** How often questions are understood, what that costs, and beside it MiniSearch on the same questions. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadKnowledge } from '../src/content/learnt.ts';
import { createUnderstand } from '../src/knowledge/understand.ts';
import { type Heard, isOutside, isRight } from '../test/support/knowledge/judge.ts';
import { readMaterial } from '../test/support/knowledge/material.ts';
import { listenerOf } from '../test/support/knowledge/voices.ts';
import { benchKept, printLoading, printTimes } from './knowledge-cost.ts';
import { printCurves } from './knowledge-curves.ts';
import { readDev } from './knowledge-dev.ts';
import { leaveEachOut } from './knowledge-folds.ts';
import { searchOver } from './knowledge-minisearch.ts';
import { printBars, printRows, printTable, rowsBy } from './knowledge-tables.ts';

export type KnowledgeOptions = {
  /** A set of questions in JSON, asked of a bot that learnt everything. */
  readonly dev?: string | undefined;
  /** Where to write the questions that were not answered right, for those who write examples. */
  readonly misses?: string | undefined;
};

export async function knowledgeBench({ dev, misses }: KnowledgeOptions): Promise<void> {
  const material = await readMaterial();
  const voices = [...new Set(material.questions.map(({ voice }) => voice))].sort();
  console.log(
    `\nKnowledge: ${material.questions.length} questions by ${voices.length} voices, each left out in turn (%)`,
  );
  const folds = await leaveEachOut(voices);
  const heard = folds.flatMap((fold) => fold.heard);
  const same = folds.reduce((sum, fold) => sum + fold.same, 0);
  console.log(`${same} lines that another voice had word for word were not learnt from in its fold.`);
  const groups = ['language', 'style', 'style within language', 'kind', 'voice'];
  printTable('Each voice unheard', heard, [...groups, 'as a name']);
  printRows('Judged by the article shown', [['all', heard.map(byArticle)]]);
  printRows(
    'A tenth, typed with noise',
    rowsBy(
      'noise',
      folds.flatMap(({ noisy }) => noisy),
    ),
  );
  printTable(
    'MiniSearch 7.2.0, its defaults',
    folds.flatMap(({ search }) => search),
    ['language', 'style', 'kind'],
  );
  printCurves(heard);
  if (misses) await writeMisses(misses, heard);

  await printLoading();
  const { shelf, learnt } = await loadKnowledge(benchKept);
  const asked = dev ? await readDev(resolve(dev)) : [];
  if (dev) {
    const devHeard = asked.map(listenerOf(shelf, learnt));
    printTable('The dev set, everything learnt', devHeard, ['language', 'type', 'noise']);
    printRows('MiniSearch on the dev set', [['all', asked.map(searchOver(material.fold([]).taught))]]);
    printBars('Bars, the dev set', devHeard);
  } else console.log('\nThe dev set: left out; say where it is with --dev FILE.');
  printTimes(
    createUnderstand(shelf, learnt),
    [...heard, ...asked].map(({ question }) => question),
  );
  printBars('Bars, each voice unheard', heard);
}

/** An article may carry several topics: whoever asks for one of them and gets it under another is not ill served. */
function byArticle(heard: Heard): Heard {
  const shown = heard.found.filter(({ sameArticle }) => sameArticle).map(({ topic }) => topic);
  return { ...heard, also: [...heard.also, ...shown] };
}

/** A line of JSON for each question that was not answered right, or answered though out of scope. */
async function writeMisses(file: string, heard: readonly Heard[]): Promise<void> {
  const missed = heard.filter((one) =>
    isOutside(one) ? one.outcome === 'answer' : one.outcome !== 'answer' || !isRight(one, 0),
  );
  await writeFile(file, missed.map((one) => `${JSON.stringify(one)}\n`).join(''));
}
