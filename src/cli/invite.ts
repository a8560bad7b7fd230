/** `invite`: the link code of a JST and group, personal codes, QR pictures, and the letter that goes with them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inviteInPerson, linkCode } from '../bot/invite.ts';
import { Refusal } from '../bot/waves.ts';
import { showCode } from '../dialog/code.ts';
import { Language } from '../dialog/language.ts';
import { type Side, Side as Sides } from '../dialog/session.ts';
import type { Bot } from '../main.ts';
import type { Campaign } from '../survey/campaign.ts';
import { type Command, oneOf, optional, required, whole } from './command.ts';

/** More at once is a slip of the keyboard. */
const personalMax = 5_000;

export const invite: Command = {
  name: 'invite',
  summary: 'Gives the link code of a JST and group, or personal codes',
  usage: '--campaign C --unit U --group ngo|office [--personal N] [--qr DIR] [--letter] [--lang pl]',
  options: {
    campaign: { type: 'string' },
    unit: { type: 'string' },
    group: { type: 'string' },
    personal: { type: 'string' },
    qr: { type: 'string' },
    letter: { type: 'boolean' },
    lang: { type: 'string' },
  },
  describe: {
    campaign: 'the wave',
    unit: 'the id of the JST',
    group: 'ngo or office',
    personal: 'draws so many codes that count once; they are shown this one time',
    qr: 'a folder for QR pictures of the codes',
    letter: 'prints the letter with each code',
    lang: 'language of the letter: pl, en or uk',
  },
  needsStore: true,
  async run(input, out, bot) {
    const campaign = bot.store.campaigns().find((one) => one.id === required(input, 'campaign'));
    if (!campaign) throw new Refusal(`there is no campaign ${required(input, 'campaign')}`);
    const unit = campaign.units.find((one) => one.id === required(input, 'unit'));
    if (!unit)
      throw new Refusal(
        `campaign ${campaign.id} has no unit ${required(input, 'unit')}; it has ${campaign.units.map((one) => one.id).join(', ')}`,
      );
    const side = oneOf(input, 'group', Sides.options);
    const count = whole(input, 'personal');
    if (campaign.simulated)
      throw new Refusal(
        `campaign ${campaign.id} is a simulated wave: make another with campaign create --demo --id NAME`,
      );
    if (campaign.state === 'closed') throw new Refusal(`campaign ${campaign.id} is closed`);
    const entry = count === undefined ? 'link' : 'personal';
    if (!campaign.entry.includes(entry))
      throw new Refusal(`campaign ${campaign.id} takes ${campaign.entry.join(' and ')} entry only, not ${entry}`);
    if (count !== undefined && count > personalMax) throw new Refusal(`at most ${personalMax} codes at once`);
    const language =
      optional(input, 'lang') === undefined ? bot.config.language : oneOf(input, 'lang', Language.options);
    const qr = optional(input, 'qr');
    const folder = qr === undefined ? undefined : resolve(input.cwd, qr);
    // Personal codes are seen this one time: what can fail comes before them.
    if (folder !== undefined) await mkdir(folder, { recursive: true });
    const codes =
      count === undefined
        ? [linkCode(bot.hash, campaign.id, unit.id, side)]
        : await inviteInPerson(bot.store, bot.hash, campaign, unit.id, side, count);
    if (folder !== undefined) await drawCodes(folder, codes, bot.config.publicUrl);
    const telegram = await telegramName(bot);
    if (input.values.json === true) {
      out.json({
        campaign: campaign.id,
        unit: unit.id,
        group: side,
        entry,
        codes,
        ...(bot.config.publicUrl && { links: codes.map((code) => link(bot.config.publicUrl, code)) }),
        ...(telegram && { telegram: codes.map((code) => telegramLink(telegram, code)) }),
      });
      return 0;
    }
    for (const code of codes) {
      const ways: Ways = {
        code: showCode(code),
        ...(bot.config.publicUrl && { page: link(bot.config.publicUrl, code) }),
        ...(telegram && { telegram: telegramLink(telegram, code) }),
        ...(folder !== undefined && { qr: `${code}.svg` }),
      };
      out.print(
        input.values.letter === true
          ? letter(bot, campaign, unit.name, side, language, ways)
          : [ways.code, ways.page, ways.telegram].filter((way) => way !== undefined).join('   '),
      );
    }
    return 0;
  },
};

/** How somebody gets from the letter to the survey; `qr` is a file's name. */
type Ways = { readonly code: string; readonly page?: string; readonly telegram?: string; readonly qr?: string };

/** The bot's name in Telegram, if it is there and can be reached. */
async function telegramName({ telegram }: Bot): Promise<string | undefined> {
  if (!telegram) return undefined;
  return (
    telegram.name() ??
    telegram.api.getMe().then(
      ({ username }) => username,
      () => undefined,
    )
  );
}

/** https://core.telegram.org/bots/features#deep-linking */
function telegramLink(bot: string, code: string): string {
  return `https://t.me/${bot}?start=${code}`;
}

function link(publicUrl: string | undefined, code: string): string {
  return publicUrl ? `${publicUrl}/?z=${code}` : showCode(code);
}

async function drawCodes(folder: string, codes: readonly string[], publicUrl: string | undefined): Promise<void> {
  // Here and not above: a server that draws none need not hold it in memory.
  const { default: QRCode } = await import('qrcode');
  for (const code of codes) {
    const picture = await QRCode.toString(link(publicUrl, code), { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
    await writeFile(join(folder, `${code}.svg`), picture);
  }
}

function letter(bot: Bot, campaign: Campaign, unit: string, side: Side, language: Language, ways: Ways): string {
  const library = bot.shelves.at(bot.now(), '', { claimed: new Set(), taken: new Set() });
  const say = (key: string, values: Record<string, string>): string => library.find(language, 'bot', key, values) ?? '';
  const { notice } = library.campaign(campaign.id, language) ?? {};
  return say(`letter.${side}`, {
    unit,
    purpose: (notice?.purpose ?? campaign.notice.purpose[language]).replace(/\.$/, ''),
    controller: campaign.notice.controller,
    contact: campaign.notice.contact,
    closes: notice?.closes ?? campaign.closes,
    ways: [
      ...(ways.page ? [say('letter.page', { link: ways.page })] : []),
      ...(ways.telegram ? [say('letter.telegram', { link: ways.telegram })] : []),
      say('letter.code', { code: ways.code }),
      ...(ways.qr ? [say('letter.qr', { file: ways.qr })] : []),
    ].join('\n'),
  });
}
