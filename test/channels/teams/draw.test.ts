/** What the official library draws of a card, in a browser: nothing that people wrote is more than its letters. */
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { type Rendered, renderAnswered, renderReply } from '../../../src/channels/teams/render.ts';
import { sharedChromium } from '../../support/chromium.ts';
import { texts } from '../../support/teams/words.ts';

const library = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');
const words = 'Od {{DATE(2020-01-01T00:00:00Z)}} do {{{TIME(2020-01-01T00:00:00Z)}}}, **tak** _nie_ &lt;';
let browser: Browser;
beforeAll(async () => {
  browser = await sharedChromium();
});

async function draw({ card }: Rendered): Promise<string> {
  const page = await browser.newPage();
  await page.addScriptTag({ path: library });
  const drawing = `(() => {
    const drawn = new AdaptiveCards.AdaptiveCard();
    drawn.parse(${JSON.stringify(card)});
    document.body.append(drawn.render());
    return document.body.innerText;
  })()`;
  const seen = String(await page.evaluate(drawing));
  await page.close();
  return seen.replaceAll('\u00a0', ' ').replaceAll('\u200b', '');
}

it('the answer that was written, where the question was', async () => {
  expect(await draw(renderAnswered('Od kiedy?', words, 'pl'))).toContain(`✓ ${words}`);
});

it('a text, a heading, a button and the title of a list', async () => {
  const plain = words.replace(/\*\*|_|&lt;/g, '').trimEnd();
  const choices = Array.from({ length: 7 }, (_, at) => ({ id: `c${at}`, key: `${at}`, label: `${plain} ${at}` }));
  const aside = { id: '~back', key: 'wstecz', label: plain, aside: true };
  const common = { kind: 'prompt', language: 'pl', prompt: 1, nonce: 'abcdef01', step: 'q', input: 'choice' } as const;
  const lead = `${words}\nWedług tego, co było.`;
  const seen = await draw(renderReply({ ...common, lead, text: words, choices: [...choices, aside] }, texts));
  expect(seen.split(words)).toHaveLength(3);
  expect(seen.split(plain)).toHaveLength(choices.length + 2);
});
