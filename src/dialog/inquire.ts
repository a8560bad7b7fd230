/**
 * Questions of one's own, also in the middle of a survey: answered first, then what was asked is asked once more. What
 * is an answer and what a question is told by a "?", by the words it begins with, or by asking back.
 */
import { ask } from './ask.ts';
import { greet } from './greet.ts';
import type { Facet } from './knowledge.ts';
import { offer, pageOf, read, unknown } from './read.ts';
import { menuMark } from './reply.ts';
import type { About, Aside, Session } from './session.ts';
import {
  type Draft,
  findOf,
  having,
  numbered,
  placeOf,
  prompted,
  questionAt,
  say,
  type Talk,
  type Turn,
  told,
} from './talk.ts';
import { respondToText } from './typed.ts';
import { fold } from './words.ts';

const mark = /[?？❓❔]/u;
const markFirst = /^[?？❓❔]+\s*/u;
const markLast = /[?？❓❔][\s)»”"]*$/u;

/** A typed message while the run waits for something: an answer, a question, or `undefined` where it is neither. */
export function answerOrInquire(talk: Talk, session: Session, text: string): Turn | undefined {
  const place = placeOf(talk, session);
  const step = place && questionAt(place);
  if (markFirst.test(text) && hasWords(text)) return inquireForSure(talk, session, text.replace(markFirst, ''));
  if (step?.kind === 'text')
    return markLast.test(text) ? askWhich(talk, session, text) : respondToText(talk, session, text);
  if (step && soundsAsked(talk, session, text))
    return inquire(talk, session, text) ?? respondToText(talk, session, text) ?? inquireForSure(talk, session, text);
  const wordy = (step?.kind === 'number' || step?.kind === 'date') && /\p{L}{3}.*\s.*\p{L}{3}/u.test(text);
  const answered = wordy ? inquire(talk, session, text, {}, 'answers only') : undefined;
  return answered ?? respondToText(talk, session, text);
}

/** Numbers and single letters are no question of any kind. */
function hasWords(text: string): boolean {
  return /\p{L}{3}/u.test(text);
}

/** Two words or more, with a question mark or a word that questions begin with. */
export function soundsAsked(talk: Talk, session: Session, text: string): boolean {
  const words = fold(text).split(' ');
  if (words.length < 2 || !hasWords(text)) return false;
  const first = words[0] ?? '';
  const asking = say(talk, session, 'words.asking').split(',').map(fold);
  return mark.test(text) || (words.length > 2 && asking.includes(first));
}

/** Longer messages are more than a greeting or thanks. */
const courtesyWordsMax = 4;

/** The answer to a question, or a few to choose from; `undefined` when it is none that can be answered. */
export function inquire(
  talk: Talk,
  session: Session,
  text: string,
  draft: Draft = {},
  how?: 'answers only',
): Turn | undefined {
  const { knowledge } = talk.library;
  if (!hasWords(text)) return undefined;
  const place = placeOf(talk, session);
  const side = session.about && knowledge.follow(text);
  if (session.about && side) return tell(talk, session, session.about, side, draft);
  const item = place && questionAt(place)?.id;
  const leaning = [...(item ? knowledge.explaining(item) : []), ...(session.about ? [session.about.article] : [])];
  const asked = knowledge.understand(text, leaning);
  const [best] = asked.articles;
  if (!best || asked.outcome === 'unknown') return undefined;
  // "To zależy, jak wójt ma dobry dzień" is no greeting.
  if (how === 'answers only' && best.isChitchat && text.split(/\s+/).length > courtesyWordsMax) return undefined;
  if (asked.outcome === 'perhaps') {
    if (how === 'answers only') return undefined;
    const question = knowledge.cleaned(text);
    return offer(
      talk,
      session,
      asked.articles.map(({ id }) => id),
      question,
      draft,
    );
  }
  const language = knowledge.language(text);
  const about = { article: best.id, ...(language && language !== session.language && { language }) };
  return best.isChitchat ? chat(talk, session, about, draft) : tell(talk, session, about, 'main', draft);
}

/** A question for certain: if nobody here can answer it, that is said, and whom to ask. */
function inquireForSure(talk: Talk, session: Session, text: string): Turn {
  const answered = inquire(talk, session, text);
  if (answered) return answered;
  const { knowledge } = talk.library;
  const { area } = knowledge.understand(text, []);
  return unknown(talk, session, knowledge.cleaned(text), { events: [{ kind: 'missed', ...(area && { area }) }] });
}

