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

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).optional(),
  SECRET_KEY: z.string().min(16, 'must have at least 16 characters').optional(),
  PUBLIC_URL: z
    .url()
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  TIME_ZONE: zone.default('Europe/Warsaw'),
  DEFAULT_LANGUAGE: Language.default('pl'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly secretKey: string | undefined;
  readonly publicUrl: string | undefined;
  readonly timeZone: string;
  readonly language: Language;
  readonly logLevel: string;
};

/** What this version does not have yet, and the variables that will be read when it does. */
const notYet: readonly (readonly [names: RegExp, what: string])[] = [
  [/^DATABASE_URL$/, 'PostgreSQL'],
  [/^TELEGRAM_/, 'Telegram'],
  [/^(MicrosoftApp|TEAMS_)/, 'Teams'],
];

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
  };
}
