/** The project's staff: who may see reports and plan workshops, for which JST, and a log of what they did. */
import { z } from 'zod';

export const StaffRole = z.enum(['animator', 'organiser']);
export type StaffRole = z.infer<typeof StaffRole>;

export const StaffMember = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: StaffRole,
  /** JST that the member sees; none named: all. */
  units: z.array(z.string()),
  /** Hash of the one-time code that makes a conversation this member's. */
  code: z.string(),
  /** The code may be used until then. All instants in milliseconds since 1970, UTC. */
  until: z.number(),
  joinedAt: z.number().optional(),
  revokedAt: z.number().optional(),
});
export type StaffMember = z.infer<typeof StaffMember>;

/** One thing that was done, and by whom: a member's id, or `operator`. Never a text, never anything of a respondent. */
export const StaffEntry = z.strictObject({
  id: z.string(),
  who: z.string(),
  what: z.enum(['invited', 'joined', 'left', 'revoked', 'report', 'published', 'unpublished']),
  /** The member, the wave, or the wave and its JST. */
  about: z.string().optional(),
  at: z.number(),
});
export type StaffEntry = z.infer<typeof StaffEntry>;

export const Staff = z.strictObject({ members: z.array(StaffMember), log: z.array(StaffEntry) });
export type Staff = z.infer<typeof Staff>;

export const noStaff: Staff = { members: [], log: [] };

/** Who does what is done at the command line. */
export const operator = 'operator';

/** Entries that are kept; the oldest make room. */
const logMax = 10_000;

/** The name that may be taken once: the conversation that has it is this member's. */
export function staffName(id: string): string {
  return `staff:${id}`;
}

/** What was done, once for its id, with what follows from it for the members. */
export function noted(staff: Staff, entry: StaffEntry): Staff {
  if (staff.log.some(({ id }) => id === entry.id)) return staff;
  const members = staff.members.map((member) => after(member, entry));
  return { members, log: [...staff.log, entry].slice(-logMax) };
}

/** With somebody who was just invited. */
export function invited(staff: Staff, member: StaffMember, entry: StaffEntry): Staff {
  return noted({ ...staff, members: [...staff.members, member] }, entry);
}

function after(member: StaffMember, { who, what, about, at }: StaffEntry): StaffMember {
  if (what === 'joined' && who === member.id) return { ...member, joinedAt: member.joinedAt ?? at };
  if (what === 'revoked' && about === member.id) return { ...member, revokedAt: member.revokedAt ?? at };
  return member;
}

/** The member of this id, unless it was revoked. */
export function memberOf(staff: Staff, id: string | undefined): StaffMember | undefined {
  return staff.members.find((member) => member.id === id && member.revokedAt === undefined);
}

/** The member whose code this is, while it may be used: by nobody yet and in time, or by whom it was used. */
export function joining(staff: Staff, code: string, own: string | undefined, at: number): StaffMember | undefined {
  const member = staff.members.find((one) => one.code === code && one.revokedAt === undefined);
  if (!member) return undefined;
  const isFresh = member.joinedAt === undefined && at < member.until;
  return isFresh || member.id === own ? member : undefined;
}
