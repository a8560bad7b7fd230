/** The web chat for those who enlarge it, set its text wide, choose its colours or want it still. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { openSite, type Site } from '../support/site.ts';
import { openVisitor, type VisitorOptions } from '../support/visitor.ts';
import { coveredStatus, cutOff, overlaps, smallTargets, stuckShare, unsaid } from './probes.ts';
import { findings, type Probe, type State } from './states.ts';

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

/** Walks through the states as somebody with this window, and notes what is found in each. */
async function walk(options: VisitorOptions, probes: readonly Probe[], prepare?: (page: Page) => Promise<unknown>) {
  const visitor = await openVisitor(browser, options);
  await prepare?.(visitor.page);
  const found = await findings(visitor, site, probes);
  await visitor.close();
  return found;
}

const share = async (page: Page): Promise<string[]> => {
  const covered = await stuckShare(page);
  return covered > 50 ? [`${covered} % of the window is covered`] : [];
};
const targets = (page: Page) => smallTargets(page, 'a[href], button, textarea, input', 24);
const answerTargets = (page: Page) => smallTargets(page, '.choice, .begin, .send, textarea, input', 44);

/** The distances of WCAG 1.4.12; a sheet made by a script is one that the page's rules allow. */
const spacing = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }`;
const setWide = (page: Page) =>
  page.addInitScript((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, spacing);

describe('what is seen', { timeout: 60_000 }, () => {
  it('on a small phone nothing is cut off, and everything is large enough to be pressed', async () => {
    expect(await walk({ width: 320, height: 568 }, [cutOff, overlaps, targets, answerTargets])).toEqual([]);
  });

  it('on a small phone nothing lies on what the page says about its line', async () => {
    const words: string[] = [];
    const say = async (page: Page, state: State): Promise<string[]> => {
      if (/offline|elsewhere/.test(state)) words.push(await page.locator('#status').innerText());
      return [];
    };
    expect(await walk({ width: 320, height: 568 }, [coveredStatus, say])).toEqual([]);
    expect(words.join()).toMatch(/Nie ma połączenia.*Rozmawiaj tutaj/s);
  });

  it('what is written on a button or a link is part of its name, so that it can be said', async () => {
    expect(await walk({}, [unsaid])).toEqual([]);
  });

  it('enlarged fourfold nothing is cut off, and at least half of the window is free', async () => {
    expect(await walk({ width: 320, height: 256, phone: false }, [cutOff, overlaps, share])).toEqual([]);
  });

  it('with text set wide nothing is cut off and nothing lies on anything else', async () => {
    const isWide = async (page: Page): Promise<string[]> => {
      const spacing = await page
        .locator('h1')
        .first()
        .evaluate((one) => getComputedStyle(one).letterSpacing);
      return Number.parseFloat(spacing) > 2 ? [] : [`the letters are ${spacing} apart`];
    };
    expect(await walk({}, [isWide, cutOff, overlaps], setWide)).toEqual([]);
  });

  it.for([true, false])('what moves is still for those who want it still (motion: %s)', async (motion) => {
    const visitor = await openVisitor(browser, { motion });
    const { page, begin, answered, tap } = visitor;
    await page.addInitScript(() => {
      const { scrollIntoView } = Element.prototype;
      Element.prototype.scrollIntoView = function (how) {
        const { behavior = 'auto' } = typeof how === 'object' ? how : {};
        document.body.dataset.scrolls = `${document.body.dataset.scrolls ?? ''} ${behavior}`;
        scrollIntoView.call(this, how);
      };
    });
    await begin(site.link('ngo'));
    await tap(0);
    const { promise: measured, resolve: release } = Promise.withResolvers<void>();
    const hold = (route: Route) => measured.then(() => route.continue());
    await page.route('**/webchat/messages', hold, { times: 1 });
    let moving = -1;
    await answered(async () => {
      await page.locator('.choice').first().tap();
      await page.locator('#typing').waitFor();
      moving = await page.evaluate(() => document.getAnimations().length);
      release();
    });
    const changing = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((one) =>
        [null, '::before', '::after'].flatMap((part) => {
          const { transitionDuration, scrollBehavior } = getComputedStyle(one, part);
          return transitionDuration === '0s' && scrollBehavior === 'auto' ? [] : [one.id];
        }),
      ),
    );
    const scrolls = new Set((await page.getAttribute('body', 'data-scrolls'))?.trim().split(' '));
    if (motion) expect([moving >= 3, changing, scrolls.has('smooth')]).toEqual([true, ['progress-bar'], true]);
    else expect([moving, changing, scrolls]).toEqual([0, [], new Set(['auto', 'instant'])]);
    await visitor.close();
  });

  it('in forced colours axe finds nothing, and a tick is seen', async () => {
    const wanted: readonly State[] = ['start', 'scale', 'multi', 'text', 'review', 'receipt', 'privacy'];
    const judge = async (page: Page, state: State): Promise<string[]> => {
      if (!wanted.includes(state)) return [];
      const axe = new AxeBuilder({ page }).setLegacyMode(true).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']);
      const { violations } = await axe.analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join()}`);
    };
    let boxes: Awaited<ReturnType<typeof boxesOf>> = [];
    const look = async (page: Page, state: State): Promise<string[]> => {
      if (state === 'multi') boxes = await boxesOf(page);
      return [];
    };
    const found = await walk({}, [judge, look], (page) => page.emulateMedia({ forcedColors: 'active' }));
    expect(found).toEqual([]);
    expect(new Set(boxes.map(({ isTicked }) => isTicked))).toEqual(new Set([true, false]));
    expect(boxes.filter(({ isTicked, contrast }) => isTicked !== contrast >= 3)).toEqual([]);
  });
});

/** What is ticked, and how much the inside of its box stands out from its button, as WCAG counts contrast. */
function boxesOf(page: Page): Promise<{ readonly isTicked: boolean; readonly contrast: number }[]> {
  return page.locator('.choice[aria-pressed]').evaluateAll((ticks) => {
    const light = (colour: string): number => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      if (alpha === 0) return 0;
      const parts = [red, green, blue].map((part) => (part > 10 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 3295));
      return 0.05 + 0.2126 * (parts[0] ?? 0) + 0.7152 * (parts[1] ?? 0) + 0.0722 * (parts[2] ?? 0);
    };
    return ticks.map((tick) => {
      const [box = 0, button = 0] = ['::before', null].map((part) =>
        light(getComputedStyle(tick, part).backgroundColor),
      );
      // An empty box lets its button be seen through it.
      const contrast = box === 0 ? 1 : Math.max(box, button) / Math.min(box, button);
      return { isTicked: tick.getAttribute('aria-pressed') === 'true', contrast };
    });
  });
}
