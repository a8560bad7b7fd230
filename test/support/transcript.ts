/**
 * Transcripts: whole conversations as text that the people who wrote the questions can read. Lines a person typed
 * begin with `> `, taps are `> [label]` or, on an older question, `> [step: label]`, what the bot says begins with `< ` or is indented, and `@ ` lines set the
 * scene. Only `> `, `@ ` and `# ` lines are read; everything else is what the bot says, written anew at each run.
 *
 *   @ place NAME          speak in another place from here on
 *   @ app uk              the app of this place is set to Ukrainian
 *   @ wait 3 days         time passes (days, hours, minutes)
 *   @ close               the wave is closed
 *   @ tick                the clock does what is due
 *   @ answers 12          so many on each side of every JST have answered
 *   @ publish             the results of the wave are public
 *   @ revoke              whoever was let in by {animator} last is let out
 *
 * In typed lines {ngo}, {office} (and {ngo:debno}) are invitation codes, {personal} a personal code, {code} the last
 * code that the bot showed; {animator} is a new one-time code of staff, {animator:lipowo} one for this JST alone.
 */
import { inviteInPerson } from '../../src/bot/invite.ts';
import { byOperator } from '../../src/bot/staff.ts';
import { plainReply } from '../../src/channels/terminal/render.ts';
import type { Reply } from '../../src/dialog/reply.ts';
import { noted } from '../../src/dialog/staff.ts';
import type { Campaign } from '../../src/survey/campaign.ts';
import { answerAsMany } from './answers.ts';
import type { TestBot } from './bot.ts';

const units: Readonly<Record<string, number>> = { day: 86_400_000, hour: 3_600_000, minute: 60_000 };
const shownCode = /\b[0-9][0-9A-Z]{3}(?:-[0-9A-Z]{4})+\b/g;

/** Plays the lines of a transcript; returns the whole transcript as it is now. */
export async function play(test: TestBot, text: string): Promise<string> {
  const out: string[] = [];
  const person = createPerson(test);
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) out.push(line);
    else if (line.startsWith('@ ')) out.push('', line, ...(await person.direct(line.slice(2).trim())));
    else if (line.startsWith('> ') || line === '>') out.push('', line, ...(await person.act(line.slice(2))));
  }
  return `${out.join('\n')}\n`;
}

export function createPerson(test: TestBot) {
  let place = 'terminal:ona';
  let code = '';
  let personal: string | undefined;
  let member = '';
  const apps = new Map<string, string>();

  const show = (replies: readonly Reply[]): string[] => {
    const lines = replies.flatMap((reply) => plainReply(reply));
    code = lines.join('\n').match(shownCode)?.at(-1) ?? code;
    return lines;
  };
  const fill = async (text: string): Promise<string> => {
    if (text.includes('{personal}') && personal === undefined) {
      const campaign = test.bot.store.campaigns()[0];
      if (!campaign) throw new Error('there is no wave');
      [personal] = await inviteInPerson(test.bot.store, test.bot.hash, campaign, campaign.units[0]?.id ?? '', 'ngo', 1);
    }
    const [animator, , unit] = /\{animator(:(\w+))?\}/.exec(text) ?? [];
    const invited = animator === undefined ? undefined : await test.invite('animator', ...(unit ? [unit] : []));
    member = invited?.id ?? member;
    const invitedCode = invited?.code ?? '';
    return text
      .replace('{personal}', personal ?? '')
      .replace('{code}', code)
      .replace(/\{animator(?::\w+)?\}/, invitedCode)
      .replace(/\{(ngo|office)(?::(\w+))?\}/g, (_, side: 'ngo' | 'office', unit?: string) => test.code(side, unit));
  };

  return {
    async act(input: string): Promise<string[]> {
      const [, step, label] = /^\[(?:([a-z0-9_]+): )?(.+)\]$/.exec(input) ?? [];
      return show(
        label === undefined
          ? await test.say(place, await fill(input), apps.get(place))
          : await test.tap(place, label, step),
      );
    },
    async direct(directive: string): Promise<string[]> {
      const [what = '', first = '', second = ''] = directive.split(' ');
      switch (what) {
        case 'place':
          place = `terminal:${first}`;
          return show(test.heard(place));
        case 'app':
          apps.set(place, first);
          return [];
        case 'wait':
          test.clock.advance(Number(first) * (units[second.replace(/s$/, '')] ?? Number.NaN));
          return [];
        case 'close':
          await test.bot.waves.close('fala-1');
          break;
        case 'tick':
          await test.bot.waves.tick();
          break;
        case 'answers':
          await answerAsMany(test.bot.store, Number(first));
          break;
        case 'publish':
          await test.bot.store.change('fala-1', (wave) => ({ ...(wave as Campaign), published: true }));
          break;
        case 'revoke':
          await test.bot.store.changeStaff((staff) => noted(staff, byOperator('revoked', member, test.clock.now())));
          break;
        default:
          throw new Error(`a transcript cannot "${what}"`);
      }
      await test.bot.deliver.drain();
      return show(test.heard(place));
    },
  };
}
