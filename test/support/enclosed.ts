/** Replies with a file, and what goes with them, for tests of what carries them. */

import type { ReportMaker } from '../../src/bot/enclose.ts';
import { Refusal } from '../../src/bot/waves.ts';
import type { Enclosures } from '../../src/channels/channel.ts';
import type { Enclosed, Spoken } from '../../src/dialog/reply.ts';

/** 40 × 30 pixels of nothing. */
export const smallPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAACgAAAAeCAAAAAB7tgMBAAAAGElEQVR42mP4TyRgGFU4qnBU4ajCwawQADpGq4041FWzAAAAAElFTkSuQmCC',
  'base64',
);
export const smallPdf = Buffer.from('%PDF-1.7\n%%EOF\n');

const file = { kind: 'report', campaign: 'fala-1', language: 'pl', staff: 'abcd1234' } as const;
export const picture: Enclosed = {
  kind: 'image',
  language: 'pl',
  file: { ...file, format: 'png', name: 'raport-fala-1.png' },
  text: 'Fala pierwsza\n\nWspółpraca: 62 na 100.\n• najmocniej: I.1\n• najsłabiej: <III.2> & reszta',
  alt: 'Karta z wynikami: Fala pierwsza.',
};
export const paper: Enclosed = {
  kind: 'document',
  language: 'pl',
  file: { ...file, format: 'pdf', name: 'raport-fala-1.pdf' },
  text: 'Cały raport w PDF: Fala pierwsza',
  alt: 'Cały raport w PDF: Fala pierwsza',
};

/** Files of these bytes, at these addresses; of the wave `gone` none can be made any more. */
export const enclosures: Enclosures = {
  make: async ({ campaign, format, name }) =>
    campaign === 'gone'
      ? undefined
      : format === 'png'
        ? { name, type: 'image/png', bytes: smallPng }
        : { name, type: 'application/pdf', bytes: smallPdf },
  path: ({ format }) => `/files/token-of-${format}`,
  link: ({ format }) => `https://bot.example.org/files/token-of-${format}`,
};

/** Reports that cost nothing; they remember what was ordered. */
export function quickReports(summary = 'Współpraca: 62 na 100.'): ReportMaker & { readonly ordered: string[] } {
  const ordered: string[] = [];
  const note = (kind: string, { campaign, unit, language }: Parameters<ReportMaker['summary']>[0]): void => {
    ordered.push([kind, campaign, unit ?? '*', language].join(' '));
    if (campaign === 'gone') throw new Refusal('there is no campaign gone');
  };
  return {
    ordered,
    async render(order) {
      note(order.format, order);
      return order.format === 'png'
        ? { name: 'raport.png', type: 'image/png', bytes: smallPng }
        : { name: 'raport.pdf', type: 'application/pdf', bytes: smallPdf };
    },
    async summary(order) {
      note('summary', order);
      return summary;
    },
  };
}

/** What is said in a reply, whatever its kind. */
export function wordsOf(reply: Spoken | Enclosed): string {
  return reply.kind === 'prompt' ? `${reply.lead ?? ''}\n${reply.text}` : reply.text;
}
