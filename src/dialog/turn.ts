/**
 * `takeTurn` is the whole engine: what one activity does to one conversation. Pure and total: the same library,
 * session and activity give the same turn, and no activity makes it throw. All branching between the kinds of
 * activity and the states of a conversation is here; what each branch does stands in the file it names.
 */
import type { Activity, ActivityOf } from './activity.ts';
import { onAside } from './aside.ts';
import { ask } from './ask.ts';
import type { CommandName } from './command.ts';
import { askEntryAgain, chooseEntry, resume, useCode } from './enter.ts';
import { greet } from './greet.ts';
import { answerOrInquire, chooseWhich, inquire, notUnderstood, soundsAsked } from './inquire.ts';
import { Language } from './language.ts';
import { askYesNo, close, dropUnsent, erase, expire, give, take } from './leave.ts';
import type { Library } from './library.ts';
import { askLanguage, obey, speak, welcomeBack } from './obey.ts';
import { isOfPerson, newSession } from './presence.ts';
import { choosePage, handOn, pageStep, read } from './read.ts';
import { menuMark } from './reply.ts';
import { chooseReport, reportStep } from './report.ts';
import { respondToChoice } from './respond.ts';
import { tellResults } from './results.ts';
import { askSection } from './review.ts';
import type { Session } from './session.ts';
import { type Draft, having, placeOf, questionAt, say, type Talk, type Turn, told } from './talk.ts';
import { keep, respondToText } from './typed.ts';
import { clean } from './words.ts';

/** What happens in this conversation because of this activity. */
export function takeTurn(library: Library, before: Session | undefined, activity: Activity): Turn {
  const talk = { library, activity };
  const back = before?.away ? having(before, { away: undefined }) : before;
  if (isOfPerson[activity.kind]) return decide(talk, back, before);
  const turn = decide(talk, before, before);
  // Whoever went away is told nothing; what happened meanwhile is asked about when they are back.
  return before?.away ? { ...turn, replies: [] } : turn;
}

/** `stored` is the session as it was, also when the person is back and `before` says so. */
function decide(talk: Talk, before: Session | undefined, stored: Session | undefined): Turn {
  const { library, activity } = talk;
  const session = before ?? newSession(talk);
  const over = leftOver(talk, session);
  if (over && activity.kind !== 'expired') return afterTheEnd(talk, expire(talk, session, over), activity);
  switch (activity.kind) {
    case 'message':
      return onMessage(talk, session, clean(activity.text), before === undefined);
    case 'choice': {
      const turn = onChoice(talk, session, activity);
      // A press that says and does nothing is the repeat of one: it leaves no trace.
      return turn.replies.length === 0 && turn.events.length === 0 ? { ...turn, session } : turn;
    }
    case 'edited':
      return resume(talk, session, say(talk, session, 'edited'));
    case 'invitation':
      return useCode(talk, session, library.code ?? { kind: 'unknown' });
    case 'opened':
      return obey(talk, session, { name: 'start', rest: '', slash: true });
    case 'installed':
      return stored && !stored.away
        ? { session, replies: [], events: [] }
        : obey(talk, session, { name: 'start', rest: '', slash: true });
    case 'returned':
      return { session, replies: [], events: [] };
    case 'attachment':
      return resume(talk, session, say(talk, session, 'attachment'));
    case 'closed':
      return close(talk, session, activity);
    case 'expired':
      return expire(talk, session, activity.campaign);
    case 'results':
      return tellResults(talk, session, activity);
    case 'give':
      return give(talk, session, activity);
    case 'take':
      return take(talk, session, activity);
    case 'refused':
      return resume(talk, session, say(talk, session, 'code.unknown'));
    case 'left':
      return { session: { ...session, away: true }, replies: [], events: [] };
    default:
      return activity satisfies never;
  }
}

/** The wave of an unfinished survey, when its time is over and the job that says so has not come by yet. */
function leftOver(talk: Talk, session: Session): string | undefined {
  const survey = session.run?.sent ? undefined : session.run?.survey;
  return survey && talk.library.campaign(survey.campaign, session.language)?.state === 'over'
    ? survey.campaign
    : undefined;
}

/** The survey here is past its time; what came in because of another conversation must not be lost with it. */
function afterTheEnd(talk: Talk, ended: Turn, activity: Activity): Turn {
  switch (activity.kind) {
    case 'give':
      return { ...ended, events: [{ kind: 'refused', to: activity.to }] };
    case 'take': {
      const taken = take(talk, ended.session, activity);
      return { ...taken, replies: [...ended.replies, ...taken.replies] };
    }
    default:
      return ended;
  }
}

