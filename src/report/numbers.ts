/** How numbers are written in a language: decimals, ranges, signs. Whatever shows a figure writes it by these. */
import type { Language } from '../dialog/language.ts';
import { type Count, type Interval, isPoint, type Shown } from '../survey/published.ts';

const minus = '\u2212';
const space = '\u00A0';
/** The ends of the scale, and of differences on it. */
const [least, most] = [0, 100];

export type Numbers = {
  /** "52,4"; with a true minus. */
  readonly point: (value: number, decimals: number) => string;
  /** "52,4", "≥ 80", "≤ 20", "65–75". */
  readonly shown: (value: Shown) => string;
  /** "44,0–60,8" of a level. */
  readonly interval: (interval: Interval, decimals: number) => string;
  /** "+17", "−6,5", "0" of a difference. */
  readonly signed: (value: number, decimals: number) => string;
  /** "12", "5–9", "< 5". */
  readonly count: (count: Count) => string;
};

export function numbersIn(language: Language): Numbers {
  const point = (value: number, decimals: number): string => {
    const digits = Math.abs(value).toFixed(decimals);
    const sign = value < 0 && Number(digits) !== 0 ? minus : '';
    return `${sign}${language === 'en' ? digits : digits.replace('.', ',')}`;
  };
  const interval: Numbers['interval'] = ([low, high], decimals) => `${point(low, decimals)}–${point(high, decimals)}`;
  return {
    point,
    interval,
    shown(value) {
      const { low, high, decimals } = value;
      if (isPoint(value)) return point(low, decimals);
      if (low === least) return `≤${space}${point(high, decimals)}`;
      return high === most ? `≥${space}${point(low, decimals)}` : interval([low, high], decimals);
    },
    signed(value, decimals) {
      const written = point(value, decimals);
      return value > 0 && Number(value.toFixed(decimals)) !== 0 ? `+${written}` : written;
    },
    count({ least: from, most: to }) {
      if (from === to) return String(from);
      return from === 0 ? `<${space}${to + 1}` : `${from}–${to}`;
    },
  };
}
