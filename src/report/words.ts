/** Everything that a report says, in one language: its texts, its numbers, and figures in words. */
import type { Area } from '../dialog/dialog.ts';
import type { Find, Params } from '../dialog/find.ts';
import type { Language } from '../dialog/language.ts';
import type { Plane, Side } from '../survey/instrument.ts';
import type { Basis, Change, Figure, Gap, Hidden, Interval, Shown } from '../survey/published.ts';
import { isPoint } from '../survey/published.ts';
import { bindShortWords } from '../text/bind.ts';
import { type Numbers, numbersIn } from './numbers.ts';

export type Words = Omit<Numbers, 'interval'> & {
  readonly language: Language;
  /** A text of `report.yaml`. Throws where there is none. */
  readonly say: (key: string, params?: Params) => string;
  /** A level with its interval, if it has one: "52,4 (44,0–60,8)". */
  readonly figure: (figure: Figure) => string;
  readonly interval: (interval: Interval, value: Shown) => string;
  /** "mocna strona", or "raczej mocna strona". */
  readonly level: (figure: Pick<Figure, 'level' | 'certain'>) => string;
  /** Who sees it better, by how much, and whether that counts. */
  /** `offices`: of several JST. */
  readonly gap: (gap: Gap, offices?: boolean) => string;
  /** "wzrost o 8,5 punktu", or that nothing clear is seen. */
  readonly trend: (change: Change) => string;
  /** "+8,5 (od +1,2 do +15,8)". */
  readonly change: (change: Change) => string;
  /** Why there is no figure, in two or three words. */
  readonly hidden: (hidden: Hidden) => string;
  readonly side: (side: Side) => string;
  /** "Organizacje i urząd", as a sentence begins. */
  readonly sides: (sides: readonly Side[]) => string;
  /** An area as people call it, and as the founding document does. */
  readonly area: (area: Area) => string;
  readonly official: (area: Area) => string;
  readonly plane: (plane: Plane) => string;
  /** What a side was asked, in the words of the questionnaire as the wave froze it. */
  readonly statement: (id: string, side: Side) => string;
  /** "a, b i c". */
  readonly list: (parts: readonly string[]) => string;
  /** A day such as 2026-12-15, written out. */
  readonly day: (day: string) => string;
};

/** `space`: the texts of the questionnaire. */
export function createWords(find: Find, language: Language, space: string): Words {
  const numbers = numbersIn(language);
  const locale = language === 'en' ? 'en-GB' : language;
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const say: Words['say'] = (key, params) => {
    const text = find(language, 'report', key, params);
    if (text === undefined) throw new Error(`locales/${language}/report.yaml: the text ${key} is missing`);
    return bindShortWords(text);
  };
  const asked = (key: string): string | undefined => {
    const text = find(language, space, key);
    return text === undefined ? undefined : bindShortWords(text);
  };
  /** "17 punktów": a size, without its sign. */
  const points = (n: string, size: number, decimals: number): string =>
    // A fraction takes a form of its own in Polish and Ukrainian, also where it ends in zero.
    say('points', { n, count: decimals > 0 ? 1.5 : Math.abs(size) });
  const distance = ({ low, high, decimals }: Shown): string => {
    const [from, to] = [Math.min(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))];
    const written = from === to ? numbers.point(to, decimals) : numbers.interval([from, to], decimals);
    return points(written, to, decimals);
  };
  const fromTo = ([low, high]: Interval, decimals: number): string =>
    say('fromTo', { low: numbers.signed(low, decimals), high: numbers.signed(high, decimals) });
  const whoseIsHigher = (value: Shown, office: string): string => {
    const { low, high, decimals } = value;
    if (low === 0 && high === 0) return say('gap.same');
    if (low < 0 && high > 0) return say('gap.either', { range: fromTo([low, high], decimals) });
    return say(high > 0 ? office : 'gap.ngo', { points: distance(value) });
  };

  return {
    ...numbers,
    language,
    say,
    interval: (interval, { decimals }) => numbers.interval(interval, decimals),
    figure({ value, interval }) {
      const shown = numbers.shown(value);
      if (!interval) return shown;
      return say('withInterval', { value: shown, interval: numbers.interval(interval, value.decimals) });
    },
    level: ({ level, certain }) => say(`level.${certain ? 'certain' : 'rather'}.${level}`),
    gap: ({ value, agreement }, offices = false) =>
      say('gapWith', {
        gap: whoseIsHigher(value, offices ? 'gap.offices' : 'gap.office'),
        agreement: say(`agreement.${agreement}`),
      }),
    trend: ({ value, trend }) =>
      say(`trend.${trend}`, trend === 'no-clear-change' ? undefined : { points: distance(value) }),
    change: ({ value, interval }) =>
      say('withInterval', {
        value: isPoint(value)
          ? numbers.signed(value.low, value.decimals)
          : fromTo([value.low, value.high], value.decimals),
        interval: fromTo(interval, value.decimals),
      }),
    hidden: ({ hidden }) => say(`hidden.${hidden}`),
    side: (side) => say(`sides.${side}`),
    sides: (sides) => {
      const names = sides.map((side) => say(`sides.${side}`));
      return lists.format(names.map((name, at) => (at === 0 ? name : name.toLocaleLowerCase(locale))));
    },
    area: (area) => asked(`areas.${area}.short`) ?? area,
    official: (area) => asked(`areas.${area}.name`) ?? area,
    plane: (plane) => say(`planes.${plane}`),
    statement: (id, side) => asked(`steps.${id}.text`) ?? asked(`steps.${id}.text.${side}`) ?? id,
    list: (parts) => lists.format(parts),
    day: (day) => days.format(new Date(day)),
  };
}

/** Is any of these told coarsely, as small groups are? */
export function hasUsual(figures: readonly { readonly basis: Basis }[]): boolean {
  return figures.some(({ basis }) => basis === 'usual');
}
