/** The web chat with nothing but a keyboard. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedChromium } from '../support/chromium.ts';
import { openSite, type Site } from '../support/site.ts';
import { openVisitor, type Visitor } from '../support/visitor.ts';
import { focusOf, stopsOf } from './probes.ts';
import { holdStream, show, visitStates } from './states.ts';

let browser: Browser;
let site: Site;
beforeAll(async () => {
  browser = await sharedChromium();
  site = await openSite();
});
afterAll(() => site.close());

const desktop = { width: 1280, height: 720, phone: false };

/** Presses Tab until the focus is on one of these, and says on which; everything on the way must be in sight. */
async function tabTo(page: Page, wanted: RegExp, key = 'Tab'): Promise<string> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press(key);
    const { on, hidden, outline } = await focusOf(page);
    // Between the last stop and the first is the browser itself.
    if (on === 'body') continue;
    expect.soft(hidden, `${on} is in sight`).toEqual([]);
    expect.soft(outline, `${on} shows that it has the focus`).not.toBe('none');
    if (wanted.test(on)) return on;
  }
  throw new Error(`60 times ${key} did not lead to ${wanted}`);
}

/** From the start page to the first question, by keys. */
async function startByKeys(visitor: Visitor): Promise<void> {
  const { page, answered } = visitor;
  await holdStream(page);
  await page.goto(site.link('ngo'));
  await tabTo(page, /^begin$/);
  await answered(() => page.keyboard.press('Enter'));
  await tabTo(page, /^accept$/);
  await answered(() => page.keyboard.press('Space'));
}

const said = (page: Page) => page.locator('#log .own').count();

