/** The web chat for those who enlarge it, set its text wide, choose its colours or want it still. */
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedChromium } from '../support/chromium.ts';
import { openSite, type Site } from '../support/site.ts';
import { openVisitor } from '../support/visitor.ts';
import { coveredStatus, cutOff, overlaps, smallTargets, stuckShare, unsaid } from './probes.ts';
import { violations, wcag } from './rules.ts';
import { findings, type Probe, type State } from './states.ts';

let browser: Browser;
let site: Site;
beforeAll(async () => {
  browser = await sharedChromium();
  site = await openSite();
});
afterAll(() => site.close());

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
const setSpacing = (page: Page, css: string) =>
  page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, css);

/** What is wrong with a state while its text is set wide. */
const wide: Probe = async (page) => {
  await setSpacing(page, spacing);
  const heading = page.locator('h1').first();
  const apart = await heading.evaluate((one) => getComputedStyle(one).letterSpacing);
  const found = Number.parseFloat(apart) > 2 ? [] : [`the letters are ${apart} apart`];
  found.push(...(await cutOff(page)), ...(await overlaps(page)));
  await setSpacing(page, '');
  return found;
};

const judged: readonly State[] = ['start', 'scale', 'multi', 'text', 'review', 'receipt', 'privacy'];

/** Walks once through all states on a small phone; what was found is told apart by who looked for it. */
async function walkOnPhone() {
  const said: string[] = [];
  let boxes: Awaited<ReturnType<typeof boxesOf>> = [];
  const lookers = {
    whole: async (page) => {
      const found = [cutOff, overlaps, targets, answerTargets].map((probe) => probe(page));
      return (await Promise.all(found)).flat();
    },
    status: async (page, state) => {
      if (/offline|elsewhere/.test(state)) said.push(await page.locator('#status').innerText());
      return coveredStatus(page);
    },
    names: unsaid,
    wide,
    forced: async (page, state) => {
      if (!judged.includes(state)) return [];
      await page.emulateMedia({ forcedColors: 'active' });
      const broken = await violations(page, 'tag', wcag);
      if (state === 'multi') boxes = await boxesOf(page);
      await page.emulateMedia({ forcedColors: 'none' });
      return broken.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join()}`);
    },
  } satisfies Record<string, Probe>;
  const found: Record<keyof typeof lookers, string[]> = { whole: [], status: [], names: [], wide: [], forced: [] };
  const visitor = await openVisitor(browser, { width: 320, height: 568 });
  const probes = Object.entries(lookers).map(
    ([who, look]): Probe =>
      async (page, state) => {
        const wrong = (await look(page, state)).map((what) => `${state}: ${what}`);
        found[who as keyof typeof lookers].push(...wrong);
        return [];
      },
  );
  await findings(visitor, site, probes);
  await visitor.close();
  return { ...found, said: said.join(), boxes };
}
let walked: ReturnType<typeof walkOnPhone> | undefined;
const onPhone = () => {
  walked ??= walkOnPhone();
  return walked;
};

describe('what is seen', { timeout: 60_000 }, () => {
  it('on a small phone nothing is cut off, and everything is large enough to be pressed', async () => {
    expect((await onPhone()).whole).toEqual([]);
  });

  it('on a small phone nothing lies on what the page says about its line', async () => {
    const { status, said } = await onPhone();
    expect(status).toEqual([]);
    expect(said).toMatch(/Nie ma połączenia.*Rozmawiaj tutaj/s);
  });

  it('what is written on a button or a link is part of its name, so that it can be said', async () => {
    expect((await onPhone()).names).toEqual([]);
  });

  it('enlarged fourfold nothing is cut off, and at least half of the window is free', async () => {
    const visitor = await openVisitor(browser, { width: 320, height: 256, phone: false });
    expect(await findings(visitor, site, [cutOff, overlaps, share])).toEqual([]);
    await visitor.close();
  });

  it('with text set wide nothing is cut off and nothing lies on anything else', async () => {
    expect((await onPhone()).wide).toEqual([]);
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
    const { forced, boxes } = await onPhone();
    expect(forced).toEqual([]);
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
