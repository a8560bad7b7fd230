/** The staff: one document that every turn may look at, and a log that nothing is missing from or twice in. */
import { expect, it } from 'vitest';
import { noStaff, type StaffEntry, staffName } from '../../../src/dialog/staff.ts';
import type { Facts, Outcome, Store, Wanted } from '../../../src/store/store.ts';
import type { Driver } from './driver.ts';
import { message, nothing, ola, startMs, turn } from './kit.ts';

const joinedAs = (id: string): StaffEntry => ({ id, who: ola.id, what: 'joined', at: startMs });

/** What a turn in this conversation is told, when it wants to know this. */
async function look(store: Store, wanted: Partial<Wanted>, activity = 'look', at = startMs): Promise<Facts> {
  const found: Facts[] = [];
  await store.transact(
    { ...message('c:look', activity), at },
    () => ({ ...nothing, ...wanted }),
    (_, facts) => {
      found.push(facts);
      return undefined;
    },
  );
  const [facts] = found;
  if (!facts) throw new Error('nothing was decided');
  return facts;
}

/** A turn in which somebody becomes one of the staff. */
function join(store: Store, conversation: string, entry = joinedAs('e1')): Promise<Outcome> {
  return store.transact(
    message(conversation, `${conversation} joins`),
    () => nothing,
    (before, facts) =>
      facts.taken.size > 0
        ? undefined
        : { ...turn(before, 'joins'), claims: [staffName(ola.id)], effects: [{ kind: 'staff', entry }] },
  );
}

export function staffLaws({ open }: Driver): void {
  const inhabited = async () => {
    const opened = await open();
    await opened.store.changeStaff(() => ({ members: [ola], log: [] }));
    return opened;
  };

  it('is nobody at first, and who was invited from then on, also after reopening', async () => {
    const first = await open();
    expect(first.store.staff()).toEqual(noStaff);
    await first.store.changeStaff((staff) => ({ ...staff, members: [ola] }));
    await first.store.close();
    const { store } = await first.again();
    expect(store.staff()).toEqual({ members: [ola], log: [] });
  });

  it('is found by id and by code while nobody used it and its time is not over', async () => {
    const { store } = await inhabited();
    expect((await look(store, { staff: ola.id })).staff).toEqual(ola);
    expect((await look(store, { joining: ola.code })).joining).toEqual(ola);
    expect((await look(store, { joining: 'another' })).joining).toBeUndefined();
    expect((await look(store, { joining: ola.code }, 'late', ola.until)).joining).toBeUndefined();
  });

  it('is not found any more from the moment of its revocation', async () => {
    const { store } = await inhabited();
    await store.changeStaff(({ members, log }) => ({
      members: members.map((one) => ({ ...one, revokedAt: startMs })),
      log,
    }));
    const facts = await look(store, { staff: ola.id, joining: ola.code });
    expect([facts.staff, facts.joining]).toEqual([undefined, undefined]);
  });

  it('is one conversation for each code, and the log says once when', async () => {
    const { store, again } = await inhabited();
    const outcomes = await Promise.all(['c:a', 'c:b', 'c:c'].map((one) => join(store, one, joinedAs(`e ${one}`))));
    expect(outcomes.toSorted()).toEqual(['applied', 'unchanged', 'unchanged']);
    const { members, log } = store.staff();
    expect([members[0]?.joinedAt, log.length]).toEqual([startMs, 1]);
    expect((await look(store, { joining: ola.code })).joining).toBeUndefined();
    expect((await look(store, { joining: ola.code, staff: ola.id })).joining?.id).toBe(ola.id);
    await store.close();
    expect((await again()).store.staff()).toEqual({ members, log });
  });

  it('has the same entry once, however often it is applied', async () => {
    const { store } = await inhabited();
    for (const place of ['c:a', 'c:a', 'c:d']) {
      await store.erase(place);
      await store.transact(
        message(place, `${place} ${store.staff().log.length}`),
        () => nothing,
        (before) => ({ ...turn(before, 'x'), effects: [{ kind: 'staff', entry: joinedAs('same') }] }),
      );
    }
    expect(store.staff().log).toEqual([joinedAs('same')]);
  });

  it('keeps its name taken when the conversation is erased', async () => {
    const { store } = await inhabited();
    await store.transact(
      message('c:a', 'joins'),
      () => nothing,
      (before) => {
        const { session, ...rest } = turn(before, 'joins');
        return { ...rest, session: session && { ...session, staff: ola.id }, claims: [staffName(ola.id)] };
      },
    );
    await store.erase('c:a');
    expect(await join(store, 'c:b')).toBe('unchanged');
  });
}
