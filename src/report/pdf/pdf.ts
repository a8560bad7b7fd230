/** A report as a tagged PDF for print and for screen readers; the same report gives the same bytes. */
import { buffer } from 'node:stream/consumers';
import type { ReportDocument } from '../document.ts';
import { fontFiles } from '../pictures/fonts.ts';
import { palette } from '../pictures/palette.ts';
import { flow } from './flow.ts';
import { asArtifact, createSheet, drawRule, footer, type Pdf, paper, type Sheet, textWidth } from './sheet.ts';
import { drawLines, setLines, styles, widthOf } from './text.ts';

/** `date` is written into the file as its time of making, as 2026-12-15. */
export async function toPdf(
  document: ReportDocument,
  meta: { readonly creator: string; readonly date: string },
): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const date = new Date(meta.date);
  const pdf = new PDFDocument({
    size: [paper.width, paper.height],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    // None of pdfkit's own.
    font: '',
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: document.language,
    info: {
      Title: document.title,
      Subject: document.subtitle,
      Creator: meta.creator,
      CreationDate: date,
      ModDate: date,
    },
  });
  for (const [weight, file] of Object.entries(fontFiles)) pdf.registerFont(weight, file);
  escapeMetadata(pdf);
  const sheet = createSheet(pdf);
  writeTitle(sheet, document);
  flow(sheet, document.blocks);
  writeFooters(pdf, document.title);
  const bytes = buffer(pdf);
  pdf.end();
  return bytes;
}

function writeTitle(sheet: Sheet, { title, subtitle }: ReportDocument): void {
  const { pdf } = sheet;
  const parts = [
    { name: 'H1', text: title, style: styles.title },
    { name: 'P', text: subtitle, style: styles.subtitle },
  ].filter(({ text }) => text !== '');
  for (const { name, text, style } of parts) {
    const lines = setLines(pdf, text, style, textWidth);
    sheet.open(name).add(() => drawLines(pdf, lines, style, { x: paper.left, y: sheet.y }));
    sheet.y += lines.length * style.leading;
  }
  sheet.level = 1;
  sheet.y += 8;
  const { y } = sheet;
  sheet.decorate(() =>
    drawRule(pdf, [paper.left, y], [paper.left + textWidth, y], { width: 2, color: palette.accent }),
  );
}

/** The title and "page / pages" on every sheet. */
function writeFooters(pdf: Pdf, title: string): void {
  const { start, count } = pdf.bufferedPageRange();
  const endAt = paper.left + textWidth;
  for (let at = start; at < start + count; at++) {
    pdf.switchToPage(at);
    const number = `${at + 1} / ${count}`;
    const [line = ''] = setLines(pdf, title, styles.note, textWidth - widthOf(pdf, number, styles.note) - 24);
    const shown = line.length < title.length ? `${line.trimEnd()} …` : line;
    asArtifact(pdf, 'Pagination', () => {
      drawLines(pdf, [shown], styles.note, { x: paper.left, y: footer });
      drawLines(pdf, [number], styles.note, { x: paper.left, y: footer, endAt });
    });
  }
}

/** pdfkit puts texts into XML as they are; when it does, they are in the document's own dictionary already, unchanged. */
function escapeMetadata(pdf: Pdf): void {
  const finish = pdf.endMetadata.bind(pdf);
  pdf.endMetadata = () => {
    const { Title = '', Subject = '', Creator = '' } = pdf.info;
    pdf.info = { ...pdf.info, Title: escapeXml(Title), Subject: escapeXml(Subject), Creator: escapeXml(Creator) };
    finish();
  };
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
