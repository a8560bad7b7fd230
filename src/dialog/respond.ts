/** Answers to what the run waits at: a tap, a typed text, a tick in a list, a correction. */

import type { ActivityOf } from './activity.ts';
import { doneChoice, isTicked, listChoice, type Reading, readChoice } from './answer.ts';
import { ask, noticeText, pageChoice, proceed } from './ask.ts';
import { isQuestion, type Question, type Step } from './dialog.ts';
import { pause } from './leave.ts';
import { menuMark } from './reply.ts';
import { askSection, editMark, sectionMark, sendChoice, wholeChoice } from './review.ts';
import type { Answer, Run, Session } from './session.ts';
import { submit } from './submit.ts';
import { type Draft, having, numbered, type Place, placeOf, prompted, say, type Talk, type Turn } from './talk.ts';
import { labelOf, optionsOf } from './wording.ts';

/** A tap on a button of a survey. Old buttons reopen their question; the same press twice is one press. */
export function respondToChoice(talk: Talk, session: Session, activity: ActivityOf<'choice'>): Turn {
  const place = placeOf(talk, session);
  if (!place || activity.nonce !== session.nonce)
    return ask(talk, session, { lead: [say(talk, session, 'oldButton')] });
  const step = place.dialog.steps.find((candidate) => candidate.id === activity.step);
  if (activity.step !== place.run.step) {
    if (step && isPressedAgain(session, place, step, activity.choice)) return { session, replies: [], events: [] };
    const known = step && isQuestion(step) && !place.run.sent ? step : undefined;
    return known
      ? reopen(talk, session, place, known, activity.choice)
      : ask(talk, session, { lead: [say(talk, session, 'closedQuestion')] });
  }
  if (step && isQuestion(step)) {
    if (session.aside?.kind === 'confirm' && activity.choice === 'no')
      return ask(talk, having(session, { aside: undefined }));
    const reading = readChoice(step, optionsOf(talk, session, place, step), activity.choice, place.run.draft ?? []);
    return take(talk, session, place, step, reading, { prompt: activity.prompt });
  }
  return (
    respondToMenu(talk, session, place, activity.choice) ??
    ask(talk, session, { lead: [say(talk, session, 'notUnderstood')] })
  );
}

/** Is this the press that led on from a step that asks no question, delivered once more under another id? */
function isPressedAgain(session: Session, place: Place, step: Step, choice: string): boolean {
  const { run } = place;
  switch (step.kind) {
    case 'notice':
      return choice === 'accept' && Object.hasOwn(run.answers, step.id);
    case 'review':
      return choice === sendChoice && run.sent !== undefined;
    case 'consent': {
      const at = (id: string): number => place.steps.findIndex((one) => one.id === id);
      const given = session.memberships.find((one) => one.campaign === run.survey?.campaign);
      const answer = step.id === 'results' ? given?.results : given?.reminders;
      return at(step.id) < at(run.step) && choice === (answer ? 'yes' : 'no');
    }
    default:
      return false;
  }
}

/** The person pressed a button of an earlier question. */
function reopen(talk: Talk, session: Session, place: Place, step: Question, choice: string): Turn {
  const stored = place.run.answers[step.id];
  if (stored !== undefined && pressedAgain(stored, choice)) return { session, replies: [], events: [] };
  if (stored === undefined || !place.steps.includes(step))
    return ask(talk, session, { lead: [say(talk, session, 'closedQuestion')] });
  return edit(talk, session, place, step);
}

/** Was this the press that the stored answer came from, delivered once more? */
function pressedAgain(stored: Answer, choice: string): boolean {
  return Array.isArray(stored)
    ? choice === doneChoice || choice === listChoice(stored) || isTicked(choice, stored)
    : String(stored) === choice;
}

/** Asks an answered question again; whatever is unanswered comes after it. */
export function edit(talk: Talk, session: Session, place: Place, step: Question): Turn {
  const stored = place.run.answers[step.id];
  const draft = Array.isArray(stored) ? stored : undefined;
  const lead =
    stored === undefined
      ? []
      : [say(talk, session, 'correcting', { label: labelOf(talk, session, place, step, stored) })];
  const run: Run = having(place.run, { step: step.id, draft });
  return ask(talk, having(session, { run, aside: undefined }), { lead });
}

/** The steps that are no questions: notice, review, consent. */
export function respondToMenu(talk: Talk, session: Session, place: Place, choice: string): Turn | undefined {
  const step = place.dialog.steps.find((candidate) => candidate.id === place.run.step);
  const settles = { prompt: session.prompt, label: '' };
  switch (step?.kind) {
    case 'notice': {
      if (choice === 'decline') return decline(talk, session, settles);
      if (choice === pageChoice && talk.library.page) return pause(talk, session, talk.library.page, settles);
      if (choice !== 'accept') return undefined;
      const notice = talk.library.hash(noticeText(talk, session, place));
      const run = { ...place.run, notice, answers: { ...place.run.answers, [step.id]: 'accepted' } };
      const events = [{ kind: 'noticed', dialog: run.dialog, version: run.version, hash: notice }] as const;
      return proceed(talk, { ...session, run }, { events, settles });
    }
    case 'consent': {
      if (choice !== 'yes' && choice !== 'no') return undefined;
      return consent(talk, session, place, step.id === 'results' ? 'results' : 'reminders', choice === 'yes');
    }
    case 'review':
      return respondToReview(talk, session, place, choice);
    default:
      return undefined;
  }
}

