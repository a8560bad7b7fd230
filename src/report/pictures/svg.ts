/** A scene as SVG of its own, for a page with a strict policy: no style in it, every letter of a text escaped. */
import { palette } from './palette.ts';
import type { Mark, Scene, Stroke } from './scene.ts';

export const fontFamily = 'Source Sans 3, Source Sans Pro, Noto Sans, DejaVu Sans, Helvetica, Arial, sans-serif';

/** `id` must be unique in the page that holds the picture. */
export function toSvg({ width, height, title, marks }: Scene, { id }: { readonly id: string }): string {
  const label = `${id}-title`;
  const open = element('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${short(width)} ${short(height)}`,
    width,
    height,
    role: 'img',
    'aria-labelledby': label,
    'font-family': fontFamily,
  });
  return [
    open,
    `${element('title', { id: label })}${escaped(title)}</title>`,
    `${element('rect', { width, height, fill: palette.paper })}</rect>`,
    ...marks.map(draw),
    '</svg>',
  ].join('\n');
}

function draw(mark: Mark): string {
  switch (mark.kind) {
    case 'line': {
      const [[x1, y1], [x2, y2]] = [mark.from, mark.to];
      return empty('line', { x1, y1, x2, y2, ...stroked(mark.stroke) });
    }
    case 'path': {
      const points = mark.points.map(([x, y]) => `${short(x)} ${short(y)}`);
      return empty('path', {
        d: `M${points.join('L')}${mark.closed ? 'Z' : ''}`,
        fill: mark.fill?.color ?? 'none',
        'fill-opacity': mark.fill?.opacity,
        'stroke-linejoin': mark.stroke && 'round',
        ...stroked(mark.stroke),
      });
    }
    case 'circle': {
      const [cx, cy] = mark.at;
      return empty('circle', { cx, cy, r: mark.radius, fill: mark.fill ?? 'none', ...stroked(mark.stroke) });
    }
    case 'box': {
      const [[x, y], [width, height]] = [mark.at, mark.size];
      return empty('rect', {
        x,
        y,
        width,
        height,
        rx: mark.radius,
        fill: mark.fill ?? 'none',
        ...stroked(mark.stroke),
      });
    }
    case 'text': {
      const [x, y] = mark.at;
      const open = element('text', {
        x,
        y,
        'font-size': mark.size,
        'font-weight': mark.weight,
        'text-anchor': mark.anchor === 'start' ? undefined : mark.anchor,
        fill: mark.color,
      });
      return `${open}${escaped(mark.text)}</text>`;
    }
  }
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

function stroked(stroke: Stroke | undefined): Attributes {
  if (!stroke) return {};
  return {
    stroke: stroke.color,
    'stroke-width': stroke.width,
    'stroke-dasharray': stroke.dash?.map(short).join(' '),
  };
}

function element(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? short(value) : escaped(value)}"`],
  );
  return `<${name}${written.join('')}>`;
}

function empty(name: string, attributes: Attributes): string {
  return element(name, attributes).replace(/>$/, '/>');
}

/** A hundredth of a pixel is not seen. */
function short(value: number): string {
  return String(Number(value.toFixed(2)));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** What XML cannot hold at all. */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function escaped(text: string): string {
  return text.replace(unwritable, '').replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
}
