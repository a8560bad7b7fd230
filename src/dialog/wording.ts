/** How questions and answers read, in the person's language and the group's wording. */
import { type Option, optionKeys } from './answer.ts';
import { isQuestion, type Question } from './dialog.ts';
import { path } from './route.ts';
import { type Answer, type Session, skipped } from './session.ts';
import { type Place, say, sayOf, type Talk } from './talk.ts';

/** The labelled choices of a question. */
export function optionsOf(talk: Talk, session: Session, place: Place, step: Question): readonly Option[] {
  return optionKeys(place.dialog, step, place.values).map((option) => ({
    ...option,
    label: labelOf(talk, session, place, step, option.id),
  }));
}

/** How an answer reads, in the person's language. */
export function labelOf(talk: Talk, session: Session, place: Place, step: Question, answer: Answer): string {
  if (answer === skipped) return say(talk, session, 'skipped');
  switch (step.kind) {
    case 'scale':
      return sayOf(talk, session, place, `scales.${step.scale}.${answer}`);
    case 'yes-no':
      return say(talk, session, `yesNo.${answer}`);
    case 'choose':
      return sayOf(talk, session, place, `steps.${step.id}.choices.${answer}`);
    case 'multi':
      return [answer]
        .flat()
        .map((id) => sayOf(talk, session, place, `steps.${step.id}.choices.${id}`))
        .join(', ');
    default:
      return String(answer);
  }
}

/** "Obszar 2 z 6 · 14/41": counted over what applies to this person now. */
export function progress(talk: Talk, session: Session, place: Place, step: Question): string {
  const questions = expectedQuestions(place);
  const counts = { number: questions.findIndex((question) => question.id === step.id) + 1, total: questions.length };
  const sections = place.dialog.sections.filter(
    (section) => section.area && questions.some((question) => question.section === section.id),
  );
  const area = sections.findIndex((section) => section.id === step.section) + 1;
  return area > 0
    ? say(talk, session, 'progress.area', { ...counts, area, areas: sections.length })
    : say(talk, session, 'progress.plain', counts);
}

/** The questions that probably lie ahead: until the role is known, those of the side that was invited. */
function expectedQuestions({ dialog, run, values, questions }: Place): readonly Question[] {
  if (values.has('group') || !run.survey) return questions;
  return path(dialog, run, new Map([...values, ['group', run.survey.side]])).filter(isQuestion);
}
