/** The report of a made-up wave, as a page and as the card in a chat. */
import type { Browser } from 'playwright-core';
import { runHere } from '../../src/cli/rozmownica.ts';
import { openBot } from '../support/bot.ts';

const unit = 'gryfino';
const pageWidth = 760;
const pageHeight = 1_120;
/** Parts of the report from its beginning: at a glance, and the first plane. */
const parts = [0, 3];
const cardWidth = 400;

/** Two waves one after the other, so that there is a change to be seen. */
const commands = ['demo', 'demo-2'].flatMap((id, wave) => [
  ['campaign', 'create', '--demo', '--id', id, ...(wave > 0 ? ['--previous', 'demo'] : [])],
  ['simulate', '--campaign', id, '--respondents', '240', '--seed', String(wave + 3)],
  ['campaign', 'close', '--campaign', id],
]);

export async function drawResults(browser: Browser, deviceScaleFactor: number): Promise<readonly Buffer[]> {
  const test = await openBot();
  try {
    for (const words of commands) {
      const exit = await runHere(
        words,
        '/',
        { print: () => undefined, json: () => undefined },
        console.error,
        test.bot,
      );
      if (exit !== 0) throw new Error(`${words.join(' ')} ended with ${exit}`);
    }
    const order = { campaign: 'demo-2', unit, language: 'pl' } as const;
    const [html, card] = [
      await test.bot.reports.render({ ...order, format: 'html' }),
      await test.bot.reports.render({ ...order, format: 'png' }),
    ];
    const page = await browser.newPage({ deviceScaleFactor, viewport: { width: pageWidth, height: 900 } });
    await page.setContent(html.bytes.toString());
    const pictures: Buffer[] = [];
    for (const part of parts) {
      const box = await page.locator('.part').nth(part).boundingBox();
      if (!box) throw new Error(`the report has no part ${part}`);
      const clip = { x: 0, y: box.y, width: pageWidth, height: Math.min(box.height, pageHeight) };
      pictures.push(await page.screenshot({ animations: 'disabled', fullPage: true, clip }));
    }
    await page.setContent(
      `<body style="margin: 0"><img width="${cardWidth}" src="data:image/png;base64,${card.bytes.toString('base64')}">`,
    );
    pictures.push(await page.locator('img').screenshot());
    await page.close();
    return pictures;
  } finally {
    await test.close();
  }
}
