/** What the checks of the knowledge look over, and what they find. */
import type { Path } from '../../dialog/check/finding.ts';
import type { Article, SourceFile, StandardFile, VoiceFile } from '../article.ts';
import type { Question } from '../examples.ts';

/** Everything that authors wrote; articles and questions with the file that they stand in. */
export type Written = {
  readonly articles: readonly WrittenArticle[];
  readonly sources: SourceFile['sources'];
  readonly standards: StandardFile['standards'];
  readonly voices: VoiceFile['voices'];
  readonly questions: readonly Asked[];
};
export type WrittenArticle = { readonly id: string; readonly article: Article; readonly file: string };
export type Asked = Question & { readonly file: string };

/** Something wrong, in one sentence for people who do not program, and how to mend it, in another. */
export type Finding = { readonly what: string; readonly mend: string; readonly at: Place };

export type Place =
  /** `path` leads into the file. */
  | { readonly in: 'article'; readonly file: string; readonly path: Path }
  | { readonly in: 'question'; readonly file: string; readonly line: number }
  | { readonly in: 'standards'; readonly path: Path }
  /** Something is missing that could stand in any file. */
  | { readonly in: 'folder' };

/** A place in an article; without a path, the article. */
export function inArticle({ file, id }: WrittenArticle, ...path: Path): Place {
  return { in: 'article', file, path: ['articles', id, ...path] };
}

export function inQuestion({ file, line }: Asked): Place {
  return { in: 'question', file, line };
}

/** Every one that has the same key as one before it, with the first of that key. */
export function repeatedIn<T>(
  list: readonly T[],
  keyOf: (one: T) => string,
): readonly { readonly first: T; readonly again: T }[] {
  const firsts = new Map<string, T>();
  return list.flatMap((again) => {
    const first = firsts.get(keyOf(again));
    if (first !== undefined) return [{ first, again }];
    firsts.set(keyOf(again), again);
    return [];
  });
}
