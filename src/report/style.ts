/** The look of our pages for a file of its own: with its fonts in it, so that it needs nothing from anywhere. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const views = join(import.meta.dirname, '..', 'http', 'views');

let read: Promise<string> | undefined;

/** House style and report style as one text that can stand in `<style>`. Read once. */
export function fileCss(): Promise<string> {
  read ??= readCss();
  return read;
}

async function readCss(): Promise<string> {
  const [house, report] = await Promise.all(
    ['house.css', 'report.css'].map((name) => readFile(join(views, name), 'utf8')),
  );
  const css = `${house}\n${report}`;
  const names = new Set([...css.matchAll(/url\("(?<name>[\w-]+\.woff2)"\)/g)].map((match) => match.groups?.name ?? ''));
  const fonts = await Promise.all(
    [...names].map(async (name) => {
      const bytes = await readFile(
        fileURLToPath(import.meta.resolve(`@fontsource-variable/source-sans-3/files/${name}`)),
      );
      return [name, bytes.toString('base64')] as const;
    }),
  );
  return fonts.reduce(
    (text, [name, base64]) => text.replaceAll(`url("${name}")`, `url("data:font/woff2;base64,${base64}")`),
    css,
  );
}
