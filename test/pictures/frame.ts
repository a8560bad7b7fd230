/** Pages of our own that look like a messenger: their letters, and how they become pictures. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { home } from '../../src/content/files.ts';

const { resolve } = createRequire(import.meta.url);
/** Which letters are in which file. */
const alphabets = { latin: 'U+0000-00FF, U+2000-206F', 'latin-ext': 'U+0100-02BA' } as const;

/** The font of the web chat, inside the page: the picture is the same on every machine. */
export async function fontStyle(): Promise<string> {
  const faces = Object.entries(alphabets).map(async ([alphabet, range]) => {
    const file = resolve(`@fontsource-variable/source-sans-3/files/source-sans-3-${alphabet}-wght-normal.woff2`);
    const source = `data:font/woff2;base64,${(await readFile(file)).toString('base64')}`;
    return `@font-face { font-family: Face; font-weight: 200 900; src: url(${source}); unicode-range: ${range} }`;
  });
  return [...(await Promise.all(faces)), '* { box-sizing: border-box; font-family: Face, sans-serif }'].join('\n');
}

/** The bot's face. */
export const face = await readFile(join(home, 'src', 'http', 'views', 'icon.svg'), 'utf8');

export type Page = {
  readonly style: string;
  readonly body: string;
  readonly width: number;
  /** Without it, as high as what is on it. */
  readonly height?: number;
  /** Files with scripts, and what is done when they are there. */
  readonly scripts?: readonly string[];
  readonly act?: string;
};

export async function shoot(browser: Browser, page: Page, deviceScaleFactor: number): Promise<Buffer> {
  const { width, height, scripts = [], act } = page;
  const tab = await browser.newPage({ deviceScaleFactor, viewport: { width, height: height ?? 100 } });
  await tab.setContent(
    `<!doctype html><html lang="pl"><meta charset="utf-8"><style>${await fontStyle()}\n${page.style}</style><body>${page.body}`,
  );
  for (const path of scripts) await tab.addScriptTag({ path });
  if (act !== undefined) await tab.evaluate(act);
  await tab.evaluate('document.fonts.ready.then(() => undefined)');
  const png = await tab.screenshot({ animations: 'disabled', fullPage: height === undefined });
  await tab.close();
  return png;
}

/** For what is not markup. */
export function plain(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
