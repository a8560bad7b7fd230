/** What a question names by number: a plane, an area, a provision of law. */
import type { Area } from '../dialog/dialog.ts';
import type { Plane } from './article.ts';
import { plain, wordsOf } from './words.ts';

export type Reference =
  | { readonly kind: 'plane'; readonly plane: Plane }
  | { readonly kind: 'area'; readonly area: Area }
  /** The act as a source; numbers as on the cards ("4", below it "ust. 1 pkt 33"); `sure` where the word "article" is there. */
  | {
      readonly kind: 'law';
      readonly act: string;
      readonly article: string;
      /** The same with a letter that stands apart, where there is one. */
      readonly spaced?: string;
      readonly below: string;
      readonly sure: boolean;
    };

const planes: readonly Plane[] = ['I', 'II', 'III'];
const planeNoun = /^(plaszcz|ploszcz|plane)/;
const areaNoun = /^(obsz|obsza|oblast|naprjam|area)/;

/** The first such thing in the question. */
export function referenceIn(question: string): Reference | undefined {
  // A capital I is a number; a small one is "and" in Polish and Ukrainian.
  const digits = question.replace(/(?<![\p{L}\p{N}])[IІ]{1,3}(?!\p{L})/gu, (roman) => String(roman.length));
  return provisionIn(plain(digits)) ?? placeIn(digits);
}

/** "Second", "2", "II"; where a number follows its noun, also "two": before it, that counts ("three planes"). */
function numberOf(word: string | undefined, follows: boolean): number | undefined {
  if (word === undefined) return undefined;
  const ordinals = [
    /^(1|1st|pierwsz\w*|persz\w*|first)$/,
    /^(2|ii|2nd|drug\w*|druh\w*|second)$/,
    /^(3|iii|3rd|trzeci\w*|tret\w*|third)$/,
  ];
  const cardinals = [/^(one|jeden|odyn|i)$/, /^(two|dwa|dwi)$/, /^(three|trzy|try)$/];
  const at = ordinals.findIndex((one) => one.test(word));
  const counted = follows ? cardinals.findIndex((one) => one.test(word)) : -1;
  return at >= 0 ? at + 1 : counted >= 0 ? counted + 1 : undefined;
}

function placeIn(question: string): Reference | undefined {
  // "II.2", "2.2"
  const dotted = /(?<![\d.])\b(i{1,3}|[1-3])\.\s?([12])\b(?![\d.])/.exec(plain(question));
  if (dotted) return areaAt(numberOf(dotted[1], true), Number(dotted[2]));
  const words = wordsOf(question).filter((word) => !/^(nr|numer|no|number|w|we|z|of|the|in|u|ta|tej)$/.test(word));
  const planeAt = words.findIndex((word) => planeNoun.test(word));
  const areaFrom = words.findIndex((word) => areaNoun.test(word));
  const plane = planeAt < 0 ? undefined : planeNumber(words, planeAt, areaFrom);
  if (areaFrom >= 0) {
    // "Obszary trzeciej płaszczyzny": that number is the plane's.
    const isPlanes = planeAt === areaFrom + 2 && numberOf(words[planeAt + 1], true) === undefined;
    const next = isPlanes ? undefined : numberOf(words[areaFrom + 1], true);
    const after = numberOf(words[areaFrom + 2], true);
    if (plane === undefined && next !== undefined && after !== undefined) return areaAt(next, after);
    const before = numberOf(words[areaFrom - 1], false);
    // "Drugi obszar pierwszej płaszczyzny", but "płaszczyzna 1, obszar 2".
    const own = planeAt > areaFrom ? (before ?? next) : (next ?? before);
    if (plane !== undefined && own !== undefined) return areaAt(plane, own);
  }
  const found = plane === undefined ? undefined : planes[plane - 1];
  return found && { kind: 'plane', plane: found };
}

