/** The conversation in a browser: what comes in is drawn, what is tapped or typed goes out. */
import type { Shown, ShownPrompt } from '../render.ts';
import { createAnswers } from './answers.ts';
import { createComposer } from './composer.ts';
import { type Doing, drawSaid, drawShown } from './draw.ts';
import { createKeeping } from './keep.ts';
import { type LineState, openLine } from './line.ts';
import * as memory from './memory.ts';
import { createStatus } from './status.ts';
import { speak, spoken, t } from './words.ts';

const find = <T extends HTMLElement>(id: string): T => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
};

const [start, talk, log, typing] = ['start', 'talk', 'log', 'typing'].map(find) as [
  HTMLElement,
  HTMLElement,
  HTMLElement,
  HTMLElement,
];
const progress = find('progress');
const foot = find('foot');
// What sticks to the bottom must not lie over what is scrolled to.
new ResizeObserver(() => document.documentElement.style.setProperty('--foot', `${foot.offsetHeight}px`)).observe(foot);
const form = find<HTMLFormElement>('composer');
const { known, invited } = document.body.dataset;

/** Screen readers are told of what was added a moment after it was; what is put back is not told at all. */
const quietMs = 1_000;
/** Shorter waiting is not worth three dots. */
const typingAfterMs = 500;

let prompt: ShownPrompt | undefined;
let dots: number | undefined;
/** The person has done something here: before that nothing takes the focus. */
let hasActed = false;

const line = openLine({
  onReply: hear,
  onBehind: catchUp,
  onAccepted: accepted,
  onRefused: refused,
  onState: lineChanged,
});
const answers = createAnswers(find('answers'), tap);
const composer = createComposer(form, say);
const status = createStatus(find('status'), line.connect);
const doing: Doing = { type: say, ...createKeeping(status.mention, status.whisper) };

