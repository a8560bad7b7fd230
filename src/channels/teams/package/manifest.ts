/** What Teams is told about the bot: the manifest, and its words in other languages. PURE. */
import { createHash } from 'node:crypto';
import { Language } from '../../../dialog/language.ts';
import { type AppTexts, type Suggestion, suggested } from './texts.ts';

export type TeamsApp = {
  /** The Application (client) ID of the bot in Entra. */
  readonly appId: string;
  /** Begins with https, without a slash at its end. */
  readonly publicUrl: string;
  /** Teams takes an update only under a higher number, and only as three numbers. */
  readonly version: string;
  readonly texts: Readonly<Record<Language, AppTexts>>;
  readonly developer: { readonly name: string };
};

export type TeamsManifest = ReturnType<typeof teamsManifest>;

/** The newest that is generally available (August 2026): https://learn.microsoft.com/microsoft-365/extensibility/schema/ */
const schemaVersion = '1.30';
const schemas = `https://developer.microsoft.com/json-schemas/teams/v${schemaVersion}`;
const defaultLanguage: Language = 'pl';
const accentColor = '#0b6b5e';
const developerNameChars = 32;

export const icons = { color: 'color.png', outline: 'outline.png' } as const;

/** The manifest of one bot at one address. The same app gets the same id, so a newer package updates the installed one. */
export function teamsManifest({ appId, publicUrl, version, texts, developer }: TeamsApp) {
  const { name, description, commands, together } = texts[defaultLanguage];
  return {
    $schema: `${schemas}/MicrosoftTeams.schema.json`,
    manifestVersion: schemaVersion,
    version,
    id: idOf(appId, publicUrl),
    localizationInfo: {
      defaultLanguageTag: defaultLanguage,
      defaultLanguageFile: fileOf(defaultLanguage),
      additionalLanguages: Language.options
        .filter((language) => language !== defaultLanguage)
        .map((language) => ({ languageTag: language, file: fileOf(language) })),
    },
    developer: {
      name: shorten(developer.name),
      websiteUrl: `${publicUrl}/`,
      privacyUrl: `${publicUrl}/prywatnosc`,
      termsOfUseUrl: `${publicUrl}/dostepnosc`,
    },
    name,
    description,
    icons,
    accentColor,
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat'],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [
          { scopes: ['personal'], commands: inOrder(commands) },
          { scopes: ['team', 'groupChat'], commands: [together.help] },
        ],
      },
    ],
    // Not `messageTeamMembers`: the bot never writes first to the members of a team.
    permissions: ['identity'],
    validDomains: [new URL(publicUrl).host],
    // From 1.25 on, Teams refuses an app with the scope `team` that does not say this.
    supportsChannelFeatures: 'tier1',
    defaultInstallScope: 'personal',
  };
}

/** The words of the manifest in one language, under the paths at which they stand there. */
export function localisation({ name, description, commands, together }: AppTexts): Readonly<Record<string, string>> {
  const lists = [inOrder(commands), [together.help]];
  const said = lists.flatMap((list, at) =>
    list.flatMap((command, number) => {
      const path = `bots[0].commandLists[${at}].commands[${number}]`;
      return [
        [`${path}.title`, command.title],
        [`${path}.description`, command.description],
      ];
    }),
  );
  return {
    $schema: `${schemas}/MicrosoftTeams.Localization.schema.json`,
    'name.short': name.short,
    'name.full': name.full,
    'description.short': description.short,
    'description.full': description.full,
    ...Object.fromEntries(said),
  };
}

/** The file in the package that holds a language. */
export function fileOf(language: Language): string {
  return `${language}.json`;
}

function inOrder(commands: AppTexts['commands']): readonly Suggestion[] {
  return suggested.map((name) => commands[name]);
}

/** A UUID of version 5 in the namespace of addresses: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5 */
function idOf(appId: string, publicUrl: string): string {
  const addresses = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const hash = createHash('sha1').update(addresses).update(`${publicUrl}/teams/${appId.toLowerCase()}`).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** As many whole words as fit. */
function shorten(name: string): string {
  if (name.length <= developerNameChars) return name;
  const start = name.slice(0, developerNameChars);
  const words = start.slice(0, start.lastIndexOf(' '));
  return `${words || start.slice(0, -1)}…`;
}
