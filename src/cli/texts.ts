/** `texts`: the open answers of a wave that is over are read here before anybody else sees them. */
import { Refusal } from '../bot/waves.ts';
import type { Bot } from '../main.ts';
import { type BoxAddress, type Row, themeMax } from '../survey/response.ts';
import { missingIn, review, rowBy, textOf, type Verdict } from '../survey/review.ts';
import { type Command, type Input, type Out, optional, required, UsageError } from './command.ts';

/** Digits of an id that are shown: enough to tell the texts of a wave apart. */
const idDigits = 8;

export const texts: Command = {
  name: 'texts',
  summary: 'Shows open answers of a closed wave, so that somebody reads, blackens, groups and releases them',
  usage: 'list | release | withhold  --campaign C [--id ID] [--theme T] [--blacken WORDS …]',
  options: {
    campaign: { type: 'string' },
    id: { type: 'string' },
    theme: { type: 'string' },
    blacken: { type: 'string', multiple: true },
  },
  describe: {
    campaign: 'the wave; it must be over',
    id: 'the text, as list shows it',
    theme: 'the heading under which the report shows it',
    blacken: 'words to take out for good, such as a name; may be given several times',
  },
  needsStore: true,
  async run(input, out, bot) {
    const { campaign } = await bot.results.over(required(input, 'campaign'));
    const address: BoxAddress = { table: 'open_text', campaign: campaign.id };
    const mine = (row: Row): boolean => (row.simulated ?? false) === campaign.simulated;
    const [action] = input.positionals;
    switch (action) {
      case 'list':
        return list(input, out, (await bot.store.box(address)).rows.filter(mine));
      case 'release':
        return decide(input, out, bot, address, releaseOf(input));
      case 'withhold':
        return decide(input, out, bot, address, { kind: 'withhold' });
      default:
        throw new UsageError(`texts needs one of list, release, withhold${action ? `, not ${action}` : ''}`);
    }
  },
};

function releaseOf(input: Input): Verdict {
  const theme = optional(input, 'theme')?.trim();
  if (theme !== undefined && theme.length > themeMax)
    throw new UsageError(`--theme is a short heading: at most ${themeMax} characters`);
  const { blacken } = input.values;
  const words = Array.isArray(blacken) ? blacken.map(String).filter((word) => word.trim() !== '') : [];
  return { kind: 'release', blacken: words, ...(theme && { theme }) };
}

async function decide(input: Input, out: Out, bot: Bot, address: BoxAddress, verdict: Verdict): Promise<number> {
  const wanted = required(input, 'id');
  const row = rowBy(await bot.store.box(address), wanted);
  if (!row) throw new Refusal(`no text, or more than one, has an id that begins with ${wanted}: see texts list`);
  const missing = verdict.kind === 'release' ? missingIn(row, verdict.blacken) : [];
  if (missing.length > 0) throw new Refusal(`these words do not stand in the text: ${missing.join(', ')}`);
  const after = rowBy(await bot.store.changeBox(address, (box) => review(box, row.id, verdict)), row.id);
  if (input.values.json === true) out.json(after && view(after));
  else out.print(after ? line(after) : 'The text is gone.');
  return after ? 0 : 1;
}

function list(input: Input, out: Out, rows: readonly Row[]): number {
  if (input.values.json === true) out.json(rows.map(view));
  else out.print(rows.length === 0 ? 'There are no open answers.' : rows.map(line).join('\n'));
  return 0;
}

function stateOf(row: Row): 'released' | 'withheld' | 'waiting' {
  if (row.withheld) return 'withheld';
  return row.reviewed ? 'released' : 'waiting';
}

function view(row: Row): Record<string, unknown> {
  return { id: row.id.slice(0, idDigits), state: stateOf(row), theme: row.theme ?? null, text: textOf(row) };
}

/** On one line: what strangers typed must not steer the operator's terminal. */
function line(row: Row): string {
  const text = textOf(row)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return `${row.id.slice(0, idDigits)}  ${stateOf(row).padEnd(8)}  ${row.theme ? `[${row.theme}] ` : ''}${text}`;
}
