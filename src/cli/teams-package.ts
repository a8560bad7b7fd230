/** `teams-package`: the app that an administrator uploads to Teams, with the address and the texts of this bot. */
import { statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../bot/waves.ts';
import { type TeamsApp, teamsManifest } from '../channels/teams/package/manifest.ts';
import { packApp } from '../channels/teams/package/pack.ts';
import { AppTexts } from '../channels/teams/package/texts.ts';
import { type Config, readConfig } from '../config.ts';
import { fit, home, readYaml, showFault } from '../content/files.ts';
import { Operator } from '../content/pages.ts';
import type { Language } from '../dialog/language.ts';
import { type Command, optional, UsageError } from './command.ts';

const defaultFile = 'rozmownica-teams.zip';

export const teamsPackage: Command = {
  name: 'teams-package',
  summary: 'Writes the app package that an administrator uploads to Teams',
  usage: '[--out F] [--app-version N]',
  options: { out: { type: 'string' }, 'app-version': { type: 'string' } },
  describe: {
    out: `the file to write; without it ${defaultFile}`,
    'app-version': 'a number higher than that of the package in use, like 1.2.3; without it that of the program',
  },
  needsStore: false,
  async run(input, out) {
    const { appId, publicUrl } = addressOf(readConfig(home));
    const version = Version.safeParse(optional(input, 'app-version') ?? (await programVersion()));
    if (!version.success) throw new UsageError('--app-version must be three numbers like 1.2.3');
    const app: TeamsApp = {
      appId,
      publicUrl,
      version: version.data,
      texts: await readTexts(),
      developer: await readContent(join(home, 'data', 'operator.yaml'), Operator),
    };
    const path = resolve(input.cwd, optional(input, 'out') ?? defaultFile);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
      throw new Refusal(`${path} is a folder: give the name of a file, like ${join(path, defaultFile)}`);
    await writeFile(path, await packApp(app));
    const { id, manifestVersion, developer } = teamsManifest(app);
    if (input.values.json === true) out.json({ file: path, id, version: app.version, manifestVersion });
    else {
      out.print(`Written to ${path}: version ${app.version} of the app ${id}, by ${developer.name}.`);
      out.print('In the Teams admin center, under Manage apps: upload it, or update the app that is there.');
    }
    return 0;
  },
};

/** As the schema writes it. What comes after the three numbers in semver, Teams refuses (microsoft-teams-app-schema #174). */
const Version = z.string().regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/);

/** Who the bot is and where. Throws a `Refusal` that names the variable and what to write into it. */
export function addressOf({
  publicUrl,
  teams,
}: Pick<Config, 'publicUrl' | 'teams'>): Pick<TeamsApp, 'appId' | 'publicUrl'> {
  if (!teams?.appId)
    throw new Refusal('MicrosoftAppId is not set: write the Application (client) ID of the bot from Azure into .env');
  if (!publicUrl)
    throw new Refusal('PUBLIC_URL is not set: write the https address of this bot into .env, like https://example.org');
  if (!publicUrl.startsWith('https://'))
    throw new Refusal(`PUBLIC_URL is ${publicUrl}, and Teams takes https only: write the https address of this bot`);
  return { appId: teams.appId, publicUrl };
}

/** The texts of the app in every language. */
export async function readTexts(): Promise<TeamsApp['texts']> {
  const read = (language: Language): Promise<AppTexts> =>
    readContent(join(home, 'locales', language, 'teams-app.yaml'), AppTexts);
  const [pl, en, uk] = await Promise.all([read('pl'), read('en'), read('uk')]);
  return { pl, en, uk };
}

async function readContent<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const { content, faults } = await readYaml(path);
  const { value, faults: misfits } = content ? fit(schema, content) : { faults: [] };
  if (value === undefined) throw new Refusal([...faults, ...misfits].map(showFault).join('\n'));
  return value;
}

async function programVersion(): Promise<string> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(home, 'package.json'), 'utf8')));
  return version;
}
