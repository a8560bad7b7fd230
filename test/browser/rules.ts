/** The rules that axe knows, held against what a page shows now. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** WCAG 2.1, A and AA. */
export const wcag: readonly string[] = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

export type Violation = {
  readonly id: string;
  readonly impact: string;
  readonly tags: readonly string[];
  readonly nodes: readonly { readonly target: readonly string[]; readonly any: readonly { message: string }[] }[];
};

type Axe = { readonly run: (on: Document, how: object) => Promise<{ readonly violations: readonly Violation[] }> };
declare global {
  interface Window {
    axe?: Axe;
  }
}

const { resolve } = createRequire(import.meta.url);
const axe = readFileSync(createRequire(resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');

/** What breaks rules with one of these tags, or one of these rules. Axe stays in the page, so that it is read there once. */
export async function violations(
  page: Page,
  type: 'tag' | 'rule',
  values: readonly string[],
): Promise<readonly Violation[]> {
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(axe);
  return page.evaluate(
    async (runOnly) => {
      if (!window.axe) throw new Error('axe is not in the page');
      return (await window.axe.run(document, { resultTypes: ['violations'], runOnly })).violations;
    },
    { type, values },
  );
}
