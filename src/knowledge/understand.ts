/** What a question asks for: one topic, perhaps one of three, or nothing that stands on the shelf. Pure, deterministic. */
import type { Area } from '../dialog/dialog.ts';
import type { ArticleKind } from './article.ts';
import { withoutCourtesy } from './courtesy.ts';
import { outOfScope } from './examples.ts';
import { featuresOf } from './features.ts';
import { type Learnt, scorer } from './learnt.ts';
import { nameReader } from './names.ts';
import { type Found, isKin, ranked, tiesBetween } from './rank.ts';
import { referenceIn } from './reference.ts';
import { areaOf, type Shelf } from './shelf.ts';
import { asksTools, cite, cited, citedLoosely, lean, place, preferLists, provisionsOf } from './weigh.ts';
import { charsMax, plain } from './words.ts';

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
/** Behind a greeting, something that is less sure than this is part of it: "hello, I am Ann from the office". */
const sureOfRest = 0.75;
/** In so few words a number without "art." may be of anything: "5 osób". */
const bareWords = 4;

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
