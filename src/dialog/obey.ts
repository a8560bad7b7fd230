/** What each command does. */
import { ask } from './ask.ts';
import { codeIn } from './code.ts';
import type { Command } from './command.ts';
import { isQuestion } from './dialog.ts';
import { hasBegun, offerSurvey, resume, useCode } from './enter.ts';
import { greet, waysOn } from './greet.ts';
import { explain } from './inquire.ts';
import { Language } from './language.ts';
import { askErase, pause, tellData, useReceipt, withdraw } from './leave.ts';
import { read } from './read.ts';
import { menuMark } from './reply.ts';
import { report } from './report.ts';
import { edit } from './respond.ts';
import { previousQuestion } from './route.ts';
import type { Session } from './session.ts';
import { type Draft, having, numbered, placeOf, prompted, say, type Talk, type Turn, told } from './talk.ts';
import { fold } from './words.ts';

/** Obeys a command, wherever the person stands. */
export function obey(talk: Talk, session: Session, command: Command): Turn {
  switch (command.name) {
    case 'start':
      if (command.rest !== '') return useCode(talk, session, talk.library.code ?? { kind: 'unknown' });
      return session.run ? welcomeBack(talk, session) : greet(talk, having(session, { aside: undefined }));
    case 'help':
      return resume(talk, session, say(talk, session, 'help.text'));
    case 'explain':
      return explain(talk, session);
    case 'survey':
      return offerSurvey(talk, having(session, { aside: undefined }));
    case 'back':
      return session.aside?.kind === 'section'
        ? resume(talk, session)
        : back(talk, having(session, { aside: undefined }));
    case 'pause':
      return pause(talk, session);
    case 'language': {
      const language = Language.safeParse(fold(command.rest));
      return language.success ? speak(talk, session, language.data) : askLanguage(talk, session);
    }
    case 'privacy':
      return tellPrivacy(talk, session);
    case 'withdraw': {
      if (command.rest === '') return withdraw(talk, session);
      const asked: Session = { ...session, aside: { kind: 'receipt' } };
      return useReceipt(talk, asked, codeIn(talk.activity) ?? '') ?? useCode(talk, asked, { kind: 'unknown' });
    }
    case 'mydata':
      return tellData(talk, session);
    case 'delete':
      return askErase(talk, session);
    case 'areas':
      return read(talk, session, { article: 'list-planes' }, 'main');
    case 'tools':
      return read(talk, session, { article: 'list-tools' }, 'main');
    case 'report':
      return report(talk, session);
    default:
      return command.name satisfies never;
  }
}

/** One question back; any number of them, one at a time. From the review, to the last question. */
function back(talk: Talk, session: Session): Turn {
  const place = placeOf(talk, session);
  if (!place) return resume(talk, session, say(talk, session, 'nothingToPause'));
  if (place.run.sent) return resume(talk, session, say(talk, session, 'alreadySent'));
  const previous = previousQuestion(place.steps, place.run.step);
  return previous && isQuestion(previous)
    ? edit(talk, session, place, previous)
    : resume(talk, session, say(talk, session, 'noBack'));
}

export function askLanguage(talk: Talk, session: Session, draft: Draft = {}): Turn {
  const choices = Language.options.map((id) => ({ id, label: say(talk, session, `languages.${id}`) }));
  const asked = { ...session, aside: { kind: 'language' } } as const;
  return prompted(asked, draft, {
    step: `${menuMark}language`,
    text: say(talk, session, 'language.ask'),
    input: 'choice',
    choices: numbered(choices),
  });
}

/** Changes the language; the question that is open follows at once. */
export function speak(talk: Talk, session: Session, language: Session['language']): Turn {
  const changed = having(session, { language, aside: undefined });
  const lead = [say(talk, changed, 'language.changed')];
  return session.run ? ask(talk, changed, { lead }) : greetAgain(talk, changed, lead);
}

/** Who comes back is told that the answers are still there, if there are any. */
export function welcomeBack(talk: Talk, session: Session): Turn {
  return resume(talk, session, ...(hasBegun(session) ? [say(talk, session, 'welcomeBack')] : []));
}

function greetAgain(talk: Talk, session: Session, lead: readonly string[]): Turn {
  return session.memberships.length > 0 ? told(session, { lead }) : greet(talk, session);
}

function tellPrivacy(talk: Talk, session: Session): Turn {
  const place = placeOf(talk, session);
  const { notice } = place?.campaign ?? {};
  const own = notice ? [say(talk, session, 'privacy.campaign', notice)] : [];
  return resume(talk, session, say(talk, session, 'privacy.text'), ...own);
}

/** A way on, typed by its number or its label. */
export function chooseWay(talk: Talk, session: Session, text: string): Turn | undefined {
  const typed = fold(text);
  const way = waysOn.find((id, index) =>
    [String(index + 1), fold(say(talk, session, `greeting.${id}`))].includes(typed),
  );
  return way && obey(talk, having(session, { aside: undefined }), { name: way, rest: '', slash: true });
}
