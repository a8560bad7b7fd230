/**
 * Pictures of the bot as people see it. `npm run pictures` draws the sheets of the README into docs/pictures; with
 * `--all DIR` every state of the web chat becomes a picture of its own in DIR, in every language, light and dark, on a
 * small phone. `teams-okno.png` is not drawn here: it was taken in Microsoft's own test client, which is not installed.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContext } from 'playwright-core';
import { fit, home, readYaml } from '../src/content/files.ts';
import { Language } from '../src/dialog/language.ts';
import { CampaignFile } from '../src/survey/campaign.ts';
import { drawResults } from './pictures/results.ts';
import { drawTeams } from './pictures/teams.ts';
import { drawTelegram } from './pictures/telegram.ts';
import { launchChromium } from './support/chromium.ts';
import { openSite, type Site } from './support/site.ts';
import { openVisitor, type Visitor } from './support/visitor.ts';

type Look = { readonly language: Language; readonly dark?: boolean; readonly desktop?: boolean };

const locales = { pl: 'pl-PL', en: 'en-GB', uk: 'uk-UA' } as const;
const phone = { width: 360, height: 640 };
const desktop = { width: 760, height: 640 };
const cardWidth = 460;
const tapLightMs = 400;

/** What each sheet shows, in the order of the tour. */
const sheets: Readonly<Record<string, readonly (readonly [look: Look, states: readonly string[]])[]>> = {
  rozmowa: [[{ language: 'pl' }, ['start', 'multi', 'scale']]],
  pytania: [[{ language: 'pl' }, ['answer', 'tools-of-area', 'answer-in-survey']]],
  'do-konca': [[{ language: 'pl' }, ['help', 'review', 'receipt']]],
  wszedzie: [
    [{ language: 'pl', desktop: true }, ['scale']],
    [{ language: 'pl', dark: true }, ['scale']],
    [{ language: 'uk' }, ['scale']],
    [{ language: 'en' }, ['scale']],
  ],
};
/** What people ask first. */
const asks = {
  pl: 'skąd wziąć pieniądze na festyn? nie mamy stowarzyszenia',
  en: 'how do we get a room for our club from the council?',
  uk: 'як отримати малий грант?',
} as const;
const articles = ['prywatnosc', 'dostepnosc'];

async function openLook(browser: Browser, look: Look, scale: number): Promise<[Visitor, BrowserContext]> {
  const context = await browser.newContext({
    viewport: look.desktop ? desktop : phone,
    deviceScaleFactor: scale,
    locale: locales[look.language],
    colorScheme: look.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    ...(!look.desktop && { isMobile: true, hasTouch: true }),
  });
  return [await openVisitor(browser, { context, phone: !look.desktop }), context];
}

/** Goes the whole way of an organisation; stops wherever there is something to be seen, and says what it is called. */
async function* tour(visitor: Visitor, site: Site, { language }: Look): AsyncGenerator<string> {
  const { page, context, tap, type, choices } = visitor;
  const way = async (at: number): Promise<void> =>
    tap((await page.locator('#answers .way').nth(at).textContent()) ?? '');
  const ticks = page.locator('#answers .choice[aria-pressed]');
  const done = async (): Promise<void> => tap(await ticks.count());
  const has = async (choice: string): Promise<boolean> => (await page.locator(`[data-choice="${choice}"]`).count()) > 0;

  await page.goto(`${site.base}/`);
  yield 'start';
  await visitor.begin(`${site.base}/`);
  await type(asks[language]);
  yield 'answer';
  await type('/areas');
  yield 'planes';
  await tap(0);
  await tap(1);
  yield 'area';
  await tap(0);
  yield 'tools-of-area';
  await type({ pl: 'kiedy jest mecz?', en: 'when is the match on?', uk: 'коли футбольний матч?' }[language]);
  yield 'unknown';
  await page.goto(site.link('ngo'));
  yield 'invited';
  await visitor.begin(site.link('ngo'));
  yield 'notice';
  await tap(0);
  yield 'role';
  for (const answer of [0, 0, 1, 0, 3]) await tap(answer);
  yield 'multi';
  await tap(1);
  yield 'multi-over-maximum';
  await done();
  await tap(0);
  await done();
  yield 'scale-first-of-section';
  await tap(3);
  yield 'scale';
  await way(0);
  yield 'help';
  await type({ pl: 'co to jest COP?', en: 'what is a COP?', uk: 'що таке COP?' }[language]);
  yield 'answer-in-survey';
  await type({ pl: 'a kto to sprawdza', en: 'who checks this then', uk: 'а хто це перевіряє' }[language]);
  yield 'not-understood';
  await type('/privacy');
  yield 'who-sees-what';
  await type('/help');
  yield 'commands';
  await type('/language');
  yield 'language';
  await tap(Language.options.indexOf(language));
  await way(2);
  yield 'paused';
  await type('+');
  yield 'back-again';
  await type('/delete');
  yield 'erase';
  await tap(1);
  await context.setOffline(true);
  await choices.nth(2).click();
  await page.locator('#status-text').filter({ hasText: /./ }).waitFor();
  yield 'offline';
  await visitor.answered(() => context.setOffline(false));
  while (!(await has('send'))) {
    if ((await ticks.count()) > 0) {
      await tap(0);
      await done();
    } else if ((await choices.count()) > 0) await tap(Math.min(3, (await choices.count()) - 1));
    else {
      yield 'text';
      await way(0);
    }
  }
  yield 'review';
  await tap(1);
  yield 'section';
  await tap(0);
  yield 'edit';
  await tap(4);
  while (!(await has('send'))) await tap((await choices.count()) - 1);
  await tap((await choices.count()) - 1);
  yield 'receipt';
  await tap(1);
  yield 'consent';
  await tap(1);
  yield 'end';
  for (const path of ['not-there', ...articles]) {
    await page.goto(`${site.base}/${path}`);
    yield path;
  }
}

