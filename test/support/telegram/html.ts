/**
 * Telegram's HTML parse mode, https://core.telegram.org/bots/api#html-style, with the words of its server for what it
 * refuses. Stricter in three things that Telegram lets pass but does not promise: a bare `&` or `>`, a link without
 * an address, and formatting inside `code` or `pre` or a quote inside a quote.
 */

export type Entity = {
  readonly type: string;
  /** In UTF-16 code units of the plain text, as the length. */
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly language?: string;
};

export type Parsed =
  | { readonly ok: true; readonly text: string; readonly entities: readonly Entity[] }
  | { readonly ok: false; readonly description: string };

type Open = { readonly tag: string; readonly entity: Omit<Entity, 'length'> };

const types: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
};
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** A run of plain text, an entity, a tag, or one of the three signs where it may not be. */
const token = /[^<>&]+|&(#\d{1,7}|#x[\da-fA-F]{1,6}|[a-zA-Z]+);|<(\/?)([^\s<>/]*)([^<>]*)>|[<>&]/g;
const attribute = /\s+([^\s=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?/gy;

/** The text as it is shown, with its formatting; or why Telegram refuses it. */
export function parseHtml(html: string): Parsed {
  const open: Open[] = [];
  const entities: Entity[] = [];
  let text = '';
  for (const match of html.matchAll(token)) {
    const [whole, code, slash, name = '', rest = ''] = match;
    const at = () => `at byte offset ${Buffer.byteLength(html.slice(0, match.index))}`;
    if (code !== undefined) {
      const sign = decode(code);
      if (sign === undefined) return refuse(`Unknown entity "${whole}" ${at()}`);
      text += sign;
    } else if (slash === '') {
      const started = start(name, rest, open, text.length);
      if (typeof started === 'string') return refuse(`${started} ${at()}`);
      open.push(started);
    } else if (slash === '/') {
      const last = open.pop();
      if (!last) return refuse(`Unexpected end tag ${at()}`);
      if (name !== last.tag || rest.trim() !== '') {
        return refuse(`Unmatched end tag ${at()}, expected "</${last.tag}>", found "${whole}"`);
      }
      const length = text.length - last.entity.offset;
      if (length > 0) entities.push({ ...last.entity, length });
    } else if (whole === '<') return refuse(`Unclosed start tag ${at()}`);
    else if (whole === '>' || whole === '&') return refuse(`"${whole}" is not escaped ${at()}`);
    else text += whole;
  }
  const left = open.at(-1);
  if (left) return refuse(`Can't find end tag corresponding to start tag "${left.tag}"`);
  return { ok: true, text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function start(name: string, rest: string, open: readonly Open[], offset: number): Open | string {
  const tag = name.toLowerCase();
  const type = types[tag];
  if (type === undefined) return `Unsupported start tag "${tag}"`;
  const given = attributesOf(rest);
  if (!given) return `Bad attribute in the tag "${tag}"`;
  const outer = open.map((one) => one.tag);
  const isLanguage = tag === 'code' && outer.at(-1) === 'pre' && (given.get('class') ?? '').startsWith('language-');
  if ((outer.includes('code') || outer.includes('pre')) && !isLanguage) return `Tag "${tag}" inside code`;
  if (tag === 'blockquote' && outer.includes('blockquote')) return 'Quote inside a quote';
  const known = knownAttributes(tag, given, isLanguage);
  if (known !== undefined) return known;
  const entity = { type: given.has('expandable') ? 'expandable_blockquote' : type, offset };
  const url = given.get('href');
  if (url !== undefined) return { tag, entity: { ...entity, url } };
  return { tag, entity: isLanguage ? { ...entity, language: (given.get('class') ?? '').slice(9) } : entity };
}

/** What is wrong with the attributes of this tag, if anything is. */
function knownAttributes(tag: string, given: ReadonlyMap<string, string>, isLanguage: boolean): string | undefined {
  if (tag === 'a' && !isLink(given.get('href') ?? '')) return 'Tag "a" must have an address in "href"';
  if (tag === 'span' && given.get('class') !== 'tg-spoiler') return 'Tag "span" must have class "tg-spoiler"';
  const allowed = tag === 'a' ? 'href' : tag === 'blockquote' ? 'expandable' : 'class';
  const may = tag === 'a' || tag === 'blockquote' || tag === 'span' || isLanguage;
  const odd = [...given.keys()].find((name) => !may || name !== allowed);
  return odd === undefined ? undefined : `Unsupported attribute "${odd}" in the tag "${tag}"`;
}

function attributesOf(rest: string): ReadonlyMap<string, string> | undefined {
  const given = new Map<string, string>();
  const text = rest.trimEnd();
  let end = 0;
  for (const [whole, name = '', double, single, bare] of text.matchAll(attribute)) {
    end += whole.length;
    const value = parseHtml(double ?? single ?? bare ?? '');
    if (!value.ok) return undefined;
    given.set(name, value.text);
  }
  return end === text.length ? given : undefined;
}

function decode(code: string): string | undefined {
  if (!code.startsWith('#')) return named[code];
  const point = code[1] === 'x' ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1));
  return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : undefined;
}

function isLink(href: string): boolean {
  return URL.canParse(href) && ['http:', 'https:', 'tg:', 'mailto:', 'tel:'].includes(new URL(href).protocol);
}

function refuse(why: string): Parsed {
  return { ok: false, description: `can't parse entities: ${why}` };
}
