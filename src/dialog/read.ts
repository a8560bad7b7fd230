/** Articles as pages of the conversation: what they say, with the ways on as buttons. */
import { ask } from './ask.ts';
import { resume } from './enter.ts';
import { type Facet, facets, type Link, type Page } from './knowledge.ts';
import type { Language } from './language.ts';
import { menuMark, type ReplyChoice } from './reply.ts';
import type { About, Session } from './session.ts';
import { type Draft, having, numbered, placeOf, prompted, questionAt, say, type Talk, type Turn } from './talk.ts';
import { fold } from './words.ts';

/** The numbering of pages: their buttons never grow old, since reading changes nothing. */
export const pageStep = `${menuMark}know`;

const back = 'back';
const helped = '+';
const helpedNot = '-';
const pass = 'pass';
const none = 'none';

/** One side of an article, the main one if it has no such side; `undefined` where there is no such article. */
export function pageOf(talk: Talk, session: Session, about: About, facet: Facet): Page | undefined {
  const language = about.language ?? session.language;
  const { page } = talk.library.knowledge;
  return page(about.article, facet, language) ?? page(about.article, 'main', language);
}

/** Shows one side of an article; the main one if it has no such side. */
export function read(talk: Talk, session: Session, about: About, facet: Facet, draft: Draft = {}): Turn {
  const language = about.language ?? session.language;
  const found = pageOf(talk, session, about, facet);
  if (!found) return resume(talk, session, say(talk, session, 'oldButton'));
  const reading: Session = { ...session, about, aside: { kind: 'reading', facet: found.facet } };
  return spoken(reading, language, (heard) =>
    prompted(
      heard,
      { ...draft, lead: [...(draft.lead ?? []), found.text] },
      {
        step: pageStep,
        text: say(talk, heard, 'knowledge.next'),
        input: 'choice',
        choices: pageChoices(talk, heard, found),
      },
    ),
  );
}

function pageChoices(talk: Talk, session: Session, page: Page): ReplyChoice[] {
  const links = page.links.map((link) => ({ id: choiceOf(link), label: link.label }));
  const own = numbered([...links, ...(session.run ? [{ id: back, label: say(talk, session, 'goOn') }] : [])]);
  if (page.facet !== 'main') return own;
  const rate = [
    { id: `${helped}${page.article}`, label: say(talk, session, 'knowledge.helped'), key: '+', aside: true },
    { id: `${helpedNot}${page.article}`, label: say(talk, session, 'knowledge.helpedNot'), key: '-', aside: true },
  ];
  return [...own, ...rate];
}

function choiceOf({ article, facet }: Pick<Link, 'article' | 'facet'>): string {
  return `${article}/${facets.indexOf(facet)}`;
}

/** A few articles to choose from, or none of them. */
export function offer(talk: Talk, session: Session, articles: readonly string[], question: string, draft: Draft): Turn {
  const language = talk.library.knowledge.language(question) ?? session.language;
  const asked: Session = {
    ...having(session, { about: undefined }),
    asked: { question, language },
    aside: { kind: 'perhaps', articles: [...articles] },
  };
  return spoken(asked, language, (heard) =>
    prompted(heard, draft, {
      step: pageStep,
      text: say(talk, heard, 'knowledge.perhaps'),
      input: 'choice',
      choices: offered(talk, heard, articles),
    }),
  );
}

function offered(talk: Talk, session: Session, articles: readonly string[]): ReplyChoice[] {
  const titles = articleChoices(talk, session.language, ...articles);
  return numbered([...titles, { id: none, label: say(talk, session, 'knowledge.noneOfThem') }]);
}

/** Plainly: this the bot does not know. Who can, and how to let them know. */
export function unknown(talk: Talk, session: Session, question: string, draft: Draft): Turn {
  const language = talk.library.knowledge.language(question) ?? session.language;
  const place = placeOf(talk, session);
  const kept: Session = { ...having(session, { about: undefined, aside: undefined }), asked: { question, language } };
  if (place && questionAt(place)) {
    const heard = { ...kept, language };
    const asides = [
      { id: `${menuMark}${pass}`, label: say(talk, heard, 'knowledge.pass'), key: say(talk, heard, 'asideKey.pass') },
    ];
    return ask(talk, kept, { ...draft, lead: [...(draft.lead ?? []), unknownText(talk, heard)], asides });
  }
  return spoken({ ...kept, aside: { kind: 'unanswered' } }, language, (heard) =>
    prompted(heard, draft, {
      step: pageStep,
      text: unknownText(talk, heard),
      input: 'choice',
      choices: unansweredChoices(talk, heard),
    }),
  );
}

