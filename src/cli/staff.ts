/** `staff invite|list|revoke`: who may see reports, by a code that works once. */
import { byOperator, inviteStaff } from '../bot/staff.ts';
import { Refusal } from '../bot/waves.ts';
import { showCode } from '../dialog/code.ts';
import { noted, type StaffMember, StaffRole } from '../dialog/staff.ts';
import type { Bot } from '../main.ts';
import { type Command, type ExitCode, type Input, type Out, oneOf, required, UsageError } from './command.ts';

const nameCharsMax = 80;

export const staff: Command = {
  name: 'staff',
  summary: 'Invites, lists and revokes animators and organisers',
  usage: 'invite --role animator|organiser --name N [--unit U …] | list | revoke --id ID',
  options: {
    role: { type: 'string' },
    name: { type: 'string' },
    unit: { type: 'string', multiple: true },
    id: { type: 'string' },
  },
  describe: {
    role: 'animator or organiser',
    name: 'who it is, for the list',
    unit: 'a JST they may see; may be given several times; without it all of them',
    id: 'whom to revoke, as list shows it',
  },
  needsStore: true,
  async run(input, out, bot) {
    const [action] = input.positionals;
    switch (action) {
      case 'invite':
        return invite(input, out, bot);
      case 'list':
        return list(input, out, bot);
      case 'revoke':
        return revoke(input, out, bot);
      default:
        throw new UsageError(`staff needs one of invite, list, revoke${action ? `, not ${action}` : ''}`);
    }
  },
};

async function invite(input: Input, out: Out, bot: Bot): Promise<ExitCode> {
  const role = oneOf(input, 'role', StaffRole.options);
  const name = required(input, 'name').trim();
  if (name === '' || name.length > nameCharsMax || /\p{Cc}/u.test(name))
    throw new UsageError(`--name is 1 to ${nameCharsMax} characters in one line`);
  const units = unitsOf(input, bot);
  const { member, code } = await inviteStaff(bot.store, bot.hash, bot.now(), { name, role, units });
  const { id } = member;
  const links = linksOf(bot, code);
  const until = new Date(member.until).toISOString();
  if (input.values.json === true) {
    out.json({ id, role, name, units, code: showCode(code), until, links });
    return 0;
  }
  out.print(
    [
      `${name} (${role}, ${id}), code: ${showCode(code)}`,
      ...links.map((link) => `  ${link}`),
      `Typed to the bot in any channel it makes that conversation theirs. It works once, until ${until.slice(0, 16).replace('T', ' ')} UTC,`,
      'and cannot be shown again: only its hash is kept.',
    ].join('\n'),
  );
  return 0;
}

/** The JST that were named. Throws `Refusal` for one that no wave has: a slip would show too little, and nobody would know. */
function unitsOf(input: Input, bot: Bot): string[] {
  const named = Array.isArray(input.values.unit) ? [...new Set(input.values.unit.map(String))] : [];
  const there = new Set(bot.store.campaigns().flatMap((campaign) => campaign.units.map((unit) => unit.id)));
  const unknown = named.find((unit) => !there.has(unit));
  if (unknown !== undefined)
    throw new Refusal(`no campaign has a unit ${unknown}; those there are: ${[...there].join(', ') || 'none'}`);
  return named;
}

function linksOf({ config, telegram }: Bot, code: string): string[] {
  const name = telegram?.name();
  return [
    ...(config.publicUrl === undefined ? [] : [`${config.publicUrl}/?z=${code}`]),
    ...(name === undefined ? [] : [`https://t.me/${name}?start=${code}`]),
  ];
}

function list(input: Input, out: Out, bot: Bot): ExitCode {
  const { members, log } = bot.store.staff();
  const shown = members.map((member) => ({
    id: member.id,
    name: member.name,
    role: member.role,
    units: member.units,
    state: stateOf(member, bot.now()),
    did: log.filter(({ who }) => who === member.id).length,
  }));
  if (input.values.json === true) out.json({ members: shown, log });
  else
    out.print(
      shown
        .map(
          ({ id, name, role, units, state, did }) =>
            `${id}  ${role.padEnd(9)}  ${state.padEnd(7)}  ${name}${units.length > 0 ? ` (${units.join(', ')})` : ''}, ${did} in the log`,
        )
        .join('\n') || 'Nobody was invited yet: staff invite --role animator --name "…"',
    );
  return 0;
}

function stateOf(
  { joinedAt, revokedAt, until }: StaffMember,
  now: number,
): 'revoked' | 'active' | 'invited' | 'expired' {
  if (revokedAt !== undefined) return 'revoked';
  if (joinedAt !== undefined) return 'active';
  return now < until ? 'invited' : 'expired';
}

async function revoke(input: Input, out: Out, bot: Bot): Promise<ExitCode> {
  const id = input.positionals[1] ?? required(input, 'id');
  const member = bot.store.staff().members.find((one) => one.id === id);
  if (!member) throw new Refusal(`there is nobody ${id} among the staff: staff list shows who there is`);
  await bot.store.changeStaff((before) => noted(before, byOperator('revoked', id, bot.now())));
  if (input.values.json === true) out.json({ id, state: 'revoked' });
  else out.print(`${member.name} is revoked, from this moment on; reports already sent stay where they are.`);
  return 0;
}
