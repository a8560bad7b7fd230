/** What a typed message means while a side talk is open. */
import { codeIn } from './code.ts';
import { resume, typeEntry } from './enter.ts';
import { typeWhich } from './inquire.ts';
import { Language } from './language.ts';
import { dropUnsent, erase, useReceipt } from './leave.ts';
import { chooseWay, speak } from './obey.ts';
import { typeOnPage } from './read.ts';
import { typeReport } from './report.ts';
import { respondToConfirm } from './respond.ts';
import type { Session } from './session.ts';
import { say, type Talk, type Turn } from './talk.ts';
import { fold } from './words.ts';

/** What a message means while a side talk is open; `undefined` lets it mean what it always means. */
export function onAside(talk: Talk, session: Session, text: string): Turn | undefined {
  const yes = yesOrNo(talk, session, text);
  switch (session.aside?.kind) {
    case 'greeting':
      return chooseWay(talk, session, text);
    case 'language': {
      const typed = fold(text);
      const language = Language.options.find((option, index) =>
        [option, String(index + 1), fold(say(talk, session, `languages.${option}`))].includes(typed),
      );
      return language && speak(talk, session, language);
    }
    case 'erase':
      return yes === undefined
        ? undefined
        : yes
          ? erase(talk, session)
          : resume(talk, session, say(talk, session, 'erase.kept'));
    case 'unsent':
      return yes === undefined ? undefined : yes ? dropUnsent(talk, session) : resume(talk, session);
    case 'confirm':
      return yes === undefined ? undefined : respondToConfirm(talk, session, yes);
    case 'receipt': {
      const code = codeIn(talk.activity);
      return code === undefined ? undefined : useReceipt(talk, session, code);
    }
    case 'enter':
      return typeEntry(talk, session, text);
    case 'reading':
    case 'perhaps':
    case 'unanswered':
      return typeOnPage(talk, session, text);
    case 'unsure':
      return typeWhich(talk, session, text);
    case 'report':
      return typeReport(talk, session, text);
    default:
      return undefined;
  }
}

function yesOrNo(talk: Talk, session: Session, text: string): boolean | undefined {
  const typed = fold(text);
  const kind = session.aside?.kind;
  const labels = kind === 'erase' || kind === 'unsent' || kind === 'confirm' ? kind : undefined;
  const matches = (answer: 'yes' | 'no') =>
    [
      ...say(talk, session, `words.${answer}`).split(','),
      ...(labels ? [say(talk, session, `${labels}.${answer}`)] : []),
    ]
      .map(fold)
      .includes(typed);
  return matches('yes') ? true : matches('no') ? false : undefined;
}
