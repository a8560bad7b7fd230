/** A seat at the bot's table: one person at a terminal, in the process that holds the store. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { linkCode } from '../bot/invite.ts';
import { drawChance } from '../bot/receive.ts';
import { Refusal } from '../bot/waves.ts';
import { isEnclosed, type Reply } from '../dialog/reply.ts';
import { Side } from '../dialog/session.ts';
import { codeOf } from '../log.ts';
import type { Bot } from '../main.ts';
import { type Campaign, stateAt } from '../survey/campaign.ts';
import { createDemo } from './campaign.ts';

/** What a person in a terminal does. */
export const Sent = z.union([
  z.strictObject({ kind: z.literal('message'), text: z.string() }),
  z.strictObject({
    kind: z.literal('choice'),
    nonce: z.string(),
    prompt: z.int(),
    step: z.string(),
    choice: z.string(),
  }),
  z.strictObject({ kind: z.literal('invitation'), code: z.string() }),
]);
export type Sent = z.infer<typeof Sent>;
/** Who sits down, and which way they want to come in. */
export const Wish = z.strictObject({
  conversation: z.string().regex(/^terminal:/),
  locale: z.string().optional(),
  as: Side.optional(),
  unit: z.string().optional(),
  campaign: z.string().optional(),
});
export type Wish = z.infer<typeof Wish>;

/** One person at a terminal, in the process that holds the store. */
export type Seat = {
  /** Resolves when it is applied and its replies are shown. */
  readonly say: (sent: Sent) => Promise<void>;
  readonly leave: () => void;
};

export function takeSeat(
  bot: Bot,
  conversation: string,
  locale: string | undefined,
  show: (reply: Reply) => void,
): Seat {
  const leave = bot.terminal.attach(conversation, (reply) => show(withLink(bot, reply)));
  bot.store.returned(conversation);
  bot.deliver.wake(conversation);
  return {
    async say(sent) {
      const chance = drawChance();
      const activity = { ...sent, id: `terminal:${chance.slice(0, 24)}`, conversation, at: bot.now(), chance, locale };
      try {
        await bot.receive(activity);
      } catch (error) {
        bot.log.error({ err: codeOf(error) }, 'receive');
        throw new Error(await sorry(bot, conversation), { cause: error });
      }
      // What cannot be sent or settled now stays in the outbox, and comes later.
      await bot.deliver.drain(conversation).catch((error: unknown) => bot.log.error({ err: codeOf(error) }, 'deliver'));
    },
    leave,
  };
}

/** A terminal shows no pictures: whoever sits there opens them in a browser, while the server runs. */
function withLink({ config, enclosures }: Bot, reply: Reply): Reply {
  if (!isEnclosed(reply)) return reply;
  const link = enclosures.link(reply.file) ?? `http://localhost:${config.port}${enclosures.path(reply.file)}`;
  return { kind: 'text', language: reply.language, text: `${reply.text}\n\n${reply.file.name}: ${link}` };
}

/** Words for a person whose message could not be saved, in their language. */
async function sorry(bot: Bot, conversation: string): Promise<string> {
  const language = (await bot.store.conversation(conversation))?.session?.language ?? bot.config.language;
  const library = bot.shelves.at(bot.now(), conversation, { claimed: new Set(), taken: new Set() });
  return library.find(language, 'bot', 'cannotSave') ?? '';
}

/** The code of the way in that was wished for: of the campaign that is named, or of a demonstration. */
export async function codeFor(bot: Bot, wish: Wish): Promise<string | undefined> {
  if (wish.as === undefined) return undefined;
  const campaign = wish.campaign === undefined ? await demonstration(bot) : named(bot, wish.campaign);
  const unit = wish.unit === undefined ? campaign.units[0] : campaign.units.find((one) => one.id === wish.unit);
  if (!unit)
    throw new Refusal(
      `campaign ${campaign.id} has no unit ${wish.unit}; it has ${campaign.units.map((one) => one.id).join(', ')}`,
    );
  return linkCode(bot.hash, campaign.id, unit.id, wish.as);
}

/** Nobody who looks around enters a real wave by accident. */
async function demonstration(bot: Bot): Promise<Campaign> {
  const campaigns = bot.store.campaigns();
  const open = campaigns.find((one) => one.demo && canEnter(bot, one));
  if (open) return open;
  const taken = campaigns.some((one) => one.id === 'demo');
  return createDemo(bot, taken ? `demo-${randomBytes(2).toString('hex')}` : 'demo');
}

function named(bot: Bot, id: string): Campaign {
  const campaign = bot.store.campaigns().find((one) => one.id === id);
  if (!campaign) throw new Refusal(`there is no campaign ${id}`);
  if (!canEnter(bot, campaign))
    throw new Refusal(`campaign ${id} cannot be entered here: it must be open, with link entry, and not simulated`);
  return campaign;
}

function canEnter(bot: Bot, campaign: Campaign): boolean {
  return stateAt(campaign, bot.now()) === 'open' && campaign.entry.includes('link') && !campaign.simulated;
}
