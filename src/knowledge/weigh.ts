/** What a question says outright moves the shares of topics that were learnt: numbers, names, "tools", what was read last. */
import { covers, type Reference } from './reference.ts';
import { digits, ofKind, type Shelf, type Shelved, type ShelvedOf } from './shelf.ts';

type Shares = Map<string, number>;

/** How much more likely a list of tools is where tools are asked for by that word. */
const toolsAsked = 2.5;
/** How much more likely linked articles are. */
const leaningWeight = 3;
/** How much of the question is about an article or a provision that it names, and about one that a lone number may name. */
export const cited = 0.5;
export const citedLoosely = 0.25;
/** A number of an area counts only where this much of the question is about areas at all. */
const placedMin = 0.25;

export const asksTools = /\b(narzedz|nazen|instrument|tool|znarjad|metod|sposob)/;
const asksAreas = /\b(obszar|oblast|naprjam|area)/;

/** A number says which plane or area; the words say whether its tools, its areas or what it is. In place. */
export function place(shares: Shares, reference: Exclude<Reference, { kind: 'law' }>, question: string): void {
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
export function preferLists(shares: Shares): void {
  for (const [topic, share] of shares)
    if (topic.startsWith('list:tools')) shares.set(topic, Math.min(1, share * toolsAsked));
}

/** What is talked about just now is likelier. In place. */
export function lean(shares: Shares, shelf: Shelf, leaning: readonly string[]): void {
  for (const id of leaning)
    for (const topic of shelf.articles.get(id)?.topics ?? [])
      shares.set(topic, Math.min(1, (shares.get(topic) ?? 0) * leaningWeight));
}

/** Named by its number: its card, unless the words clearly ask for something that the provision is about. In place. */
export function cite(shares: Shares, topic: string, weight: number): void {
  for (const [name, share] of shares) shares.set(name, share * (1 - weight));
  shares.set(topic, (shares.get(topic) ?? 0) + weight);
}

type Provisions = (reference: Extract<Reference, { kind: 'law' }>) => Shelved | undefined;

/** Cards by act and number: the one that names a paragraph or point of it before that of the whole article. */
export function provisionsOf(shelf: Shelf): Provisions {
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
