/** A survey as a person goes through it in a browser: what they read, what they tap, and whether it was in view. */
import type { Visitor } from '../support/visitor.ts';

/** A question as it stands on the screen, with what can be answered to it. */
export type Asked = {
  readonly progress: string;
  readonly text: string;
  readonly opensSection: boolean;
  readonly choices: readonly { readonly id: string; readonly ticks: boolean; readonly isInView: boolean }[];
};

export type Walk = {
  readonly asked: readonly Asked[];
  /** What was answered, in the order of asking; what was passed over is not among it. */
  readonly given: readonly (string | number | readonly string[])[];
  readonly taps: number;
  /** On everything that could be pressed on the way. */
  readonly buttonWords: number;
};

/** The open question; nothing where none of the survey's questions is open. */
export async function look({ page }: Visitor): Promise<Asked | undefined> {
  return page.evaluate(() => {
    if (document.querySelector<HTMLElement>('#progress')?.hidden) return undefined;
    const top = document.querySelector('#progress')?.getBoundingClientRect().bottom ?? 0;
    const bottom = document.querySelector('#composer')?.getBoundingClientRect().top ?? 0;
    const message = [...document.querySelectorAll<HTMLElement>('#log .bot')].at(-1);
    const choices = [...document.querySelectorAll<HTMLElement>('#answers .choice')].map((button) => {
      const box = button.getBoundingClientRect();
      const isInView = box.top >= top && box.bottom <= bottom;
      return { id: button.dataset.choice ?? '', ticks: button.hasAttribute('aria-pressed'), isInView };
    });
    return {
      progress: document.querySelector('#progress-text')?.textContent ?? '',
      text: message?.querySelector('.asked')?.textContent ?? '',
      opensSection: Boolean(message?.querySelector('.lead .title')),
      choices,
    };
  });
}

/** Answers until no question is open: the n-th with the n-th choice, round and round; free text is passed over. */
export async function walk(visitor: Visitor): Promise<Walk> {
  const asked: Asked[] = [];
  const given: Walk['given'][number][] = [];
  let taps = 0;
  let buttonWords = 0;
  const tap = async (what: number | string): Promise<void> => {
    taps += 1;
    await visitor.tap(what);
  };
  for (let open = await look(visitor); open; open = await look(visitor)) {
    const isMulti = open.choices.some(({ ticks }) => ticks);
    const options = open.choices.filter(({ ticks }) => ticks === isMulti);
    const at = asked.length % Math.max(1, options.length);
    const id = options[at]?.id;
    asked.push(open);
    buttonWords += await answerWords(visitor);
    await tap(id === undefined ? ((await visitor.page.locator('#answers .way').first().textContent()) ?? '') : at);
    if (isMulti) await tap(options.length);
    if (id !== undefined) given.push(isMulti ? [id] : /^\d$/.test(id) ? Number(id) : id);
  }
  return { asked, given, taps, buttonWords };
}

/** Words on what can be pressed now. */
export async function answerWords({ page }: Visitor): Promise<number> {
  return (await page.locator('#answers button').allInnerTexts()).reduce((sum, label) => sum + countWords(label), 0);
}

/** Words that the bot has said so far, without what is there for screen readers only and without buttons. */
export async function wordsRead({ page }: Visitor): Promise<number> {
  const texts = await page.locator('#log .bot').evaluateAll((messages) =>
    messages.map((message) => {
      const copy = message.cloneNode(true) as HTMLElement;
      for (const left of copy.querySelectorAll('.unseen, .keep')) left.remove();
      for (const end of copy.querySelectorAll('br, p, li, div')) end.after(' ');
      return copy.textContent ?? '';
    }),
  );
  return countWords(texts.join(' '));
}

/** A dash or an arrow by itself is no word. */
function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
