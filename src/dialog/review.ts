/** The look back before sending: sections with counts, one section's answers, one answer to change. */
import type { Question } from './dialog.ts';
import { dontKnow, type Session, skipped } from './session.ts';
import { type Draft, numbered, type Place, prompted, say, sayOf, type Talk, type Turn } from './talk.ts';
import { labelOf } from './wording.ts';

/** Choices of the review, with what they name. */
export const sectionMark = 'section:';
export const editMark = 'edit:';
export const sendChoice = 'send';
export const wholeChoice = 'whole';

function questionsOf(place: Place, section: string): Question[] {
  return place.questions.filter((question) => question.section === section);
}

/** The whole survey: how much was answered in each section; send, or look into a section. */
export function askReview(talk: Talk, session: Session, place: Place, draft: Draft): Turn {
  const sections = place.dialog.sections.filter((section) => questionsOf(place, section.id).length > 0);
  const choices = [
    ...sections.map(({ id }) => ({
      id: sectionMark + id,
      label: `${title(talk, session, place, id)} · ${count(talk, session, place, id)}`,
    })),
    // Last, so that a number typed a moment too late sends nothing.
    { id: sendChoice, label: say(talk, session, 'review.send'), main: true },
  ];
  const afterwards = say(talk, session, place.run.survey?.until === undefined ? 'review.receipt' : 'review.closing');
  return prompted(session, draft, {
    step: 'review',
    text: [say(talk, session, 'review.text'), `${say(talk, session, 'review.irrevocable')} ${afterwards}`].join('\n\n'),
    input: 'choice',
    choices: numbered(choices),
  });
}

function title(talk: Talk, session: Session, place: Place, section: string): string {
  return sayOf(talk, session, place, `sections.${section}.title`);
}

function count(talk: Talk, session: Session, place: Place, section: string): string {
  const answers = questionsOf(place, section).map((question) => place.run.answers[question.id]);
  const unknown = answers.filter((answer) => answer === dontKnow).length;
  const empty = answers.filter((answer) => answer === skipped).length;
  return [
    say(talk, session, 'review.answers', { count: answers.length - unknown - empty }),
    ...(unknown > 0 ? [say(talk, session, 'review.unknown', { count: unknown })] : []),
    ...(empty > 0 ? [say(talk, session, 'review.skipped', { count: empty })] : []),
  ].join(', ');
}

/** So much of a question as tells it from the others, on a button. */
const shortChars = 44;

function shortened(talk: Talk, session: Session, place: Place, question: Question): string {
  const text = sayOf(talk, session, place, `steps.${question.id}.text`);
  if (text.length <= shortChars) return text;
  return `${text.slice(0, text.lastIndexOf(' ', shortChars)).replace(/[\s,;:–-]+$/, '')}…`;
}

/** One section: every question with its answer; choosing one asks it again. */
export function askSection(talk: Talk, session: Session, place: Place, section: string, draft: Draft): Turn {
  const questions = questionsOf(place, section);
  const lines = questions.map((question, index) => {
    const answer = place.run.answers[question.id];
    const label = answer === undefined ? '–' : labelOf(talk, session, place, question, answer);
    return `${index + 1}. ${sayOf(talk, session, place, `steps.${question.id}.text`)}\n   → ${label}`;
  });
  const choices = [
    ...questions.map((question, index) => ({
      id: editMark + question.id,
      label: say(talk, session, 'review.edit', {
        number: index + 1,
        question: shortened(talk, session, place, question),
      }),
    })),
    { id: wholeChoice, label: say(talk, session, 'review.whole') },
  ];
  return prompted({ ...session, aside: { kind: 'section', section } }, draft, {
    step: 'review',
    text: [title(talk, session, place, section), ...lines, say(talk, session, 'review.which')].join('\n'),
    input: 'choice',
    choices: numbered(choices),
  });
}
