/** Whole surveys in a browser, from the invitation to the thanks, as people on both sides go through them. */
import type { Browser } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Group, Side } from '../../src/dialog/session.ts';
import { sharedChromium } from '../support/chromium.ts';
import { makeDataFolder } from '../support/data-folder.ts';
import { openSite, type Site } from '../support/site.ts';
import { openVisitor, type Visitor, type VisitorOptions } from '../support/visitor.ts';
import { answerWords, walk, wordsRead } from './walk.ts';

let browser: Browser;
let site: Site;
let visitor: Visitor;
beforeAll(async () => {
  browser = await sharedChromium();
});
beforeEach(async () => {
  site = await openSite({ dataDir: await makeDataFolder() });
});
afterEach(async () => {
  await visitor.close();
  await site.close();
});

const desktop = { width: 1280, height: 800, phone: false };

/** Opens the invitation: the notice stands on the screen. */
async function invite(side: Side, options: VisitorOptions = {}): Promise<Visitor> {
  visitor = await openVisitor(browser, options);
  await visitor.begin(site.link(side));
  return visitor;
}

/** Somebody of a village, who is asked the fewest questions, at the review. */
async function atReview(): Promise<Visitor> {
  const { tap } = await invite('ngo');
  await tap('Rozumiem, zaczynamy');
  await tap('sołectwo lub osiedle');
  await walk(visitor);
  return visitor;
}

/** What the only response says, in the order of the questions. */
async function response(group: Group): Promise<unknown[]> {
  const { store } = site.test.bot;
  const { rows: background } = await store.box({ table: 'background', campaign: 'fala-1' });
  const { rows: answers } = await store.box({ table: 'answers', campaign: 'fala-1', unit: 'lipowo', group });
  expect([background.length, answers.length]).toEqual([1, 1]);
  return [...background, ...answers].flatMap((row) => Object.values(row.values));
}

describe('a whole survey', { timeout: 60_000 }, () => {
  it('on a phone, of an organisation, takes few taps and words, and shows scales whole', async () => {
    const { tap, lastMessage, complaints } = await invite('ngo');
    let buttonWords = await answerWords(visitor);
    await tap('Rozumiem, zaczynamy');
    const way = await walk(visitor);
    // What stands on the screen goes from it when it is sent.
    const untilSent = await wordsRead(visitor);
    for (const label of ['Wyślij', 'Nie, dziękuję', 'Nie, dziękuję']) {
      buttonWords += await answerWords(visitor);
      await tap(label);
    }
    expect(await lastMessage.textContent()).toContain('Dziękuję za rozmowę');
    const items = way.asked.length;
    const taps = 1 + way.taps + 3;
    const words = untilSent + (await wordsRead(visitor));
    const all = words + buttonWords + way.buttonWords;
    console.log(`organisation: ${items} items, ${taps} taps, ${words} words, ${all} with the buttons`);
    expect(await response('ngo')).toEqual(way.given);
    expect(complaints).toEqual([]);
    expect(items).toBe(41);
    expect(taps).toBeLessThanOrEqual(items + 8);
    expect(untilSent).toBeGreaterThan(500);
    expect(words).toBeLessThanOrEqual(900);
    // Where a section begins, its heading takes the room.
    const scales = way.asked.filter(({ choices }) => choices[0]?.id === '1' && choices.at(-1)?.id === 'dk');
    const cut = scales.filter(
      ({ choices, opensSection }) => !opensSection && choices.some(({ isInView }) => !isInView),
    );
    expect(scales).toHaveLength(32);
    expect(cut.map(({ text }) => text)).toEqual([]);
  });

  it('on a desktop, of an office, in English', async () => {
    const { tap, lastMessage, complaints } = await invite('office', { ...desktop, locale: 'en-GB' });
    await tap(0);
    const { given, asked } = await walk(visitor);
    await tap('Send');
    await tap('Yes, please');
    await tap('No, thank you');
    expect(await lastMessage.textContent()).toContain('Thank you');
    expect(asked.length).toBe(50);
    expect(await response('office')).toEqual(given);
    expect(complaints).toEqual([]);
  });

  it('of an organisation in Ukrainian, which the page speaks from the start', async () => {
    visitor = await openVisitor(browser, { locale: 'uk-UA' });
    const { page, tap, begin, lastMessage, complaints } = visitor;
    await page.goto(site.link('ngo'));
    expect(await page.getAttribute('html', 'lang')).toBe('uk');
    expect(await page.locator('#begin').textContent()).toBe('Відкрити запрошення');
    await begin(site.base);
    expect(await lastMessage.getAttribute('lang')).toBe('uk');
    await tap(0);
    const { given } = await walk(visitor);
    for (const label of ['Надіслати', 'Так', 'Так']) await tap(label);
    expect(await lastMessage.textContent()).toContain('Дякую');
    expect(await page.locator('#log .bot:not([lang=uk])').count()).toBe(0);
    expect(await response('ngo')).toEqual(given);
    expect(complaints).toEqual([]);
  });
});