/** The survey stays where it is; one press begins it after all. */
function decline(talk: Talk, session: Session, settles: Draft['settles']): Turn {
  return prompted(
    having(session, { aside: { kind: 'paused' } }),
    { settles },
    {
      step: `${menuMark}go`,
      text: say(talk, session, 'declined'),
      input: 'choice',
      choices: numbered([{ id: 'survey', label: say(talk, session, 'greeting.survey') }]),
    },
  );
}

function respondToReview(talk: Talk, session: Session, place: Place, choice: string): Turn | undefined {
  if (choice === sendChoice) return submit(talk, session, place);
  if (choice === wholeChoice) return ask(talk, having(session, { aside: undefined }));
  const { sections } = place.dialog;
  const section = choice.startsWith(sectionMark) && sections.find(({ id }) => id === choice.slice(sectionMark.length));
  if (section) return askSection(talk, session, place, section.id, {});
  const question = choice.startsWith(editMark) && place.steps.find(({ id }) => id === choice.slice(editMark.length));
  return question && isQuestion(question) ? edit(talk, session, place, question) : undefined;
}

function consent(talk: Talk, session: Session, place: Place, to: 'results' | 'reminders', yes: boolean): Turn {
  const campaign = place.run.survey?.campaign ?? '';
  // Where one answered from is kept only for what one agreed to be written about.
  const where = yes ? { unit: place.run.survey?.unit, group: place.run.sent?.group } : {};
  const memberships = session.memberships.map((membership) =>
    membership.campaign === campaign ? having(membership, { ...where, [to]: yes }) : membership,
  );
  const lead = [say(talk, session, yes ? 'consent.given' : 'consent.refused')];
  const events = [{ kind: 'consented', campaign, to, yes }] as const;
  return proceed(
    talk,
    { ...session, memberships },
    {
      lead,
      events,
      settles: { prompt: session.prompt, label: say(talk, session, yes ? 'consent.yes' : 'consent.no') },
    },
    place.run.step,
  );
}

/** Takes a reading of an answer: keeps it and goes on, or says kindly what is wrong and asks again. */
export function take(
  talk: Talk,
  session: Session,
  place: Place,
  step: Question,
  reading: Reading,
  how: { readonly prompt?: number; readonly echo?: boolean },
): Turn {
  const settled = having(session, { aside: undefined });
  switch (reading.kind) {
    case 'answer': {
      const run: Run = having(place.run, {
        answers: { ...place.run.answers, [step.id]: reading.answer },
        draft: undefined,
      });
      const label = labelOf(talk, session, place, step, reading.answer);
      // Free text is not repeated: it stands in the chat already, and less of it lies about.
      const lead = how.echo && step.kind !== 'text' ? [say(talk, session, 'noted', { label })] : [];
      const draft: Draft = {
        lead,
        events: [{ kind: 'answered', step: step.id }],
        settles: { prompt: how.prompt ?? session.prompt, label },
      };
      return proceed(talk, { ...settled, run }, draft);
    }
    case 'draft':
      return ask(
        talk,
        { ...settled, run: { ...place.run, draft: [...reading.draft] } },
        { replaces: how.prompt ?? session.prompt },
      );
    case 'perhaps': {
      const label = optionsOf(talk, session, place, step).find((option) => option.id === reading.choice)?.label ?? '';
      return confirm(talk, session, step, reading.choice, label);
    }
    case 'wrong':
      return ask(talk, settled, { lead: [say(talk, session, `wrong.${reading.reason}`, reading.params)] });
    case 'not-understood':
      return ask(talk, settled, { lead: [say(talk, session, 'notUnderstood')] });
    default:
      return reading satisfies never;
  }
}

function confirm(talk: Talk, session: Session, step: Question, choice: string, label: string): Turn {
  const choices = [
    { id: choice, label: say(talk, session, 'confirm.yes', { label }) },
    { id: 'no', label: say(talk, session, 'confirm.no') },
  ];
  return prompted(
    { ...session, aside: { kind: 'confirm', step: step.id, choice } },
    {},
    {
      step: step.id,
      text: say(talk, session, 'confirm.text', { label }),
      input: 'choice',
      choices: numbered(choices),
    },
  );
}

/** "Yes" or "no" typed to "Czy chodzi o …?". */
export function respondToConfirm(talk: Talk, session: Session, yes: boolean): Turn | undefined {
  const place = placeOf(talk, session);
  const aside = session.aside;
  const step = place?.dialog.steps.find((candidate) => candidate.id === place.run.step);
  if (!place || aside?.kind !== 'confirm' || !step || !isQuestion(step) || step.id !== aside.step) return undefined;
  if (!yes) return ask(talk, having(session, { aside: undefined }));
  const answer = step.kind === 'scale' && /^\d+$/.test(aside.choice) ? Number(aside.choice) : aside.choice;
  return take(talk, session, place, step, { kind: 'answer', answer }, { echo: true });
}
