/** Settings of the messengers: what is refused, in a sentence that names the variable, and what is made of the rest. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../src/config.ts';

const nowhere = mkdtempSync(join(tmpdir(), 'rozmownica-'));
const appId = '00000000-0000-4000-8000-00000000b07a';
const tenant = '20000000-0000-4000-8000-000000000001';
const registered = {
  MicrosoftAppId: appId,
  MicrosoftAppPassword: 'a password',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: tenant,
};

beforeEach(() => {
  for (const name of Object.keys(process.env))
    if (/^(?:TELEGRAM_|TEAMS_|Microsoft|PUBLIC_URL|HOST$|PORT$)/.test(name)) vi.stubEnv(name, '');
});
afterEach(() => vi.unstubAllEnvs());

function read(env: Readonly<Record<string, string>>): ReturnType<typeof readConfig> {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return readConfig(nowhere);
}

describe('without settings', () => {
  it('no messenger is switched on', () => {
    expect(read({})).toMatchObject({ telegram: undefined, teams: undefined });
  });
});

describe('Telegram', () => {
  const token = '123456:AAbb-cc_DD';

  it('is asked for updates unless a webhook is wanted', () => {
    expect(read({ TELEGRAM_BOT_TOKEN: token }).telegram).toEqual({
      token,
      apiRoot: 'https://api.telegram.org',
      mode: 'polling',
      webhookSecret: undefined,
    });
  });

  it.each([
    ['TELEGRAM_BOT_TOKEN', { TELEGRAM_BOT_TOKEN: 'hello' }],
    ['TELEGRAM_BOT_TOKEN', { TELEGRAM_BOT_TOKEN: `${token}/../x` }],
    ['TELEGRAM_MODE', { TELEGRAM_BOT_TOKEN: token, TELEGRAM_MODE: 'webhook' }],
    ['TELEGRAM_MODE', { TELEGRAM_BOT_TOKEN: token, TELEGRAM_MODE: 'Webhook' }],
    ['PUBLIC_URL', { TELEGRAM_BOT_TOKEN: token, TELEGRAM_MODE: 'webhook', PUBLIC_URL: 'http://bot.example.org' }],
    ['TELEGRAM_API_ROOT', { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: 'file:///etc/passwd' }],
    ['TELEGRAM_WEBHOOK_SECRET', { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: 'with spaces' }],
  ])('%s is refused by name: %j', (name, env) => {
    expect(() => read(env)).toThrow(new RegExp(`^${name}: `));
  });
});

describe('Teams', () => {
  it('lets in the people of its own tenant, and of those that are listed', () => {
    const other = '30000000-0000-4000-8000-000000000001';
    expect(read(registered).teams).toMatchObject({ appId, allowedTenants: [tenant], emulator: false });
    expect(read({ ...registered, TEAMS_ALLOWED_TENANTS: `${other}, ${tenant}` }).teams?.allowedTenants).toEqual([
      tenant,
      other,
    ]);
  });

  it.each([
    ['MicrosoftAppId', { ...registered, MicrosoftAppId: 'my bot' }],
    ['MicrosoftAppType', { ...registered, MicrosoftAppType: '' }],
    ['MicrosoftAppType', { ...registered, MicrosoftAppType: 'Singletenant' }],
    ['MicrosoftAppPassword', { ...registered, MicrosoftAppPassword: '' }],
    ['MicrosoftAppTenantId', { ...registered, MicrosoftAppTenantId: '' }],
    ['MicrosoftAppTenantId', { ...registered, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppTenantId: '' }],
    ['TEAMS_ALLOWED_TENANTS', { ...registered, MicrosoftAppType: 'MultiTenant', MicrosoftAppTenantId: '' }],
    ['TEAMS_ALLOWED_TENANTS', { ...registered, TEAMS_ALLOWED_TENANTS: '*' }],
    ['TEAMS_EMULATOR', { ...registered, TEAMS_EMULATOR: '1' }],
    ['TEAMS_EMULATOR', { TEAMS_EMULATOR: 'true' }],
    ['TEAMS_EMULATOR', { TEAMS_EMULATOR: '1', HOST: '0.0.0.0' }],
    ['TEAMS_EMULATOR', { TEAMS_EMULATOR: '1', PUBLIC_URL: 'https://bot.example.org' }],
  ])('%s is refused by name: %j', (name, env) => {
    expect(() => read(env)).toThrow(new RegExp(`^${name}\\b`));
  });

  it('takes an emulator on this machine, and asks nobody for a registration then', () => {
    expect(read({ TEAMS_EMULATOR: '1' }).teams).toMatchObject({ appId: '', emulator: true, allowedTenants: [] });
  });
});
