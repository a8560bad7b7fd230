/** The report as HTML: a file that needs nothing from anywhere, in which whatever people wrote is text. */
import { expect, it } from 'vitest';
import { compose } from '../../src/report/compose.ts';
import { toArticle, toHtml } from '../../src/report/html.ts';
import { fileCss } from '../../src/report/style.ts';
import { languages, materialsOf, reportOf } from './materials.ts';
import { waveOf } from './waves.ts';

const hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)> {{name}} $t(title) \u202Eabc';
const wave = waveOf('fala-1', [
  { name: `Gmina ${hostile}`, ngo: 14, office: 12 },
  { name: 'Gmina Dębno & Syn', ngo: 11, office: 6 },
]);
const report = reportOf([wave], {
  name: { pl: hostile, en: hostile, uk: hostile },
  themes: [{ name: hostile, texts: [hostile, "'><svg onload=alert(3)>"] }],
});
const css = await fileCss();
const page = (language: 'pl' | 'en' | 'uk' = 'pl'): string =>
  toHtml(compose(materialsOf(report, language)), css, { contents: 'Spis' });

it('holds what people wrote as text and nothing else', () => {
  const html = page();
  expect(html).not.toMatch(/<script|<img|onerror=[^&]*>|<svg onload/);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  // Names are not taken for places that a value is put into.
  expect(html).toContain('{{name}} $t(title)');
});

it('needs nothing from anywhere, and has no style or script of an element', () => {
  const html = page();
  const outside = [...html.matchAll(/(?:src|href)="([^"]*)"|url\("([^"]{0,30})/g)].map(([, link, url]) => link ?? url);
  expect(outside.length).toBeGreaterThan(5);
  expect(outside.filter((to) => !/^#part-\d+$|^data:font\/woff2/.test(to ?? ''))).toEqual([]);
  expect(html.match(/<[^>]+\sstyle=/)).toBeNull();
});

it.each(languages)('says its language: %s', (language) => {
  expect(page(language)).toContain(`<html lang="${language}">`);
});

it('can be read by those who do not see it: captions, headings of rows, names of pictures', () => {
  const article = toArticle(compose(materialsOf(report)), { contents: 'Spis' });
  const count = (pattern: RegExp): number => [...article.matchAll(pattern)].length;
  const rows = count(/<tbody/g);
  expect(rows).toBeGreaterThan(10);
  expect(count(/<caption>/g)).toBe(rows);
  expect(count(/<tr role="row"><th scope="row"/g)).toBe(count(/<tr role="row">/g) - rows);
  expect(count(/<svg /g)).toBe(count(/role="img"/g));
  const ids = [...article.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const referred = [...article.matchAll(/(?:aria-labelledby="|href="#)([^"]+)"/g)].map(([, id]) => id);
  expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
});
