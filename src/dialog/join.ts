/** Becoming one of the project's staff. Whoever is one answers surveys like anybody else. */
import { ask } from './ask.ts';
import type { StaffView } from './library.ts';
import type { Session } from './session.ts';
import { staffName } from './staff.ts';
import { having, say, type Talk, type Turn } from './talk.ts';

/** The one-time code of a member was typed or opened: from now on this conversation is theirs. */
export function joinStaff(talk: Talk, session: Session, member: StaffView): Turn {
  const here = having(session, { aside: undefined });
  if (session.staff === member.id) return ask(talk, here, { lead: [say(talk, session, 'staff.already')] });
  // The same words as for a code that never was: nothing shows whether one was used.
  if (talk.library.taken(staffName(member.id))) return ask(talk, here, { lead: [say(talk, session, 'code.unknown')] });
  const joined: Session = { ...having(here, { guesses: undefined }), staff: member.id };
  return ask(talk, joined, {
    lead: [say(talk, session, 'staff.joined', { role: roleIn(talk, session, member) })],
    events: [{ kind: 'acted', who: member.id, what: 'joined' }],
  });
}

/** A member's role in words, with the JST it is limited to. */
export function roleIn(talk: Talk, session: Session, { role, units }: StaffView): string {
  const waves = talk.library.waves(session.language);
  const nameOf = (id: string): string => waves.flatMap((wave) => wave.units).find((unit) => unit.id === id)?.name ?? id;
  const named = say(talk, session, `staff.${role}`);
  return units.length === 0 ? named : `${named} (${units.map(nameOf).join(', ')})`;
}
