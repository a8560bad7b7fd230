/** Talking in the terminal: on the screen, with keys and choices drawn in place; or in lines, when input is piped. */
import { emitKeypressEvents } from 'node:readline';
import { createInterface } from 'node:readline/promises';
import { setTimeout } from 'node:timers/promises';
import type { Prompt, Reply } from '../../dialog/reply.ts';
import { type Key, type Sent, tap } from './keys.ts';
import { plainReply, renderReply, wrap } from './render.ts';
import { openScreen, sorry } from './screen.ts';

export type Talker = {
  /** Resolves when the bot has applied it; rejects with a sentence to show when it could not. */
  readonly say: (sent: Sent) => Promise<void>;
  readonly onReply: (show: (reply: Reply) => void) => void;
};
type Ends = { readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream };
type Note = (line: string) => void;
type Options = {
  /** Gets the lines of the transcript. */
  readonly record?: Note;
  /** Is said at once, before anything that is typed. */
  readonly first?: Sent;
};

/** Replies come through the outbox, a little after what they answer is applied. */
const lateMs = 200;

/** Talks until the person leaves or the input ends, and gives the terminal back as it was. */
export async function converse(talker: Talker, io: Ends, options: Options): Promise<void> {
  const talk = io.input.isTTY && io.output.isTTY ? talkOnScreen : talkInLines;
  await talk(talker, io, options);
}

/**
 * Says things and hears replies, and records both in the order in which they count: what was said is `taken` when
 * the bot has applied it or already answers, and what is refused was never said.
 */
function exchange(
  talker: Talker,
  record: Note | undefined,
  taken: (sent: Sent, label: string) => void,
  heard: (reply: Reply) => void,
) {
  let saying: { readonly sent: Sent; readonly label: string } | undefined;
  let answered = Promise.withResolvers<void>();
  let begun = false;
  const note = (lines: readonly string[]) => {
    for (const line of lines) record?.(line);
    begun ||= lines.length > 0;
  };
  const take = () => {
    if (!saying) return;
    const { sent, label } = saying;
    saying = undefined;
    const words = sent.kind === 'message' ? label.split('\n') : [`[${label}]`];
    note([...(begun ? [''] : []), ...words.map((line) => `> ${line}`)]);
    taken(sent, label);
  };
  talker.onReply((reply) => {
    take();
    note(plainReply(reply));
    heard(reply);
    answered.resolve();
  });
  /** Waits for an answer, if there is one: what comes next may tap a choice of it. */
  const listen = () => Promise.race([answered.promise, setTimeout(lateMs)]);
  const say = async (sent: Sent, prompt: Prompt | undefined): Promise<void> => {
    saying = { sent, label: sent.kind === 'message' ? sent.text : labelOf(sent.choice, prompt) };
    answered = Promise.withResolvers();
    try {
      await talker.say(sent);
      take();
    } finally {
      saying = undefined;
    }
    await listen();
  };
  return { say, listen };
}

function labelOf(choice: string, prompt: Prompt | undefined): string {
  return prompt?.choices.find((candidate) => candidate.id === choice)?.label ?? choice;
}

async function talkInLines(talker: Talker, { input, output }: Ends, { record, first }: Options): Promise<void> {
  const look = { columns: output.columns || 80, color: false };
  let prompt: Prompt | undefined;
  const print = (lines: readonly string[]) => output.write([...lines, '', ''].join('\n'));
  const heard = (reply: Reply) => {
    if (reply.kind === 'prompt') prompt = reply;
    print(renderReply(reply, look));
  };
  const { say, listen } = exchange(talker, record, () => undefined, heard);
  const send = async (sent: Sent) => {
    try {
      await say(sent, prompt);
    } catch (error) {
      print(wrap(sorry(error), look.columns));
    }
  };
  await (first ? send(first) : listen());
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
    if (line.trim() !== '') await send(readLine(line, prompt));
  await setTimeout(lateMs);
}

/** `[…]` taps the choice of that id, key or label, if the prompt has it; everything else is a message. */
function readLine(line: string, prompt: Prompt | undefined): Sent {
  const named = /^\[(.+)\]$/.exec(line.trim())?.[1];
  const by = (part: 'id' | 'key' | 'label') => prompt?.choices.find((choice) => choice[part] === named);
  const choice = by('id') ?? by('key') ?? by('label');
  return prompt && choice ? tap(prompt, choice) : { kind: 'message', text: line };
}

// Bracketed paste: the terminal marks where a paste begins and ends, so that its line ends send nothing.
// https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h2-Bracketed-Paste-Mode
const pasteOn = '\x1b[?2004h';
const pasteOff = '\x1b[?2004l';

/** The terminal is given back also when something fails, and when somebody else ends the process. */
async function talkOnScreen(talker: Talker, { input, output }: Ends, { record, first }: Options): Promise<void> {
  const over = Promise.withResolvers<void>();
  const { draw, taken, heard, send, pressed, leave } = openScreen(output);
  const { say } = exchange(talker, record, taken, heard);
  const keys: Key[] = [];
  let pressing = false;
  /** What was pasted so far, after the mark of its beginning. */
  let pasted: string[] | undefined;

  /** One key after the other: what is typed while something is on its way waits its turn. */
  const work = async (first?: Sent) => {
    if (pressing) return;
    pressing = true;
    if (first) await send(first, say);
    for (let key = keys.shift(); key; key = keys.shift()) {
      if (key.ctrl && key.name === 'd') return over.resolve();
      await pressed(key, say);
    }
    pressing = false;
    draw();
  };
  /** Ctrl-C does not wait; Ctrl-D, the end of what one has to say, comes after what was typed before it. */
  const stop = () => {
    keys.length = 0;
    over.resolve();
  };
  const listen = (_: unknown, key: Key) => {
    if (key.ctrl && key.name === 'c') return stop();
    if (key.name === 'paste-start') pasted = [];
    if (pasted && key.name !== 'paste-end') return void pasted.push(key.sequence);
    keys.push(pasted ? { name: 'paste', ctrl: false, sequence: pasted.slice(1).join('') } : key);
    pasted = undefined;
    work().catch(over.reject);
  };
  const restore = () => {
    input.setRawMode(false);
    output.write(pasteOff);
  };
  process.once('exit', restore);
  try {
    input.setRawMode(true);
    output.write(pasteOn);
    emitKeypressEvents(input);
    input.on('keypress', listen).once('end', stop).resume();
    output.on('resize', draw);
    work(first).catch(over.reject);
    await over.promise;
    leave();
  } finally {
    input.off('keypress', listen).off('end', stop).pause();
    output.off('resize', draw);
    process.off('exit', restore);
    restore();
  }
}