/** An id that no other message has: 120 bits. */
function draw(): string {
  return [...crypto.getRandomValues(new Uint8Array(15))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function open(): void {
  line.say({ kind: 'opened', id: draw(), language: language() });
}

/** Another page got what this one did not: it asks what is open, unless that has been asked, or is on its way. */
function catchUp(isComing: boolean): void {
  if (isComing || memory.queue().some((post) => post.kind === 'opened')) return;
  // It may be over by now, and then nothing of it is to stay here.
  memory.forgetEarlier();
  open();
}

function language(): 'pl' | 'en' | 'uk' {
  const now = spoken();
  return now === 'en' || now === 'uk' ? now : 'pl';
}

function say(text: string): void {
  hasActed = true;
  const id = draw();
  echo(id, text);
  line.say({ kind: 'message', id, language: language(), text });
}

function tap({ nonce, prompt: number, step }: ShownPrompt, choice: string, words: string | undefined): void {
  hasActed = true;
  const id = draw();
  if (words !== undefined) echo(id, words);
  line.say({ kind: 'choice', id, language: language(), nonce, prompt: number, step, choice });
}

/** What the person said, at once: it is on its way. */
function echo(id: string, text: string): void {
  log.removeAttribute('aria-live');
  memory.add({ kind: 'said', id, text, language: spoken() });
  const drawn = drawSaid(text, spoken());
  drawn.dataset.sent = id;
  drawn.classList.add('waiting');
  log.append(drawn);
  drawn.scrollIntoView({ block: 'nearest' });
  clearTimeout(dots);
  dots = setTimeout(() => {
    typing.hidden = false;
    typing.scrollIntoView({ block: 'nearest' });
  }, typingAfterMs);
}

function accepted(id: string): void {
  log.querySelector(`[data-sent="${id}"]`)?.classList.remove('waiting');
}

function refused(id: string, why: number): void {
  const said = memory.entries().find((entry) => entry.kind === 'said' && entry.id === id);
  const drawn = log.querySelector(`[data-sent="${id}"]`);
  drawn?.classList.replace('waiting', 'refused');
  rest();
  // The buttons work again, and what was typed is back in the line.
  answers.show(prompt, spoken());
  if (said?.kind === 'said') composer.giveBack(said.text, t(why === 413 ? 'chat.tooBig' : 'chat.refused'));
}

function lineChanged(state: LineState): void {
  const hadFocus = status.hasFocus();
  status.tell(state);
  if (hadFocus && !status.hasFocus()) answers.focus();
  if (state !== 'fine') rest();
}

function rest(): void {
  clearTimeout(dots);
  typing.hidden = true;
}

function hear(shown: Shown): void {
  log.removeAttribute('aria-live');
  rest();
  if (shown.language !== spoken()) speak(shown.language);
  const isTick = shown.prompt?.replaces !== undefined && shown.prompt.replaces === prompt?.prompt;
  if (isTick && shown.lead.length === 0 && shown.prompt) {
    prompt = shown.prompt;
    memory.replace(shown);
    // While more ticks are on their way, what is on the screen is newer.
    if (memory.queue().length <= 1) answers.tick(prompt);
    return;
  }
  // What an earlier page said, and this one did not see: at least how it was answered.
  if (shown.settles?.label && log.lastElementChild?.classList.contains('bot'))
    log.append(drawSaid(shown.settles.label, shown.language));
  // Sent, moved or erased, the answers are not left behind in the browser either.
  if (shown.forget) {
    memory.forgetEarlier();
    log.replaceChildren();
  }
  memory.add({ kind: 'shown', shown });
  const drawn = drawShown(shown, doing);
  log.append(drawn);
  ask(shown);
  bring(drawn);
}

/** Shows what can be answered, and leaves the person where they were: at the keys, or in the line. */
function ask(shown: Shown): void {
  const hadFocus = hasActed && (answers.hasFocus() || document.activeElement === document.body);
  prompt = shown.prompt;
  answers.show(prompt, shown.language);
  composer.fit(prompt);
  advance(prompt);
  if (!hadFocus) return;
  const writes = prompt?.input === 'text' || prompt?.input === 'number' || prompt?.input === 'date';
  // On a phone the keyboard comes up only when it is asked for.
  if (writes && matchMedia('(pointer: fine)').matches) composer.focus();
  else answers.focus();
}

function advance(next: ShownPrompt | undefined): void {
  const now = next?.progress;
  progress.hidden = !now;
  if (!now) return;
  find('progress-text').textContent = now.text;
  const bar = find('progress-bar');
  bar.setAttribute('aria-valuenow', String(now.number));
  bar.setAttribute('aria-valuemax', String(now.total));
  bar.setAttribute('aria-valuetext', now.text);
  bar.style.setProperty('--share', String((now.number - 1) / now.total));
}

function bring(drawn: HTMLElement): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  drawn.scrollIntoView({ block: 'start', behavior: calm ? 'instant' : 'smooth' });
}

/** What this tab still knows, as it stood; nobody hears it read out again. */
function restore(): void {
  log.setAttribute('aria-live', 'off');
  for (const entry of memory.entries())
    log.append(entry.kind === 'shown' ? drawShown(entry.shown, doing) : drawSaid(entry.text, entry.language));
  const shown = memory.entries().findLast((entry) => entry.kind === 'shown');
  if (shown?.kind === 'shown') {
    speak(shown.shown.language);
    if (memory.queue().length === 0) ask(shown.shown);
  }
  for (const { id } of memory.queue()) log.querySelector(`[data-sent="${id}"]`)?.classList.add('waiting');
  setTimeout(() => log.removeAttribute('aria-live'), quietMs);
  requestAnimationFrame(() => log.lastElementChild?.scrollIntoView({ block: 'start' }));
}

function begin(): void {
  start.hidden = true;
  talk.hidden = false;
  form.hidden = false;
}

for (const link of document.querySelectorAll<HTMLElement>('[data-language]'))
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const wanted = link.dataset.language ?? 'pl';
    const inTalk = !talk.hidden && wanted !== spoken();
    speak(wanted);
    // In a conversation the bot changes too, and asks its question again in the other language.
    if (inTalk) line.say({ kind: 'message', id: draw(), language: language(), text: `/language ${wanted}` });
  });

// A conversation that the server no longer has was erased: then nothing of it stays here either.
// What was said before the server could keep anything is not erased, but still to be sent.
const isUnsent = memory.last() === null && memory.queue().length > 0;
if (!known && !isUnsent) memory.forgetAll();
const isGoingOn = (Boolean(known) && !invited) || isUnsent;
if (isGoingOn) {
  begin();
  restore();
  line.connect();
  line.resume();
} else {
  start.hidden = false;
  find('begin').addEventListener('click', () => {
    hasActed = true;
    begin();
    restore();
    open();
    line.connect();
    answers.focus();
  });
}
