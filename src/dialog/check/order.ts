/** The course of a survey: questions, then the review, then consents, then the end; and an item for every area. */
import { Area, isQuestion, type Step } from '../dialog.ts';
import type { Finding, Path } from './finding.ts';
import type { Outline, PlacedStep } from './outline.ts';

export function checkOrder(outline: Outline): readonly Finding[] {
  return [...checkReview(outline), ...checkEnd(outline), ...checkAreas(outline)];
}

/** Answers to count: they have to be sent. */
function isSurvey({ steps }: Outline): boolean {
  return steps.some(({ step }) => isQuestion(step) && step.table === 'answers');
}

function checkReview(outline: Outline): readonly Finding[] {
  const [review] = ofKind(outline, 'review');
  if (!review) return isSurvey(outline) ? [missing('review', 'its answers can never be sent')] : [];
  const at = outline.steps.indexOf(review);
  const tooEarly = outline.steps.slice(0, at).filter(({ step }) => step.kind === 'consent');
  const tooLate = outline.steps.slice(at + 1).filter(({ step }) => isQuestion(step) || step.kind === 'notice');
  return [
    ...tooEarly.map(({ step, path }) => never(step, path, 'a consent is asked only after the review', 'below')),
    ...tooLate.map(({ step, path }) => never(step, path, 'at the review the answers are sent', 'above')),
    ...(review.step.conditions.length > 0 || review.step.area
      ? [
          {
            path: review.path,
            what: 'The review has a condition, so some people could never send their answers.',
            mend: 'Take when and area away from the review and from a section around it.',
          },
        ]
      : []),
  ];
}

function checkEnd(outline: Outline): readonly Finding[] {
  const [end, ...more] = ofKind(outline, 'end');
  if (!end) return isSurvey(outline) ? [missing('end', 'nobody is thanked')] : [];
  const after = outline.steps.slice(outline.steps.indexOf(end) + 1).filter((placed) => !more.includes(placed));
  return [
    ...more.map(({ path }) => ({
      path,
      what: 'There is a second step of the kind end.',
      mend: 'Keep one of them, at the very end.',
    })),
    ...after.map(({ step, path }) => never(step, path, 'the conversation is over by then', 'above')),
  ];
}

function ofKind({ steps }: Outline, kind: Step['kind']): readonly PlacedStep[] {
  return steps.filter(({ step }) => step.kind === kind);
}

function missing(kind: 'review' | 'end', why: string): Finding {
  return {
    path: ['steps'],
    what: `The dialog asks questions, but has no step of the kind ${kind}: ${why}.`,
    mend: `Add { id: ${kind === 'end' ? 'thanks' : kind}, kind: ${kind} } ${kind === 'end' ? 'at the very end' : 'after the last question'}.`,
  };
}

function never(step: Step, path: Path, why: string, where: 'above' | 'below'): Finding {
  return {
    path,
    what: `"${step.id}" is never reached: ${why}.`,
    mend: `Move it ${where} that step.`,
  };
}

/** An index of an area without items cannot be counted, and the report shows all six. */
function checkAreas({ steps, sections }: Outline): readonly Finding[] {
  const named = [...sections, ...steps.map(({ step, path }) => ({ area: step.area, path }))];
  const first = named.find(({ area }) => area !== undefined);
  if (!first) return [];
  return Area.options
    .filter((area) => !steps.some(({ step }) => step.kind === 'scale' && step.area === area))
    .map((area) => ({
      path: named.find((part) => part.area === area)?.path ?? first.path,
      what: `The area ${area} has no items: no step of the kind scale belongs to it.`,
      mend: `Add a section with area: ${area} and a step of the kind scale in it.`,
    }));
}
