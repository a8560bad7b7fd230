/** What the terminal shows of waves. */
import { Refusal } from '../bot/waves.ts';
import type { Bot } from '../main.ts';
import { type Campaign, stateAt } from '../survey/campaign.ts';
import { countOf } from '../survey/knowable.ts';
import type { Count } from '../survey/published.ts';
import { boxesOf } from '../survey/response.ts';
import type { Input, Out } from './command.ts';

/** What became of a wave. */
export function tell(out: Out, bot: Bot, input: Input, made: Campaign, what: string): number {
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

/** Every wave, one a line. */
export function list(input: Input, out: Out, bot: Bot): number {
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

/** As the report tells them after the end; before it, what was counted last night. */
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
    const count = exact === undefined ? (nightly < 5 ? '< 5' : `${nightly}+`) : told(countOf(exact, shown.k));
    counts.push({ unit, group, count, invited: invited(unit, group) });
  }
  return counts;
}

/** One wave, with how many answered. */
export async function show(input: Input, out: Out, bot: Bot, id: string): Promise<number> {
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

function told({ least, most }: Count): string {
  if (least === most) return String(least);
  return least === 0 ? `< ${most + 1}` : `${least}–${most}`;
}
