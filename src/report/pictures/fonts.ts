/** The face that pictures and PDFs come with, and exact widths of texts in it, so that nothing is clipped anywhere. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Weight } from './scene.ts';

export type Font = { readonly size: number; readonly weight: Weight };

/** How wide a text is, in pixels of its scene. Kerning aside, which moves letters by less than a hundredth. */
export type Measure = (text: string, font: Font) => number;

/** Static TTF files with Polish and Ukrainian letters. */
export const fontFiles: Readonly<Record<Weight, string>> = {
  400: fontFile('400Regular/SourceSans3_400Regular.ttf'),
  600: fontFile('600SemiBold/SourceSans3_600SemiBold.ttf'),
  700: fontFile('700Bold/SourceSans3_700Bold.ttf'),
};

let loaded: Promise<Measure> | undefined;

/** Reads the fonts once in the life of the process. */
export function loadMeasure(): Promise<Measure> {
  loaded ??= readWidths();
  return loaded;
}

function fontFile(name: string): string {
  return fileURLToPath(import.meta.resolve(`@expo-google-fonts/source-sans-3/${name}`));
}

async function readWidths(): Promise<Measure> {
  const [regular, semibold, bold] = await Promise.all(
    ([400, 600, 700] as const).map(async (weight) => advances(await readFile(fontFiles[weight]))),
  );
  if (!regular || !semibold || !bold) throw new Error('a font is missing');
  const widths: Readonly<Record<Weight, Advances>> = { 400: regular, 600: semibold, 700: bold };
  return (text, { size, weight }) => {
    const of = widths[weight];
    let sum = 0;
    for (const letter of text) sum += of(letter.codePointAt(0) ?? 0);
    return sum * size;
  };
}

/** The advance of a code point, in parts of the size of the font. */
type Advances = (code: number) => number;

/** From the tables `cmap` (format 12), `hmtx`, `hhea` and `head` of a TrueType file. */
function advances(font: Buffer): Advances {
  const unitsPerEm = font.readUInt16BE(table(font, 'head') + 18);
  const metrics = font.readUInt16BE(table(font, 'hhea') + 34);
  const hmtx = table(font, 'hmtx');
  const glyphs = glyphsOf(font);
  return (code) => font.readUInt16BE(hmtx + 4 * Math.min(glyphs.get(code) ?? 0, metrics - 1)) / unitsPerEm;
}

function table(font: Buffer, name: string): number {
  for (let at = 12; at < 12 + 16 * font.readUInt16BE(4); at += 16)
    if (font.toString('latin1', at, at + 4) === name) return font.readUInt32BE(at + 8);
  throw new Error(`the font has no table ${name}`);
}

/** Glyphs by code point. */
function glyphsOf(font: Buffer): ReadonlyMap<number, number> {
  const cmap = table(font, 'cmap');
  const glyphs = new Map<number, number>();
  for (let at = cmap + 4; at < cmap + 4 + 8 * font.readUInt16BE(cmap + 2); at += 8) {
    const part = cmap + font.readUInt32BE(at + 4);
    if (font.readUInt16BE(part) !== 12) continue;
    for (let group = part + 16; group < part + 16 + 12 * font.readUInt32BE(part + 12); group += 12) {
      const [first, last] = [font.readUInt32BE(group), font.readUInt32BE(group + 4)];
      const glyph = font.readUInt32BE(group + 8);
      for (let code = first; code <= last; code++) glyphs.set(code, glyph + code - first);
    }
  }
  return glyphs;
}
