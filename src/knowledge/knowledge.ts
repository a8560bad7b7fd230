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

/** `known` is asked when it is first needed: most who answer a survey ask nothing. */
export function createKnowledge(
  known: () => { readonly shelf: Shelf; readonly learnt: Learnt },
  find: Find,
): Knowledge {
  let understand: Understand | undefined;
  let page: Knowledge['page'] | undefined;
  return {
    understand(question, leaning) {
      understand ??= createUnderstand(known().shelf, known().learnt);
      const { outcome, found, area } = understand(question, leaning);
      const articles = found.map(({ article }) => ({ id: article.id, isChitchat: article.kind === 'chitchat' }));
      return { outcome, articles, ...(area && { area }) };
    },
    page(article, facet, language) {
      page ??= createPages(known().shelf, find);
      return page(article, facet, language);
    },
    explaining: (item) => explaining(known().shelf, item),
    follow: followReader(find),
    language: languageOf,
    cleaned,
  };
}