describe('with the keyboard alone', { timeout: 60_000 }, () => {
  it('an organisation answers everything, and the focus is never lost', async () => {
    const visitor = await openVisitor(browser, desktop);
    const { page, answered, lastMessage, complaints } = visitor;
    const landed: string[] = [];
    const press = async (key: string): Promise<void> => {
      await answered(() => page.keyboard.press(key));
      landed.push((await focusOf(page)).on);
    };
    await startByKeys(visitor);
    for (let step = 0; (await page.locator('[data-choice=send]').count()) === 0; step += 1) {
      if (step > 60) throw new Error('the survey does not end');
      const ticks = await page.locator('[aria-pressed]').count();
      if ((await page.locator('.choice').count()) === 0) {
        // What is to be written is written in the line, where the focus already is; once it is passed over.
        expect((await focusOf(page)).on).toBe('words');
        if (step % 2 === 0) await page.keyboard.type('Spotkania, które łączą');
        else await tabTo(page, /^~skip$/, 'Shift+Tab');
        await press('Enter');
      } else if (ticks > 0) {
        await tabTo(page, /^[^~]/);
        await press('Space');
        expect(landed.at(-1)).toBe(await page.locator('[aria-pressed=true]').getAttribute('data-choice'));
        await tabTo(page, /^~done$/);
        await press('Enter');
      } else {
        // The group of answers has the focus: one Tab leads to the first, and Shift+Tab back from the second.
        const [first = ''] = await page.locator('.choice').evaluateAll((all) => all.map((one) => one.dataset.choice));
        await page.keyboard.press('Tab');
        expect((await focusOf(page)).on).toBe(first);
        if (step % 6 === 0) {
          await page.keyboard.press('Tab');
          expect(await tabTo(page, /./, 'Shift+Tab')).toBe(first);
        }
        await press(step % 2 === 0 ? 'Enter' : 'Space');
      }
    }
    for (const choice of [/^send$/, /^no$/, /^yes$/]) {
      await tabTo(page, choice);
      await press('Enter');
    }
    expect(await lastMessage.textContent()).toContain('Dziękuję za rozmowę');
    expect(landed.length).toBeGreaterThan(45);
    const lost = landed.flatMap((on, at) => (on === 'body' ? [`after answer ${at + 1} of ${landed.length}`] : []));
    expect(lost).toEqual([]);
    expect(complaints).toEqual([]);
    await visitor.close();
  });

  it('Enter pressed twice answers one question, however fast', async () => {
    const visitor = await openVisitor(browser, desktop);
    const { page, answered, begin, answerUntil } = visitor;
    await begin(site.link('ngo'));
    await answerUntil(/zaprasza organizacje/);
    for (const pauseMs of [0, 5, 20, 60, 150, 400]) {
      await tabTo(page, /^1$/);
      const before = await said(page);
      await answered(async () => {
        await page.keyboard.press('Enter');
        await page.waitForTimeout(pauseMs);
        await page.keyboard.press('Enter');
      });
      await page.waitForTimeout(100);
      expect(await said(page), `${pauseMs} ms apart`).toBe(before + 1);
    }
    await visitor.close();
  });

  it('who writes in the line stays in it', async () => {
    const visitor = await openVisitor(browser, desktop);
    const { page, answered } = visitor;
    await startByKeys(visitor);
    await tabTo(page, /^words$/);
    const landed: string[] = [];
    for (const words of ['1', '2', 'co to znaczy?', '3', 'nie wiem, jak to nazwać', '1, 2']) {
      await page.keyboard.type(words);
      await answered(() => page.keyboard.press('Enter'));
      landed.push((await focusOf(page)).on);
    }
    expect(landed).toEqual(landed.map(() => 'words'));
    // The line becomes a day to pick, and a line again.
    for (const [input, wanted] of [
      ['date', 'input'],
      ['number', 'words'],
      ['date', 'input'],
      ['text', 'words'],
    ] as const) {
      await show(page, { input });
      expect.soft((await focusOf(page)).on, `asked for a ${input}`).toBe(wanted);
    }
    await visitor.close();
  });

  it('a button that goes once it has done its work does not take the focus along', async () => {
    const visitor = await openVisitor(browser, desktop);
    const { page } = visitor;
    await startByKeys(visitor);
    await page.evaluate(() => window.held?.dispatchEvent(new MessageEvent('elsewhere')));
    await page.locator('#act').focus();
    await page.keyboard.press('Enter');
    await page.locator('#act').waitFor({ state: 'hidden' });
    expect((await focusOf(page)).on).not.toBe('body');
    await visitor.close();
  });

  it('the first stop leads past the header', async () => {
    const visitor = await openVisitor(browser, desktop);
    const { page, begin } = visitor;
    await page.goto(site.base);
    expect(await tabTo(page, /./)).toBe('.skip');
    await page.keyboard.press('Enter');
    expect((await focusOf(page)).on).toBe('main');
    expect(await tabTo(page, /./)).toBe('begin');
    await begin(site.link('ngo'));
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    expect((await focusOf(page)).on).toBe('main');
    await page.keyboard.press('Tab');
    expect(await page.locator('#main :focus').count()).toBe(1);
    await visitor.close();
  });

  it('everything that can be pressed is reached, in order, and seen on a small screen', async () => {
    const visitor = await openVisitor(browser, { width: 360, height: 640, phone: false });
    const { page } = visitor;
    const [wrong, kinds]: [string[], Set<string>] = [[], new Set()];
    for await (const state of visitStates(visitor, site)) {
      const stops = await stopsOf(page);
      expect(stops.filter(({ outline }) => outline !== 'none')).toEqual([]);
      // Where the last one was let go of, Tab goes on; so the round begins at the top.
      await page.locator('.skip').focus();
      for (const [at, { on }] of stops.entries()) {
        if (at > 0) await page.keyboard.press('Tab');
        // A day is written in three parts, and picked with a button.
        for (let part = 1; part < 4 && at > 0 && stops[at - 1]?.on === 'input'; part += 1)
          await page.keyboard.press('Tab');
        const focus = await focusOf(page);
        if (focus.on !== on) wrong.push(`${state}: Tab leads to ${focus.on}, not to ${on}`);
        if (focus.hidden.length > 0) wrong.push(`${state}: ${on}: ${focus.hidden.join(', ')}`);
        if (at > 0 && !/^[2-9]px/.test(focus.outline)) wrong.push(`${state}: ${on}: outline ${focus.outline}`);
        kinds.add(on.replace(/^\d$/, 'scale'));
      }
    }
    console.log(`stops: ${[...kinds].join(' | ')}`);
    expect(kinds.size).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
    await visitor.close();
  });
});
