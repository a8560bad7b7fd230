/** A report as HTML: its contents for a page of ours, or a whole file that needs nothing else. No script, no inline style. */
import type { Block, Column, ReportDocument } from './document.ts';
import type { Scene } from './pictures/scene.ts';
import { toSvg } from './pictures/svg.ts';

export type HtmlTexts = { readonly contents: string };

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
}

type Part = { readonly id: string; readonly title: string; readonly blocks: readonly Block[] };

/** Every heading of level 1 begins a part. */
function partsOf(blocks: readonly Block[]): readonly Part[] {
  const parts: { id: string; title: string; blocks: Block[] }[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level === 1)
      parts.push({ id: `part-${parts.length + 1}`, title: block.text, blocks: [] });
    else parts.at(-1)?.blocks.push(block);
  }
  return parts;
}

/** The report below the head of a page: title, contents, and its parts. */
export function toArticle({ title, subtitle, blocks }: ReportDocument, texts: HtmlTexts): string {
  const parts = partsOf(blocks);
  const links = parts.map(({ id, title: name }) => `<li><a href="#${id}">${escaped(name)}</a></li>`);
  return [
    `<h1>${escaped(title)}</h1>`,
    `<p class="subtitle">${escaped(subtitle)}</p>`,
    `<nav class="contents" aria-label="${escaped(texts.contents)}">`,
    `<details><summary>${escaped(texts.contents)}</summary><ol>${links.join('\n')}</ol></details>`,
    '</nav>',
    ...parts.map(
      ({ id, title: name, blocks: inside }) =>
        `<section class="part" aria-labelledby="${id}">\n<h2 id="${id}">${escaped(name)}</h2>\n${inside
          .map((block, at) => toHtmlBlock(block, `${id}-picture-${at}`))
          .join('\n')}\n</section>`,
    ),
  ].join('\n');
}

/** One file: `css` is put into it, and pictures are part of it. */
export function toHtml(document: ReportDocument, css: string, texts: HtmlTexts): string {
  return `<!doctype html>
<html lang="${document.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(document.title)}</title>
<style>
${css}
</style>
</head>
<body>
<main class="report">
${toArticle(document, texts)}
</main>
</body>
</html>
`;
}

function toHtmlBlock(block: Block, id: string): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level + 1}>${escaped(block.text)}</h${block.level + 1}>`;
    case 'text':
      return block.tone === 'quote'
        ? `<blockquote>${escaped(block.text)}</blockquote>`
        : `<p${block.tone === 'plain' ? '' : ` class="${block.tone}"`}>${escaped(block.text)}</p>`;
    case 'list':
      return listOf(block.items.map(escaped));
    case 'picture':
      return figureOf(block.scene, id);
    case 'beside':
      return `<div class="beside">\n${figureOf(block.scene, id)}\n${listOf(block.items.map(escaped))}\n</div>`;
    case 'table':
      return tableOf(block);
    case 'figures':
      return `<dl class="figures">${block.items
        .map(
          ({ label, value, words }) =>
            `<div><dt>${escaped(label)}</dt><dd><strong>${escaped(value)}</strong> <span>${escaped(words)}</span></dd></div>`,
        )
        .join('')}</dl>`;
    case 'step':
      return stepOf(block);
    default:
      throw new RangeError(String(block satisfies never));
  }
}

function figureOf(scene: Scene, id: string): string {
  return `<figure>\n${toSvg(scene, { id })}\n<figcaption>${escaped(scene.title)}</figcaption>\n</figure>`;
}

function listOf(items: readonly string[], name?: string): string {
  return `<ul${name ? ` class="${name}"` : ''}>${items.map((item) => `<li>${item}</li>`).join('\n')}</ul>`;
}

function stepOf({ title, why, standard, tools, workshop }: Extract<Block, { readonly kind: 'step' }>): string {
  return [
    '<div class="step">',
    `<h3>${escaped(title)}</h3>`,
    `<p class="why">${escaped(why)}</p>`,
    `<p>${escaped(standard)}</p>`,
    listOf(
      tools.map(({ title: name, text }) => `<strong>${escaped(name)}</strong> – ${escaped(text)}`),
      'tools',
    ),
    `<h4>${escaped(workshop.title)}</h4>`,
    `<p>${escaped(workshop.text)}</p>`,
    '</div>',
  ].join('\n');
}

/**
 * On a phone each row is a card in which every cell says its column. Roles are said although tables have them: with
 * `display: block` browsers forget.
 */
function tableOf({ caption, columns, rows }: Extract<Block, { readonly kind: 'table' }>): string {
  const aligned = ({ align }: Column): string => (align === 'end' ? ' class="end"' : '');
  const head = columns.map(
    (column) => `<th scope="col" role="columnheader"${aligned(column)}>${escaped(column.text)}</th>`,
  );
  const body = rows.map((row) => {
    const cells = row.map((text, at) => {
      const column = columns[at];
      return at === 0 || !column
        ? `<th scope="row" role="rowheader">${escaped(text)}</th>`
        : `<td role="cell" data-column="${escaped(column.text)}"${aligned(column)}>${escaped(text)}</td>`;
    });
    return `<tr role="row">${cells.join('')}</tr>`;
  });
  return `<table role="table"><caption>${escaped(caption)}</caption>
<thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead>
<tbody role="rowgroup">
${body.join('\n')}
</tbody></table>`;
}
