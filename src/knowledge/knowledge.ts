/** The knowledge as the engine uses it: understanding, pages, and what short messages lean on. */
import type { Find } from '../dialog/find.ts';
import type { Knowledge } from '../dialog/knowledge.ts';
import { cleaned } from './clean.ts';
import { followReader } from './follow.ts';
import { languageOf } from './language.ts';
import type { Learnt } from './learnt.ts';
import { createPages, explaining } from './page.ts';
import type { Shelf } from './shelf.ts';
import { createUnderstand, type Understand } from './understand.ts';

export function createKnowledge(shelf: Shelf, learnt: Learnt, find: Find): Knowledge {
  // Most commands ask nothing: made ready for the first question.
  let made: Understand | undefined;
  return {
    understand(question, leaning) {
      made ??= createUnderstand(shelf, learnt);
      const { outcome, found, area } = made(question, leaning);
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
