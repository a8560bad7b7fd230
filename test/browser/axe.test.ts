/** No rule of WCAG 2.1 A and AA that axe knows is broken, whatever the page shows. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedChromium } from '../support/chromium.ts';
import { finish } from '../support/finished.ts';
import { openSite, type Site } from '../support/site.ts';
import { openVisitor } from '../support/visitor.ts';
import { violations, wcag } from './rules.ts';
import { type State, visitStates } from './states.ts';

const advice = 'best-practice';
/** What depends on the colours; the rest is the same in the dark. */
const colourRules = ['color-contrast', 'link-in-text-block'];

let browser: Browser;
let site: Site;
beforeAll(async () => {
  browser = await sharedChromium();
  site = await openSite();
});
afterAll(() => site.close());

type Finding = { readonly what: string; readonly isAdvice: boolean };

/** What axe finds, as one line each: the rule, how bad it is, where, and why. */
async function judge(page: Page, limit: 'all' | 'colours' = 'all'): Promise<Finding[]> {
  const found =
    limit === 'all' ? await violations(page, 'tag', [...wcag, advice]) : await violations(page, 'rule', colourRules);
  return found.map(({ id, impact, tags, nodes }) => ({
    what: `${id} (${impact}): ${nodes.map(({ target, any }) => `${target} ${any[0]?.message ?? ''}`).join('; ')}`,
    isAdvice: tags.includes(advice),
  }));
}

/** Goes through all states and judges those wanted, in light and dark; returns what was broken where. */
async function walk(locale: string, wanted?: readonly State[]) {
  const visitor = await openVisitor(browser, { locale });
  const { page } = visitor;
  const broken: string[] = [];
  const advised = new Map<string, string[]>();
  let judged = 0;
  for await (const state of visitStates(visitor, site, wanted)) {
    for (const look of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: look });
      judged += 1;
      for (const { what, isAdvice } of await judge(page, look === 'dark' ? 'colours' : 'all'))
        if (isAdvice) advised.set(what, [...(advised.get(what) ?? []), state]);
        else broken.push(`${state}, ${look}: ${what}`);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await visitor.close();
  return { broken, advised, judged };
}

describe('axe', { timeout: 90_000 }, () => {
  it('finds nothing against WCAG 2.1 AA in any state, in light and dark', async () => {
    const { broken, advised, judged } = await walk('pl-PL');
    for (const [what, where] of advised) console.log(`${advice}, not counted: ${what}\n  in: ${where.join(', ')}`);
    expect(judged).toBe(44);
    expect(broken).toEqual([]);
  });

  it.for(['en-GB', 'uk-UA'])('finds nothing against it in %s either', async (locale) => {
    const wanted: State[] = ['start', 'scale', 'review', 'receipt', 'privacy', 'accessibility'];
    const { broken, judged } = await walk(locale, wanted);
    expect(judged).toBe(2 * wanted.length);
    expect(broken).toEqual([]);
  });

  it('finds nothing against it on the page with results, on a phone and on a screen', async () => {
    const own = await openSite();
    await finish(own.test, { ngo: 12, office: 7 });
    await own.test.bot.store.change('fala-1', (wave) => {
      if (!wave) throw new Error('there is no wave');
      return { ...wave, published: true };
    });
    const broken: string[] = [];
    for (const viewport of [
      { width: 360, height: 740 },
      { width: 1100, height: 800 },
    ]) {
      const { page, close } = await openVisitor(browser, { locale: 'pl-PL' });
      await page.setViewportSize(viewport);
      await page.goto(`${own.base}/wyniki/fala-1`);
      await page.locator('.contents summary').click();
      for (const look of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: look });
        for (const { what, isAdvice } of await judge(page, look === 'dark' ? 'colours' : 'all'))
          if (!isAdvice) broken.push(`${viewport.width}, ${look}: ${what}`);
      }
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect([viewport.width, tooWide]).toEqual([viewport.width, false]);
      await close();
    }
    await own.close();
    expect(broken).toEqual([]);
  });

  it('would find what is wrong', async () => {
    const visitor = await openVisitor(browser);
    await visitor.page.goto(site.base);
    await visitor.page.locator('.about').evaluate((about) => {
      about.style.color = '#cccccc';
    });
    for (const limit of ['all', 'colours'] as const)
      expect((await judge(visitor.page, limit)).map(({ what }) => what).join()).toContain('color-contrast (serious)');
    await visitor.close();
  });
});
