/** A report in the form that somebody asked for: a file, a few lines for a chat, or what a page shows. */
import type { Results } from '../bot/results.ts';
import { Refusal } from '../bot/waves.ts';
import { type Cache, createCache } from '../cache.ts';
import type { Find } from '../dialog/find.ts';
import type { Language } from '../dialog/language.ts';
import type { Campaign } from '../survey/campaign.ts';
import type { Guide } from '../survey/guide.ts';
import { cardOf } from './card-of.ts';
import { compose } from './compose.ts';
import { toArticle, toHtml } from './html.ts';
import { toJson } from './json.ts';
import { loadMeasure } from './pictures/fonts.ts';
import { toPng } from './pictures/png.ts';
import { fileCss } from './style.ts';
import type { Materials } from './subject.ts';
import { summaryOf } from './summary.ts';
import { createWords } from './words.ts';

export const formats = ['html', 'pdf', 'png', 'json'] as const;
export type Format = (typeof formats)[number];

/** Without a unit: all JST together, and then each. */
export type Order = { readonly campaign: string; readonly unit?: string; readonly language: Language };
export type Rendered = { readonly name: string; readonly type: string; readonly bytes: Buffer };
/** What a page of ours shows: its title, and the rest as HTML that is escaped already. */
export type ResultPage = { readonly title: string; readonly article: string };

/** All reject with `Refusal` when the wave is not there, not over, or has no such unit. */
export type Reports = {
  readonly render: (order: Order & { readonly format: Format }) => Promise<Rendered>;
  /** At most 900 characters. */
  readonly summary: (order: Order) => Promise<string>;
  readonly page: (order: Order) => Promise<ResultPage>;
};

export type ReportsOptions = {
  readonly results: Pick<Results, 'report'>;
  readonly campaigns: () => readonly Campaign[];
  readonly find: Find;
  readonly guide: () => Promise<Guide>;
  readonly now: () => number;
};

/** Pages that are kept. A wave that is over changes only where an organiser releases texts or notes an agreed score. */
const pagesMax = 48;
const keptMs = 5 * 60_000;
/** Of the picture for a chat. */
const pngWidth = 1_080;

type Kept = { readonly campaign: Campaign | undefined; readonly until: number; readonly page: Promise<ResultPage> };

export function createReports({ results, campaigns, find, guide, now }: ReportsOptions): Reports {
  const pages: Cache<Kept> = createCache(pagesMax);

  const materials = async ({ campaign, unit, language }: Order): Promise<Materials> => {
    const [report, measure, known] = await Promise.all([results.report(campaign), loadMeasure(), guide()]);
    if (unit !== undefined && !report.published.units.some(({ id }) => id === unit)) {
      const ids = report.published.units.map(({ id }) => id).join(', ');
      throw new Refusal(`campaign ${campaign} has no unit ${unit}; it has ${ids}`);
    }
    return { report, guide: known, words: createWords(find, language, report.space), measure };
  };

  const bytesOf = async (format: Format, from: Materials, unit: string | undefined): Promise<Buffer> => {
    switch (format) {
      case 'json':
        return Buffer.from(`${JSON.stringify(toJson(from, unit), undefined, 2)}\n`);
      case 'html':
        return Buffer.from(toHtml(compose(from, unit), await fileCss(), { contents: from.words.say('contents') }));
      case 'png':
        return toPng(cardOf(from, unit), { width: pngWidth });
      case 'pdf': {
        const { toPdf } = await import('./pdf/pdf.ts');
        return toPdf(compose(from, unit), { creator: 'Rozmównica', date: from.report.closedOn });
      }
      default:
        throw new RangeError(format satisfies never);
    }
  };

  const makePage = async (order: Order): Promise<ResultPage> => {
    const from = await materials(order);
    const document = compose(from, order.unit);
    return { title: document.title, article: toArticle(document, { contents: from.words.say('contents') }) };
  };

  return {
    async render(order) {
      const { campaign, unit, format } = order;
      const bytes = await bytesOf(format, await materials(order), unit);
      return {
        name: `report-${campaign}${unit === undefined ? '' : `-${unit}`}.${format}`,
        type: types[format],
        bytes,
      };
    },
    summary: async (order) => summaryOf(await materials(order), order.unit),
    page(order) {
      const key = [order.campaign, order.language, order.unit ?? ''].join(' ');
      const campaign = campaigns().find(({ id }) => id === order.campaign);
      const kept = pages.get(key);
      if (kept && kept.campaign === campaign && kept.until > now()) return kept.page;
      const page = makePage(order);
      pages.set(key, { campaign, until: now() + keptMs, page });
      // What failed is tried again; whoever asked hears of it themselves.
      page.catch(() => pages.delete(key));
      return page;
    },
  };
}

const types: Readonly<Record<Format, string>> = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  png: 'image/png',
  json: 'application/json; charset=utf-8',
};
