/** The yardstick: MiniSearch with its default options, over the same lines. What most would reach for first. */
import MiniSearch from 'minisearch';
import { outOfScope } from '../src/knowledge/examples.ts';
import type { Example } from '../src/knowledge/learn.ts';
import type { Listener } from '../test/support/knowledge/voices.ts';

const shown = 3;

/** Each topic is one document: its names and questions. A question is answered if anything is found. */
export function searchOver(taught: readonly Example[]): Listener {
  const texts = new Map<string, string[]>();
  for (const { question, topics } of taught)
    for (const topic of topics) {
      const lines = texts.get(topic) ?? [];
      lines.push(question);
      texts.set(topic, lines);
    }
  // A search knows documents to be found; there is none for "nobody here can answer".
  texts.delete(outOfScope);
  const search = new MiniSearch<{ topic: string; text: string }>({ idField: 'topic', fields: ['text'] });
  search.addAll(Array.from(texts, ([topic, lines]) => ({ topic, text: lines.join('\n') })));
  return (asked) => {
    const found = search.search(asked.question).slice(0, shown);
    return {
      ...asked,
      outcome: found.length > 0 ? 'answer' : 'unknown',
      found: found.map(({ id, score }) => ({ topic: String(id), share: score, sameArticle: false })),
      none: 0,
    };
  };
}
