/** What to work on next, and the rule by which it was chosen. */

import { isHidden } from '../../survey/published.ts';
import { type Advice, recommend } from '../../survey/recommend.ts';
import { briefly } from '../brief.ts';
import type { Block } from '../document.ts';
import { figureAt, type Materials, type Subject } from '../subject.ts';
import { gapIn } from './cells.ts';

export function steps(materials: Materials, subject: Subject): readonly Block[] {
  const { words, report, guide } = materials;
  const advice = recommend(subject.result, guide);
  return [
    // Where there is nothing to go by, the page before is nearly empty: so it is said there.
    { kind: 'heading', level: advice.length > 0 ? 1 : 2, text: words.say('steps.title', { place: subject.name }) },
    ...(advice.length > 0
      ? [
          { kind: 'text', tone: 'note', text: words.say('steps.rule') } as const,
          ...advice.map((one) => step(materials, subject, one)),
        ]
      : [{ kind: 'text', tone: 'lead', text: words.say('steps.none', { k: report.published.k }) } as const]),
  ];
}

function step({ words, guide }: Materials, subject: Subject, advice: Advice): Block {
  const { say, language } = words;
  const workshop = guide.workshop(advice.workshop, language);
  const { minutes, people } = workshop;
  return {
    kind: 'step',
    title: words.area(advice.area),
    why: why(words, subject, advice),
    standard: say('steps.standard', { standard: guide.standard(advice.standard, language) }),
    tools: advice.tools.map((id) => {
      const { title, short } = guide.tool(id, language);
      return { title, text: briefly(short, language) };
    }),
    workshop: {
      title: say('steps.workshop', { title: workshop.title }),
      text: say('steps.workshopText', { goal: workshop.goal, who: workshop.who, minutes, ...people }),
    },
  };
}

function why(words: Materials['words'], { result }: Subject, { area, basis, why: reason }: Advice): string {
  const { say } = words;
  const joint = result.joint.area[area];
  if (reason === 'gap' && !isHidden(joint)) return say('steps.gap', { gap: gapIn(words, result, joint.gap) });
  const figure = figureAt(result, basis, area);
  if (isHidden(figure)) throw new RangeError(`${area} is advised, but it is not shown`);
  return say(`steps.${reason}`, {
    value: words.figure(figure),
    level: words.level(figure),
    basis: say(`steps.basis.${basis}`),
  });
}
