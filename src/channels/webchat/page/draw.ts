/** How messages look: elements made one by one, so that nobody's words can become anything but words. */
import type { Block, Inline } from '../../../text/blocks.ts';
import type { Shown, ShownFile } from '../render.ts';
import { t } from './words.ts';

type Child = Node | string | undefined;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

export function button(className: string, label: string, press: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: className }, label);
  made.addEventListener('click', press);
  return made;
}

/** What messages can make happen. */
export type Doing = {
  readonly type: (command: string) => void;
  /** `done` when the code is on the clipboard. */
  readonly copy: (code: string, done: () => void) => void;
  readonly print: (message: HTMLElement) => void;
};

function drawInline(inline: Inline, doing: Doing): Node | string {
  switch (inline.kind) {
    case 'words':
      return inline.text;
    case 'command':
      return button('command', inline.text, () => doing.type(inline.text));
    case 'title':
      return element('span', { class: 'title' }, inline.text);
    case 'answer':
      return element('span', { class: 'answer' }, inline.text);
    case 'code':
      return element('strong', { class: 'code' }, inline.text);
    case 'link':
      return element('a', { href: inline.href, rel: 'noreferrer', target: '_blank' }, inline.text);
    default:
      return inline satisfies never;
  }
}

/** These stand on lines of their own by their look. */
const ownLine: readonly Inline['kind'][] = ['answer', 'code'];

function drawLines(lines: readonly (readonly Inline[])[], doing: Doing): Node[] {
  return lines.flatMap((line, at) => {
    const drawn = line.map((inline) => drawInline(inline, doing));
    const before = lines[at - 1]?.at(-1);
    const breaks = at > 0 && ![line[0], before].some((one) => one && ownLine.includes(one.kind));
    return [...(breaks ? [element('br')] : []), ...drawn.map((one) => (typeof one === 'string' ? new Text(one) : one))];
  });
}

function drawBlocks(blocks: readonly Block[], doing: Doing): HTMLElement[] {
  return blocks.map((block) =>
    block.kind === 'list'
      ? element('ul', {}, ...block.items.map((item) => element('li', {}, ...drawLines([item], doing))))
      : element('p', {}, ...drawLines(block.lines, doing)),
  );
}

/** Longer texts before buttons are to be read, not shouted. */
const questionCharsMax = 170;

/** A message of the bot. */
export function drawShown(shown: Shown, doing: Doing): HTMLElement {
  const message = element('div', { class: 'message bot', lang: shown.language });
  const lead = element('div', { class: 'lead' }, ...drawBlocks(shown.lead, doing));
  const text = element('div', { class: 'told' }, ...drawBlocks(shown.text, doing));
  const isShort = (text.textContent?.length ?? 0) <= questionCharsMax;
  // A code to keep, with a way on beside it, is no question.
  const isQuestion = shown.prompt !== undefined && isShort && !text.querySelector('.code');
  if (isQuestion) text.className = 'asked';
  message.append(element('span', { class: 'unseen' }, `${t('chat.bot', {}, shown.language)}: `));
  if (shown.lead.length > 0) message.append(lead);
  if (shown.file?.kind === 'image')
    message.append(element('img', { class: 'picture', src: shown.file.path, alt: shown.file.alt }));
  message.append(text);
  if (shown.file) message.append(drawLink(shown.file, shown.language));
  if (shown.prompt?.hint) message.append(element('p', { class: 'hint' }, shown.prompt.hint));
  const { code } = shown;
  if (code) {
    const copied = t('chat.copiedShort', {}, shown.language);
    const copy = button('small', t('chat.copy', {}, shown.language), () =>
      doing.copy(code.code, () => mark(copy, copied)),
    );
    const print = button('small', t('chat.print', {}, shown.language), () => doing.print(message));
    const keep = element('span', { class: 'keep' }, copy, ...(code.for === 'receipt' ? [print] : []));
    message.querySelector('.code')?.after(keep);
  }
  return message;
}

/** The way to keep a file. */
function drawLink({ path, name }: ShownFile, language: string): HTMLElement {
  return element(
    'p',
    {},
    element('a', { class: 'file', href: path, download: name }, t('chat.download', { name }, language)),
  );
}

/** How long a button says what it has done. */
const markMs = 4_000;

function mark(made: HTMLElement, words: string): void {
  const before = made.textContent;
  made.textContent = words;
  setTimeout(() => {
    made.textContent = before;
  }, markMs);
}

/** A message of the person. */
export function drawSaid(text: string, language: string): HTMLElement {
  return element(
    'div',
    { class: 'message own', lang: language },
    element('span', { class: 'unseen' }, `${t('chat.you', {}, language)}: `),
    element('p', {}, text),
  );
}
