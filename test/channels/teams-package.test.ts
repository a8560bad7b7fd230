/** The app package: what is in the zip is what Teams publishes as its schema, in three languages, and always the same. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Refusal } from '../../src/bot/waves.ts';
import { type TeamsApp, teamsManifest } from '../../src/channels/teams/package/manifest.ts';
import { packApp } from '../../src/channels/teams/package/pack.ts';
import { suggested } from '../../src/channels/teams/package/texts.ts';
import { UsageError } from '../../src/cli/command.ts';
import { addressOf, readTexts, teamsPackage } from '../../src/cli/teams-package.ts';
import type { TeamsConfig } from '../../src/config.ts';
import { readContent } from '../../src/content/content.ts';
import { commandReader } from '../../src/dialog/command.ts';
import { Language } from '../../src/dialog/language.ts';
import { createTexts } from '../../src/text/texts.ts';
import { makeDataFolder } from '../support/data-folder.ts';

const appId = '11111111-2222-3333-4444-555555555555';
const publicUrl = 'https://rozmownica.example.org';

let app: TeamsApp;
let files: Readonly<Record<string, Uint8Array>>;
beforeAll(async () => {
  const developer = { name: 'Stowarzyszenie Przykładowe' };
  app = { appId, publicUrl, version: '0.1.0', texts: await readTexts(), developer };
  files = unzipSync(await packApp(app));
});

const fileAt = (name: string): Uint8Array => files[name] ?? expect.fail(`the package has no ${name}`);
const jsonAt = (name: string): unknown => JSON.parse(strFromU8(fileAt(name)));

// From https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json; strict where we are narrower.
const text = (max: number) => z.string().min(1).max(max);
const guid = z.string().regex(/^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/);
const languageTag = z.string().regex(/^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,2}$/);
const https = z.string().max(2048).startsWith('https://');
const scopes = z.array(z.enum(['personal', 'team', 'groupChat'])).min(1);
const command = z.strictObject({ title: text(128), description: text(4000) });
const Manifest = z.strictObject({
  $schema: z.literal('https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json'),
  manifestVersion: z.literal('1.30'),
  version: z.string().regex(/^([0-9]|[1-9]+[0-9]*)\.([0-9]|[1-9]+[0-9]*)\.([0-9]|[1-9]+[0-9]*)$/),
  id: guid,
  localizationInfo: z.strictObject({
    defaultLanguageTag: languageTag,
    defaultLanguageFile: z.string(),
    additionalLanguages: z.array(z.strictObject({ languageTag, file: z.string() })),
  }),
  developer: z.strictObject({ name: text(32), websiteUrl: https, privacyUrl: https, termsOfUseUrl: https }),
  name: z.strictObject({ short: text(30), full: text(100) }),
  description: z.strictObject({ short: text(80), full: text(4000) }),
  icons: z.strictObject({ color: z.string(), outline: z.string() }),
  accentColor: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  bots: z.tuple([
    z.strictObject({
      botId: guid,
      scopes,
      supportsFiles: z.literal(false),
      isNotificationOnly: z.literal(false),
      commandLists: z.array(z.strictObject({ scopes, commands: z.array(command).min(1).max(10) })).max(3),
    }),
  ]),
  permissions: z.array(z.enum(['identity', 'messageTeamMembers'])).max(2),
  validDomains: z.array(z.string().regex(/^[\w.-]+(:\d+)?$/)).max(100),
  supportsChannelFeatures: z.literal('tier1'),
  defaultInstallScope: z.literal('personal'),
});

const commandPath = String.raw`bots\[0\]\.commandLists\[[0-2]\]\.commands\[([0-9]|1[0-1])\]`;
/** Longest text by the path at which it stands. */
const translatable: readonly (readonly [path: RegExp, charsMax: number])[] = [
  [/^\$schema$/, 2048],
  [/^name\.short$/, 30],
  [/^name\.full$/, 100],
  [/^description\.short$/, 80],
  [/^description\.full$/, 4000],
  [new RegExp(`^${commandPath}\\.title$`), 128],
  [new RegExp(`^${commandPath}\\.description$`), 4000],
];

