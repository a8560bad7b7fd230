/** A report on the page: the picture is seen, its words are read, both files can be kept, and a reload loses nothing. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sharedChromium } from '../support/chromium.ts';
import { quickReports, smallPdf } from '../support/enclosed.ts';
import { openSite, type Site } from '../support/site.ts';
import { openVisitor, type Visitor } from '../support/visitor.ts';

let site: Site;
let visitor: Visitor;
beforeAll(async () => {
  site = await openSite({ reports: quickReports('Współpraca: 62 na 100.') });
  visitor = await openVisitor(await sharedChromium());
  const { code } = await site.test.invite('animator');
  await visitor.begin(`${site.base}/?z=${code}`);
  await site.test.bot.waves.close('fala-1');
}, 60_000);
afterAll(async () => {
  await visitor.close();
  await site.close();
});

const seen = async (page: Page): Promise<object> => {
  const picture = page.locator('#log img.picture');
  await picture.evaluate((image: HTMLImageElement) => image.decode());
  return {
    alt: await picture.getAttribute('alt'),
    pixels: await picture.evaluate((image: HTMLImageElement) => image.naturalWidth),
    links: await page.locator('#log a.file').allInnerTexts(),
  };
};
const expected = {
  alt: 'Karta z wynikami: Ocena współpracy 2026. Te same wyniki są w tekście.',
  pixels: 40,
  links: ['Pobierz: raport-fala-1.png', 'Pobierz: raport-fala-1.pdf'],
};

it('shows the picture with its words and both files, also after a reload, and complains of nothing', async () => {
  const { page, complaints } = visitor;
  await page.locator('#words').fill('/raport');
  await page.locator('#words').press('Enter');
  await page.locator('#log a.file').nth(1).waitFor();
  expect(await seen(page)).toEqual(expected);
  expect((await page.locator('#log').innerText()).replaceAll('\u00a0', ' ')).toContain('Współpraca: 62 na 100.');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  expect(
    (await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()).violations,
  ).toEqual([]);
  await page.reload();
  await page.locator('#log a.file').nth(1).waitFor();
  expect(await seen(page)).toEqual(expected);
  expect(complaints).toEqual([]);
}, 60_000);

it('lets the PDF be kept by keys alone', async () => {
  const { page } = visitor;
  const link = page.locator('#log a.file').nth(1);
  await link.focus();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toBe('raport-fala-1.pdf');
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  expect(Buffer.concat(chunks)).toEqual(smallPdf);
}, 60_000);
