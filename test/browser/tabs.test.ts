/** What a browser keeps of a conversation: over a reload, in two tabs at once, and after the end. */
import type { Browser } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { boxesOf } from '../../src/survey/response.ts';
import { sharedChromium } from '../support/chromium.ts';
import { makeDataFolder } from '../support/data-folder.ts';
import { sentIn, watchPosts } from '../support/posts.ts';
import { openSite, type Site } from '../support/site.ts';
import { openVisitor, type Visitor } from '../support/visitor.ts';

let browser: Browser;
let site: Site;
let visitor: Visitor;
beforeAll(async () => {
  browser = await sharedChromium();
});
beforeEach(async () => {
  site = await openSite({ dataDir: await makeDataFolder() });
  visitor = await openVisitor(browser);
  await visitor.page.clock.install();
  await visitor.begin(site.link('ngo'));
}, 30_000);
afterEach(async () => {
  await visitor.close();
  await site.close();
});

/** Into a village's short survey. */
async function beginVillage({ tap }: Visitor): Promise<void> {
  for (const what of ['Rozumiem, zaczynamy', 'sołectwo lub osiedle']) await tap(what);
}
/** From there to the review, with words of one's own. */
async function answerVillage({ tap, type }: Visitor): Promise<void> {
  for (const what of ['raczej dobrze', 'taka sama', 0, 'Gotowe']) await tap(what);
  await type('Zawsze można zadzwonić.');
  await tap('Pomiń');
}
/** The same conversation in another tab of this browser. */
async function openTab(): Promise<Visitor> {
  const tab = await openVisitor(browser, { context: visitor.context });
  await tab.page.clock.install();
  await Promise.all([visitor.answered(async () => {}), tab.answered(() => tab.begin(site.base))]);
  return tab;
}
const kept = ({ page }: Visitor): Promise<string> => page.evaluate(() => JSON.stringify(sessionStorage));
const onScreen = ({ page }: Visitor) =>
  page
    .locator('#log .message, #answers button, #progress:not([hidden])')
    .evaluateAll((all) =>
      all.map((one) => `${one.getAttribute('lang')} ${one.getAttribute('aria-pressed')} ${one.textContent}`),
    );
const answersOf = (tabs: readonly Visitor[]) =>
  Promise.all(tabs.map(({ page }) => page.locator('#answers button').allInnerTexts()));

async function rows() {
  const [wave] = site.test.bot.store.campaigns();
  const found = [];
  for (const address of wave ? boxesOf(wave) : []) found.push(...(await site.test.bot.store.box(address)).rows);
  return found;
}

describe('a reload', { timeout: 60_000 }, () => {
  it('leaves everything as it stood: messages, question, ticks', async () => {
    const { page, tap } = visitor;
    const { tried } = watchPosts(page);
    const reload = async () => {
      const before = await onScreen(visitor);
      await page.reload();
      await visitor.lastMessage.waitFor();
      expect(await onScreen(visitor)).toEqual(before);
    };
    await reload();
    for (const what of ['Rozumiem', 'sołectwo', 'Co to znaczy?', 'raczej dobrze', 'taka sama', 1, 0, 'Gotowe']) {
      await tap(what);
      await reload();
    }
    for (const what of ['Pomiń', 'Pomiń', 'Na koniec', 'Wróć do podsumowania']) await tap(what);
    await reload();
    await tap('Wyślij');
    expect(tried.filter(({ kind }) => kind === 'opened')).toEqual([]);
    expect(visitor.complaints).toEqual([]);
  });
});

