/** What people type that was not expected: it is refused kindly or taken as words, and never lost or run. */
import type { Browser } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sharedChromium } from '../support/chromium.ts';
import { makeDataFolder } from '../support/data-folder.ts';
import { type Posts, watchPosts } from '../support/posts.ts';
import { openSite, type Site } from '../support/site.ts';
import { openVisitor, type Visitor } from '../support/visitor.ts';

let browser: Browser;
let site: Site;
let visitor: Visitor;
let posts: Posts;
beforeAll(async () => {
  browser = await sharedChromium();
});
beforeEach(async () => {
  site = await openSite({ dataDir: await makeDataFolder() });
  visitor = await openVisitor(browser);
  await visitor.begin(site.link('ngo'));
  await visitor.tap('Rozumiem, zaczynamy');
  posts = watchPosts(visitor.page);
}, 30_000);
afterEach(async () => {
  await visitor.close();
  await site.close();
});

const field = () => visitor.page.locator('#words');
/** Spaces that do not break are spaces here. */
const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ');
const note = async () => plain(await visitor.page.locator('#note').textContent());

/** Puts a text into the line and presses Enter, without waiting for anybody. */
async function enter(text: string): Promise<void> {
  await field().fill(text);
  await field().press('Enter');
}

/** A village's open question. */
async function atOpenQuestion(): Promise<void> {
  const { tap } = visitor;
  for (const what of ['sołectwo', 0, 0, 0, 'Gotowe']) await tap(what);
  await visitor.lastMessage.locator('.asked', { hasText: 'działa najlepiej' }).waitFor();
}

async function openAnswer(): Promise<unknown> {
  const [stand] = await Array.fromAsync(site.test.bot.store.conversations());
  return stand?.session?.run?.answers.c_strength_open;
}

describe('the line people write in', () => {
  it('sends nothing where nothing is written, and says what to do', async () => {
    for (const text of ['', '   ', '\n\n\t']) {
      await enter(text);
      expect(await note()).toBe('Najpierw coś napisz albo wybierz odpowiedź.');
    }
    await visitor.page.locator('.send').tap();
    expect(posts.tried).toEqual([]);
    expect(await visitor.page.locator('.own').count()).toBe(1);
  });

  it('keeps 100 kB of pasted text and says that it does not fit', async () => {
    const text = 'Zażółć gęślą jaźń. '.repeat(5_400).trim();
    await enter(text);
    expect(await note()).toContain(`Za długa wiadomość: znaków jest ${text.length}, a zmieści się 4096.`);
    expect(await field().inputValue()).toBe(text);
    expect(posts.tried).toEqual([]);
    expect(visitor.complaints).toEqual([]);
  });

  it('sends a free text of 1000 characters, and not one of 1001', async () => {
    await atOpenQuestion();
    const before = posts.tried.length;
    const text = 'ą'.repeat(1_000);
    await enter(`${text}b`);
    expect(await note()).toContain('znaków jest 1001, a zmieści się 1000');
    expect(await field().inputValue()).toBe(`${text}b`);
    expect(posts.tried).toHaveLength(before);
    await visitor.type(text);
    expect(await openAnswer()).toBe(text);
  });
});

describe('the bot', () => {
  it('says what it cannot use, and asks again', async () => {
    const { type, lastMessage, choices, complaints } = visitor;
    const told = [
      ['👍🏽🎉', 'Nie wiem, którą odpowiedź masz na myśli'],
      ['/nieznane', 'Nie znam takiego polecenia'],
      ['9', 'Nie ma takiej odpowiedzi na liście'],
      ['\u200f\u202e\u200b', 'Ta wiadomość jest pusta'],
      ['x'.repeat(4_000), 'Nie wiem, którą odpowiedź masz na myśli'],
    ] as const;
    for (const [text, why] of told) {
      await type(text);
      expect(plain(await lastMessage.locator('.lead').textContent())).toContain(why);
      expect(plain(await lastMessage.locator('.asked').textContent())).toBe('W czyim imieniu odpowiadasz?');
      expect(await choices.count()).toBe(3);
    }
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(complaints).toEqual([]);
  });
});

describe('words that are code elsewhere', () => {
  const code = '"><script>window.pwned=1</script><img src=x onerror="window.pwned=1">{{text}}';

  it('are words: in the bubble, in the review, after a reload', async () => {
    const { page, type, tap, lastMessage, complaints } = visitor;
    await atOpenQuestion();
    await type(code);
    await tap('Pomiń');
    await tap('Na koniec');
    expect(await lastMessage.locator('.answer').nth(3).textContent()).toBe(code);
    await page.reload();
    expect(await page.locator('.own', { hasText: 'pwned' }).locator('p').textContent()).toBe(code);
    expect(await page.locator('#log :is(script, img)').count()).toBe(0);
    expect(await page.evaluate(() => Object.hasOwn(window, 'pwned'))).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('that turn the direction of text turn nothing but themselves, and are not kept', async () => {
    const { type, tap, lastMessage } = visitor;
    await atOpenQuestion();
    await type('\u202eDobra wola\u200f');
    expect(await openAnswer()).toBe('Dobra wola');
    await tap('Pomiń');
    await tap('Na koniec');
    expect(await lastMessage.locator('.answer').nth(3).textContent()).toBe('Dobra wola');
  });
});

describe('the server', () => {
  it('refuses a post of 300 kB, and the conversation goes on', async () => {
    const status = await visitor.page.evaluate(async () => {
      const body = JSON.stringify({ kind: 'message', id: 'much-too-long', text: 'x'.repeat(300 * 1024) });
      const headers = { 'content-type': 'application/json' };
      return (await fetch('/webchat/messages', { method: 'POST', headers, body })).status;
    });
    expect(status).toBe(413);
    await visitor.tap('organizacja');
    expect(await visitor.lastMessage.locator('.asked').textContent()).toBe('Jaka to organizacja?');
  });
});
