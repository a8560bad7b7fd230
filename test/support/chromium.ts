/**
 * The browser of the browser tests: a Chromium found on the machine, or else the one that `@sparticuz/chromium` carries
 * (Linux x64). `CHROMIUM_PATH` names another one; `CHROMIUM_PATH=packaged` means the carried one. On a machine without
 * libsqlite3 the carried one opens no https page (NSS ends the process); http on localhost, as in the tests, works.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const usualPaths: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const flags: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let shared: Promise<Browser> | undefined;

/** The browser of this process, started at the first asking; it ends with the process. Whoever wants it empty opens a context. */
export function sharedChromium(): Promise<Browser> {
  shared ??= launchChromium();
  return shared;
}

/** A new browser; the caller closes it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ ...(await findChromium()), args: [...flags] });
}

async function findChromium(): Promise<LaunchOptions> {
  const asked = process.env.CHROMIUM_PATH;
  const found = asked || usualPaths.find((path) => existsSync(path));
  if (found && found !== 'packaged') return { executablePath: found };
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('No Chromium found: install one, or name it in CHROMIUM_PATH.');
  const folder = await unpackChromium();
  const libraries = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  return {
    executablePath: join(folder, 'chromium'),
    env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/** Unpacks once per version and user; of processes that unpack at the same time, the first to finish wins. */
async function unpackChromium(): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  const carrier = join(dirname(resolve('@sparticuz/chromium')), '..', '..', 'package.json');
  const { version }: { version: string } = JSON.parse(await readFile(carrier, 'utf8'));
  const folder = join(tmpdir(), `packaged-chromium-${version}-${process.getuid?.()}`);
  if (existsSync(folder)) return folder;
  const draft = await mkdtemp(`${folder}-`);
  try {
    // The package unpacks into the temp folder, and its NSS and expat libraries only where it thinks it is on Lambda.
    const unpack = "import('@sparticuz/chromium').then((it) => it.default.executablePath())";
    await promisify(execFile)(process.execPath, ['-e', unpack], {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    });
    // The machine's fonts, and Open Sans from the package: it has Polish and Ukrainian letters.
    const fonts = `<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${join(folder, 'fonts')}</dir>`;
    await writeFile(join(draft, 'fonts.conf'), `<fontconfig>${fonts}</fontconfig>\n`);
    await rename(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}
