/** What a question asks for: one topic, perhaps one of three, or nothing that stands on the shelf. Pure, deterministic. */
import type { Area } from '../dialog/dialog.ts';
import type { ArticleKind } from './article.ts';
import { withoutCourtesy } from './courtesy.ts';
import { outOfScope } from './examples.ts';
import { featuresOf } from './features.ts';
import { type Learnt, scorer } from './learnt.ts';
import { nameReader } from './names.ts';
import { covers, type Reference, referenceIn } from './reference.ts';
import { areaOf, digits, ofKind, type Shelf, type Shelved, type ShelvedOf } from './shelf.ts';
import { charsMax, plain } from './words.ts';

export type Found = {
  readonly topic: string;
  readonly article: Shelved;
  /** How likely this is what was asked, from 0 to 1; topics that answer each other count together. */
  readonly share: number;
};

export type Understanding = {
  readonly outcome: 'answer' | 'perhaps' | 'unknown';
  /** Best first, at most three, each another article. Also there when the outcome is `unknown`. */
  readonly found: readonly Found[];
  /** The area that the question is nearest to. */
  readonly area?: Area;
};

/** `leaning`: articles that belong to what is talked about just now; between near equals they win. */
export type Understand = (question: string, leaning?: readonly string[]) => Understanding;

/** From this share on an answer is given; set by the sweep that the bench prints (`npm run bench -- knowledge`). */
const sure = 0.25;
/** A list offers ways on, so that it may be less sure; small talk does no harm. */
const sureOfList = 0.1;
const sureOfSmallTalk = 0.15;
/** An answer must be this much more likely than the next; between near equals people are asked which they mean. */
const overRival = 2;
/** One word alone may have been meant for anything. */
const sureOfOneWord = 0.55;
/** From this share on, that of the best three together, they are offered. */
const likely = 0.08;
/** An answer must be this much more likely than that nobody here can answer, and what is offered this much. */
const overNone = 1.2;
const offerOverNone = 0.6;
/** Of a question so much must be words that somebody used before. */
const knownMin = 0.34;
/** How much more likely a list of tools is where tools are asked for by that word. */
const toolsAsked = 2.5;
/** Between an area and its tools, those who ask what to do want the tools. */
const overArea = 1.6;
/** How much more likely linked articles are. */
const leaningWeight = 3;
/** How much of the question is about an article or a provision that it names, and about one that a lone number may name. */
const cited = 0.5;
const citedLoosely = 0.25;
/** A number of an area counts only where this much of the question is about areas at all. */
const placedMin = 0.25;
/** Behind a greeting, something that is less sure than this is part of it: "hello, I am Ann from the office". */
const sureOfRest = 0.75;
/** In so few words a number without "art." may be of anything: "5 osób". */
const bareWords = 4;
const offered = 3;

/** Does an answer to one answer the other, or is one of them the plane around the other? */
function isKin(one: string, other: string, ties: ReadonlyMap<string, readonly string[]>): boolean {
  const plane = (topic: string): string | undefined => /(?:plane|area)-(\d)/.exec(topic)?.[1];
  return ties.get(one)?.includes(other) === true || (plane(one) !== undefined && plane(one) === plane(other));
}

function sureOf(kind: ArticleKind): number {
  return kind === 'list' ? sureOfList : kind === 'chitchat' ? sureOfSmallTalk : sure;
}

export function createUnderstand(shelf: Shelf, learnt: Learnt): Understand {
  const score = scorer(learnt);
  const ties = tiesBetween(learnt);
  const provisions = provisionsOf(shelf);
  const named = nameReader(shelf);
  const understand = (question: string, leaning: readonly string[]): Understanding => {
    const features = featuresOf(question);
    if (!/[\p{L}\p{N}]{2}/u.test(question)) return { outcome: 'unknown', found: [] };
    const scored = score(features);
    const shares = new Map(learnt.topics.map((topic, at) => [topic, scored.shares[at] ?? 0]));
    if (scored.knownWords < (features[0]?.size ?? 0) * knownMin) return { outcome: 'unknown', found: [] };
    if (asksTools.test(plain(question))) preferLists(shares);
    const reference = referenceIn(question);
    const card = reference?.kind === 'law' ? provisions(reference) : undefined;
    if (reference?.kind === 'law') {
      if (card) cite(shares, card.topics[0] ?? '', reference.sure ? cited : citedLoosely);
      else if (reference.sure)
        return { outcome: 'unknown', found: ranked(shelf.of, new Map([['list:laws', 1]]), ties) };
    } else if (reference) place(shares, reference, plain(question));
    const name = reference ? undefined : named(question);
    if (name !== undefined) cite(shares, name, cited);
    lean(shares, shelf, leaning);
    const none = shares.get(outOfScope) ?? 0;
    // A provision that is named is answered by its own card, also where its topic is another's.
    const found = ranked((topic) => (topic === card?.topics[0] ? card : shelf.of(topic)), shares, ties);
    const [best, ...others] = found;
    const words = features[0]?.size ?? 0;
    const isNamed = name !== undefined || reference !== undefined;
    const isBareNumber = !reference && /\d/.test(question) && words <= bareWords;
    const rival = others.find(({ topic }) => best && !isKin(best.topic, topic, ties))?.share ?? 0;
    const answers =
      best !== undefined &&
      best.share >= (words === 1 ? sureOfOneWord : sureOf(best.article.kind)) &&
      best.share > none * overNone &&
      (isNamed || best.article.kind === 'list' || best.share >= rival * overRival) &&
      !(isBareNumber && best.article.kind === 'law');
    const area = found.map(({ article }) => areaOf(article)).find((one) => one !== undefined);
    if (answers) return { outcome: 'answer', found, ...(area && { area }) };
    // Nobody means a greeting that sounds like none.
    const offers = found.filter(({ article }) => article.kind !== 'chitchat');
    const together = offers.reduce((sum, { share }) => sum + share, 0);
    const isLikely = together >= likely && together > none * offerOverNone;
    return { outcome: isLikely ? 'perhaps' : 'unknown', found: offers, ...(area && { area }) };
  };
  return (asked, leaning = []) => {
    const question = asked.slice(0, charsMax);
    const rest = withoutCourtesy(question);
    const meant = understand(rest, leaning);
    if (rest === question || (meant.outcome === 'answer' && (meant.found[0]?.share ?? 0) >= sureOfRest)) return meant;
    const whole = understand(question, leaning);
    return whole.found[0]?.article.kind === 'chitchat' ? whole : meant;
  };
}

