/** A reply as the page shows it: paragraphs and lists of words, commands, codes and links. PURE; the page only draws. */
import { codeShown, forgets, isEnclosed, type Reply, type ReplyChoice, type ShownCode } from '../../dialog/reply.ts';
import { bindShortWords } from '../../text/bind.ts';
import { type Block, blocksOf } from '../../text/blocks.ts';

export type Shown = {
  /** `<number>-<mark>`: the delivery's number, and a mark of what it says, since numbers begin again after an erasure. */
  readonly id: string;
  readonly number: number;
  readonly language: string;
  readonly lead: readonly Block[];
  readonly text: readonly Block[];
  readonly code: ShownCode | undefined;
  /** What was said before is not to be kept in the browser. */
  readonly forget: boolean;
  /** The earlier prompt that this answers, and how. */
  readonly settles: { readonly prompt: number; readonly label: string } | undefined;
  readonly prompt: ShownPrompt | undefined;
  readonly file: ShownFile | undefined;
};

export type ShownFile = {
  readonly kind: 'image' | 'document';
  readonly path: string;
  readonly name: string;
  readonly alt: string;
};

export type ShownPrompt = {
  readonly prompt: number;
  readonly nonce: string;
  readonly step: string;
  readonly progress: { readonly text: string; readonly number: number; readonly total: number } | undefined;
  readonly hint: string | undefined;
  readonly input: 'choice' | 'multi' | 'number' | 'text' | 'date';
  readonly choices: readonly ReplyChoice[];
  readonly charsMax: number | undefined;
  readonly replaces: number | undefined;
};

/** The reply with delivery `number`; `mark` tells it from another reply of that number. `path`: of the file with it. */
export function renderReply(reply: Reply, number: number, mark: string, path = ''): Shown {
  const code = codeShown(reply)?.code;
  const common = {
    id: `${number}-${mark}`,
    number,
    language: reply.language,
    code: codeShown(reply),
    forget: forgets(reply),
    file: undefined,
  };
  if (isEnclosed(reply)) {
    const { kind, alt, text } = reply;
    const said = { lead: [], text: blocksOf(bindShortWords(text)), settles: undefined, prompt: undefined };
    return { ...common, ...said, file: { kind, path, name: reply.file.name, alt } };
  }
  if (reply.kind === 'text') {
    const settles = reply.settles === undefined ? undefined : { prompt: reply.settles, label: '' };
    return { ...common, lead: [], text: blocksOf(bindShortWords(reply.text), code), settles, prompt: undefined };
  }
  const { prompt, nonce, step, progress, hint, input, choices, charsMax, replaces } = reply;
  return {
    ...common,
    lead: blocksOf(bindShortWords(reply.lead ?? ''), code),
    text: blocksOf(bindShortWords(reply.text), code),
    settles: reply.settles,
    prompt: { prompt, nonce, step, progress, hint, input, choices: choices.map(bound), charsMax, replaces },
  };
}

function bound(choice: ReplyChoice): ReplyChoice {
  return { ...choice, label: bindShortWords(choice.label) };
}