describe('two tabs', () => {
  it('of one browser go through one survey side by side', async () => {
    await beginVillage(visitor);
    const tab = await openTab();
    const tabs = [visitor, tab];
    const steps = [
      'raczej dobrze',
      'taka sama',
      1,
      'Gotowe',
      'Pomiń',
      'Pomiń',
      'Wyślij',
      'Nie, dziękuję',
      'Nie, dziękuję',
    ];
    for (const [n, what] of steps.entries()) {
      const [here, there] = n % 2 === 0 ? [visitor, tab] : [tab, visitor];
      await here.page.bringToFront();
      await Promise.all([there.answered(async () => {}), here.tap(what)]);
      const [one, other] = await answersOf(tabs);
      expect(one).toEqual(other);
      expect(await visitor.lastMessage.innerText()).toBe(await tab.lastMessage.innerText());
      // Once they are sent, no answer stays on any screen.
      const shown = n < steps.indexOf('Wyślij') ? 1 : 0;
      for (const { page } of tabs) expect(await page.locator('.own', { hasText: 'raczej dobrze' }).count()).toBe(shown);
    }
    const values = (await rows()).map((row) => row.values);
    expect(values).toHaveLength(2);
    expect(values).toContainEqual({ m_role: 'village' });
    expect(values).toContainEqual({ c_overall: 4, c_change: 'same', c_barriers: ['paperwork'] });
    expect([...visitor.complaints, ...tab.complaints]).toEqual([]);
  });

  it('that answer one question at the same moment: the first counts, and the other is asked whether it stays', async () => {
    await beginVillage(visitor);
    const tab = await openTab();
    const { promise: both, resolve: goOn } = Promise.withResolvers<void>();
    let presses = 0;
    await visitor.context.route('**/webchat/messages', async (route) => {
      if (!sentIn(route.request())) return route.continue();
      presses += 1;
      if (presses === 2) goOn();
      await both;
      return route.continue();
    });
    const press = (one: Visitor, label: string) =>
      one.answered(() => one.choices.filter({ hasText: label }).dispatchEvent('click'));
    await Promise.all([press(visitor, 'raczej dobrze'), press(tab, 'raczej źle')]);
    for (const { page } of [visitor, tab])
      await page.locator('#answers .way', { hasText: 'Zostaw bez zmian' }).waitFor();
    const first = (await visitor.lastMessage.textContent())?.includes('raczej dobrze') ? 4 : 2;
    await Promise.all([visitor.tap('Zostaw bez zmian'), tab.answered(async () => {})]);
    await Promise.all([visitor.answered(async () => {}), tab.tap('taka sama')]);
    const [stand] = await Array.fromAsync(site.test.bot.store.conversations());
    expect(stand?.session?.run?.answers).toMatchObject({ c_overall: first, c_change: 'same' });
  });
});

describe('what is over is not kept', () => {
  const own = ['sołectwo lub osiedle', 'raczej dobrze', 'Zawsze można zadzwonić.'];

  it('once it is sent', async () => {
    await beginVillage(visitor);
    await answerVillage(visitor);
    for (const words of own) expect(await kept(visitor)).toContain(words);
    await visitor.tap('Wyślij');
    const left = await kept(visitor);
    for (const words of own) expect(left.includes(words)).toBe(false);
    const code = (await visitor.lastMessage.locator('.code').textContent()) ?? '';
    await visitor.page.reload();
    expect(await visitor.page.locator('#log .code').textContent()).toBe(code);
    expect(await visitor.page.locator('#log .message').count()).toBe(1);
  });

  it('in a tab that slept while another one sent it', async () => {
    await beginVillage(visitor);
    const tab = await openTab();
    await Promise.all([visitor.tap('raczej dobrze'), tab.answered(async () => {})]);
    const sleep = (hidden: boolean) =>
      tab.page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { configurable: true, value });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await sleep(true);
    await visitor.page.bringToFront();
    await tab.page.clock.fastForward('01:00');
    for (const what of ['taka sama', 0, 'Gotowe', 'Pomiń', 'Pomiń', 'Wyślij']) await visitor.tap(what);
    await tab.answered(() => sleep(false));
    expect((await kept(tab)).includes('raczej dobrze')).toBe(false);
  });

  it('once it goes on in another place', async () => {
    await beginVillage(visitor);
    await visitor.tap('raczej dobrze');
    await visitor.tap('Przerwa');
    const code = (await visitor.lastMessage.locator('.code').textContent()) ?? '';
    await Promise.all([visitor.answered(async () => {}), site.test.say('terminal:elsewhere', code)]);
    expect(await visitor.lastMessage.textContent()).toContain('Tutaj nie ma już Twoich odpowiedzi');
    expect((await kept(visitor)).includes('raczej dobrze')).toBe(false);
  });

  it('once it is erased, and the page begins anew', async () => {
    const { page, type, tap } = visitor;
    await beginVillage(visitor);
    await answerVillage(visitor);
    await type('/usun');
    await tap('Tak, usuń wszystko');
    await page.reload();
    await page.locator('#start').waitFor();
    expect(await page.locator('#talk').isVisible()).toBe(false);
    const left = await kept(visitor);
    for (const words of [...own, 'usun']) expect(left.includes(words)).toBe(false);
    await visitor.answered(() => page.locator('#begin').tap());
    expect(await page.locator('#log .message').count()).toBe(1);
  });
});
