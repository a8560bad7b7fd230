/** The buttons under a question: answers to tap, and the ways about. */
import type { ShownPrompt } from '../render.ts';
import { button, element } from './draw.ts';
import { t } from './words.ts';

type Choice = ShownPrompt['choices'][number];

export type Answers = {
  /** Shows the buttons of a prompt, or none. */
  readonly show: (prompt: ShownPrompt | undefined, language: string) => void;
  /** The same prompt with the ticks as the server has them. */
  readonly tick: (prompt: ShownPrompt) => void;
  /** Is the person here with the keyboard? */
  readonly hasFocus: () => boolean;
  readonly focus: () => void;
};

/** `tap` gets the choice, and the words that stand for it in the conversation; a tick has none. */
export function createAnswers(
  place: HTMLElement,
  tap: (prompt: ShownPrompt, choice: string, words: string | undefined) => void,
): Answers {
  let current: ShownPrompt | undefined;
  let answered = false;

  const ticked = (): string[] =>
    [...place.querySelectorAll('[aria-pressed=true]')].map((one) => one.querySelector('.label')?.textContent ?? '');

  const press = (choice: Choice, made: HTMLElement): void => {
    // The first press counts; those that follow before the next question were meant for this one.
    if (!current || answered) return;
    if (choice.selected !== undefined) {
      const on = made.getAttribute('aria-pressed') !== 'true';
      made.setAttribute('aria-pressed', String(on));
      tap(current, `${on ? '+' : '-'}${choice.id.slice(1)}`, undefined);
      return;
    }
    answered = true;
    made.classList.add('chosen');
    place.setAttribute('aria-busy', 'true');
    for (const one of place.querySelectorAll('button')) one.setAttribute('aria-disabled', 'true');
    const isDone = current.input === 'multi' && !choice.aside;
    tap(current, choice.id, (isDone && ticked().join(', ')) || choice.label);
  };

  const draw = (choice: Choice): HTMLElement => {
    const made = button(choice.aside ? 'way' : choice.main ? 'choice main' : 'choice', '', () => press(choice, made));
    made.dataset.choice = choice.id.replace(/^[+-]/, '');
    made.append(element('span', { class: 'label' }, choice.label));
    if (choice.selected !== undefined) made.setAttribute('aria-pressed', String(choice.selected));
    return made;
  };

  return {
    show(prompt, language) {
      current = prompt;
      answered = false;
      place.replaceChildren();
      place.removeAttribute('aria-busy');
      place.hidden = !prompt || prompt.choices.length === 0;
      if (!prompt) return;
      place.lang = language;
      const answers = prompt.choices.filter((choice) => !choice.aside);
      const ways = prompt.choices.filter((choice) => choice.aside);
      place.setAttribute('aria-label', t('chat.answers'));
      if (answers.length > 0) {
        const list = element('div', { class: 'choices' });
        list.append(...answers.map(draw));
        place.append(list);
      }
      if (ways.length > 0) {
        const about = element('div', { class: 'ways', role: 'group', 'aria-label': t('chat.ways') });
        about.append(...ways.map(draw));
        place.append(about);
      }
    },
    tick(prompt) {
      current = prompt;
      for (const choice of prompt.choices) {
        const made = place.querySelector(`[data-choice="${CSS.escape(choice.id.replace(/^[+-]/, ''))}"]`);
        if (choice.selected !== undefined) made?.setAttribute('aria-pressed', String(choice.selected));
      }
    },
    hasFocus: () => place.contains(document.activeElement),
    // Where nothing is asked, the conversation itself takes it: it must not fall out of the page.
    focus: () => (place.hidden ? place.closest('main') : place)?.focus({ preventScroll: true }),
  };
}