/** The likeliest three articles. Topics that answer each other count together; of those, the likeliest is named. */
function ranked(
  article: Shelf['of'],
  shares: ReadonlyMap<string, number>,
  ties: ReadonlyMap<string, readonly string[]>,
): readonly Found[] {
  const of = (topic: string): number => shares.get(topic) ?? 0;
  const weight = (topic: string): number => of(topic) * (topic.startsWith('list:tools-of-area') ? overArea : 1);
  const together = (topic: string): number =>
    (ties.get(topic) ?? []).reduce((sum, other) => sum + of(other), of(topic));
  const likeliest = [...shares.keys()].filter((topic) => topic !== outOfScope).sort((a, b) => of(b) - of(a));
  const candidates = likeliest.slice(0, offered * 4).map((topic) => ({ topic, share: Math.min(1, together(topic)) }));
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

function tiesBetween(learnt: Learnt): ReadonlyMap<string, readonly string[]> {
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

const asksTools = /\b(narzedz|nazen|instrument|tool|znarjad|metod|sposob)/;
const asksAreas = /\b(obszar|oblast|naprjam|area)/;

/** A number says which plane or area; the words say whether its tools, its areas or what it is. In place. */
function place(shares: Map<string, number>, reference: Exclude<Reference, { kind: 'law' }>, question: string): void {
  const at = reference.kind === 'area' ? `area-${digits(reference.area)}` : `plane-${digits(reference.plane)}`;
  const kinds: readonly (readonly [string, RegExp, boolean])[] = [
    [`list:tools-of-${at}`, /^list:tools-of-/, asksTools.test(question)],
    [`list:areas-of-${at}`, /^list:areas/, reference.kind === 'plane' && asksAreas.test(question)],
    [at, reference.kind === 'area' ? /^area-/ : /^plane-/, false],
  ];
  const gathered = kinds
    .filter(([topic]) => shares.has(topic))
    .map(([topic, like, named]) => {
      const alike = [...shares].filter(([name]) => like.test(name));
      return { topic, named, share: alike.reduce((sum, [, share]) => sum + share, 0) };
    });
  const total = gathered.reduce((sum, { share }) => sum + share, 0);
  if (total < placedMin) return;
  const named = gathered.find((one) => one.named);
  for (const name of [...shares.keys()]) if (/^(area-|plane-|list:(tools|areas))/.test(name)) shares.set(name, 0);
  for (const { topic, share } of gathered) shares.set(topic, named ? (topic === named.topic ? total : 0) : share);
}

/** "Which tools …": the tools of a field rather than one of them. In place. */
function preferLists(shares: Map<string, number>): void {
  for (const [topic, share] of shares)
    if (topic.startsWith('list:tools')) shares.set(topic, Math.min(1, share * toolsAsked));
}

function lean(shares: Map<string, number>, shelf: Shelf, leaning: readonly string[]): void {
  for (const id of leaning)
    for (const topic of shelf.articles.get(id)?.topics ?? [])
      shares.set(topic, Math.min(1, (shares.get(topic) ?? 0) * leaningWeight));
}

/** Named by its number: its card, unless the words clearly ask for something that the provision is about. In place. */
function cite(shares: Map<string, number>, topic: string, weight: number): void {
  for (const [name, share] of shares) shares.set(name, share * (1 - weight));
  shares.set(topic, (shares.get(topic) ?? 0) + weight);
}

type Provisions = (reference: Extract<Reference, { kind: 'law' }>) => Shelved | undefined;

/** Cards by act and number: the one that names a paragraph or point of it before that of the whole article. */
function provisionsOf(shelf: Shelf): Provisions {
  const laws = ofKind(shelf, 'law');
  const cardsOf = (act: string, article: string): readonly ShelvedOf<'law'>[] =>
    laws.filter((card) => card.act === act && covers(card.article ?? '', article));
  return ({ act, article: plainly, spaced, below }) => {
    const article = spaced !== undefined && cardsOf(act, spaced).length > 0 ? spaced : plainly;
    const cards = cardsOf(act, article);
    const paragraph = below.split(' ').slice(0, 2).join(' ');
    const nearest = cards.find((card) => below !== '' && card.article?.endsWith(` ${below}`));
    const near = cards.find((card) => below !== '' && card.article?.endsWith(` ${paragraph}`));
    return nearest ?? near ?? cards.find((card) => card.article === article) ?? cards[0];
  };
}
