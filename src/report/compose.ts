/** A report as a list of blocks: every place at a glance, what to do next, plane by plane; method and limits once. */
import type { Block, ReportDocument } from './document.ts';
import { beside } from './parts/beside.ts';
import { changes } from './parts/changes.ts';
import { glance } from './parts/glance.ts';
import { method } from './parts/method.ts';
import { planeParts } from './parts/plane.ts';
import { steps } from './parts/steps.ts';
import { themes } from './parts/themes.ts';
import { isUnit, type Materials, subjectsOf } from './subject.ts';

/** With `unit` only that JST; otherwise all of them together first, then each. Throws `RangeError` for a stranger. */
export function compose(materials: Materials, unit?: string): ReportDocument {
  const { report, words } = materials;
  const subjects = subjectsOf(materials, unit);
  const blocks = subjects.flatMap((subject) => [
    ...glance(materials, subject),
    ...steps(materials, subject),
    ...changes(materials, subject),
    ...(isUnit(subject.result) ? [] : beside(materials)),
    ...planeParts(materials, subject),
  ]);
  return {
    language: words.language,
    title: words.say('title', { name: report.name[words.language] }),
    subtitle: words.say('subtitle', { place: subjects[0]?.name ?? '', date: words.day(report.closedOn) }),
    blocks: saidToBeMadeUp(materials, [
      ...blocks,
      ...themes(materials),
      ...subjects.slice(0, 1).flatMap((subject) => method(materials, subject)),
    ]),
  };
}

/** Made-up answers are said to be made up in every part: it may be printed alone. */
function saidToBeMadeUp({ report, words }: Materials, blocks: readonly Block[]): readonly Block[] {
  if (!report.simulated) return blocks;
  const note: Block = { kind: 'text', tone: 'note', text: words.say('simulated') };
  return blocks.flatMap((block) => (block.kind === 'heading' && block.level === 1 ? [block, note] : [block]));
}
