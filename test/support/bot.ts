/** The whole bot on a folder of its own, with time, chance and codes frozen: one call for every test. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { ReportMaker } from '../../src/bot/enclose.ts';
import { linkCode } from '../../src/bot/invite.ts';
import { inviteStaff } from '../../src/bot/staff.ts';
import type { Pace } from '../../src/channels/telegram/limiter.ts';
import type { Config } from '../../src/config.ts';
import { chanceDigits } from '../../src/dialog/activity.ts';
import type { Prompt, Reply } from '../../src/dialog/reply.ts';
import type { Side } from '../../src/dialog/session.ts';
import type { StaffRole } from '../../src/dialog/staff.ts';
import { type Bot, build } from '../../src/main.ts';
import { type Disk, nodeDisk } from '../../src/store/lowdb/disk.ts';
import { readCampaign } from './campaign.ts';
import { makeDataFolder } from './data-folder.ts';

/** Enough hex digits of chance from a word: the same word, the same chance. */
export function chanceOf(word: string): string {
  let chance = '';
  for (let part = 0; chance.length < chanceDigits; part += 1)
    chance += createHash('sha256').update(`${word} ${part}`).digest('hex');
  return chance.slice(0, chanceDigits);
}

export type Clock = { readonly now: () => number; readonly advance: (ms: number) => void };

export function createClock(start: string): Clock {
  let time = Date.parse(start);
  return {
    now: () => time,
    advance: (ms) => {
      time += ms;
    },
  };
}

export type TestBot = {
  readonly bot: Bot;
  readonly clock: Clock;
  readonly dataDir: string;
  /** Types a message; returns what is said to it. */
  readonly say: (conversation: string, text: string, locale?: string) => Promise<readonly Reply[]>;
  /** Taps a choice, by label or id: of the last prompt of this conversation, or of the last one for this step. */
  readonly tap: (conversation: string, choice: string, step?: string) => Promise<readonly Reply[]>;
  /** What was said since the last time of asking, in this conversation. */
  readonly heard: (conversation: string) => readonly Reply[];
  readonly prompt: (conversation: string) => Prompt | undefined;
  readonly code: (side: Side, unit?: string) => string;
  /** The one-time code of somebody new among the staff, and their id. */
  readonly invite: (
    role: StaffRole,
    ...units: readonly string[]
  ) => Promise<{ readonly id: string; readonly code: string }>;
  readonly close: () => Promise<void>;
};

export type TestOptions = {
  readonly at?: string;
  readonly campaign?: Parameters<typeof readCampaign>[0];
  /** The caller's folder: it stays at the close, and the wave that was opened in it goes on. */
  readonly dataDir?: string;
  readonly port?: number;
  /** Where the world finds it, as the operator says. */
  readonly publicUrl?: string;
  readonly telegram?: Config['telegram'];
  readonly teams?: Config['teams'];
  readonly telegramPace?: Pace;
  /** Instead of real ones, which take their time. */
  readonly reports?: ReportMaker;
  /** By the machine's own clock: for what takes its time. */
  readonly realTime?: boolean;
  /** What is written is synced: for what is measured. */
  readonly synced?: boolean;
};

/** No test here pulls the plug: what a power cut leaves is looked at in test/store and test/faults. */
const quickDisk: Disk = { ...nodeDisk, sync: async () => undefined };

/** A bot with one open wave of two units. */
export async function openBot(options: TestOptions = {}): Promise<TestBot> {
  const dataDir = options.dataDir ?? (await makeDataFolder());
  const clock = createClock(options.at ?? '2026-11-23T10:00:00+01:00');
  const config = {
    dataDir,
    secretKey: 'a key for tests only',
    publicUrl: options.publicUrl,
    timeZone: 'Europe/Warsaw',
    port: options.port ?? 0,
    host: '127.0.0.1',
    language: 'pl',
    logLevel: 'silent',
    telegram: options.telegram,
    teams: options.teams,
  } as const;
  const bot = await build(config, {
    now: options.realTime ? Date.now : clock.now,
    disk: options.synced ? nodeDisk : quickDisk,
    ...(options.telegramPace && { telegramPace: options.telegramPace }),
    ...(options.reports && { reports: options.reports }),
  });
  const campaign = readCampaign(options.campaign);
  if (bot.store.campaigns().length === 0) {
    await bot.store.change(campaign.id, () => campaign);
    await bot.waves.open(campaign.id);
  }

  const heard = new Map<string, Reply[]>();
  const prompts = new Map<string, Prompt>();
  let count = 0;
  const listen = (conversation: string): void => {
    if (heard.has(conversation)) return;
    heard.set(conversation, []);
    bot.terminal.attach(conversation, (reply) => {
      heard.get(conversation)?.push(reply);
      if (reply.kind !== 'prompt') return;
      prompts.set(conversation, reply);
      prompts.set(`${conversation} ${reply.step}`, reply);
    });
  };
  const take = (conversation: string): readonly Reply[] => heard.get(conversation)?.splice(0) ?? [];
  const common = (conversation: string) => {
    count += 1;
    return { id: `test:${count}`, conversation, at: clock.now(), chance: chanceOf(`activity ${count}`) };
  };

  return {
    bot,
    clock,
    dataDir,
    async say(conversation, text, locale) {
      listen(conversation);
      await bot.receive({ ...common(conversation), kind: 'message', text, locale });
      await bot.deliver.drain();
      return take(conversation);
    },
    async tap(conversation, wanted, step) {
      const prompt = prompts.get(step === undefined ? conversation : `${conversation} ${step}`);
      const choice = prompt?.choices.find((one) => [one.id, one.label, one.label.split(' · ')[0]].includes(wanted));
      if (!prompt || !choice)
        throw new Error(
          `there is no choice ${wanted} to tap; there are ${prompt?.choices.map((one) => one.label).join(' | ')}`,
        );
      await bot.receive({
        ...common(conversation),
        kind: 'choice',
        nonce: prompt.nonce,
        prompt: prompt.prompt,
        step: prompt.step,
        choice: choice.id,
      });
      await bot.deliver.drain();
      return take(conversation);
    },
    heard: take,
    prompt: (conversation) => prompts.get(conversation),
    code: (side, unit) => linkCode(bot.hash, campaign.id, unit ?? campaign.units[0]?.id ?? '', side),
    async invite(role, ...units) {
      const who = { name: 'Ola', role, units: [...units] };
      const { member, code } = await inviteStaff(bot.store, bot.hash, clock.now(), who);
      return { id: member.id, code };
    },
    async close() {
      await bot.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