/** Codes are drawn anew each time; in a picture they stay. The light of a tap goes first. */
async function picture({ page }: Visitor, fullPage: boolean): Promise<Buffer> {
  await page.mouse.move(0, 0);
  await pause(tapLightMs);
  await page.locator('.code').evaluateAll((codes) => {
    for (const code of codes) code.textContent = '4F7K-2QXP-9ABC-7H3M'.slice(0, code.textContent?.length);
  });
  return page.screenshot({ animations: 'disabled', caret: 'hide', fullPage });
}

/** Takes pictures on the way, until the last of the wanted states; where none is named, of all, and of their ends. */
async function take(browser: Browser, site: Site, look: Look, scale: number, wanted?: readonly string[]) {
  const [visitor, context] = await openLook(browser, look, scale);
  const pictures = new Map<string, Buffer>();
  for await (const state of tour(visitor, site, look)) {
    if (wanted && !wanted.includes(state)) continue;
    pictures.set(state, await picture(visitor, articles.includes(state)));
    if (pictures.size === wanted?.length) break;
    const end = 'document.documentElement.scrollHeight - innerHeight';
    if (wanted || articles.includes(state) || (await visitor.page.evaluate(`${end} - scrollY < 2`))) continue;
    await visitor.page.evaluate(`scrollTo(0, ${end})`);
    pictures.set(`${state}-end`, await picture(visitor, false));
  }
  await context.close();
  return pictures;
}

async function drawSheets(browser: Browser, site: Site, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, looks] of Object.entries(sheets)) {
    // A wide sheet is shown smaller.
    const deviceScaleFactor = looks.length > 1 ? 1.5 : 2;
    const pictures: Buffer[] = [];
    for (const [look, states] of looks)
      pictures.push(...(await take(browser, site, look, deviceScaleFactor, states)).values());
    await glue(browser, pictures, deviceScaleFactor, join(folder, `${name}.png`));
  }
  await glue(browser, await drawResults(browser, 1.5), 1.5, join(folder, 'wyniki.png'));
  await glue(browser, await drawTelegram(browser, shown, phone, 2), 2, join(folder, 'telegram.png'));
  await glue(browser, await drawTeams(browser, shown, cardWidth, 1.5), 1.5, join(folder, 'teams.png'));
}

/** Pictures side by side. */
async function glue(browser: Browser, pictures: readonly Buffer[], deviceScaleFactor: number, path: string) {
  const images = pictures.map((png) => {
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)].map((pixels) => pixels / deviceScaleFactor);
    return `<img width="${width}" height="${height}" src="data:image/png;base64,${png.toString('base64')}">`;
  });
  const page = await browser.newPage({ deviceScaleFactor, viewport: { width: 3_000, height: 900 } });
  const style = 'display: inline-flex; align-items: flex-start; gap: 24px; padding: 24px; background: #e4e2dc';
  await page.setContent(`<body style="margin: 0"><div style="${style}">${images.join('')}</div>`);
  const sheet = await page.locator('div').screenshot({ path });
  console.log(`${basename(path)}  ${Math.round(sheet.length / 1024)} kB`);
  await page.close();
}

async function drawAll(browser: Browser, site: Site, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const language of Language.options)
    for (const dark of [false, true]) {
      const pictures = await take(browser, site, { language, dark }, 1);
      const mark = `${language}-${dark ? 'dark' : 'light'}`;
      const states = [...pictures.keys()].filter((state) => !state.endsWith('-end'));
      for (const [state, png] of pictures) {
        const number = states.indexOf(state.replace(/-end$/, '')) + 1;
        await writeFile(join(folder, `${mark}-${String(number).padStart(2, '0')}-${state}.png`), png);
      }
      console.log(`${mark}: ${pictures.size} pictures`);
    }
}

const { values } = parseArgs({ options: { all: { type: 'string' } } });
const { content } = await readYaml(join(home, 'data', 'demo-campaign.yaml'));
const demo = content && fit(CampaignFile, content).value;
if (!demo) throw new Error('data/demo-campaign.yaml cannot be used: run the command check');
const shown = { ...demo, demo: true };
const site = await openSite({ campaign: shown });
const browser = await launchChromium();
try {
  if (values.all !== undefined) await drawAll(browser, site, resolve(values.all));
  else await drawSheets(browser, site, join(home, 'docs', 'pictures'));
} finally {
  await browser.close();
  await site.close();
}
