/** The knowledge as the engine uses it: understanding, pages, and what short messages lean on. */
import type { Find } from '../dialog/find.ts';
import type { Knowledge } from '../dialog/knowledge.ts';
import { cleaned } from './clean.ts';
import { followReader } from './follow.ts';
import { languageOf } from './language.ts';
import type { Learnt } from './learnt.ts';
import { createPages, explaining } from './page.ts';
import type { Shelf } from './shelf.ts';
import { createUnderstand } from './understand.ts';

export function createKnowledge(shelf: Shelf, learnt: Learnt, find: Find): Knowledge {
  const understand = createUnderstand(shelf, learnt);
  return {
    understand(question, leaning) {
      const { outcome, found, area } = understand(question, leaning);
      const articles = found.map(({ article }) => ({ id: article.id, isChitchat: article.kind === 'chitchat' }));
      return { outcome, articles, ...(area && { area }) };
    },
    page: createPages(shelf, find),
    explaining: (item) => explaining(shelf, item),
    follow: followReader(find),
    language: languageOf,
    cleaned,
  };
}