describe('on the way', () => {
  it('what a question adds in small print is on the screen', async () => {
    const { tap, page, answerUntil } = await invite('ngo');
    await tap('Rozumiem, zaczynamy');
    await tap('sołectwo lub osiedle');
    await answerUntil(/najbardziej utrudnia/);
    expect.soft(await page.getByText('Wybierz najwyżej 3. Na koniec „Gotowe”.').count()).toBe(1);
    await answerUntil(/działa najlepiej/);
    expect.soft(await page.getByText('bez nazwisk').count()).toBe(1);
  });

  it('an answer is changed from the review, which then shows the new one', async () => {
    const { tap, lastMessage, complaints } = await atReview();
    await tap('Na koniec');
    expect(await lastMessage.locator('.answer').first().textContent()).toBe('bardzo źle');
    await tap('Zmień 1');
    await tap('bardzo dobrze');
    expect(await lastMessage.textContent()).toContain('Możesz coś jeszcze poprawić albo wysłać');
    await tap('Na koniec');
    expect(await lastMessage.locator('.answer').first().textContent()).toBe('bardzo dobrze');
    await tap('Wróć do podsumowania');
    await tap('Wyślij');
    expect((await response('other'))[1]).toBe(5);
    expect(complaints).toEqual([]);
  });

  it('a language chosen in the middle is that of the page and of what comes', async () => {
    const { answered, page, tap, lastMessage, complaints } = await invite('ngo');
    await tap('Rozumiem, zaczynamy');
    const before = await page.locator('#log .bot').count();
    await answered(() => page.locator('[data-language=en]').tap());
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(await page.locator('[data-language=en]').getAttribute('aria-current')).toBe('true');
    expect(await page.locator('label[for=words]').textContent()).toMatch(/^Write a\smessage$/);
    expect(await page.locator('#words').getAttribute('placeholder')).toMatch(/^Write a\smessage$/);
    expect(await page.locator('footer a').first().textContent()).toBe('Privacy');
    expect(await lastMessage.locator('.asked').textContent()).toBe('Who are you answering for?');
    const languages = await page.locator('#log .bot').evaluateAll((all) => all.map((one) => one.getAttribute('lang')));
    expect(languages).toEqual([...Array(before).fill('pl'), 'en']);
    await tap(0);
    expect(await lastMessage.getAttribute('lang')).toBe('en');
    expect(complaints).toEqual([]);
  });

  it('the survey goes on in another place with the code, and leaves the first', async () => {
    const { tap, page, lastMessage, complaints } = await invite('ngo');
    await tap('Rozumiem, zaczynamy');
    await tap('organizacja');
    await tap('klub sportowy');
    const question = await lastMessage.locator('.asked').textContent();
    await tap('Przerwa');
    const code = (await lastMessage.locator('.code').textContent()) ?? '';
    const other = await openVisitor(browser, desktop);
    await other.begin(site.base);
    await other.type(code);
    await other.lastMessage.filter({ hasText: 'Ankieta jest już tutaj' }).waitFor();
    expect(await other.lastMessage.locator('.asked').textContent()).toBe(question);
    await lastMessage.filter({ hasText: 'Ankieta jest teraz w innym miejscu' }).waitFor();
    expect(await page.locator('#answers button').count()).toBe(0);
    expect([...complaints, ...other.complaints]).toEqual([]);
    await other.close();
  });
});

describe('the receipt', () => {
  it('is copied and printed by itself', async () => {
    const { tap, page, context, lastMessage, complaints } = await atReview();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await tap('Wyślij');
    const code = (await lastMessage.locator('.code').textContent()) ?? '';
    expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    await page.getByRole('button', { name: 'Kopiuj kod' }).tap();
    await page.locator('#status').filter({ hasText: 'Kod jest skopiowany' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);

    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', document.body.innerText);
    });
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('button', { name: 'Drukuj', includeHidden: true }).dispatchEvent('click');
    const printed = await page.getAttribute('body', 'data-printed');
    expect(printed).toContain(code);
    for (const rest of ['Czy mogę tu', 'To już wszystkie', 'Wyślij', 'Kopiuj kod', 'Prywatność'])
      expect.soft(printed).not.toContain(rest);
    expect(complaints).toEqual([]);
  });
});
