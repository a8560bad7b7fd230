/** A person with a browser: opens the web chat, reads, taps, types. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

export type VisitorOptions = {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** The language the browser asks for. */
  readonly locale?: string;
  readonly phone?: boolean;
  /** Smooth scrolling and moving dots; without them tests are faster. */
  readonly motion?: boolean;
  readonly context?: BrowserContext;
};

export type Visitor = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page or its console complained of. */
  readonly complaints: readonly string[];
  /** Opens an address and presses the button on the start page, if there is one. */
  readonly begin: (url: string) => Promise<void>;
  readonly choices: Locator;
  readonly lastMessage: Locator;
  /** Does something, and waits for what the bot says to it. */
  readonly answered: (act: () => Promise<void>) => Promise<void>;
  /** Taps a button by what stands on it, or by its place, and waits for what the bot says to it. */
  readonly tap: (what: string | number) => Promise<void>;
  /** Types and sends, and waits for what the bot says to it. */
  readonly type: (text: string) => Promise<void>;
  /** Answers with the first choice until a message holds these words. */
  readonly answerUntil: (words: RegExp) => Promise<void>;
  readonly close: () => Promise<void>;
};

const waitMs = 10_000;

export async function openVisitor(browser: Browser, options: VisitorOptions = {}): Promise<Visitor> {
  const { width = 360, height = 640, dark = false, locale = 'pl-PL', phone = true, motion = false } = options;
  const context =
    options.context ??
    (await browser.newContext({
      viewport: { width, height },
      locale,
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: motion ? 'no-preference' : 'reduce',
      ...(phone && { isMobile: true, hasTouch: true }),
    }));
  const page = await context.newPage();
  page.setDefaultTimeout(waitMs);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });

  const messages = page.locator('#log .message.bot');
  const buttons = page.locator('#answers button');
  const choices = page.locator('#answers .choice');
  /** What the buttons belong to: it changes with each reply, also where a tick leaves the words as they are. */
  const answered = async (act: () => Promise<void>): Promise<void> => {
    const posted = page.waitForResponse((response) => {
      const number = seenIn(response.request());
      // What came before may come again, and is seen again.
      if (number === undefined || number === last) return false;
      last = number;
      return true;
    });
    await Promise.all([posted, act()]);
  };
  let last: number | undefined;
  const seenIn = (request: { url: () => string; postData: () => string | null }): number | undefined => {
    if (!request.url().endsWith('/webchat/messages')) return undefined;
    const posted = JSON.parse(request.postData() ?? '{}');
    return posted.kind === 'seen' ? posted.number : undefined;
  };

  const tap: Visitor['tap'] = (what) =>
    answered(async () => {
      const button = typeof what === 'number' ? choices.nth(what) : buttons.filter({ hasText: what }).first();
      await (phone ? button.tap() : button.click());
    });

  return {
    page,
    context,
    complaints,
    choices,
    lastMessage: messages.last(),
    answered,
    async begin(url) {
      await page.goto(url);
      const button = page.locator('#begin');
      if (await button.isVisible()) await answered(() => button.click());
      else await messages.first().waitFor();
    },
    tap,
    type: (text) =>
      answered(async () => {
        await page.locator('#words').fill(text);
        await page.locator('#words').press('Enter');
      }),
    async answerUntil(words) {
      for (let step = 0; step < 120; step += 1) {
        if (words.test((await messages.last().textContent()) ?? '')) return;
        const ticks = await page.locator('#answers .choice[aria-pressed]').count();
        if (ticks > 0) {
          await tap(0);
          await tap(ticks);
        } else if ((await choices.count()) > 0) await tap(0);
        else await tap((await buttons.first().textContent()) ?? '');
      }
      throw new Error(`after 120 answers nobody said ${words}`);
    },
    close: () => (options.context ? page.close() : context.close()),
  };
}
