/** A text as what it is made of: paragraphs and lists of words, commands, codes and links. PURE; channels only draw. */

export type Inline =
  | { readonly kind: 'words'; readonly text: string }
  /** Can be tapped instead of typed. */
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  /** The heading of what follows. */
  | { readonly kind: 'title'; readonly text: string }
  /** What was answered, under its question. */
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** Lines of one paragraph are kept apart. */
export type Block =
  | { readonly kind: 'paragraph'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] };

const bullet = /^[•–] /;

/** Paragraphs stand apart by an empty line; lines that begin with a bullet are a list. */
export function blocksOf(text: string, code?: string): Block[] {
  return text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .flatMap((paragraph) => blocksOfParagraph(paragraph.split('\n'), code));
}

function blocksOfParagraph(lines: readonly string[], code: string | undefined): Block[] {
  const blocks: Block[] = [];
  const labelled = lines.filter((line) => label.test(line)).length >= labelledLinesMin;
  for (const line of lines) {
    const last = blocks.at(-1);
    const kind = bullet.test(line) ? 'list' : 'paragraph';
    const inlines = markUp(line.replace(bullet, ''), line === lines[0] && lines.length > 1, labelled, code);
    if (last?.kind === 'list' && kind === 'list') blocks[blocks.length - 1] = { kind, items: [...last.items, inlines] };
    else if (last?.kind === 'paragraph' && kind === 'paragraph' && !labelled)
      blocks[blocks.length - 1] = { kind, lines: [...last.lines, inlines] };
    else blocks.push(kind === 'list' ? { kind, items: [inlines] } : { kind, lines: [inlines] });
  }
  return blocks;
}

/** A line that is written as a heading, whatever it looks like. */
const heading = '# ';
/** A heading that is none by its mark: a short first line of several, without a full stop. */
const title = /^\p{L}[^:/]{0,58}[\p{L})]$/u;
/** "Kto pyta: …": where several lines of a paragraph begin so, it is a list of particulars. */
const label = /^\p{Lu}[\p{L}\s]{1,24}: /u;
const labelledLinesMin = 3;

function markUp(line: string, isFirst: boolean, labelled: boolean, code: string | undefined): Inline[] {
  if (line.startsWith(heading)) return [{ kind: 'title', text: line.slice(heading.length) }];
  if (isFirst && title.test(line)) return [{ kind: 'title', text: line }];
  const particular = labelled ? label.exec(line)?.[0] : undefined;
  if (particular === undefined) return inlinesOf(line, code);
  return [{ kind: 'title', text: particular }, ...inlinesOf(line.slice(particular.length), code)];
}

// A command as it is typed, not the middle of an address or a fraction; an address on the web, without its full stop.
const marked =
  /(?<command>(?<![\p{L}\p{N}/.:<])\/\p{L}{3,20}(?![\p{L}\p{N}/]))|(?<href>https:\/\/[^\s<>"]*[^\s<>".,;:!?)])/gu;

function inlinesOf(line: string, code: string | undefined): Inline[] {
  const answer = /^\s*→ (?<text>.+)$/.exec(line)?.groups?.text;
  if (answer !== undefined) return [{ kind: 'answer', text: answer }];
  const at = code === undefined ? -1 : line.indexOf(code);
  if (code !== undefined && at >= 0)
    return [
      ...inlinesOf(line.slice(0, at), undefined),
      { kind: 'code', text: code },
      ...inlinesOf(line.slice(at + code.length), undefined),
    ];
  const inlines: Inline[] = [];
  let from = 0;
  for (const match of line.matchAll(marked)) {
    if (match.index > from) inlines.push({ kind: 'words', text: line.slice(from, match.index) });
    const [text] = match;
    inlines.push(match.groups?.command ? { kind: 'command', text } : { kind: 'link', text, href: text });
    from = match.index + text.length;
  }
  if (from < line.length) inlines.push({ kind: 'words', text: line.slice(from) });
  return inlines;
}
