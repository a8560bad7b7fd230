/** Stopping, moving, taking back, erasing. */

import type { ActivityOf } from './activity.ts';
import { ask } from './ask.ts';
import { codeChars, showCode } from './code.ts';
import { resume } from './enter.ts';
import { roleIn } from './join.ts';
import { menuMark } from './reply.ts';
import type { Run, Session } from './session.ts';
import {
  type Draft,
  drawCode,
  drawNonce,
  having,
  numbered,
  type Place,
  placeOf,
  prompted,
  say,
  type Talk,
  type Turn,
  told,
} from './talk.ts';

/**
 * `/przerwa`: shows the code with which to go on elsewhere, or on the `page` at once. A new code each time; the older
 * one stops working.
 */
export function pause(talk: Talk, session: Session, page?: string, settles?: Draft['settles']): Turn {
  if (!session.run || session.run.sent) return told(session, {}, say(talk, session, 'nothingToPause'));
  const code = drawCode(talk.activity, codeChars.resume);
  const shown = { code: showCode(code), link: `${page ?? talk.library.page}/?z=${code}` };
  const run = { ...session.run, resume: talk.library.hash(code) };
  return prompted(
    { ...session, run, aside: { kind: 'paused' } },
    {
      lead: session.run.resume ? [say(talk, session, 'pausedBefore')] : [],
      code: { for: 'resume', code: shown.code },
      settles,
    },
    {
      step: `${menuMark}go`,
      text: say(talk, session, page ? 'onPage' : talk.library.page ? 'pausedWithPage' : 'paused', shown),
      input: 'choice',
      choices: numbered([{ id: 'survey', label: say(talk, session, 'goOn'), main: true }]),
    },
  );
}

/** Another conversation asks for this one's survey with its code. */
export function give(talk: Talk, session: Session, activity: ActivityOf<'give'>): Turn {
  const { run } = session;
  if (!run || run.sent || run.resume === undefined || run.resume !== talk.library.hash(activity.code)) {
    return { session, replies: [], events: [{ kind: 'refused', to: activity.to }] };
  }
  const places = [...(run.survey?.places ?? []), activity.conversation];
  const moved = having({ ...run, ...(run.survey && { survey: { ...run.survey, places } }) }, { resume: undefined });
  const left = having(session, { run: undefined, aside: undefined });
  const events = [{ kind: 'gave', to: activity.to, run: moved }] as const;
  return told(left, { events, forget: true }, say(talk, session, 'movedAway'));
}

/**
 * The survey arrives from another place. It is never put over one that is begun here; where both sides began one while
 * it was on its way, it ends with the larger of the two, and does not go to and fro for ever.
 */
export function take(talk: Talk, session: Session, activity: ActivityOf<'take'>): Turn {
  const own = session.run?.sent ? undefined : session.run;
  const comesHome = activity.run.survey?.places.includes(activity.conversation) === true;
  if (own && comesHome && size(own) >= size(activity.run)) return quiet(session);
  if (own && !comesHome) {
    // Sent back, so that no answer is lost: this conversation began another survey in the meantime.
    const events = [{ kind: 'gave', to: activity.from, run: activity.run }] as const;
    return told(session, { events }, say(talk, session, 'finishFirst'));
  }
  const arrived = having(session, { nonce: drawNonce(talk.activity), run: activity.run, aside: undefined });
  return ask(talk, arrived, { lead: [say(talk, session, 'movedHere')] });
}

/** The wave closed while the survey is unfinished. */
export function close(talk: Talk, session: Session, activity: ActivityOf<'closed'>): Turn {
  const { run } = session;
  if (run?.survey?.campaign !== activity.campaign || run.sent || run.survey.until !== undefined) return quiet(session);
  const until = { ...run, survey: { ...run.survey, until: activity.until } };
  const hours = Math.max(1, Math.round((activity.until - activity.at) / 3_600_000));
  return ask(talk, having(session, { run: until, aside: undefined }), {
    lead: [say(talk, session, 'closing', { hours })],
  });
}

/** What was not sent in time is erased. */
export function expire(talk: Talk, session: Session, campaign: string): Turn {
  if (session.run?.survey?.campaign !== campaign || session.run.sent) return quiet(session);
  const over = having(session, { run: undefined, aside: undefined });
  return told(over, { forget: true }, say(talk, session, 'expired'));
}

