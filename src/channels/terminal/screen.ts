/**
 * What is on the screen: the scrollback, which only grows, and below it the open prompt and the line one writes in,
 * which are drawn again and again.
 */
import { isEnclosed, type Prompt, type Reply } from '../../dialog/reply.ts';
import { blank, type Key, type Layout, layOut, press, type Sent } from './keys.ts';
import {
  answersOf,
  displayWidth,
  type Look,
  pointer,
  renderAnswer,
  renderChoices,
  renderQuestion,
  renderReply,
  style,
  widthOf,
  wrap,
} from './render.ts';

/** The lines below the scrollback, and where among them the cursor stands. */
type Frame = Layout;

const nothing: Frame = { lines: [''], row: 0, column: 0 };

/** Rows of a window that does not say; those kept for the question; the fewest in which one can still choose and write. */
const rowsUnknown = 24;
const rowsAbove = 4;
const rowsMin = 9;

/** What has happened since the last reply: lines typed, the label tapped, what went wrong. */
type Since = { readonly typed: readonly string[]; readonly tapped?: string; readonly trouble?: string };
const quiet: Since = { typed: [] };

/** Rejects with a sentence to show. */
type Say = (sent: Sent, prompt: Prompt | undefined) => Promise<void>;

export function openScreen(output: NodeJS.WriteStream) {
  let editing = blank;
  /** The prompt whose choices are drawn. */
  let prompt: Prompt | undefined;
  let since = quiet;
  let frame = nothing;
  let left = false;

  // One column stays free: terminals disagree about what a full line does to the cursor.
  const look = (): Look => ({ columns: (output.columns || 80) - 1, color: output.hasColors() });

  const compose = (): Frame => {
    if (left) return nothing;
    const rows = Math.max(rowsMin, (output.rows || rowsUnknown) - rowsAbove);
    const choices = prompt ? renderChoices(prompt, look(), editing.highlighted) : [];
    const pointed = choices.findIndex((line) => line.includes(pointer));
    const trouble = since.trouble === undefined ? [] : wrap(since.trouble, look().columns);
    const red = trouble.map((line) => style(line, 'red', look()));
    const news = crop([...apart(since.typed), ...apart(red), ''], Number.POSITIVE_INFINITY, Math.floor(rows / 3)).lines;
    const line = layOut(editing, widthOf(look().columns) - 1);
    const writing = crop(line.lines, line.row, Math.floor(rows / 3));
    const above = [...crop(choices, pointed, rows - news.length - writing.lines.length).lines, ...news];
    return {
      lines: [...above, ...writing.lines],
      row: above.length + line.row - writing.from,
      column: line.column,
    };
  };

  const paint = (printed: readonly string[] = []) => {
    const next = compose();
    output.write(repaint(frame, printed, next, output.columns || 80));
    frame = next;
  };

  /** What could not be said stays in the line, with the reason above it. */
  const send = async (sent: Sent, say: Say): Promise<void> => {
    const kept = editing;
    since = { typed: since.typed };
    try {
      await say(sent, prompt);
    } catch (error) {
      editing = kept;
      since = { ...since, trouble: sorry(error) };
    }
  };

  return {
    draw() {
      if (!left) paint();
    },

    /** What was said stands below the choices until a reply shows what became of it. */
    taken(sent: Sent, label: string) {
      const echo = layOut({ text: label, cursor: 0 }, widthOf(look().columns) - 1).lines;
      since = sent.kind === 'choice' ? { ...since, tapped: label } : { ...since, typed: [...since.typed, ...echo] };
      editing = { ...blank, highlighted: editing.highlighted };
      if (!left) paint();
    },

    heard(reply: Reply) {
      const next = reply.kind === 'prompt' ? reply : undefined;
      const inPlace = prompt !== undefined && next !== undefined && takesPlace(next, prompt);
      // Who has left gets the whole of what still comes: it may be a code that is shown once.
      const shown = next && !left ? renderQuestion(next, look()) : renderReply(reply, look());
      const printed = inPlace ? since.typed : [...past(prompt, since, reply, look()), '', ...shown];
      // The same question once more (a tick too many, a word explained): one goes on from where one was.
      if (next?.text !== prompt?.text) editing = { ...editing, highlighted: undefined };
      prompt = left ? undefined : next;
      since = quiet;
      paint(printed);
    },

    send,

    async pressed(key: Key, say: Say): Promise<void> {
      const next = press(editing, key, prompt);
      editing = next.editing;
      if (next.send) await send(next.send, say);
    },

    /** Leaves everything readable and the cursor below it. */
    leave() {
      left = true;
      const printed = past(prompt, since, undefined, look());
      [prompt, since] = [undefined, quiet];
      paint(printed);
    },
  };
}

/** A prompt with other ticks is drawn where the earlier one stands; with something new to say, it comes after it. */
function takesPlace(next: Prompt, prompt: Prompt): boolean {
  return next.replaces === prompt.prompt && next.text === prompt.text && next.lead === undefined;
}

/** What stays below a question: how it was answered; its choices, when mere words came; nothing, when it is asked again. */
function past(prompt: Prompt | undefined, since: Since, reply: Reply | undefined, look: Look): readonly string[] {
  const settled = reply && !isEnclosed(reply) ? reply.settles : undefined;
  const settles = typeof settled === 'number' ? { prompt: settled, label: '' } : settled;
  if (prompt && settles?.prompt === prompt.prompt) {
    const label = settles.label || since.tapped;
    return [...since.typed, ...(label ? renderAnswer(label, look) : [])];
  }
  const said = [...since.typed, ...(since.tapped === undefined ? [] : wrap(`> ${since.tapped}`, look.columns))];
  if (!prompt) return apart(said);
  const answers = { ...prompt, choices: answersOf(prompt) };
  return reply?.kind === 'prompt' ? said : [...renderChoices(answers, look), ...apart(said)];
}

/** What is shown when something could not be said. */
export function sorry(error: unknown): string {
  return `! ${error instanceof Error ? error.message : String(error)}`;
}

function apart(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

/** What to write so that `next` takes the place of `before`, with `printed` left above it for good. */
function repaint(before: Frame, printed: readonly string[], next: Frame, columns: number): string {
  // A window that was narrowed since has folded what was drawn over more rows.
  const folded = (width: number) => Math.max(0, Math.ceil(width / columns) - 1);
  const above = before.lines.slice(0, before.row).reduce((rows, line) => rows + 1 + folded(displayWidth(line)), 0);
  const up = (rows: number) => (rows > 0 ? `\x1b[${rows}A` : '');
  const right = next.column > 0 ? `\x1b[${next.column}C` : '';
  // Cleared line by line: clearing all at once flickers, and tmux keeps a copy in its history.
  const lines = [...printed, ...next.lines].join('\x1b[K\n');
  return `\r${up(above + folded(before.column))}${lines}\x1b[J\r${up(next.lines.length - 1 - next.row)}${right}`;
}

/** As many lines as fit, around the one that matters; arrows say that there is more. */
function crop(lines: readonly string[], keep: number, rows: number): { lines: string[]; from: number } {
  const from = Math.max(0, Math.min(keep - Math.floor(rows / 2), lines.length - rows));
  const shown = lines.slice(from, from + rows);
  if (from > 0) shown[0] = '  ↑';
  if (from + rows < lines.length) shown[rows - 1] = '  ↓';
  return { lines: shown, from };
}
