/** A reply as Teams shows it: a card that can be tapped, and words for where there are no cards. PURE. */
import type { Language } from '../../dialog/language.ts';
import type { Prompt, Reply } from '../../dialog/reply.ts';
import { bindShortWords } from '../../text/bind.ts';
import { answersOf, asidesOf } from './answers.ts';
import type { Card, Element } from './elements.ts';
import { plainText } from './plain.ts';
import { blocksOf, paragraphsOf, seen } from './runs.ts';
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

export function renderReply(reply: Reply, texts: Texts): Rendered {
  const text = plainText(reply);
  const speak = shortened(reply.text, speakChars);
  const rendered = { text, summary: shortened(reply.text, summaryChars), speak };
  const body = bodyOf(reply, texts);
  if (!body) return rendered;
  const card = cardOf(reply.language, speak, body);
  return Buffer.byteLength(JSON.stringify(card)) < cardBytesMax ? { ...rendered, card } : rendered;
}

/** The question with its answer, and nothing left to tap. */
export function renderAnswered(question: string, label: string, language: Language): Rendered {
  const answered = label.trim() === '' ? '' : `✓ ${label.replace(/\s+/g, ' ')}`;
  const text = seen([question, answered].filter((part) => part !== '').join('\n\n'));
  const body = [
    ...blocksOf(bindShortWords(question), { isSubtle: true }, 'Default'),
    ...unlinked(blocksOf(bindShortWords(answered), { weight: 'Bolder' }, 'Small')),
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

/** Words alone are a message that can be copied and searched; a code is easier to find in a card. */
function bodyOf(reply: Reply, texts: Texts): Element[] | undefined {
  const code = reply.code?.code;
  if (reply.kind === 'prompt') return promptBody(reply, texts, code);
  return code === undefined ? undefined : blocksOf(bindShortWords(reply.text), {}, 'Default', code);
}

function promptBody(prompt: Prompt, texts: Texts, code: string | undefined): Element[] {
  const { lead = '', progress, text, hint = '' } = prompt;
  return [
    ...blocksOf(bindShortWords(lead), { isSubtle: true }, 'Default', code),
    ...blocksOf(bindShortWords(progress?.text ?? ''), { size: 'Small', isSubtle: true }, 'Default'),
    ...blocksOf(bindShortWords(text), isQuestion(text) ? { size: 'Medium', weight: 'Bolder' } : {}, 'Small', code),
    ...blocksOf(bindShortWords(hint), { isSubtle: true }, 'Small'),
    ...answersOf(prompt, texts),
    ...asidesOf(prompt),
  ];
}

/** One line is a heading of what is tapped below; a whole notice in bold letters would be none. */
function isQuestion(text: string): boolean {
  return paragraphsOf(text).flat().length === 1 && text.length <= questionCharsMax;
}

/** Labels are other people's words too: nothing in them leads anywhere. */
function unlinked(elements: readonly Element[]): Element[] {
  return elements.map((element) =>
    element.type === 'RichTextBlock'
      ? { ...element, inlines: element.inlines.map(({ selectAction: _, ...run }) => run) }
      : element,
  );
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
