/** One conversation that passes through everything the page can show: the tests stop where they look. */
import type { Page } from 'playwright-core';
import type { Shown, ShownPrompt } from '../../src/channels/webchat/render.ts';
import type { Site } from '../support/site.ts';
import type { Visitor } from '../support/visitor.ts';

export type State =
  | ('start' | 'start with invitation' | 'notice' | 'choice' | 'help' | 'scale' | 'offline' | 'too many ticks')
  | ('multi' | 'text' | 'text too long' | 'number' | 'date' | 'elsewhere' | 'refused' | 'review' | 'section')
  | ('receipt' | 'thanks' | 'no such page' | 'privacy' | 'accessibility');

/**
 * Every state in turn, or those that are wanted: detours to others are left out. A village is asked the fewest questions,
 * and yet one of each kind the survey has.
 */
export async function* visitStates(visitor: Visitor, site: Site, wanted?: readonly State[]): AsyncGenerator<State> {
  for await (const state of wayThrough(
    visitor,
    site,
    (...states) => !wanted || states.some((one) => wanted.includes(one)),
  ))
    if (wanted?.includes(state) ?? true) yield state;
}

async function* wayThrough(
  visitor: Visitor,
  site: Site,
  wants: (...states: State[]) => boolean,
): AsyncGenerator<State> {
  const { page } = visitor;
  const choose = (id: string) => chooseIn(visitor, id);
  await holdStream(page);
  await page.goto(site.base);
  yield 'start';
  await page.goto(site.link('ngo'));
  yield 'start with invitation';
  await visitor.begin(site.base);
  yield 'notice';
  await choose('accept');
  yield 'choice';
  if (wants('help')) {
    await choose('~explain');
    yield 'help';
  }
  await choose('village');
  yield 'scale';
  if (wants('offline')) {
    await page.context().setOffline(true);
    await page.locator('[data-choice="2"]').click();
    await page.locator('#act[hidden]').waitFor({ state: 'attached' });
    await page.locator('#status:not(.unseen, [hidden])').waitFor();
    yield 'offline';
    await visitor.answered(() => page.context().setOffline(false));
  } else await choose('2');
  await choose('same');
  if (wants('too many ticks')) {
    for (const id of ['money', 'time', 'trust', 'rules']) await choose(id);
    yield 'too many ticks';
  }
  await choose('money');
  yield 'multi';
  await choose('~done');
  yield 'text';
  if (wants('text too long', 'number', 'date', 'elsewhere', 'refused')) yield* aroundText(visitor);
  await choose('~skip');
  await choose('~skip');
  yield 'review';
  if (wants('section')) {
    await choose('section:closing');
    yield 'section';
    await choose('whole');
  }
  await choose('send');
  yield 'receipt';
  if (wants('thanks')) {
    await choose('no');
    await choose('no');
    yield 'thanks';
  }
  if (wants('no such page')) {
    await page.goto(`${site.base}/nie-ma`);
    yield 'no such page';
  }
  await page.goto(`${site.base}/prywatnosc`);
  yield 'privacy';
  await page.goto(`${site.base}/dostepnosc`);
  yield 'accessibility';
}

/** What can come up at a question that is answered in words; it is open again afterwards. */
async function* aroundText({ page }: Visitor): AsyncGenerator<State> {
  await page.locator('#words').fill('Zebranie. '.repeat(500));
  await page.locator('#words').press('Enter');
  yield 'text too long';
  await page.locator('#words').fill('');
  await show(page, { input: 'number' });
  yield 'number';
  await show(page, { input: 'date' });
  yield 'date';
  await show(page, {});
  await page.evaluate(() => window.held?.dispatchEvent(new MessageEvent('elsewhere')));
  yield 'elsewhere';
  await page.locator('#act').click();
  await page.locator('#status:is(.unseen, [hidden])').waitFor({ state: 'attached' });
  await page.route('**/webchat/messages', (route) => route.fulfill({ status: 400, body: '{}' }), { times: 1 });
  await page.locator('#words').fill('Targ w sobotę');
  await page.locator('#words').press('Enter');
  await page.locator('.refused').waitFor();
  yield 'refused';
}

/** Looks at a state, and says what is wrong with it. */
export type Probe = (page: Page, state: State) => Promise<readonly string[]>;

/** Everything that is wrong in any state, with the state. */
export async function findings(visitor: Visitor, site: Site, probes: readonly Probe[]): Promise<string[]> {
  const found: string[] = [];
  for await (const state of visitStates(visitor, site))
    for (const probe of probes) for (const what of await probe(visitor.page, state)) found.push(`${state}: ${what}`);
  return found;
}

/** Presses the button of a choice, and waits for what the bot says to it. */
export function chooseIn(visitor: Visitor, id: string): Promise<void> {
  return visitor.answered(() => visitor.page.locator(`[data-choice="${id}"]`).click());
}

declare global {
  interface Window {
    /** The stream of replies that the page has open. */
    held?: EventSource;
  }
}

/** Keeps hold of the page's stream, so that something can be said on it. */
export async function holdStream(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.EventSource = class extends EventSource {
      constructor(url: string | URL) {
        super(url);
        window.held = this;
      }
    };
  });
}

let shows = 0;

/** Asks the open question once more in another form: the survey itself asks for no number and no date. */
export async function show(page: Page, change: Partial<ShownPrompt>): Promise<void> {
  shows += 1;
  await page.evaluate(
    ({ change, mark }) => {
      const { entries }: { entries: { shown?: Shown }[] } = JSON.parse(sessionStorage.getItem('rozmowa') ?? '');
      const last = entries.findLast(({ shown }) => shown)?.shown as Shown;
      const data = JSON.stringify({ ...last, id: mark, prompt: { ...last.prompt, input: 'text', ...change } });
      window.held?.dispatchEvent(new MessageEvent('reply', { data }));
    },
    { change, mark: `shown-${shows}` },
  );
}
