/** `campaign create|list|open|close|show`: the waves. */
import { resolve } from 'node:path';
import { endOfDay, Refusal } from '../bot/waves.ts';
import { fit, home, readYaml, showFault } from '../content/files.ts';
import type { Bot } from '../main.ts';
import { type Campaign, CampaignFile, stateAt } from '../survey/campaign.ts';
import { boxesOf } from '../survey/response.ts';
import { type Command, type Input, type Out, optional, required, UsageError } from './command.ts';

const demoFile = `${home}/data/demo-campaign.yaml`;
/** A demonstration stays open for this long, whatever the file says: it should work whenever it is tried. */
const demoDays = 60;

export const campaign: Command = {
  name: 'campaign',
  summary: 'Makes, lists, opens, closes and shows waves',
  usage: 'create --file F [--demo] | create --demo | list | open | close | show  --campaign C',
  options: {
    campaign: { type: 'string' },
    file: { type: 'string' },
    id: { type: 'string' },
    previous: { type: 'string' },
    demo: { type: 'boolean' },
  },
  describe: {
    campaign: 'the wave',
    file: 'the file that describes it, like data/demo-campaign.yaml; replaces a draft of the same id',
    id: 'another id than the one in the file',
    previous: 'the wave before, with which this one is compared; instead of what the file says',
    demo: 'a demonstration: its answers are never real ones; without --file it is opened at once',
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
      default:
        throw new UsageError(`campaign needs one of create, list, open, close, show${action ? `, not ${action}` : ''}`);
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

function tell(out: Out, bot: Bot, input: Input, made: Campaign, what: string): number {
  if (input.values.json === true) out.json(view(made, bot.now()));
  else {
    const waits =
      made.state === 'closed' && !made.final
        ? `\nSome people are in the middle: they may send until ${instant(made.graceUntil, bot)}. Exports and results come after that.`
        : '';
    const next =
      made.state === 'draft'
        ? `; open it with: npm run rozmownica -- campaign open --campaign ${made.id}`
        : what === 'made'
          ? ` and open until the end of ${made.closes}.`
          : '.';
    out.print(`Campaign ${made.id} is ${what}${next}${waits}`);
  }
  return 0;
}

function view(made: Campaign, now: number) {
  const { counts: _, ...rest } = made;
  return { ...rest, state: made.state, stage: stateAt(made, now) };
}

function instant(ms: number | undefined, bot: Bot): string {
  return ms === undefined
    ? '–'
    : Temporal.Instant.fromEpochMilliseconds(ms)
        .toZonedDateTimeISO(bot.config.timeZone)
        .toPlainDateTime()
        .toString()
        .slice(0, 16)
        .replace('T', ' ');
}

function list(input: Input, out: Out, bot: Bot): number {
  const campaigns = bot.store.campaigns();
  if (input.values.json === true) out.json(campaigns.map((one) => view(one, bot.now())));
  else
    out.print(
      campaigns
        .map((one) => `${one.id.padEnd(20)} ${stateAt(one, bot.now()).padEnd(8)} ${one.name[bot.config.language]}`)
        .join('\n') || 'There is no campaign yet. Make one with: campaign create --file F, or campaign create --demo',
    );
  return 0;
}

/** Exact numbers only after the end, and only where a group is large enough; before it, what was counted last night. */
async function countsOf(
  bot: Bot,
  shown: Campaign,
): Promise<{ unit: string; group: string; count: string; invited: number }[]> {
  const invited = (unit: string, group: string): number => shown.invited[`${unit}/${group}`] ?? 0;
  const counts = [];
  for (const address of boxesOf(shown)) {
    if (address.table !== 'answers' || shown.state === 'draft') continue;
    const { unit, group } = address;
    const nightly = shown.counts.find((one) => one.unit === unit && one.group === group)?.atLeast ?? 0;
    const exact = shown.final ? (await bot.store.box(address)).rows.length : undefined;
    const count =
      exact === undefined ? (nightly < 5 ? '< 5' : `${nightly}+`) : exact < shown.k ? `< ${shown.k}` : String(exact);
    counts.push({ unit, group, count, invited: invited(unit, group) });
  }
  return counts;
}

async function show(input: Input, out: Out, bot: Bot, id: string): Promise<number> {
  const shown = bot.store.campaigns().find((one) => one.id === id);
  if (!shown) throw new Refusal(`there is no campaign ${id}`);
  const counts = await countsOf(bot, shown);
  if (input.values.json === true) {
    out.json({ ...view(shown, bot.now()), counts });
    return 0;
  }
  const lines = [
    `${shown.id}: ${shown.name[bot.config.language]}`,
    `  state    ${stateAt(shown, bot.now())}${shown.demo ? ', a demonstration' : ''}${shown.simulated ? ', simulated' : ''}`,
    shown.state === 'closed'
      ? `  closed   ${instant(shown.closesAt, bot)}`
      : `  closes   at the end of ${shown.closes}`,
    `  entry    ${shown.entry.join(', ')}`,
    `  k        ${shown.k}`,
    ...(counts.length > 0 ? ['', shown.final ? 'Answers:' : 'Answers, as counted last night:'] : []),
    ...counts.map(
      (one) =>
        `  ${one.unit.padEnd(20)} ${one.group.padEnd(8)} ${one.count.padStart(5)}${one.invited > 0 ? ` of ${one.invited} invited` : ''}`,
    ),
  ];
  out.print(lines.join('\n'));
  return 0;
}