describe('the manifest', () => {
  it('is what the published schema asks for', () => {
    expect(Manifest.safeParse(jsonAt('manifest.json')).error?.issues).toBeUndefined();
  });
  it('is of this bot, at this address', () => {
    expect(Manifest.parse(jsonAt('manifest.json'))).toMatchObject({
      version: '0.1.0',
      developer: {
        name: 'Stowarzyszenie Przykładowe',
        websiteUrl: `${publicUrl}/`,
        privacyUrl: `${publicUrl}/prywatnosc`,
        termsOfUseUrl: `${publicUrl}/dostepnosc`,
      },
      bots: [{ botId: appId, scopes: ['personal', 'team', 'groupChat'] }],
      permissions: ['identity'],
      validDomains: ['rozmownica.example.org'],
    });
  });
  it('names only files that are in the package, and leaves none over', () => {
    const { icons, localizationInfo } = Manifest.parse(jsonAt('manifest.json'));
    const languages = localizationInfo.additionalLanguages.map(({ file }) => file);
    const named = ['manifest.json', icons.color, icons.outline, localizationInfo.defaultLanguageFile, ...languages];
    expect(Object.keys(files).sort()).toEqual(named.sort());
  });
  it('keeps the id in every version, and has another for another bot or address', () => {
    const idOf = (change: Partial<TeamsApp>): string => teamsManifest({ ...app, ...change }).id;
    const id = idOf({});
    // uuid.uuid5(uuid.NAMESPACE_URL, …) of Python gives the same.
    expect(id).toBe('1ceafa97-3fda-55ce-8343-5a63453abcb8');
    expect(idOf({ version: '0.2.0' })).toBe(id);
    const others = [idOf({ publicUrl: 'https://example.org' }), idOf({ appId: appId.replace('1', '2') })];
    expect(new Set([id, ...others]).size).toBe(3);
  });
  it('shortens a long name of the operator by whole words', () => {
    const named = (name: string): string => teamsManifest({ ...app, developer: { name } }).developer.name;
    expect(named('Fundacja Rozwoju Inicjatyw Społecznych i Obywatelskich')).toBe('Fundacja Rozwoju Inicjatyw…');
    expect(named('Ż'.repeat(40))).toBe(`${'Ż'.repeat(31)}…`);
    expect(named('Ż'.repeat(32))).toBe('Ż'.repeat(32));
  });
});

describe('the languages', () => {
  const read = (language: Language) => z.record(z.string(), z.string()).parse(jsonAt(`${language}.json`));

  it('say the same things', () => {
    const keys = Language.options.map((language) => Object.keys(read(language)));
    expect(keys).toEqual(Language.options.map(() => keys[0]));
  });
  it.each(Language.options)('fit the schema: %s', (language) => {
    const wrong = Object.entries(read(language)).filter(
      ([path, said]) => !translatable.some(([known, max]) => known.test(path) && said !== '' && said.length <= max),
    );
    expect(wrong).toEqual([]);
  });
  it('have Polish as the manifest has it', () => {
    const { name, description, bots } = Manifest.parse(jsonAt('manifest.json'));
    const polish = read('pl');
    expect([polish['name.full'], polish['description.full']]).toEqual([name.full, description.full]);
    const [personal, together] = bots[0].commandLists;
    expect(personal?.commands.map((_, at) => polish[`bots[0].commandLists[0].commands[${at}].title`])).toEqual(
      personal?.commands.map(({ title }) => title),
    );
    expect(polish['bots[0].commandLists[1].commands[0].description']).toBe(together?.commands[0]?.description);
  });
  it.each(Language.options)('promise what the bot keeps: %s', (language) => {
    const said = read(language);
    expect(Object.values(said).join('\n')).not.toMatch(/anonim|anonym|анонім/i);
    // Both are asked by Microsoft.
    expect(said['name.short']).not.toBe(said['name.full']);
    expect(said['description.full']).not.toContain(said['description.short']);
  });
  it.each(Language.options)('suggest only what the bot understands: %s', async (language) => {
    const { texts: loaded } = await readContent();
    const texts = createTexts();
    for (const one of loaded) texts.add(one.language, one.space, one.texts);
    const commandIn = commandReader(texts.find);
    const { commands, together } = app.texts[language];
    expect(suggested.map((name) => commandIn(commands[name].title)?.name)).toEqual(suggested);
    expect(commandIn(together.help.title)?.name).toBe('help');
  });
});

