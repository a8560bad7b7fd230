/** What a person wrote, without what Teams adds to it. PURE. */

const mention = /<at(?:\s[^<>]*)?>[^<]*<\/at>/gi;
const lineEnd = /<(?:br\s*\/?|\/p|\/div|\/li)>/gi;
const tag = /<\/?[a-z][^<>]*>/gi;
const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The words: mentions go, entities are characters; tags are tags only where the format says so. */
export function wordsOf(text: string, format: string | undefined): string {
  const unmentioned = text.replace(mention, ' ');
  const flat = format === 'xml' ? unmentioned.replace(lineEnd, '\n').replace(tag, '') : unmentioned;
  return flat
    .replace(entity, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : '';
    })
    .replace(/\r\n?/g, '\n')
    .trim();
}
