/** `learn`: reads the knowledge and learns from the example questions now, so that the next start need not. */
import { loadKnowledge } from '../content/learnt.ts';
import type { Command, Input, Out } from './command.ts';

export const learn = {
  name: 'learn',
  summary: 'Learns from the articles and example questions in data/knowledge now rather than at the next start',
  options: {},
  describe: {},
  needsStore: false,
  run: async ({ values }: Pick<Input, 'values'>, out: Out): Promise<number> => {
    const started = performance.now();
    const { shelf, learnt } = await loadKnowledge();
    const figures = {
      articles: shelf.articles.size,
      topics: learnt.topics.length,
      features: learnt.features.length,
      ms: Math.round(performance.now() - started),
    };
    if (values.json === true) out.json(figures);
    else out.print(`${figures.articles} articles, ${figures.topics} topics, ready after ${figures.ms} ms`);
    return 0;
  },
} as const satisfies Command;
