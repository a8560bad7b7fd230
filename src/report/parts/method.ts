/** How the results came about, and what they do not say: once, at the end. */
import type { Block } from '../document.ts';
import { isUnit, type Materials, type Subject } from '../subject.ts';

export function method({ report, words }: Materials, { result }: Subject): readonly Block[] {
  const { say } = words;
  const { k } = report.published;
  const heading = (key: string): Block => ({ kind: 'heading', level: 2, text: say(key) });
  const list = (...items: readonly string[]): Block => ({ kind: 'list', items });
  const { byLink } = report;
  return [
    { kind: 'heading', level: 1, text: say('method.title') },
    heading('method.number'),
    { kind: 'text', tone: 'plain', text: say('method.numberText') },
    heading('method.counting'),
    list(
      say('method.scale'),
      say('method.half'),
      say('method.parity'),
      ...(isUnit(result) ? [] : [say('method.region')]),
      say('method.levels'),
      say('method.gaps'),
      say('method.ranges'),
      say('method.rounding'),
    ),
    heading('method.privacy'),
    list(say('method.k', { k }), say('method.small'), say('method.counts')),
    heading('method.limits'),
    list(
      say('method.selection'),
      byLink.least === 0 ? say('method.noLinks') : say('method.links', { count: words.count(byLink) }),
      say('method.opinions'),
      ...(report.themes.length > 0 ? [] : [say('themes.none')]),
    ),
  ];
}
