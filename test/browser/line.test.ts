/** Lost lines and impatient fingers: what is answered counts, once, and under its own question. */
import type { Browser } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/store/store.ts';
import { sharedChromium } from '../support/chromium.ts';
import { makeDataFolder } from '../support/data-folder.ts';
import { sentIn, watchPosts } from '../support/posts.ts';
import { openSite, type Site } from '../support/site.ts';
import { openVisitor, type Visitor } from '../support/visitor.ts';

let browser: Browser;
let dataDir: string;
let site: Site;
let visitor: Visitor;
beforeAll(async () => {
  browser = await sharedChromium();
});
beforeEach(async () => {
  dataDir = await makeDataFolder();
  site = await openSite({ dataDir });
  visitor = await openVisitor(browser);
  // Its clock goes as always, and can be put forward.
  await visitor.page.clock.install();
  await visitor.begin(site.link('ngo'));
  await visitor.tap('Rozumiem, zaczynamy');
}, 30_000);
afterEach(async () => {
  await visitor.close();
  await site.close();
});

/** How the only conversation stands at the server. */
async function stand(): Promise<Conversation> {
  const all = await Array.fromAsync(site.test.bot.store.conversations());
  const [only] = all;
  if (!only || all.length !== 1) throw new Error(`there are ${all.length} conversations`);
  return only;
}
async function answers(): Promise<unknown> {
  const { notice, ...given } = (await stand()).session?.run?.answers ?? {};
  expect(notice).toBe('accepted');
  return given;
}
const question = (words: string) => visitor.lastMessage.locator('.asked').filter({ hasText: words }).waitFor();
const waiting = () => visitor.page.locator('.own.waiting');