/** The number beside the plane; one on each side of it, the first belongs to the area before it. */
function planeNumber(words: readonly string[], at: number, areaFrom: number): number | undefined {
  // "Płaszczyzny i obszary": a small "i" is a number only where the question ends with it.
  const next = words[at + 1] === 'i' && at + 2 < words.length ? undefined : words[at + 1];
  const [before, after] = [numberOf(words[at - 1], false), numberOf(next, true)];
  if (before !== undefined && after !== undefined) return areaFrom >= 0 && areaFrom < at ? after : before;
  return before ?? after;
}

function areaAt(plane: number | undefined, area: number): Reference | undefined {
  const found = plane === undefined ? undefined : planes[plane - 1];
  return found && (area === 1 || area === 2) ? { kind: 'area', area: `${found}.${area}` } : undefined;
}

// Ukrainian "стаття", "частина", "пункт" come as their sound: stattja, czastyna, punkt.
const article = /\b(?:art(?:ykul\w*|icles?)?|statt\w*|st)[.\s]*(\d{1,3}[a-z]{0,2})\b/;
/** "Art. 19 a": perhaps 19a, perhaps "19 and". */
const spaced = /\b(?:art(?:ykul\w*|icles?)?|statt\w*|st)[.\s]*(\d{1,3}) ([a-h])\b/;
const paragraph = /\b(?:ust(?:ep\w*)?|par(?:agraph)?|czast\w*|cz)[.\s]*(\d{1,2}[a-z]?)\b/;
const point = /\b(?:pkt|punkt\w*|point|p)[.\s]*(\d{1,2})\b/;
/** "4(1)(33)", as English writes it. */
const bracketed = /\d[a-z]{0,2}\((\d{1,2}[a-z]?)\)(?:\((\d{1,2})\))?/;
/** "19a" alone: only acts number so. */
const lone = /(?<![\d\p{L}])(\d{1,2}[a-j])(?![\d\p{L}])/u;

/** How people name the acts, and the sources they stand for. The act on public benefit goes without saying. */
const acts: readonly (readonly [RegExp, string])[] = [
  [/samorz\w* gmin|\busg\b|municipal self|[hg]minn\w* samowr|samowr\w* [hg]min/, 'usg'],
  [/finans\w* publicz|public finance|publiczn\w* finans/, 'finanse-publiczne'],
  [/(praw|ustaw)\w* o stowarzysz|(law|act) on associations/, 'prawo-o-stowarzyszeniach'],
  [/ustaw\w* o fundacj|(law|act) on foundations/, 'ustawa-o-fundacjach'],
  [/ustaw\w* o fundusz\w* soleck/, 'fundusz-solecki'],
];

function provisionIn(text: string): Reference | undefined {
  const named = article.exec(text)?.[1];
  const number = named ?? lone.exec(text)?.[1];
  const apart = spaced.exec(text);
  if (number === undefined) return undefined;
  const inBrackets = bracketed.exec(text);
  const below = [
    named && (inBrackets?.[1] ?? paragraph.exec(text)?.[1]),
    named && (inBrackets?.[2] ?? point.exec(text)?.[1]),
  ];
  const parts = ['ust.', 'pkt'].flatMap((part, at) => (below[at] ? [`${part} ${below[at]}`] : []));
  return {
    kind: 'law',
    act: acts.find(([words]) => words.test(text))?.[1] ?? 'ustawa-pozytek',
    article: number,
    ...(apart && { spaced: `${apart[1]}${apart[2]}` }),
    below: parts.join(' '),
    sure: named !== undefined,
  };
}

/** Does a card of "19b–19d", "2, 3 i 5" or "5 ust. 6" speak of this article? */
export function covers(numbers: string, article: string): boolean {
  return numbers.split(/, | i /).some((part) => {
    const [from = '', to] = part.split('–');
    const first = from.split(' ')[0] ?? '';
    return to === undefined ? first === article : isBetween(article, first, to);
  });
}

/** "250" to "252", or "19b" to "19d": the number first, then its letter. */
function isBetween(article: string, from: string, to: string): boolean {
  const order = (name: string): number =>
    Number.parseInt(name, 10) * 100 + ((name.replace(/^\d+/, '').charCodeAt(0) || 0) % 96);
  return order(article) >= order(from) && order(article) <= order(to);
}
