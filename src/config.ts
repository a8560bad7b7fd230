/** Environment → Config. The only reader of `process.env`; a `.env` file is read if there is one. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Language } from './dialog/language.ts';

const zone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}, 'is not a time zone; write it like Europe/Warsaw');

/** Telegram's own server; another is one's own, or a test's. */
const telegramRoot = 'https://api.telegram.org';
const loopback: readonly string[] = ['127.0.0.1', '::1', 'localhost'];
const webAddress = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

const Settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).optional(),
  SECRET_KEY: z.string().min(16, 'must have at least 16 characters').optional(),
  PUBLIC_URL: webAddress.optional(),
  TIME_ZONE: zone.default('Europe/Warsaw'),
  DEFAULT_LANGUAGE: Language.default('pl'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'is no token; copy it whole from @BotFather: digits, a colon, letters')
    .optional(),
  TELEGRAM_API_ROOT: webAddress.default(telegramRoot),
  TELEGRAM_MODE: z.enum(['polling', 'webhook']).default('polling'),
  // https://core.telegram.org/bots/api#setwebhook
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'may hold 1 to 256 letters, digits, _ and -')
    .optional(),
  MicrosoftAppId: z.guid('is no application id; copy "Application (client) ID" from Azure').optional(),
  MicrosoftAppPassword: z.string().optional(),
  // The SDK takes a misspelt type for MultiTenant without a word.
  MicrosoftAppType: z.enum(['SingleTenant', 'UserAssignedMSI', 'MultiTenant']).optional(),
  MicrosoftAppTenantId: z.guid('is no tenant id; copy "Directory (tenant) ID" from Azure').optional(),
  TEAMS_ALLOWED_TENANTS: z
    .string()
    .transform((list) => list.split(/[\s,]+/).filter((id) => id !== ''))
    .pipe(z.array(z.guid('lists something that is no tenant id')))
    .default([]),
  TEAMS_EMULATOR: z.literal('1', 'can only be 1, or stay unset').optional(),
});
type Settings = z.infer<typeof Settings>;

/** What each setting asks of the others. */
const Environment = Settings.superRefine((set, context) => {
  for (const [path, message] of [...telegramFaults(set), ...teamsFaults(set)])
    context.addIssue({ code: 'custom', path: [path], message });
});

type Fault = readonly [name: keyof Settings, what: string];

function telegramFaults(set: Settings): Fault[] {
  if (!set.TELEGRAM_BOT_TOKEN || set.TELEGRAM_MODE === 'polling') return [];
  if (!set.PUBLIC_URL) return [['TELEGRAM_MODE', 'webhook needs PUBLIC_URL, the https address that Telegram posts to']];
  return set.PUBLIC_URL.startsWith('https:') || set.TELEGRAM_API_ROOT !== telegramRoot
    ? []
    : [['PUBLIC_URL', 'must begin with https: Telegram posts nowhere else']];
}

function teamsFaults(set: Settings): Fault[] {
  const { MicrosoftAppId, MicrosoftAppType: type, MicrosoftAppPassword, MicrosoftAppTenantId } = set;
  if (set.TEAMS_EMULATOR) {
    return [
      ...(MicrosoftAppId ? [['TEAMS_EMULATOR', 'lets everybody in: take it away, or MicrosoftAppId'] as const] : []),
      ...(loopback.includes(set.HOST) && !set.PUBLIC_URL
        ? []
        : [['TEAMS_EMULATOR', 'is for this machine only: HOST must be 127.0.0.1 and PUBLIC_URL unset'] as const]),
    ];
  }
  if (!MicrosoftAppId) return [];
  if (!type) return [['MicrosoftAppType', 'is missing: say which kind the registration is']];
  return [
    ...(type !== 'UserAssignedMSI' && !MicrosoftAppPassword
      ? [['MicrosoftAppPassword', 'is missing: the client secret of the registration'] as const]
      : []),
    ...(type !== 'MultiTenant' && !MicrosoftAppTenantId
      ? [['MicrosoftAppTenantId', `is missing: ${type} belongs to one tenant`] as const]
      : []),
    ...(type === 'MultiTenant' && set.TEAMS_ALLOWED_TENANTS.length === 0
      ? [['TEAMS_ALLOWED_TENANTS', 'is missing: MultiTenant would let in the whole world'] as const]
      : []),
  ];
}

