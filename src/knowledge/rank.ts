/** Which articles a question is likeliest about, when it is known how likely each topic is. */
import { outOfScope } from './examples.ts';
import type { Learnt } from './learnt.ts';
import type { Shelf, Shelved } from './shelf.ts';

export type Found = {
  readonly topic: string;
  readonly article: Shelved;
  /** How likely this is what was asked, from 0 to 1; topics that answer each other count together. */
  readonly share: number;
};

/** Topics with how likely each is. Ties: topics whose answers answer each other. */
export type Shares = ReadonlyMap<string, number>;
export type Ties = ReadonlyMap<string, readonly string[]>;

/** So many articles are found at most, among so many of the likeliest topics. */
const offered = 3;
const candidatesMax = 12;
/** Between an area and its tools, those who ask what to do want the tools. */
const overArea = 1.6;

/** The likeliest three articles. Topics that answer each other count together; of those, the likeliest is named. */
export function ranked(article: Shelf['of'], shares: Shares, ties: Ties): readonly Found[] {
  const of = (topic: string): number => shares.get(topic) ?? 0;
  const weight = (topic: string): number => of(topic) * (topic.startsWith('list:tools-of-area') ? overArea : 1);
  const together = (topic: string): number =>
    (ties.get(topic) ?? []).reduce((sum, other) => sum + of(other), of(topic));
  const likeliest = [...shares.keys()].filter((topic) => topic !== outOfScope).sort((a, b) => of(b) - of(a));
  const candidates = likeliest.slice(0, candidatesMax).map((topic) => ({ topic, share: Math.min(1, together(topic)) }));
  candidates.sort((a, b) => b.share - a.share);
  const found: Found[] = [];
  for (const { topic, share } of candidates) {
    const named = (ties.get(topic) ?? []).reduce((best, other) => (weight(other) > weight(best) ? other : best), topic);
    for (const one of named === topic ? [topic] : [named, topic]) {
      const answer = article(one);
      if (answer && found.length < offered && !found.some((other) => other.article === answer))
        found.push({ topic: one, article: answer, share });
    }
  }
  return found;
}

export function tiesBetween(learnt: Learnt): Ties {
  const ties = new Map<string, string[]>();
  const tie = (from: string, to: string): void => {
    ties.set(from, [...(ties.get(from) ?? []), to]);
  };
  const pairs = [...learnt.ties, ...learnt.topics.flatMap(placesTied)];
  for (const [one, other] of pairs) {
    tie(one, other);
    tie(other, one);
  }
  return ties;
}

/** Who asks for the tools of an area is answered by the area too: its tools stand there. */
function placesTied(topic: string): (readonly [string, string])[] {
  const place = /^list:(?:tools|areas)-of-((?:area|plane)-[\d-]+)$/.exec(topic)?.[1];
  return place === undefined ? [] : [[topic, place]];
}

/** Does an answer to one answer the other, or is one of them the plane around the other? */
export function isKin(one: string, other: string, ties: Ties): boolean {
  const plane = (topic: string): string | undefined => /(?:plane|area)-(\d)/.exec(topic)?.[1];
  return ties.get(one)?.includes(other) === true || (plane(one) !== undefined && plane(one) === plane(other));
}
