/** A reply as Teams shows it: a card that can be tapped, and words for where there are no cards. PURE. */
import type { Language } from '../../dialog/language.ts';
import type { Enclosed, Prompt, Spoken } from '../../dialog/reply.ts';
import { bindShortWords } from '../../text/bind.ts';
import { answersOf, asidesOf } from './answers.ts';
import type { Block, Card, Element, Spacing } from './elements.ts';
import { plainText } from './plain.ts';
import { blocksOf, linesOf, seen, wordsOnly } from './runs.ts';
import type { Texts } from './texts.ts';

export type Rendered = {
  /** Absent where words alone do, or where it would be too big. */
  readonly card?: Card;
  /** All of it, answers with what may be typed for each. */
  readonly text: string;
  /** One line for the list of chats and the notification. */
  readonly summary: string;
  /** What a screen reader or a loudspeaker says first. */
  readonly speak: string;
};

/** Teams named 28, 40 and 100 KB over the years; this is below all of them. UTF-8. */
export const cardBytesMax = 25_000;
const summaryChars = 120;
const questionCharsMax = 400;
const speakChars = 1_000;

export function renderReply(reply: Spoken, texts: Texts): Rendered {
  const text = plainText(reply);
  const speak = shortened(reply.text, speakChars);
  const rendered = { text, summary: shortened(reply.text, summaryChars), speak };
  const body = bodyOf(reply, texts);
  if (!body) return rendered;
  const card = cardOf(reply.language, speak, body);
  return Buffer.byteLength(JSON.stringify(card)) < cardBytesMax ? { ...rendered, card } : rendered;
}

/** A picture in a card, or a button that opens the file; without a `link` the words, and where to get it. */
export function renderEnclosed(reply: Enclosed, link: string | undefined, texts: Texts): Rendered {
  const { kind, language, text, alt } = reply;
  const speak = shortened(text, speakChars);
  const summary = shortened(text, summaryChars);
  if (link === undefined) return { text: seen(`${text}\n\n${texts(language, 'noFile')}`), summary, speak };
  const selectAction = { type: 'Action.OpenUrl', url: link } as const;
  const body: readonly Element[] = [
    ...(kind === 'image' ? [{ type: 'Image', url: link, altText: alt, size: 'Stretch', selectAction } as const] : []),
    ...blocksOf(bindShortWords(text), {}, 'Default'),
    {
      type: 'ActionSet',
      actions: [{ type: 'Action.OpenUrl', title: texts(language, 'open'), url: link }],
      spacing: 'Default',
    },
  ];
  return { card: cardOf(language, speak, body), text: seen(`${text}\n\n${link}`), summary, speak };
}

/** The question with its answer, and nothing left to tap. */
export function renderAnswered(question: string, label: string, language: Language): Rendered {
  const answered = label.trim() === '' ? '' : `✓ ${label.replace(/\s+/g, ' ')}`;
  const text = seen([question, answered].filter((part) => part !== '').join('\n\n'));
  const body = [
    ...blocksOf(bindShortWords(question), { isSubtle: true }, 'Default'),
    ...(answered === '' ? [] : [wordsOnly(bindShortWords(answered), { weight: 'Bolder' }, 'Small')]),
  ];
  const speak = shortened(text, speakChars);
  return { card: cardOf(language, speak, body), text, summary: shortened(text, summaryChars), speak };
}

function cardOf(language: Language, speak: string, body: readonly Element[]): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: language,
    speak,
    fallbackText: speak,
    msteams: { width: 'Full' },
    body,
  };
}

/**
 * One line is a message that can be copied and searched. Several would run together in plain text, and a code is easier
 * to find in a card.
 */
function bodyOf(reply: Spoken, texts: Texts): Element[] | undefined {
  const code = reply.code?.code;
  if (reply.kind === 'prompt') return promptBody(reply, texts, code);
  if (code === undefined && linesOf(reply.text).length === 1) return undefined;
  return blocksOf(bindShortWords(reply.text), {}, 'Default', code);
}

function promptBody(prompt: Prompt, texts: Texts, code: string | undefined): Element[] {
  const { lead = '', progress, text, hint = '' } = prompt;
  return [
    ...blocksOf(bindShortWords(lead), code === undefined ? { isSubtle: true } : {}, 'Default', code),
    ...blocksOf(bindShortWords(progress?.text ?? ''), { size: 'Small', isSubtle: true }, 'Default'),
    ...asked(text, lead !== '' && !progress ? 'Medium' : 'Small', code),
    ...blocksOf(bindShortWords(hint), { isSubtle: true }, 'Small'),
    ...answersOf(prompt, texts),
    ...asidesOf(prompt),
  ];
}

/**
 * One line is the heading of what is tapped below, and so is a question at the end of several; a whole notice in bold
 * letters would be none.
 */
function asked(text: string, spacing: Spacing, code: string | undefined): Block[] {
  const blocks = blocksOf(bindShortWords(text), {}, spacing, code);
  const last = blocks.at(-1);
  const line = linesOf(text).at(-1)?.trim() ?? '';
  const isAlone = blocks.length === 1;
  if (!last || line.length > questionCharsMax || !(isAlone || line.endsWith('?'))) return blocks;
  const inlines = last.inlines.map((run) => ({ ...run, size: 'Medium', weight: 'Bolder' }) as const);
  return [...blocks.slice(0, -1), { ...last, inlines, spacing: isAlone ? spacing : 'Medium' }];
}

/** Its beginning in one line, whole words where it can be. */
function shortened(text: string, chars: number): string {
  const line = seen(text).replace(/\s+/g, ' ').trim();
  if (line.length <= chars) return line;
  const cut = line.lastIndexOf(' ', chars - 1);
  const end = cut > chars / 2 ? cut : chars - 1;
  return `${line
    .slice(0, end)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}…`;
}
