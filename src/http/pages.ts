/** The pages in the footer, and the page that says what went wrong. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import MarkdownIt from 'markdown-it';
import attributes from 'markdown-it-attrs';
import type { Operator, Page, Pages } from '../content/pages.ts';
import type { Language } from '../dialog/language.ts';
import { bindShortWords } from '../text/bind.ts';
import { languageOf, type Views } from './views.ts';

const yearSeconds = 31_536_000;
const languageCookie = 'jezyk';

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

/** The language in which this person reads; asked for in the address, it is remembered. */
export function readerLanguage(usual: Language) {
  return (request: FastifyRequest, reply?: FastifyReply): Language => {
    const { query } = request;
    const asked = typeof query === 'object' && query !== null && 'jezyk' in query ? query.jezyk : undefined;
    // Refused before the cookies were read, some have none.
    const chosen = typeof asked === 'string' ? asked : request.cookies?.[languageCookie];
    const language = languageOf(chosen, request.headers['accept-language'], usual);
    // The page reads and writes it too.
    if (asked === language) reply?.setCookie(languageCookie, language, { maxAge: yearSeconds, httpOnly: false });
    return language;
  };
}

export function pageRoutes(views: Views, pages: Pages, reader: ReturnType<typeof readerLanguage>): FastifyPluginAsync {
  return async (server) => {
    for (const name of new Set(pages.pages.map((page) => page.name)))
      server.get(`/${name}`, async (request, reply) => {
        const language = reader(request, reply);
        const page = pages.pages.find((one) => one.name === name && one.language === language);
        if (!page) return reply.callNotFound();
        const title = `${page.title} – Rozmównica`;
        const html = views.render('article', language, { title, article: renderPage(page, pages.operator) });
        return reply
          .headers({ 'cache-control': 'no-cache', vary: 'accept-language, cookie' })
          .type('text/html; charset=utf-8')
          .send(html);
      });
  };
}

const told = [404, 429, 503];

/** What a person sees who opened something that cannot be shown. */
export function problemPage(views: Views, reader: ReturnType<typeof readerLanguage>) {
  return (status: number, request: FastifyRequest): string =>
    views.problem(told.includes(status) ? String(status) : 'other', reader(request));
}