/** A page of its own; or, where the run waits, in front of the question that is asked once more. */
function tell(talk: Talk, session: Session, about: About, facet: Facet, draft: Draft): Turn {
  const page = pageOf(talk, session, about, facet);
  const place = placeOf(talk, session);
  if (!page || !place || !questionAt(place)) return read(talk, session, about, facet, draft);
  const lines = page.items.map((item) => `• ${item}`).join('\n');
  const lead = [...(draft.lead ?? []), [page.text, lines].filter((part) => part !== '').join('\n\n')];
  const asides = facet === 'main' ? [readOn(talk, session, 'more')] : [];
  return ask(talk, having(session, { aside: undefined, about }), { ...draft, lead, asides });
}

/** The button under a question that leads on from what was just said of it. */
function readOn(talk: Talk, session: Session, id: 'more' | 'read'): NonNullable<Draft['asides']>[number] {
  return { id: `${menuMark}${id}`, label: say(talk, session, 'aside.more'), key: say(talk, session, 'asideKey.more') };
}

/** The neutral help of the item that is asked, with what the knowledge says of it one tap away, then the item again. */
export function explain(talk: Talk, session: Session): Turn {
  const place = placeOf(talk, session);
  const help = place && findOf(talk, session, place, `steps.${place.run.step}.help`);
  const item = place && questionAt(place)?.id;
  const [article] = item ? talk.library.knowledge.explaining(item) : [];
  const page = article === undefined ? undefined : pageOf(talk, session, { article }, 'main');
  const here = having(session, { aside: undefined });
  const lead = [help ?? say(talk, session, 'help.text')];
  if (!page) return ask(talk, here, { lead });
  return ask(talk, { ...here, about: { article: page.article } }, { lead, asides: [readOn(talk, session, 'read')] });
}

/** Greetings, thanks, "who are you": a word back, and then what was being done. */
function chat(talk: Talk, session: Session, about: About, draft: Draft): Turn {
  const page = pageOf(talk, session, about, 'main');
  const lead = [...(draft.lead ?? []), ...(page ? [page.text] : [])];
  if (session.run) return ask(talk, having(session, { aside: undefined }), { ...draft, lead });
  if (about.article === 'chitchat-greeting') return greet(talk, session, draft);
  if (about.article === 'chitchat-about')
    return read(talk, session, { article: 'list-planes' }, 'main', { ...draft, lead });
  return told(session, { ...draft, lead });
}

/** In front of an open text field, a question may well be an answer. */
function askWhich(talk: Talk, session: Session, text: string): Turn {
  return prompted(
    { ...session, aside: { kind: 'unsure', text } },
    {},
    {
      step: `${menuMark}which`,
      text: say(talk, session, 'knowledge.which'),
      input: 'choice',
      choices: whichChoices(talk, session),
    },
  );
}

function whichChoices(talk: Talk, session: Session) {
  return numbered(
    (['question', 'answer'] as const).map((id) => ({ id, label: say(talk, session, `knowledge.${id}`) })),
  );
}

/** What it was: the question is answered, the answer taken. */
export function chooseWhich(talk: Talk, session: Session, choice: string): Turn | undefined {
  const { aside } = session;
  if (aside?.kind !== 'unsure') return undefined;
  const here = having(session, { aside: undefined });
  if (choice === 'question') return inquireForSure(talk, here, aside.text);
  return choice === 'answer' ? respondToText(talk, here, aside.text) : undefined;
}

/** Typed to "a question or an answer?": a number, a label; anything else is a new message. */
export function typeWhich(talk: Talk, session: Session, text: string): Turn | undefined {
  const typed = fold(text);
  const meant = whichChoices(talk, session).find(({ key, label }) => key === typed || fold(label) === typed);
  return meant && chooseWhich(talk, session, meant.id);
}

/** Asides that a question of one's own may take the place of: nothing in them waits for a word. */
const idle: readonly (Aside['kind'] | undefined)[] = [
  undefined,
  'greeting',
  'reading',
  'perhaps',
  'unanswered',
  'paused',
];

/** Nothing any step can use: a question, also one that nobody here can answer, or words that are no answer. */
export function notUnderstood(talk: Talk, session: Session, text: string, again: (draft: Draft) => Turn): Turn {
  const free = !session.run && idle.includes(session.aside?.kind);
  const asked = soundsAsked(talk, session, text);
  if (free && hasWords(text)) return inquireForSure(talk, session, text);
  const place = session.aside ? undefined : placeOf(talk, session);
  const atQuestion = place !== undefined && questionAt(place) !== undefined;
  const answered =
    asked || atQuestion ? inquire(talk, session, text, {}, asked ? undefined : 'answers only') : undefined;
  if (answered) return answered;
  if (asked && atQuestion) return inquireForSure(talk, session, text);
  const key = text === '' ? 'empty' : session.aside || session.run ? 'notUnderstood' : 'notUnderstoodAlone';
  return again({ lead: [say(talk, session, key)], events: [{ kind: 'missed' }] });
}
