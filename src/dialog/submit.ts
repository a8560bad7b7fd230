/** Sending: the answers leave the conversation in three parts that nothing joins, and a receipt is shown once. */
import { proceed } from './ask.ts';
import { codeChars, showCode } from './code.ts';
import { isQuestion, type Table } from './dialog.ts';
import type { Submission } from './event.ts';
import type { Library } from './library.ts';
import { nextStep } from './route.ts';
import { type Answer, Group, type Session, type Survey, skipped } from './session.ts';
import { drawCode, drawId, having, type Place, say, type Talk, type Turn, told } from './talk.ts';

/** What may be taken once: the right to answer this wave from this conversation. */
export function answeredName(library: Pick<Library, 'hash'>, campaign: string, conversation: string): string {
  return `answered:${campaign}:${library.hash(`${campaign} ${conversation}`)}`;
}

/** What may be taken once: a personal code. */
export function invitationName(hash: string): string {
  return `invitation:${hash}`;
}

/**
 * Sends the answers. Promises: answers to questions that no longer apply stay behind; a second answer from any place
 * that held this survey is refused; after this the session knows nothing of the answers.
 */
export function submit(talk: Talk, session: Session, place: Place): Turn {
  const { run } = place;
  const { survey } = run;
  if (!survey || nextStep(place.steps, run)?.kind !== 'review') return proceed(talk, session);
  const claims = claimsOf(talk, survey);
  if (claims.some(talk.library.taken)) {
    const over = having(session, { run: undefined, aside: undefined });
    return told(over, { forget: true }, say(talk, session, 'answeredElsewhere'));
  }
  const submission = submissionOf(talk, place, survey);
  const membership = {
    campaign: survey.campaign,
    results: false,
    reminders: false,
    entry: survey.entry,
    ...(run.notice && { notice: run.notice }),
    claims,
  };
  const sent = having(run, {
    answers: {},
    draft: undefined,
    resume: undefined,
    sent: { group: submission.group },
    survey: having(survey, { places: [], invitation: undefined }),
  });
  const memberships = [...session.memberships.filter((other) => other.campaign !== survey.campaign), membership];
  const code = submission.receipt && showCode(submission.receipt);
  const receipt = code ? say(talk, session, 'receipt.text', { code }) : say(talk, session, 'receipt.none');
  return proceed(
    talk,
    having(session, { run: sent, aside: undefined, memberships }),
    {
      lead: [say(talk, session, 'sent'), receipt],
      events: [{ kind: 'submitted', submission }],
      settles: { prompt: session.prompt, label: '' },
      forget: true,
      ...(code && { code: { for: 'receipt', code } }),
    },
    run.step,
  );
}

function claimsOf(talk: Talk, survey: Survey): string[] {
  const places = new Set([...survey.places, talk.activity.conversation]);
  const answered = [...places].map((conversation) => answeredName(talk.library, survey.campaign, conversation));
  return survey.invitation ? [...answered, invitationName(survey.invitation)] : answered;
}

function submissionOf(talk: Talk, place: Place, survey: Survey): Submission {
  const { run, values, steps } = place;
  const rows: Record<Table, Record<string, Answer>> = { answers: {}, background: {}, open_text: {} };
  for (const step of steps) {
    const answer = run.answers[step.id];
    if (isQuestion(step) && answer !== undefined && answer !== skipped) rows[step.table][step.id] = answer;
  }
  const texts = Object.values(rows.open_text).map(String);
  const open = talk.library.campaign(survey.campaign, 'pl')?.state === 'open';
  return {
    campaign: survey.campaign,
    unit: survey.unit,
    group: Group.parse(values.get('group') ?? survey.side),
    dialog: run.dialog,
    version: run.version,
    simulated: survey.simulated === true,
    entry: survey.entry,
    ...(open && { receipt: drawCode(talk.activity, codeChars.receipt) }),
    answers: rows.answers,
    background: rows.background,
    openText: texts,
    ids: [...Array(2 + texts.length).keys()].map((index) => drawId(talk.activity, index)),
  };
}
