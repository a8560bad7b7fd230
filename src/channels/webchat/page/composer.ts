/** The line people write in: it takes the form of what is asked, and keeps what could not be sent. */
import type { ShownPrompt } from '../render.ts';
import * as memory from './memory.ts';
import { t } from './words.ts';

/** Longest message that is read; the rest would be cut off. As in `dialog/words.ts`. */
const messageCharsMax = 4096;
/** From this share on the count is shown. */
const countFrom = 0.8;

export type Composer = {
  /** Takes the form of what is asked. */
  readonly fit: (prompt: ShownPrompt | undefined) => void;
  readonly focus: () => void;
  /** Puts back what could not be sent, with the reason. */
  readonly giveBack: (text: string, why: string) => void;
};

export function createComposer(form: HTMLFormElement, send: (text: string) => void): Composer {
  const area = form.querySelector('textarea') as HTMLTextAreaElement;
  const date = form.querySelector('input') as HTMLInputElement;
  const label = form.querySelector('label') as HTMLElement;
  const note = form.querySelector('.note') as HTMLElement;
  // Seen, not read out at every letter.
  const count = form.querySelector('.count') as HTMLElement;
  let charsMax = messageCharsMax;

  const grow = (): void => {
    area.style.setProperty('--rows', String(Math.min(6, Math.max(1, area.value.split('\n').length))));
    const { length } = area.value;
    area.setAttribute('aria-invalid', String(length > charsMax));
    note.textContent = '';
    count.textContent = length > charsMax * countFrom ? t('chat.count', { chars: length, max: charsMax }) : '';
  };

  const submit = (): void => {
    // A picker gives 2026-12-15; people and the bot write 15.12.2026.
    const text = date.hidden ? area.value.trim() : date.value.split('-').reverse().join('.');
    if (text === '') {
      note.textContent = t('chat.empty');
      return;
    }
    if (text.length > charsMax) {
      note.textContent = t('chat.tooLong', { chars: text.length, max: charsMax });
      return;
    }
    area.value = '';
    date.value = '';
    memory.keepDraft('');
    grow();
    send(text);
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  area.addEventListener('input', () => {
    grow();
    memory.keepDraft(area.value);
  });
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });

  area.value = memory.draft();
  grow();

  return {
    fit(prompt) {
      const isDate = prompt?.input === 'date';
      const hadFocus = form.contains(document.activeElement);
      date.hidden = !isDate;
      area.hidden = isDate;
      area.inputMode = prompt?.input === 'number' ? 'numeric' : 'text';
      charsMax = prompt?.charsMax ?? messageCharsMax;
      const wanted = prompt?.input === 'number' ? 'chat.number' : prompt?.input === 'text' ? 'chat.text' : 'chat.write';
      area.placeholder = t(wanted);
      label.textContent = t(wanted);
      form.classList.toggle('wanted', prompt?.input === 'text' || prompt?.input === 'number' || isDate);
      const field = isDate ? date : area;
      if (hadFocus && document.activeElement !== field) field.focus({ preventScroll: true });
      grow();
    },
    focus: () => (date.hidden ? area : date).focus({ preventScroll: true }),
    giveBack(text, why) {
      if (area.value === '') area.value = text;
      grow();
      note.textContent = why;
    },
  };
}
