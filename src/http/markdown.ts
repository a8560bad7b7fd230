/** The pages of `data/pages/` as HTML. */
import MarkdownIt from 'markdown-it';
import attributes from 'markdown-it-attrs';
import type { Operator, Page } from '../content/pages.ts';
import type { Language } from '../dialog/language.ts';
import { bindShortWords } from '../text/bind.ts';

// Raw HTML is off: what an author writes is text, also when it looks like a tag.
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
// Ids are asked for by the technical conditions of the Polish accessibility statement.
markdown.use(attributes, { allowedAttributes: ['id'] });

/** Each cell knows what its column is called: on a phone a table is shown as one card for each row. */
markdown.core.ruler.push('column-names', ({ tokens }) => {
  let [names, column]: [string[], number] = [[], 0];
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'table_open') names = [];
    if (token.type === 'tr_open') column = 0;
    if (token.type === 'th_open') names.push(tokens[at + 1]?.content ?? '');
    if (token.type === 'td_open') {
      token.attrSet('data-column', names[column] ?? '');
      column += 1;
    }
  }
});

/** A page in HTML, with what the operator's file says. */
export function renderPage(page: Page, operator: Operator): string {
  const filled = page.markdown.replace(/\{\{(\w+)\}\}/g, (_, field: keyof Operator) => {
    const value = operator[field];
    const text = typeof value === 'string' ? value : value[page.language];
    return text.replace(/[\\`*_[\]{}<>]/g, '\\$&');
  });
  return (
    markdown
      .render(bindShortWords(filled))
      // A day is read as people write it, and kept as machines do.
      .replace(
        /<strong id="(a11y-data-[a-z]+)">(\d{4}-\d\d-\d\d)<\/strong>/g,
        (_, id: string, day: string) => `<time id="${id}" datetime="${day}">${longDay(day, page.language)}</time>`,
      )
      // A wide table is scrolled in its own frame; those without a mouse must be able to stand in it.
      .replaceAll('<table>', '<table tabindex="0">')
  );
}

function longDay(day: string, language: Language): string {
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
}
