/** The package that an administrator uploads to Teams: one zip with the manifest, the icons and the languages. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { Language } from '../../../dialog/language.ts';
import { fileOf, icons, localisation, type TeamsApp, teamsManifest } from './manifest.ts';

/** A zip knows local time only, from 1980 on; the same everywhere, so that the same app gives the same bytes. */
const mtime = new Date(1980, 0, 1, 12);

/** The package; the same bytes for the same app. */
export async function packApp(app: TeamsApp): Promise<Uint8Array> {
  const languages = Language.options.map((language) => [fileOf(language), json(localisation(app.texts[language]))]);
  const pictures = await Promise.all(
    Object.values(icons).map(async (file) => [file, new Uint8Array(await readFile(join(import.meta.dirname, file)))]),
  );
  const files = { 'manifest.json': json(teamsManifest(app)), ...Object.fromEntries([...pictures, ...languages]) };
  return zipSync(files, { mtime, level: 9 });
}

function json(value: unknown): Uint8Array {
  return strToU8(`${JSON.stringify(value, null, 2)}\n`);
}