function unansweredChoices(talk: Talk, session: Session): ReplyChoice[] {
  return numbered([
    { id: pass, label: say(talk, session, 'knowledge.pass') },
    ...articleChoices(talk, session.language, 'list-planes', 'list-tools'),
    ...(session.run ? [{ id: back, label: say(talk, session, 'goOn') }] : []),
  ]);
}

function articleChoices(talk: Talk, language: Language, ...ids: readonly string[]): { id: string; label: string }[] {
  return ids.flatMap((id) => {
    const page = talk.library.knowledge.page(id, 'main', language);
    return page ? [{ id: choiceOf({ article: id, facet: 'main' }), label: page.title }] : [];
  });
}

function unknownText(talk: Talk, session: Session): string {
  const contact = contactOf(talk, session);
  const text = say(talk, session, 'knowledge.unknown');
  return contact === undefined ? text : `${text}\n${say(talk, session, 'knowledge.contact', { contact })}`;
}

/** Whom to ask: of the survey that is open here, of one that was answered, of one that anybody may enter. */
function contactOf(talk: Talk, session: Session): string | undefined {
  const { campaign, openCampaigns } = talk.library;
  const member = session.memberships.at(-1);
  const own = placeOf(talk, session)?.campaign ?? (member && campaign(member.campaign, session.language));
  return (own ?? openCampaigns(session.language)[0])?.notice.contact;
}

/** A button of a page, however old. */
export function choosePage(talk: Talk, session: Session, choice: string, prompt: number): Turn {
  const { asked } = session;
  if (choice === back) return resume(talk, session);
  if (choice === none) return asked ? unknown(talk, session, asked.question, {}) : resume(talk, session);
  if (choice === pass) return handOn(talk, session);
  if (choice.startsWith(helped) || choice.startsWith(helpedNot)) return rate(talk, session, choice, prompt);
  const [article = '', side = ''] = choice.split('/');
  const language = asked?.language ?? session.about?.language;
  const here = having(session, { asked: undefined });
  return read(talk, here, { article, ...(language && { language }) }, facets[Number(side)] ?? 'main');
}

/** A page's number or label, typed. `undefined`: it is neither. */
export function typeOnPage(talk: Talk, session: Session, text: string): Turn | undefined {
  const choices = shownChoices(talk, session);
  const typed = fold(text);
  const meant = choices.find(({ key, label }) => key === text.trim() || key === typed || fold(label) === typed);
  return meant && choosePage(talk, session, meant.id, session.prompt);
}

function shownChoices(talk: Talk, session: Session): readonly ReplyChoice[] {
  const { aside, about, asked } = session;
  const language = asked?.language ?? about?.language ?? session.language;
  switch (aside?.kind) {
    case 'reading': {
      const page = about && talk.library.knowledge.page(about.article, aside.facet, language);
      return page ? pageChoices(talk, { ...session, language }, page) : [];
    }
    case 'perhaps':
      return offered(talk, { ...session, language }, aside.articles);
    case 'unanswered':
      return unansweredChoices(talk, { ...session, language });
    default:
      return [];
  }
}

/** The question goes to the people of the project: cleaned, with the JST and the area, and nothing of who asked. */
export function handOn(talk: Talk, session: Session): Turn {
  const { asked } = session;
  if (!asked) return resume(talk, session, say(talk, session, 'oldButton'));
  const { area } = talk.library.knowledge.understand(asked.question, []);
  const unit = session.run?.survey?.unit ?? session.memberships.at(-1)?.unit;
  const contact = contactOf(talk, session);
  const said = [say(talk, session, 'knowledge.passed')];
  if (contact !== undefined) said.push(say(talk, session, 'knowledge.contact', { contact }));
  const turn = resume(talk, having(session, { asked: undefined }), said.join('\n'));
  const event = { kind: 'handed-on', question: asked.question, ...(unit && { unit }), ...(area && { area }) } as const;
  return { ...turn, events: [...turn.events, event] };
}

/** Each page is rated once: the same press twice is one. */
function rate(talk: Talk, session: Session, choice: string, prompt: number): Turn {
  const article = choice.slice(1);
  const known = talk.library.knowledge.page(article, 'main', session.language) !== undefined;
  if (!known || (session.rated !== undefined && prompt <= session.rated)) return { session, replies: [], events: [] };
  const yes = choice.startsWith(helped);
  const said = say(talk, session, yes ? 'knowledge.thanks' : 'knowledge.sorry');
  const turn = resume(talk, { ...session, rated: prompt }, said);
  return { ...turn, events: [...turn.events, { kind: 'rated', topic: article, helpful: yes }] };
}

/** Says something in the language of the question; the conversation keeps its own. */
function spoken(session: Session, language: Language, speak: (heard: Session) => Turn): Turn {
  const turn = speak({ ...session, language });
  return { ...turn, session: { ...turn.session, language: session.language } };
}
