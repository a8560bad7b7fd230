/** No rule of WCAG 2.1 A and AA that axe knows is broken, whatever the page shows. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { openSite, type Site } from '../support/site.ts';
import { openVisitor } from '../support/visitor.ts';
import { type State, visitStates } from './states.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const advice = 'best-practice';
/** What depends on the colours; the rest is the same in the dark. */
const colourRules = ['color-contrast', 'link-in-text-block'];

let browser: Browser;
let site: Site;
beforeAll(async () => {
  browser = await launchChromium();
  site = await openSite();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

type Finding = { readonly what: string; readonly isAdvice: boolean };

/** What axe finds, as one line each: the rule, how bad it is, where, and why. */
async function judge(page: Page, limit: 'all' | 'colours' = 'all'): Promise<Finding[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await (limit === 'all'
    ? axe.withTags([...rules, advice])
    : axe.withRules(colourRules)
  ).analyze();
  return violations.map(({ id, impact, tags, nodes }) => ({
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
  for await (const state of visitStates(visitor, site)) {
    if (wanted && !wanted.includes(state)) continue;
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
