/** Letting in the project's staff, and noting what is done at the command line. */
import { randomBytes } from 'node:crypto';
import { chanceFor, codeChars, makeCode } from '../dialog/code.ts';
import { invited, operator, type StaffEntry, type StaffMember } from '../dialog/staff.ts';
import type { Store } from '../store/store.ts';
import { drawChance } from './receive.ts';
import type { Hash } from './secret.ts';

/** A code that nobody used for so long does not work any more. */
const codeMs = 48 * 3_600_000;

/** Draws a member's one-time code. It is stored as a hash only: this is the one time that it can be seen. */
export async function inviteStaff(
  store: Pick<Store, 'changeStaff'>,
  hash: Hash,
  now: number,
  who: Pick<StaffMember, 'name' | 'role' | 'units'>,
): Promise<{ readonly member: StaffMember; readonly code: string }> {
  const code = makeCode(drawChance().slice(0, chanceFor(codeChars.staff)), codeChars.staff);
  const member = { ...who, id: randomBytes(4).toString('hex'), code: hash(code), until: now + codeMs };
  await store.changeStaff((before) => invited(before, member, byOperator('invited', member.id, now)));
  return { member, code };
}

/** Something that was done at the command line, for the log. */
export function byOperator(what: StaffEntry['what'], about: string, at: number): StaffEntry {
  return { id: randomBytes(8).toString('hex'), who: operator, what, about, at };
}
