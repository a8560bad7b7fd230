/** Words as Telegram's HTML: everything that came from elsewhere is escaped, and no message is longer than it may be. PURE. */
import { type Block, blocksOf, type Inline } from '../../text/blocks.ts';

/** UTF-16 units of a message after its marks are taken out: https://core.telegram.org/bots/api#sendmessage */
export const messageCharsMax = 4096;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => entities[char] ?? char);
}

/** Text of ours with its headings, codes and answers marked. Each paragraph stands alone, so that texts may be cut there. */
export function paragraphsOf(text: string, code: string | undefined): string[] {
  return blocksOf(text, code).map(paragraphOf);
}

function paragraphOf(block: Block): string {
  return block.kind === 'list'
    ? block.items.map((item) => `• ${lineOf(item)}`).join('\n')
    : block.lines.map(lineOf).join('\n');
}

function lineOf(line: readonly Inline[]): string {
  return line.map(markUp).join('');
}

function markUp(inline: Inline): string {
  const text = escapeHtml(inline.text);
  switch (inline.kind) {
    case 'title':
      return bold(text);
    case 'answer':
      return `→ ${bold(text)}`;
    case 'code':
      // A tap on it copies it.
      return `<code>${text}</code>`;
    case 'words':
    // Telegram itself makes these into links.
    case 'command':
    case 'link':
      return text;
    default:
      return inline satisfies never;
  }
}

export function bold(html: string): string {
  return `<b>${html}</b>`;
}

export function italic(html: string): string {
  return `<i>${html}</i>`;
}

/** Does it not fit into one message? Marks do not count, and most texts fit with theirs. */
function isTooLong(html: string, charsMax = messageCharsMax): boolean {
  if (html.length <= charsMax) return false;
  return html.replace(/<[^>]*>/g, '').replace(/&(?:amp|lt|gt|quot);/g, ' ').length > charsMax;
}

/** As many of the paragraphs as fit under a picture; the first lines of the first where not even that one does. */
export function captionOf(paragraphs: readonly string[], charsMax: number): string {
  let caption = '';
  for (const line of paragraphs.flatMap((paragraph) => [...paragraph.split('\n'), ''])) {
    const longer = caption === '' ? line : `${caption}\n${line}`;
    if (isTooLong(longer.trimEnd(), charsMax - 2)) return `${caption.trimEnd()}\n…`;
    caption = longer;
  }
  return caption.trimEnd();
}

/** The paragraphs as messages: cut between paragraphs, and inside one only when it alone is too long. */
export function messagesOf(paragraphs: readonly string[]): string[] {
  const messages: string[] = [];
  let open = '';
  for (const paragraph of paragraphs.flatMap(cut)) {
    const longer = open === '' ? paragraph : `${open}\n\n${paragraph}`;
    if (isTooLong(longer)) {
      messages.push(open);
      open = paragraph;
    } else open = longer;
  }
  return open === '' ? messages : [...messages, open];
}

/** A paragraph in pieces that fit, without its marks, since one could be cut in two. */
function cut(paragraph: string): string[] {
  if (!isTooLong(paragraph)) return [paragraph];
  const plain = paragraph.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot);/g, (_, name) => signs[name] ?? '');
  const pieces: string[] = [];
  for (let rest = plain; rest !== ''; ) {
    const end = rest.length <= messageCharsMax ? rest.length : borderIn(rest);
    pieces.push(escapeHtml(rest.slice(0, end)));
    rest = rest.slice(end).trimStart();
  }
  return pieces;
}

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Where a text that is too long may be cut: after a line or a word, never inside a letter of two units. */
function borderIn(text: string): number {
  const within = text.slice(0, messageCharsMax);
  const border = Math.max(within.lastIndexOf('\n'), within.lastIndexOf(' '));
  if (border > messageCharsMax / 2) return border;
  return /[\uD800-\uDBFF]$/.test(within) ? messageCharsMax - 1 : messageCharsMax;
}
