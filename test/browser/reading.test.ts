/** The web chat for those who hear it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedChromium } from '../support/chromium.ts';
import { openSite, type Site } from '../support/site.ts';
import { openVisitor, type Visitor } from '../support/visitor.ts';
import { chooseIn, findings } from './states.ts';

let browser: Browser;
let site: Site;
beforeAll(async () => {
  browser = await sharedChromium();
  site = await openSite();
});
afterAll(() => site.close());

/** Browsers pass on what has changed in a moment, not at once. */
const tellMs = 150;

/** Somebody at the page; what comes into the log is noted from the first moment on. */
async function listen(): Promise<Visitor> {
  const visitor = await openVisitor(browser);
  await visitor.page.addInitScript((tellMs) => {
    window.added = [];
    const note = (records: readonly MutationRecord[]): void => {
      const log = document.querySelector('#log');
      for (const { addedNodes, target } of records)
        for (const node of target === log ? addedNodes : []) {
          // Screen readers hear of it a little after it is drawn.
          const one = { text: node.textContent ?? '', live: '' };
          window.added?.push(one);
          setTimeout(() => Object.assign(one, { live: log?.getAttribute('aria-live') ?? 'polite' }), tellMs);
        }
    };
    new MutationObserver(note).observe(document, { childList: true, subtree: true });
  }, tellMs);
  return visitor;
}
declare global {
  interface Window {
    /** What came into the log, and how it was announced. */
    added?: { readonly text: string; readonly live: string }[];
  }
}
const added = (page: Page) =>
  page.evaluate(() => new Promise<typeof window.added>((resolve) => setTimeout(() => resolve(window.added), 300)));

describe('what is read out', () => {
  it('each message is added to the log once, and its question stands in no other live region', async () => {
    const visitor = await listen();
    const { page, begin, tap, lastMessage } = visitor;
    await begin(site.link('ngo'));
    expect(await page.locator('#log').getAttribute('role')).toBe('log');
    for (let step = 0; step < 4; step += 1) {
      const question = (await lastMessage.locator('.asked, .told').last().innerText()).trim();
      const regions = page.locator(':is([role=status], [role=alert], [aria-live]):not(#log)');
      expect((await regions.allTextContents()).join(' ')).not.toContain(question.slice(0, 20));
      expect(await regions.count()).toBeGreaterThan(0);
      await tap(0);
    }
    const heard = (await added(page)) ?? [];
    const shown = await page.locator('#log .message').allTextContents();
    expect(heard.map(({ text }) => text)).toEqual(shown);
    expect(new Set(shown).size).toBe(shown.length);
    expect(heard.filter(({ live }) => live !== 'polite')).toEqual([]);
    await visitor.close();
  });

  it('ticks add nothing to it', async () => {
    const visitor = await listen();
    const { page, begin, answerUntil, answered, choices } = visitor;
    await begin(site.link('ngo'));
    await answerUntil(/Czym głównie/);
    const before = (await added(page))?.length;
    for (const at of [0, 1, 0]) await answered(() => choices.nth(at).tap());
    expect((await added(page))?.length).toBe(before);
    expect(await choices.nth(1).getAttribute('aria-pressed')).toBe('true');
    await visitor.close();
  });

  it('what stood there before a reload is not read out again, and what comes then is', async () => {
    const visitor = await listen();
    const { page, begin, tap } = visitor;
    await begin(site.link('ngo'));
    for (const at of [0, 0, 0]) await tap(at);
    await page.reload();
    await page.locator('#log .bot').first().waitFor();
    const restored = (await added(page)) ?? [];
    expect(restored.length).toBeGreaterThan(6);
    expect(restored.map(({ live }) => live)).toEqual(restored.map(() => 'off'));
    await tap(0);
    expect((await added(page))?.slice(restored.length).map(({ live }) => live)).toEqual(['polite', 'polite']);
    await visitor.close();
  });

  it('the page and every message say their language, also after a reload', async () => {
    const visitor = await openVisitor(browser);
    const { page, begin, answered } = visitor;
    await begin(site.link('ngo'));
    await chooseIn(visitor, 'accept');
    const switchTo = (language: string) => answered(() => page.locator(`[data-language=${language}]`).tap());
    const read = async () => ({
      page: await page.getAttribute('html', 'lang'),
      answers: await page.getAttribute('#answers', 'lang'),
      messages: await page.locator('#log .message').evaluateAll((all) => all.map((one) => one.getAttribute('lang'))),
      // Who says it is part of the message, in its language.
      own: await page
        .locator('#log .own')
        .evaluateAll((all) => all.map((one) => `${one.getAttribute('lang')} ${one.textContent?.split(':')[0]}`)),
    });
    await switchTo('en');
    await chooseIn(visitor, 'informal');
    await switchTo('uk');
    const now = await read();
    expect(now).toEqual({
      ...{ page: 'uk', answers: 'uk', messages: ['pl', 'pl', 'pl', 'en', 'en', 'en', 'uk'] },
      own: ['pl Ty', 'en You'],
    });
    await page.reload();
    await page.locator('#answers button').first().waitFor();
    expect(await read()).toEqual(now);
    await visitor.close();
  });

  it('a page that is not there says so in the language that was chosen', async () => {
    const visitor = await openVisitor(browser);
    const { page } = visitor;
    await page.goto(`${site.base}/nie-ma`);
    await page.locator('[data-language=en]').click();
    await page.waitForURL(/jezyk=en/);
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(await page.locator('[data-language=en]').getAttribute('aria-current')).toBe('true');
    await visitor.close();
  });

  it('every state has a title and one heading of the first rank', async () => {
    const check = async (page: Page): Promise<string[]> => {
      const headings = await page.locator('h1').evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
      const title = await page.title();
      return [...(headings === 1 ? [] : [`${headings} h1`]), ...(title.trim() ? [] : ['no title'])];
    };
    const visitor = await openVisitor(browser);
    expect(await findings(visitor, site, [check])).toEqual([]);
    await visitor.close();
  });
});