function onMessage(talk: Talk, session: Session, text: string, first: boolean): Turn {
  const command = talk.library.command(text);
  // "Zaczynamy" and "dalej" go on with what is open, where it can be gone on with.
  if (command?.name === 'survey' && !command.slash && session.run)
    return respondToText(talk, session, text) ?? obey(talk, session, command);
  if (command && (command.slash || !takesText(talk, session) || inFreeText.includes(command.name)))
    return obey(talk, session, command);
  if (text.startsWith('/')) return resume(talk, session, say(talk, session, 'unknownCommand'));
  const meaning = talk.library.code;
  const answered = session.aside && onAside(talk, session, text);
  if (answered) return answered;
  const awaited = session.aside?.kind === 'code' || session.aside?.kind === 'receipt' || !session.run;
  const known = meaning && meaning.kind !== 'unknown' && meaning.kind !== 'refused';
  if (meaning && (known || awaited)) return useCode(talk, session, meaning);
  const fresh = having(session, { asked: undefined });
  if (first)
    return text === ''
      ? greet(talk, session)
      : (inquire(talk, inItsLanguage(talk, fresh, text), text) ?? greet(talk, fresh));
  if (session.aside?.kind === 'paused')
    return (soundsAsked(talk, fresh, text) && inquire(talk, fresh, text)) || welcomeBack(talk, fresh);
  return (
    answerOrInquire(talk, atQuestion(fresh), text) ??
    notUnderstood(talk, fresh, text, (draft) => again(talk, fresh, draft))
  );
}

/** Who begins with a question is answered in its language from then on. */
function inItsLanguage(talk: Talk, session: Session, text: string): Session {
  return { ...session, language: talk.library.knowledge.language(text) ?? session.language };
}

/** The session at what the run waits for: side talks are over, but a page of the review stays open. */
function atQuestion(session: Session): Session {
  return session.aside?.kind === 'section' ? session : having(session, { aside: undefined });
}

/** Plain words that are commands even where free text is asked for: they stand under the question as buttons. */
const inFreeText: readonly CommandName[] = ['explain', 'back', 'pause'];

/** Does the run wait for free text, so that plain words belong to the answer? */
function takesText(talk: Talk, session: Session): boolean {
  const place = session.aside ? undefined : placeOf(talk, session);
  return place !== undefined && questionAt(place)?.kind === 'text';
}

/** What is open, once more, after what there is to say. */
function again(talk: Talk, session: Session, draft: Draft): Turn {
  const { aside } = session;
  switch (aside?.kind) {
    case 'greeting':
      return greet(talk, session, { events: draft.events ?? [] });
    case 'language':
      return askLanguage(talk, session, draft);
    case 'enter':
      return askEntryAgain(talk, session, draft);
    case 'erase':
    case 'unsent':
      return askYesNo(talk, session, aside.kind, draft);
    case 'code':
      return told(session, { ...draft, lead: [say(talk, session, 'code.none')] }, say(talk, session, 'code.ask'));
    case 'receipt':
      return told(session, { ...draft, lead: [say(talk, session, 'code.none')] }, say(talk, session, 'receipt.ask'));
    case 'section': {
      const place = placeOf(talk, session);
      return place ? askSection(talk, session, place, aside.section, draft) : ask(talk, session, draft);
    }
    default:
      return ask(talk, having(session, { aside: undefined }), draft);
  }
}

function onChoice(talk: Talk, session: Session, activity: ActivityOf<'choice'>): Turn {
  const { step, choice, prompt } = activity;
  if (step === pageStep) return choosePage(talk, session, choice, prompt);
  if (step === reportStep) return chooseReport(talk, session, choice);
  if (!step.startsWith(menuMark))
    return choice.startsWith(menuMark)
      ? onAsideButton(talk, session, activity)
      : respondToChoice(talk, session, activity);
  if (activity.nonce !== session.nonce) return resume(talk, session, say(talk, session, 'oldButton'));
  switch (step.slice(menuMark.length)) {
    case 'language': {
      const language = Language.safeParse(choice);
      return language.success ? speak(talk, session, language.data) : resume(talk, session);
    }
    case 'erase':
      return choice === 'yes' ? erase(talk, session) : resume(talk, session, say(talk, session, 'erase.kept'));
    case 'unsent':
      return choice === 'yes' && session.run && !session.run.sent ? dropUnsent(talk, session) : resume(talk, session);
    case 'enter':
      return chooseEntry(talk, session, choice) ?? resume(talk, session, say(talk, session, 'oldButton'));
    case 'which':
      return chooseWhich(talk, session, choice) ?? resume(talk, session, say(talk, session, 'oldButton'));
    case 'go': {
      const command = talk.library.command(`/${choice}`);
      return command ? obey(talk, session, command) : resume(talk, session);
    }
    default:
      return resume(talk, session, say(talk, session, 'oldButton'));
  }
}

/** Back, help, pause, skip, done: buttons beside the answers of a question. */
function onAsideButton(talk: Talk, session: Session, activity: ActivityOf<'choice'>): Turn {
  const name = activity.choice.slice(menuMark.length);
  if (name === 'pass') return handOn(talk, session);
  if (name === 'read' || name === 'more')
    return session.about ? read(talk, session, session.about, name === 'read' ? 'main' : name) : resume(talk, session);
  if (name !== 'explain' && name !== 'back' && name !== 'pause' && name !== 'keep')
    return respondToChoice(talk, session, activity);
  if (activity.nonce !== session.nonce) return resume(talk, session, say(talk, session, 'oldButton'));
  // An older prompt's "back" pressed again would go back twice.
  if ((name === 'back' || name === 'keep') && session.run?.step !== activity.step)
    return { session, replies: [], events: [] };
  if (name === 'keep') return keep(talk, session);
  return obey(talk, session, { name, rest: '', slash: true });
}
