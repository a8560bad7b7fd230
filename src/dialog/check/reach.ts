/** Whether everything that is written is ever asked, and whether everybody who is asked can answer. */
import { choicesOf } from '../dialog.ts';
import type { Finding, Path } from './finding.ts';
import type { Outline, PlacedStep } from './outline.ts';
import { askings, offeredIn, type World } from './worlds.ts';

const contradiction = 'its conditions cannot all hold together';
const mend =
  'Look at its "when", at that of its section, and at the questions they ask about: one of them is too narrow.';

export function checkReach(outline: Outline): readonly Finding[] {
  const asked = outline.steps.map((placed) => ({ placed, ...askings(outline.dialog, placed.step) }));
  const unreached = asked.filter(({ worlds, complete }) => complete && worlds.length === 0).map(({ placed }) => placed);
  const whole = outline.sections.filter(({ id }) => everyStep(outline, id, (placed) => unreached.includes(placed)));
  const single = unreached.filter(({ step }) => !whole.some(({ id }) => id === step.section));
  return [
    ...whole.map(({ id, path }) => never(`The section "${id}" is never reached: ${contradiction}.`, path)),
    ...single.map(({ step, path }) => never(`"${step.id}" is never reached: ${contradiction}.`, path)),
    ...asked.flatMap(({ placed, worlds, complete }) => (complete ? checkChoices(placed, worlds) : [])),
  ];
}

function everyStep({ steps }: Outline, section: string, test: (placed: PlacedStep) => boolean): boolean {
  return steps.filter(({ step }) => step.section === section).every(test);
}

function never(what: string, path: Path): Finding {
  return { path: [...path, 'when'], what, mend };
}

function checkChoices({ step, path }: PlacedStep, worlds: readonly World[]): readonly Finding[] {
  if ((step.kind !== 'choose' && step.kind !== 'multi') || worlds.length === 0) return [];
  const lists = worlds.map(({ values }) => offeredIn(step, values));
  const unused = choicesOf(step)
    .map(({ id }, nth) => ({ id, nth }))
    .filter(({ id }) => !lists.some((list) => list.includes(id)));
  const findings = unused.map(({ id, nth }) =>
    never(`The choice "${id}" of "${step.id}" is never offered: ${contradiction}.`, [...path, 'choices', nth]),
  );
  if (unused.length === 0 && lists.some((list) => list.length === 0))
    findings.push({
      path: [...path, 'choices'],
      what: `Some of those who are asked "${step.id}" are offered no choice at all, and could not go on.`,
      mend: 'Add a choice that everybody is offered, or give the question the same condition as its choices.',
    });
  return findings;
}