describe('the icons', () => {
  /** Size, colour type and raw bytes of a PNG in one IDAT chunk. */
  function decode(png: Uint8Array) {
    const bytes = Buffer.from(png);
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    const at = bytes.indexOf('IDAT');
    const data = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), colourType: bytes[25], data };
  }

  it('has a full square of 192 × 192', () => {
    // 2: colours without transparency.
    expect(decode(fileAt('color.png'))).toMatchObject({ width: 192, height: 192, colourType: 2 });
  });
  it('has an outline of 32 × 32 in white on nothing', () => {
    const { width, height, colourType, data } = decode(fileAt('outline.png'));
    expect([width, height, colourType]).toEqual([32, 32, 6]);
    const rows = Array.from({ length: height }, (_, y) =>
      data.subarray(y * (width * 4 + 1), (y + 1) * (width * 4 + 1)),
    );
    // Rows are stored as they are: filter 0.
    expect(rows.map((row) => row[0])).toEqual(rows.map(() => 0));
    const pixels = rows.flatMap((row) => Array.from({ length: width }, (_, x) => row.subarray(1 + x * 4, 5 + x * 4)));
    const seen = pixels.filter((pixel) => pixel[3] !== 0);
    expect(seen.filter(([r, g, b]) => r !== 255 || g !== 255 || b !== 255)).toEqual([]);
    expect(seen.length).toBeGreaterThan(100);
    expect(seen.length).toBeLessThan(pixels.length / 2);
  });
});

describe('the package', () => {
  it('has the same bytes for the same app', async () => {
    expect(Buffer.compare(await packApp(app), await packApp({ ...app }))).toBe(0);
  });
  it('has the same bytes in another time zone', async () => {
    const here = await packApp(app);
    vi.stubEnv('TZ', 'Pacific/Kiritimati');
    vi.resetModules();
    const { packApp: there } = await import('../../src/channels/teams/package/pack.ts');
    expect(Buffer.compare(here, await there(app))).toBe(0);
  });
});

describe('teams-package', () => {
  const teams: TeamsConfig = {
    ...{ appId, appPassword: 'secret', appType: 'SingleTenant', tenantId: appId },
    ...{ allowedTenants: [appId], emulator: false },
  };
  const out = () => ({ print: vi.fn<(text: string) => void>(), json: vi.fn<(value: unknown) => void>() });

  /** The variables of a bot in Teams. */
  function configure(): void {
    vi.stubEnv('MicrosoftAppId', appId);
    vi.stubEnv('MicrosoftAppPassword', 'secret');
    vi.stubEnv('MicrosoftAppType', 'SingleTenant');
    vi.stubEnv('MicrosoftAppTenantId', appId);
    vi.stubEnv('PUBLIC_URL', `${publicUrl}/`);
  }
  const run = async (values: Record<string, string | boolean>, cwd: string, said = out()): Promise<number> =>
    teamsPackage.needsStore
      ? expect.fail('it needs no store')
      : teamsPackage.run({ values, positionals: [], cwd }, said);

  it.each([
    ['MicrosoftAppId', { publicUrl, teams: undefined }],
    ['MicrosoftAppId', { publicUrl, teams: { ...teams, appId: '', emulator: true } }],
    ['PUBLIC_URL', { publicUrl: undefined, teams }],
    ['PUBLIC_URL', { publicUrl: 'http://rozmownica.example.org', teams }],
  ])('refuses in one sentence that names %s and the cure', (variable, config) => {
    expect(() => addressOf(config)).toThrow(Refusal);
    expect(() => addressOf(config)).toThrow(new RegExp(`^${variable} is [^\\n]+: write [^\\n]+$`));
  });
  it('writes the package where the person stands', async () => {
    configure();
    const cwd = await makeDataFolder();
    const said = out();
    expect(await run({ json: true }, cwd, said)).toBe(0);
    const file = join(cwd, 'rozmownica-teams.zip');
    const manifest = Manifest.parse(
      JSON.parse(strFromU8(unzipSync(await readFile(file))['manifest.json'] ?? new Uint8Array())),
    );
    expect(manifest.bots[0].botId).toBe(appId);
    const { id, version, manifestVersion } = manifest;
    expect(said.json).toHaveBeenCalledExactlyOnceWith({ file, id, version, manifestVersion });
    expect(said.print).not.toHaveBeenCalled();
  });
  it('takes a version of its own, in three numbers', async () => {
    configure();
    const cwd = await makeDataFolder();
    const said = out();
    expect(await run({ out: 'a.zip', 'app-version': '1.2.3' }, cwd, said)).toBe(0);
    expect(said.print.mock.calls[0]?.[0]).toContain('version 1.2.3 of the app');
    await expect(run({ out: 'b.zip', 'app-version': '1.2.3-beta' }, cwd)).rejects.toThrow(UsageError);
  });
  it('refuses a folder', async () => {
    configure();
    const cwd = await makeDataFolder();
    await expect(run({ out: '.' }, cwd)).rejects.toThrow(/is a folder: give the name of a file/);
  });
});

afterEach(() => {
  vi.unstubAllEnvs();
});
