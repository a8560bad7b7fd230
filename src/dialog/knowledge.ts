/** What the engine may ask of the knowledge: what a question means, and articles as pages. */
import type { Area } from './dialog.ts';
import type { Language } from './language.ts';

/** Sides of an article. `main` is the short answer. */
export const facets = ['main', 'more', 'example', 'law', 'tools', 'standards', 'related'] as const;
export type Facet = (typeof facets)[number];

export type Link = { readonly article: string; readonly facet: Facet; readonly label: string };

export type Page = {
  readonly article: string;
  readonly facet: Facet;
  readonly title: string;
  /** Paragraphs; a line that begins with "# " is a heading. */
  readonly text: string;
  /** What a list holds, as lines, where its links cannot be shown as buttons. */
  readonly items: readonly string[];
  readonly links: readonly Link[];
};

export type Asked = {
  readonly outcome: 'answer' | 'perhaps' | 'unknown';
  /** Best first, at most three. */
  readonly articles: readonly { readonly id: string; readonly isChitchat: boolean }[];
  /** The area that the question is nearest to. */
  readonly area?: Area;
};

export type Knowledge = {
  /** `leaning`: articles that belong to what is talked about just now. */
  readonly understand: (question: string, leaning: readonly string[]) => Asked;
  /** `undefined` when there is no such article, or nothing on this side of it. */
  readonly page: (article: string, facet: Facet, language: Language) => Page | undefined;
  /** Articles that explain a survey item. */
  readonly explaining: (item: string) => readonly string[];
  /** The side of the last answer that a short message asks for: "a podstawa prawna?" */
  readonly follow: (text: string) => Facet | undefined;
  /** The language of a question; `undefined` where nothing tells. */
  readonly language: (text: string) => Language | undefined;
  /** A question without what could tell who asked: addresses, telephones, long numbers. */
  readonly cleaned: (text: string) => string;
};

/** For those who have no knowledge at hand. */
export const noKnowledge: Knowledge = {
  understand: () => ({ outcome: 'unknown', articles: [] }),
  page: () => undefined,
  explaining: () => [],
  follow: () => undefined,
  language: () => undefined,
  cleaned: (text) => text,
};
