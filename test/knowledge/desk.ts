/** The knowledge as the program opens it: read once for each file of tests. */
import { type Content, loadContent } from '../../src/content/content.ts';
import { type Known, loadKnowledge } from '../../src/content/learnt.ts';
import type { Find } from '../../src/dialog/find.ts';
import { Language } from '../../src/dialog/language.ts';
import type { Shelved } from '../../src/knowledge/shelf.ts';
import { createTexts } from '../../src/text/texts.ts';

export type Desk = Known & { readonly find: Find; readonly content: Content; readonly all: readonly Shelved[] };

/** Learning takes some 10 s where something has changed since the last time, and more while other suites run. */
export const openingMs = 60_000;

export async function openDesk(): Promise<Desk> {
  const [content, known] = await Promise.all([loadContent(), loadKnowledge()]);
  const texts = createTexts();
  for (const { language, space, texts: flat } of content.texts) texts.add(language, space, flat);
  return { ...known, find: texts.find, content, all: [...known.shelf.articles.values()] };
}

export const languages = Language.options;

/** Polish as it is typed on a keyboard without Polish letters. */
export function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/g, 'l').replace(/Ł/g, 'L');
}
