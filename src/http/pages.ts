/** The pages in the footer, and the page that says what went wrong. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Pages } from '../content/pages.ts';
import type { Language } from '../dialog/language.ts';
import { languageOf, type Views } from './views.ts';

const yearSeconds = 31_536_000;
const languageCookie = 'jezyk';

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
        // Here and not above: until somebody reads a page, nothing is held in memory for it.
        const { renderPage } = await import('./markdown.ts');
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
