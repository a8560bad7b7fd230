/** Typed messages while a run waits: answers in words, and the plain words that go on, skip or leave as it is. */
import { doneChoice, type Option, readChoice, readText } from './answer.ts';
import { ask, proceed } from './ask.ts';
import { isQuestion, type Question } from './dialog.ts';
import { respondToMenu, take } from './respond.ts';
import { askSection } from './review.ts';
import { dontKnow, type Session, skipped } from './session.ts';
import { findOf, having, type Place, placeOf, say, type Talk, type Turn } from './talk.ts';
import { optionsOf } from './wording.ts';
import { fold } from './words.ts';

/** What a typed message does. `undefined` when it is no answer to what is asked. */
export function respondToText(talk: Talk, session: Session, text: string): Turn | undefined {
  const place = placeOf(talk, session);
  if (!place) return undefined;
  const step = place.dialog.steps.find((candidate) => candidate.id === place.run.step);
  if (step && isQuestion(step)) return respondToQuestion(talk, session, place, step, text);
  const choice = typedChoice(talk, session, place, text);
  return choice === undefined ? undefined : respondToMenu(talk, session, place, choice);
}

function respondToQuestion(talk: Talk, session: Session, place: Place, step: Question, text: string): Turn | undefined {
  const options = optionsOf(talk, session, place, step);
  const draft = place.run.draft ?? [];
  const correcting = Object.hasOwn(place.run.answers, step.id);
  if (step.kind === 'text' && correcting && saysOneOf(talk, session, text, 'words.keep')) return keep(talk, session);
  if (step.optional && saysOneOf(talk, session, text, 'asideKey.skip', 'aside.skip'))
    return take(talk, session, place, step, { kind: 'answer', answer: skipped }, {});
  if (step.kind === 'multi' && saysOneOf(talk, session, text, 'doneKey', 'done'))
    return take(talk, session, place, step, readChoice(step, options, doneChoice, draft), {});
  const reading = readText(step, options, text, talk.activity.at, draft);
  if (reading.kind === 'answer' || reading.kind === 'draft' || reading.kind === 'wrong')
    return take(talk, session, place, step, reading, { echo: true });
  const point = pointMeant(talk, session, place, step, options, text);
  if (point !== undefined) return take(talk, session, place, step, { kind: 'perhaps', choice: point }, {});
  const meant = synonym(talk, session, step, options, text);
  if (meant !== undefined) return take(talk, session, place, step, { kind: 'answer', answer: meant }, { echo: true });
  if (correcting && saysOneOf(talk, session, text, 'words.keep')) return keep(talk, session);
  return reading.kind === 'perhaps' ? take(talk, session, place, step, reading, { echo: true }) : undefined;
}

/** The point of a scale that people mean by words of their own ("tak", "średnio"): to be confirmed. */
function pointMeant(
  talk: Talk,
  session: Session,
  place: Place,
  step: Question,
  options: readonly Option[],
  text: string,
): string | undefined {
  if (step.kind !== 'scale') return undefined;
  const typed = fold(text);
  return options.find(({ id }) => {
    const words = findOf(talk, session, place, `scales.${step.scale}.words.${id}`) ?? '';
    return typed !== '' && words.split(',').map(fold).includes(typed);
  })?.id;
}

/** Ways to say yes, no and "don't know" that are no label. */
function synonym(
  talk: Talk,
  session: Session,
  step: Question,
  options: readonly Option[],
  text: string,
): string | undefined {
  const offered = (id: string): boolean => options.some((option) => option.id === id);
  if (offered(dontKnow) && saysOneOf(talk, session, text, 'words.dk')) return dontKnow;
  if (step.kind !== 'yes-no') return undefined;
  if (saysOneOf(talk, session, text, 'words.yes')) return 'yes';
  return saysOneOf(talk, session, text, 'words.no') ? 'no' : undefined;
}

/** Leaves the answer that is being corrected as it was. */
export function keep(talk: Talk, session: Session): Turn {
  return proceed(talk, having(session, { aside: undefined }));
}

function saysOneOf(talk: Talk, session: Session, text: string, ...keys: readonly string[]): boolean {
  return keys
    .flatMap((key) => say(talk, session, key).split(','))
    .map(fold)
    .includes(fold(text));
}

/** In menus a number or a whole label is typed, or a plain yes or no; the labels are those last shown. */
function typedChoice(talk: Talk, session: Session, place: Place, text: string): string | undefined {
  const shown =
    session.aside?.kind === 'section'
      ? askSection(talk, session, place, session.aside.section, {})
      : ask(talk, session);
  const prompt = shown.replies.find((reply) => reply.kind === 'prompt');
  const typed = fold(text);
  const choices = prompt?.choices ?? [];
  const exact = choices.find((choice) => choice.key === typed || fold(choice.label) === typed);
  // "Konsultacje" for "Konsultacje · 5 odpowiedzi".
  const begun = choices.filter((choice) => typed !== '' && fold(choice.label).startsWith(`${typed} `));
  const meant = exact ?? (begun.length === 1 ? begun[0] : undefined);
  const [first, second, third] = choices.filter((choice) => !choice.aside);
  if (meant || third) return meant?.id;
  if (saysOneOf(talk, session, text, 'words.yes')) return first?.id;
  return saysOneOf(talk, session, text, 'words.no') ? second?.id : undefined;
}