function size(run: Run): number {
  return Object.keys(run.answers).length;
}

function quiet(session: Session): Turn {
  return { session, replies: [], events: [] };
}

/** `/wycofaj`: before sending, what is begun is thrown away; after it, the receipt deletes the response. */
export function withdraw(talk: Talk, session: Session): Turn {
  if (session.run && !session.run.sent) return askYesNo(talk, { ...session, aside: { kind: 'unsent' } }, 'unsent');
  return told({ ...session, aside: { kind: 'receipt' } }, {}, say(talk, session, 'receipt.ask'));
}

/** The receipt was typed after `/wycofaj`. */
export function useReceipt(talk: Talk, session: Session, receipt: string): Turn | undefined {
  const meaning = talk.library.code;
  if (meaning?.kind !== 'receipt') return undefined;
  const { campaign, unit, group } = meaning;
  const events = [{ kind: 'withdrew', receipt, campaign, unit, group }] as const;
  const done = having(session, { aside: undefined });
  return told(done, { events }, say(talk, session, 'receipt.withdrawn'));
}

/** Throws the unfinished survey away, after "yes". */
export function dropUnsent(talk: Talk, session: Session): Turn {
  const dropped = having(session, { run: undefined, aside: undefined });
  const settles = { prompt: session.prompt, label: '' };
  return told(dropped, { settles, forget: true }, say(talk, session, 'unsent.done'));
}

/** `/usun`: everything this conversation left here. */
export function askErase(talk: Talk, session: Session): Turn {
  return askYesNo(talk, { ...session, aside: { kind: 'erase' } }, 'erase');
}

export function erase(talk: Talk, session: Session): Turn {
  const done = having(session, { run: undefined, aside: undefined });
  const kept = session.memberships.length > 0 ? [say(talk, session, 'erase.mark')] : [];
  const { staff } = session;
  const left = staff === undefined ? [] : [{ kind: 'acted', who: staff, what: 'left' } as const];
  const said = [
    say(talk, session, 'erase.done'),
    ...kept,
    ...(staff === undefined ? [] : [say(talk, session, 'erase.staff')]),
  ];
  return told(done, { events: [{ kind: 'erased' }, ...left], forget: true }, ...said);
}

export function askYesNo(talk: Talk, session: Session, what: 'erase' | 'unsent', draft: Draft = {}): Turn {
  const choices = ['yes', 'no'].map((id) => ({ id, label: say(talk, session, `${what}.${id}`) }));
  return prompted(session, draft, {
    step: menuMark + what,
    text: say(talk, session, `${what}.text`),
    input: 'choice',
    choices: numbered(choices),
  });
}

function answered(place: Place): number {
  return place.questions.filter((question) => Object.hasOwn(place.run.answers, question.id)).length;
}

/** `/mojedane`: what is held here, in words. */
export function tellData(talk: Talk, session: Session): Turn {
  const place = placeOf(talk, session);
  const link = talk.library.dataLink();
  const { staff } = talk.library;
  const held = [
    say(talk, session, 'mydata.language', { language: say(talk, session, `languages.${session.language}`) }),
    ...(staff ? [say(talk, session, 'mydata.staff', { role: roleIn(talk, session, staff) })] : []),
    ...(place && !place.run.sent ? [say(talk, session, 'mydata.begun', { count: answered(place) })] : []),
    ...session.memberships.map((membership) => {
      const campaign = talk.library.campaign(membership.campaign, session.language);
      const unit = campaign?.units.find((candidate) => candidate.id === membership.unit)?.name;
      const yes = (value: boolean) => say(talk, session, value ? 'yesNo.yes' : 'yesNo.no');
      return say(talk, session, 'mydata.answered', {
        campaign: [campaign?.name ?? membership.campaign, ...(unit ? [unit] : [])].join(', '),
        results: yes(membership.results),
        reminders: yes(membership.reminders),
      });
    }),
  ];
  const lead = [
    say(talk, session, 'mydata.text'),
    held.map((line) => `• ${line}`).join('\n'),
    say(talk, session, 'mydata.rights'),
    ...(link === undefined ? [] : [say(talk, session, 'mydata.file', { link })]),
  ];
  return resume(talk, session, ...lead);
}
