/** The question the run waits at, as a prompt; and the way on after an answer. */
import { doneChoice, skipChoice, tickChoice } from './answer.ts';
import type { Question, Step } from './dialog.ts';
import type { Prompt, ReplyChoice } from './reply.ts';
import { askReview } from './review.ts';
import { nextStep, previousQuestion } from './route.ts';
import type { Session } from './session.ts';
import {
  type Draft,
  findOf,
  having,
  numbered,
  type Place,
  placeOf,
  prompted,
  say,
  sayOf,
  type Talk,
  type Turn,
  told,
} from './talk.ts';
import { optionsOf, progress } from './wording.ts';

/** Asks what the run waits at. Says first whatever the turn has to say. */
export function ask(talk: Talk, session: Session, draft: Draft = {}, place = placeOf(talk, session)): Turn {
  if (!place) return told(session, draft);
  const step = place.dialog.steps.find((candidate) => candidate.id === place.run.step);
  if (!step)
    throw new Error(
      `dialog ${place.dialog.id}@${place.dialog.version}: a conversation stands at ${place.run.step}, which does not exist`,
    );
  switch (step.kind) {
    case 'notice':
      return askNotice(talk, session, place, draft);
    case 'review':
      return askReview(talk, session, place, draft);
    case 'consent':
      return askConsent(talk, session, place, step, draft);
    case 'say':
    case 'end':
      return told(session, draft, sayOf(talk, session, place, `steps.${step.id}.text`));
    default:
      return askQuestion(talk, session, place, step, draft);
  }
}

/** The notice as this person reads it. */
export function noticeText(talk: Talk, session: Session, place: Place): string {
  const { campaign, run } = place;
  const unit = campaign?.units.find((candidate) => candidate.id === run.survey?.unit)?.name ?? '';
  return sayOf(talk, session, place, 'steps.notice.text', { ...campaign?.notice, unit });
}

/** Whoever would rather not write through a messenger answers on the page. */
export const pageChoice = 'page';

function askNotice(talk: Talk, session: Session, place: Place, draft: Draft): Turn {
  const choices = [
    { id: 'accept', label: say(talk, session, 'notice.accept'), main: true },
    { id: 'decline', label: say(talk, session, 'notice.decline') },
    ...(talk.library.page ? [{ id: pageChoice, label: say(talk, session, 'notice.page'), aside: true }] : []),
  ];
  return prompted(session, draft, {
    step: 'notice',
    text: noticeText(talk, session, place),
    input: 'choice',
    choices: numbered(choices),
  });
}

function askConsent(talk: Talk, session: Session, place: Place, step: Step, draft: Draft): Turn {
  const choices = ['yes', 'no'].map((id) => ({ id, label: say(talk, session, `consent.${id}`) }));
  return prompted(session, draft, {
    step: step.id,
    text: sayOf(talk, session, place, `steps.${step.id}.text`),
    input: 'choice',
    choices: numbered(choices),
  });
}

function askQuestion(talk: Talk, session: Session, place: Place, step: Question, draft: Draft): Turn {
  const hint = inputHint(talk, session, step) ?? findOf(talk, session, place, `steps.${step.id}.hint`);
  return prompted(session, draft, {
    step: step.id,
    progress: progress(talk, session, place, step),
    text: sayOf(talk, session, place, `steps.${step.id}.text`),
    ...(hint && { hint }),
    input: inputOf(step),
    ...(step.kind === 'text' && { charsMax: step.max }),
    choices: [
      ...answerChoices(talk, session, place, step),
      ...(draft.asides ?? []).map((choice) => ({ ...choice, aside: true })),
      ...asideChoices(talk, session, place, step),
    ],
  });
}

function inputOf(step: Question): Prompt['input'] {
  return step.kind === 'scale' || step.kind === 'yes-no' || step.kind === 'choose' ? 'choice' : step.kind;
}

function inputHint(talk: Talk, session: Session, step: Question): string | undefined {
  switch (step.kind) {
    case 'multi':
      return step.max === undefined
        ? say(talk, session, 'hint.multi')
        : say(talk, session, 'hint.multiMax', { max: step.max });
    case 'number':
      return say(talk, session, 'hint.number', { min: step.min, max: step.max });
    case 'date':
      return say(talk, session, 'hint.date');
    default:
      return undefined;
  }
}

function answerChoices(talk: Talk, session: Session, place: Place, step: Question): ReplyChoice[] {
  const options = optionsOf(talk, session, place, step);
  if (step.kind !== 'multi') return options.map((option) => ({ ...option }));
  const ticked = new Set(place.run.draft ?? []);
  const ticks = options.map(({ id, key, label }) => ({
    id: tickChoice(id, ticked.has(id)),
    key,
    label,
    selected: ticked.has(id),
  }));
  return [
    ...ticks,
    { id: doneChoice, label: say(talk, session, 'done'), key: say(talk, session, 'doneKey'), main: true },
  ];
}

function asideChoices(talk: Talk, session: Session, place: Place, step: Question): ReplyChoice[] {
  const names = [
    ...(step.optional ? [{ id: skipChoice, text: 'skip' }] : []),
    ...(Object.hasOwn(place.run.answers, step.id) ? [{ id: '~keep', text: 'keep' }] : []),
    { id: '~explain', text: 'explain' },
    ...(previousQuestion(place.steps, step.id) ? [{ id: '~back', text: 'back' }] : []),
    { id: '~pause', text: 'pause' },
  ];
  return names.map(({ id, text }) => ({
    id,
    label: say(talk, session, `aside.${text}`),
    key: say(talk, session, `asideKey.${text}`),
    aside: true,
  }));
}

/** Goes on to the first step that waits, saying what stands between. */
export function proceed(talk: Talk, session: Session, draft: Draft = {}, after?: string): Turn {
  const place = placeOf(talk, session);
  if (!place) return told(session, draft);
  const next = nextStep(place.steps, place.run, after);
  const moved = having(session, {
    aside: undefined,
    run: having(place.run, { step: next?.id ?? place.run.step, draft: undefined }),
  });
  const lead = [...(draft.lead ?? []), ...(next ? between(talk, session, place, next) : [])];
  // Where the run stands changes nothing of what applies to it.
  if (next && next.kind !== 'end')
    return ask(talk, moved, { ...draft, lead }, moved.run && { ...place, run: moved.run });
  const last = next ? [sayOf(talk, session, place, `steps.${next.id}.text`)] : [];
  return told(having(moved, { run: undefined }), { ...draft, lead }, ...last);
}

/** What is said just before a step: the `say` steps in front of it, and the heading of a section that it opens. */
function between(talk: Talk, session: Session, place: Place, next: Step): string[] {
  const at = place.steps.indexOf(next);
  const before = place.steps.slice(0, at);
  const said = before.slice(before.findLastIndex((step) => step.kind !== 'say') + 1);
  const texts = said.map((step) => sayOf(talk, session, place, `steps.${step.id}.text`));
  const opens = next.section !== undefined && before.every((step) => step.section !== next.section);
  return opens ? [...texts, heading(talk, session, place, next.section ?? '')] : texts;
}

function heading(talk: Talk, session: Session, place: Place, section: string): string {
  return `${sayOf(talk, session, place, `sections.${section}.title`)}\n${sayOf(talk, session, place, `sections.${section}.text`)}`;
}
