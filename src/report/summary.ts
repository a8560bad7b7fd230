/** The report in a few lines of plain words, for a chat. */

import { isHidden } from '../survey/published.ts';
import { recommend } from '../survey/recommend.ts';
import { highlights } from './parts/glance.ts';
import { whyNoOverall } from './parts/standings.ts';
import { combined, isUnit, type Materials, subjectsOf } from './subject.ts';

/** What a chat shows at once. */
const charsMax = 900;

/** Of the region, where there is one, or of the JST `unit`. Throws `RangeError` for a stranger. */
export function summaryOf(materials: Materials, unit?: string): string {
  const { report, words, guide } = materials;
  const { say, language } = words;
  const [subject] = subjectsOf(materials, unit);
  if (!subject) throw new RangeError(`${report.published.campaign} has no JST`);
  const overall = combined(subject.result.joint.overall);
  const [first] = recommend(subject.result, guide);
  const head = [
    say('summary.head', { name: report.name[language], place: subject.name }),
    ...(report.simulated ? [say('summary.simulated')] : []),
    isHidden(overall)
      ? say('summary.overallHidden', { reason: words.hidden(whyNoOverall(subject, overall)) })
      : say('summary.overall', { value: words.shown(overall.value), level: words.level(overall) }),
    say(isUnit(subject.result) ? 'summary.answered' : 'summary.answeredEverywhere', {
      ngo: words.count(subject.answered.ngo),
      office: words.count(subject.answered.office),
    }),
  ];
  const next = first
    ? [say('summary.next', { area: words.area(first.area), workshop: guide.workshop(first.workshop, language).title })]
    : [say('glance.nothing', { k: report.published.k })];
  const lines = (told: readonly string[]): string => [...head, ...told, ...next].join('\n');
  // What stands out comes most telling first: so what is too much is left out from the end.
  const told = [...highlights(materials, subject)];
  while (told.length > 0 && lines(told).length > charsMax) told.pop();
  return lines(told).slice(0, charsMax);
}