describe('without a line', () => {
  it('answers wait, say so, and go in their order when it is back', async () => {
    const { page, context, choices } = visitor;
    const { accepted } = watchPosts(page);
    await context.setOffline(true);
    await choices.filter({ hasText: 'organizacja' }).tap();
    await page.locator('#words').fill('klub sportowy');
    await page.locator('#words').press('Enter');
    expect(await waiting().count()).toBe(2);
    await page.locator('#status').filter({ hasText: 'Odpowiedzi czekają tutaj' }).waitFor();
    await page.clock.fastForward('01:00');
    expect(await waiting().count()).toBe(2);
    expect(await answers()).toEqual({});
    await context.setOffline(false);
    await question('Ile osób');
    await page.locator('#status-text:empty').waitFor({ state: 'attached' });
    expect(await waiting().count()).toBe(0);
    expect(accepted.map(({ kind }) => kind)).toEqual(['choice', 'message']);
    expect(await answers()).toEqual({ m_role: 'organisation', m_org_type: 'sport' });
  });

  it('what a reload interrupts is sent after it, the same message', async () => {
    const { page, choices } = visitor;
    const { tried, accepted } = watchPosts(page);
    const reached = Promise.withResolvers<void>();
    let isOpen = false;
    await page.route('**/webchat/messages', (route) =>
      isOpen || !sentIn(route.request()) ? route.continue() : reached.resolve(),
    );
    await choices.first().tap();
    await reached.promise;
    expect(await answers()).toEqual({});
    isOpen = true;
    await page.reload();
    await question('Jaka to organizacja?');
    expect(tried).toHaveLength(2);
    expect(new Set(tried.map(({ id }) => id)).size).toBe(1);
    expect(accepted).toHaveLength(1);
    expect(await waiting().count()).toBe(0);
    expect(await answers()).toEqual({ m_role: 'organisation' });
  });

  it('what arrived though the page did not hear so is sent again, and counts once', async () => {
    const { page, choices } = visitor;
    const { tried } = watchPosts(page);
    await page.route('**/webchat/messages', async (route) => {
      if (!sentIn(route.request()) || tried.length > 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    const again = page.waitForResponse((response) => sentIn(response.request()) !== undefined);
    await choices.first().tap();
    await again;
    await question('Jaka to organizacja?');
    expect(tried).toHaveLength(2);
    expect(tried[1]).toEqual(tried[0]);
    expect(await answers()).toEqual({ m_role: 'organisation' });
    expect(await stand()).toMatchObject({ deliveries: 3 });
    expect(await page.locator('#log .bot').count()).toBe(3);
  });

  it('a server that starts anew is found again, and takes what was answered meanwhile', async () => {
    const { page, choices, tap } = visitor;
    await site.close();
    await choices.first().tap();
    await page.locator('#status').filter({ hasText: 'Odpowiedzi czekają tutaj' }).waitFor();
    site = await openSite({ dataDir, port: Number(new URL(site.base).port) });
    await question('Jaka to organizacja?');
    await page.locator('#status-text:empty').waitFor({ state: 'attached' });
    await tap('klub sportowy');
    await question('Ile osób');
    expect(await answers()).toEqual({ m_role: 'organisation', m_org_type: 'sport' });
    expect(await page.locator('#log .bot').count()).toBe(4);
  });
});

describe('a second tab', () => {
  it('whose line is cut just when it asks what is open, asks again', async () => {
    const tab = await openVisitor(browser, { context: visitor.context });
    // Greeted, and cut off: the answer to what it asks goes to the first tab alone.
    const { promise: gone, resolve: goOn } = Promise.withResolvers<void>();
    const body = 'retry: 50\nevent: hello\ndata: {"settled":2,"deliveries":2}\n\n';
    let lines = 0;
    await tab.page.route('**/webchat/stream', async (route) => {
      lines += 1;
      if (lines === 1) return route.fulfill({ contentType: 'text/event-stream', body });
      await gone;
      return route.continue();
    });
    await visitor.answered(async () => void (await tab.page.goto(site.base)));
    goOn();
    await tab.lastMessage.locator('.asked').filter({ hasText: 'W czyim imieniu' }).waitFor();
  });
});

describe('fifty presses', () => {
  it('of one button are one answer, and none to the next question', async () => {
    const { page } = visitor;
    const { tried } = watchPosts(page);
    await page.evaluate(() => {
      const button = document.querySelector<HTMLElement>('#answers .choice');
      for (let press = 0; press < 50; press += 1) button?.click();
    });
    await question('Jaka to organizacja?');
    expect(tried).toHaveLength(1);
    expect(await answers()).toEqual({ m_role: 'organisation' });
  });

  it('that all reach the server, each as its own message, are one answer', async () => {
    const { page } = visitor;
    const codes = await page.evaluate(async () => {
      const { entries } = JSON.parse(sessionStorage.getItem('rozmowa') ?? '');
      const { nonce, prompt, step } = entries.at(-1).shown.prompt;
      const press = async (n: number) => {
        const body = { kind: 'choice', id: `press-number-${n}`, nonce, prompt, step, choice: 'organisation' };
        const headers = { 'content-type': 'application/json' };
        return (await fetch('/webchat/messages', { method: 'POST', headers, body: JSON.stringify(body) })).status;
      };
      return Promise.all(Array.from({ length: 50 }, (_, n) => press(n)));
    });
    expect(new Set(codes)).toEqual(new Set([202]));
    await question('Jaka to organizacja?');
    expect(await answers()).toEqual({ m_role: 'organisation' });
    expect(await stand()).toMatchObject({ deliveries: 3 });
  });

  it('of several ticks and of what is done with them, faster than the line, all count', async () => {
    const { page, tap } = visitor;
    for (const what of ['sołectwo', 'raczej dobrze', 'taka sama']) await tap(what);
    await page.evaluate(() => {
      const buttons = [...document.querySelectorAll<HTMLElement>('#answers .choice')];
      for (const button of [...buttons.slice(0, 3), buttons.at(-1)]) button?.click();
    });
    await question('działa najlepiej');
    expect(await answers()).toMatchObject({ c_barriers: ['money', 'paperwork', 'info'] });
    expect(await page.locator('.own').last().locator('p').textContent()).toBe(
      'za mało pieniędzy na zadania, za dużo formalności, za mało informacji',
    );
  });
});
