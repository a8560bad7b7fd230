/** `campaign create|list|open|close|show|agree|publish|unpublish`: the waves. */
import { resolve } from 'node:path';
import { endOfDay, Refusal } from '../bot/waves.ts';
import { fit, home, readYaml, showFault } from '../content/files.ts';
import { Area } from '../dialog/dialog.ts';
import type { Bot } from '../main.ts';
import { areasOf, type Campaign, CampaignFile } from '../survey/campaign.ts';
import { publish } from './campaign-publish.ts';
import { list, show, tell } from './campaign-show.ts';
import { type Command, type Input, oneOf, optional, required, UsageError } from './command.ts';

const demoFile = `${home}/data/demo-campaign.yaml`;
/** A demonstration stays open for this long, whatever the file says: it should work whenever it is tried. */
const demoDays = 60;

export const campaign: Command = {
  name: 'campaign',
  summary: 'Makes, lists, opens, closes and shows waves',
  usage:
    'create --file F [--demo] | create --demo | list | open | close | show | publish | unpublish  --campaign C | agree --campaign C --unit U --area I.1 --score 0–5',
  options: {
    campaign: { type: 'string' },
    file: { type: 'string' },
    id: { type: 'string' },
    previous: { type: 'string' },
    demo: { type: 'boolean' },
    unit: { type: 'string' },
    area: { type: 'string' },
    score: { type: 'string' },
  },
  describe: {
    campaign: 'the wave',
    file: 'the file that describes it, like data/demo-campaign.yaml; replaces a draft of the same id',
    id: 'another id than the one in the file',
    previous: 'the wave before, with which this one is compared; instead of what the file says',
    demo: 'a demonstration: its answers are never real ones; without --file it is opened at once',
    unit: 'the JST whose workshop agreed on a score',
    area: 'the area it is about, as I.1',
    score: 'from 0 to 5, as 3.5; shown beside the index, never in it',
  },
  needsStore: true,
  async run(input, out, bot) {
    const [action, named] = input.positionals;
    const id = (): string => named ?? required(input, 'campaign');
    switch (action) {
      case 'create':
        return tell(out, bot, input, await create(input, bot), 'made');
      case 'list':
        return list(input, out, bot);
      case 'open':
        return tell(out, bot, input, await bot.waves.open(id()), 'open');
      case 'close':
        return tell(out, bot, input, await bot.waves.close(id()), 'closed');
      case 'show':
        return show(input, out, bot, id());
      case 'publish':
        return publish(input, out, bot, id(), true);
      case 'unpublish':
        return publish(input, out, bot, id(), false);
      case 'agree':
        return tell(out, bot, input, await agree(input, bot, id()), 'told what the workshop agreed on');
      default:
        throw new UsageError(
          `campaign needs one of create, list, open, close, show, agree, publish, unpublish${action ? `, not ${action}` : ''}`,
        );
    }
  },
};

async function create(input: Input, bot: Bot): Promise<Campaign> {
  const file = optional(input, 'file');
  const named = optional(input, 'id');
  if (named !== undefined && !CampaignFile.shape.id.safeParse(named).success)
    throw new UsageError(`--id must be 1–32 of a–z, 0–9 and -, and begin with a letter, not ${named}`);
  const previous = optional(input, 'previous');
  if (input.values.demo === true && file === undefined) return createDemo(bot, named, previous);
  const wanted = await readCampaign(resolve(input.cwd, required(input, 'file')));
  return make(
    bot,
    { ...wanted, ...(named !== undefined && { id: named }), ...(previous !== undefined && { previous }) },
    input.values.demo === true,
  );
}

/** The demonstration wave, open at once. */
export async function createDemo(bot: Bot, id: string | undefined, previous?: string): Promise<Campaign> {
  const wanted = await readCampaign(demoFile);
  const closes = Temporal.Instant.fromEpochMilliseconds(bot.now())
    .toZonedDateTimeISO(bot.config.timeZone)
    .toPlainDate()
    .add({ days: demoDays });
  const made = await make(
    bot,
    {
      ...wanted,
      closes: closes.toString(),
      ...(id !== undefined && { id }),
      ...(previous !== undefined && { previous }),
    },
    true,
  );
  return bot.waves.open(made.id);
}

async function readCampaign(path: string): Promise<CampaignFile> {
  const { content, faults } = await readYaml(path);
  const { value, faults: misfits } = content ? fit(CampaignFile, content) : { value: undefined, faults: [] };
  if (!value) throw new Refusal([...faults, ...misfits].map(showFault).join('\n'));
  return value;
}

async function make(bot: Bot, file: CampaignFile, demo: boolean): Promise<Campaign> {
  const checked = CampaignFile.parse(file);
  if (!bot.shelves.current(checked.dialog))
    throw new Refusal(`the dialog ${checked.dialog} is not in dialogs/: correct "dialog"`);
  if (endOfDay(checked.closes, bot.config.timeZone) <= bot.now())
    throw new Refusal(`campaign ${checked.id} would close on ${checked.closes}, which is past: change "closes"`);
  if (checked.previous !== undefined && !bot.store.campaigns().some((one) => one.id === checked.previous))
    throw new Refusal(
      `campaign ${checked.id} names ${checked.previous} as the wave before it, and there is none of that id`,
    );
  return bot.store.change(checked.id, (before) => {
    if (before && before.state !== 'draft')
      throw new Refusal(
        `there is a campaign ${checked.id} already, and it is ${before.state === 'open' ? 'open' : 'closed'}: choose another --id`,
      );
    const invited = before?.invited ?? {};
    const lost = Object.keys(invited).find((key) => !checked.units.some((unit) => key.startsWith(`${unit.id}/`)));
    if (lost !== undefined)
      throw new Refusal(`personal codes were given out for ${lost}: keep that unit, or choose another --id`);
    return {
      ...checked,
      demo,
      state: 'draft',
      final: false,
      simulated: false,
      invited,
      counts: [],
      agreed: {},
      published: false,
    };
  });
}

/** The score that a workshop agreed on for an area of a JST. */
async function agree(input: Input, bot: Bot, id: string): Promise<Campaign> {
  const unit = required(input, 'unit');
  const area = oneOf(input, 'area', Area.options);
  const score = Number(required(input, 'score').replace(',', '.'));
  if (!(score >= 0 && score <= 5)) throw new UsageError('--score is a number from 0 to 5, as 3.5');
  const found = bot.store.campaigns().find((one) => one.id === id);
  if (!found) throw new Refusal(`there is no campaign ${id}`);
  const asked = found.units.find((one) => one.id === unit);
  if (!asked) throw new Refusal(`campaign ${id} has no unit ${unit}: ${found.units.map((one) => one.id).join(', ')}`);
  if (!areasOf(asked.scope).includes(area)) throw new Refusal(`${asked.name} was not asked about area ${area}`);
  return bot.store.change(id, (before) => {
    const campaign = before ?? found;
    return { ...campaign, agreed: { ...campaign.agreed, [unit]: { ...campaign.agreed[unit], [area]: score } } };
  });
}