export type TelegramConfig = {
  readonly token: string;
  /** Without a slash at its end. */
  readonly apiRoot: string;
  readonly mode: 'polling' | 'webhook';
  /** `undefined`: derived from the secret key. */
  readonly webhookSecret: string | undefined;
};

export type TeamsConfig = {
  /** Empty in the emulator's mode only. */
  readonly appId: string;
  readonly appPassword: string;
  readonly appType: 'SingleTenant' | 'UserAssignedMSI' | 'MultiTenant';
  readonly tenantId: string;
  /** Whose people may talk to the bot. */
  readonly allowedTenants: readonly string[];
  /** Anonymous, from this machine only. */
  readonly emulator: boolean;
};

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly secretKey: string | undefined;
  readonly publicUrl: string | undefined;
  readonly timeZone: string;
  readonly language: Language;
  readonly logLevel: string;
  /** `undefined`: not switched on. */
  readonly telegram: TelegramConfig | undefined;
  readonly teams: TeamsConfig | undefined;
};

/** What this version does not have yet, and the variables that will be read when it does. */
const notYet: readonly (readonly [names: RegExp, what: string])[] = [[/^DATABASE_URL$/, 'PostgreSQL']];

/** A sentence for each variable that is set in vain. Call after `readConfig`. */
export function setInVain(): readonly string[] {
  return notYet.flatMap(([names, what]) =>
    Object.entries(process.env)
      .filter(([name, value]) => names.test(name) && value !== '')
      .map(([name]) => `${name} is set, but this version has no ${what} yet`),
  );
}

/**
 * Where the person who typed the command stands. npm goes to the program's folder first and says in INIT_CWD where it
 * came from; elsewhere that variable is left over from another npm.
 */
export function whereTyped(home: string): string {
  const from = process.env.INIT_CWD;
  return from && process.cwd() === home ? from : process.cwd();
}

/** Reads the environment. Throws one sentence for each variable that cannot be used. */
export function readConfig(home: string): Config {
  const file = join(home, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  // An empty variable is one that was not set: `PORT=` in an .env file.
  const set = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(set);
  if (!result.success) {
    throw new Error(
      result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message} (see .env.example)`).join('\n'),
    );
  }
  const { data } = result;
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir: data.DATA_DIR ?? join(home, 'data', 'store'),
    secretKey: data.SECRET_KEY,
    publicUrl: data.PUBLIC_URL,
    timeZone: data.TIME_ZONE,
    language: data.DEFAULT_LANGUAGE,
    logLevel: data.LOG_LEVEL,
    telegram: telegramOf(data),
    teams: teamsOf(data),
  };
}

function telegramOf(set: Settings): TelegramConfig | undefined {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot, TELEGRAM_MODE: mode } = set;
  return token === undefined ? undefined : { token, apiRoot, mode, webhookSecret: set.TELEGRAM_WEBHOOK_SECRET };
}

function teamsOf(set: Settings): TeamsConfig | undefined {
  const {
    MicrosoftAppId: appId = '',
    MicrosoftAppPassword: appPassword = '',
    MicrosoftAppTenantId: tenantId = '',
  } = set;
  const emulator = set.TEAMS_EMULATOR !== undefined;
  if (appId === '' && !emulator) return undefined;
  const allowedTenants = [...new Set([tenantId, ...set.TEAMS_ALLOWED_TENANTS])].filter((id) => id !== '');
  return { appId, appPassword, tenantId, allowedTenants, emulator, appType: set.MicrosoftAppType ?? 'MultiTenant' };
}
