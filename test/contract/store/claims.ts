/** Names that may be taken once. */
import { expect, it } from 'vitest';
import type { Store } from '../../../src/store/store.ts';
import { createTestDisk } from '../../support/disk.ts';
import { type Driver, diskLaw } from './driver.ts';
import { codeName, message, nothing, say, trail, turn } from './kit.ts';

export function claimLaws(driver: Driver): void {
  const { open } = driver;

  /** Wants names; says which of them turned out to be another's. */
  async function take(store: Store, conversation: string, id: string, names: readonly string[]): Promise<string[]> {
    let taken: string[] = [];
    await store.transact(
      message(conversation, id),
      () => nothing,
      (before, facts) => {
        taken = [...facts.taken];
        return { ...turn(before, id), claims: names.filter((name) => !facts.taken.has(name)) };
      },
    );
    return taken;
  }

  /** Is the name anybody's, as a turn sees it? */
  async function isClaimed(store: Store, name: string): Promise<boolean> {
    let claimed = false;
    await store.transact(
      message('c:asks', name),
      () => ({ names: [name] }),
      (_, facts) => {
        claimed = facts.claimed.has(name);
        return undefined;
      },
    );
    return claimed;
  }

  it('gives one name to exactly one of 100 conversations at once', async () => {
    const { store } = await open();
    const wants = Array.from({ length: 100 }, (_, n) => take(store, `c:${n}`, `n${n}`, ['one']));
    const results = await Promise.all(wants);
    expect(results.filter((taken) => taken.length === 0)).toHaveLength(1);
    expect(results.filter((taken) => taken.includes('one'))).toHaveLength(99);
  });

  it('lets the one who has a name keep it', async () => {
    const { store } = await open();
    expect(await take(store, 'c:1', 'a', ['one'])).toEqual([]);
    expect(await take(store, 'c:1', 'b', ['one', 'two'])).toEqual([]);
    expect(await take(store, 'c:2', 'a', ['one', 'two'])).toHaveLength(2);
  });

  it('takes all names that a turn wants, or none', async () => {
    const { store } = await open();
    await take(store, 'c:1', 'a', ['m']);
    const seen: string[][] = [];
    await store.transact(
      message('c:2', 'a'),
      () => nothing,
      (before, { taken }) => {
        seen.push([...taken]);
        return { ...turn(before, 'a'), claims: taken.size > 0 ? [] : ['a', 'm', 'z'] };
      },
    );
    expect(seen).toEqual([[], ['m']]);
    expect(await isClaimed(store, 'a')).toBe(false);
    expect(await isClaimed(store, 'z')).toBe(false);
    expect(await take(store, 'c:3', 'a', ['a', 'z'])).toEqual([]);
  });

  it('does not get stuck when many want the same names in different orders', async () => {
    const { store } = await open();
    const names = ['a', 'b', 'c', 'd'];
    const turned = (by: number) => names.map((_, n) => names[(n + by) % names.length] ?? '');
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        take(store, `c:${n}`, `n${n}`, n % 2 === 0 ? turned(n) : turned(n).reverse()),
      ),
    );
    const won = results.flatMap((taken) => names.filter((name) => !taken.includes(name)));
    expect(won.sort()).toEqual(names);
  });

  it('lets names go round without anybody waiting for ever', async () => {
    const { store } = await open();
    const names = ['a', 'b', 'c'];
    for (let round = 0; round < 15; round += 1) {
      const moves = names.map((_, n) => take(store, `c:${n}`, `r${round}`, [names[(n + round) % names.length] ?? '']));
      await Promise.all(moves);
    }
    for (const name of names) {
      const holders = [];
      for (const n of names.keys()) {
        const held = (await store.held(`c:${n}`)) as { claims?: string[] } | undefined;
        if (held?.claims?.includes(name)) holders.push(n);
      }
      expect(holders.length).toBeLessThanOrEqual(1);
    }
  });

  it('gives a name back that a conversation lets go', async () => {
    const { store } = await open();
    await take(store, 'c:1', 'a', ['one']);
    expect(await isClaimed(store, 'one')).toBe(true);
    await take(store, 'c:1', 'b', []);
    expect(await isClaimed(store, 'one')).toBe(false);
    expect(await take(store, 'c:2', 'a', ['one'])).toEqual([]);
  });

  it('says who has a name', async () => {
    const { store } = await open();
    await take(store, 'c:1', 'a', ['resume:code']);
    let from: string | undefined;
    await store.transact(
      message('c:2', 'a'),
      () => ({ resume: 'resume:code', names: [] }),
      (_, facts) => {
        from = facts.resume;
        return undefined;
      },
    );
    expect(from).toBe('c:1');
  });

  it('remembers who has which name after reopening', async () => {
    const opened = await open();
    await take(opened.store, 'c:1', 'a', ['one']);
    await opened.store.close();
    const { store } = await opened.again();
    expect(await take(store, 'c:2', 'a', ['one'])).toEqual(['one']);
  });

  it('refuses a turn that wants a name although it was told that it is taken', async () => {
    const { store } = await open();
    await take(store, 'c:1', 'a', ['one']);
    const stubborn = store.transact(
      message('c:2', 'a'),
      () => nothing,
      (before) => ({ ...turn(before, 'a'), claims: ['one'] }),
    );
    await expect(stubborn).rejects.toThrow('taken');
    expect(await store.conversation('c:2')).toBeUndefined();
  });

  diskLaw(driver, 'locks nobody out when it dies between a name and the conversation that takes it', async () => {
    const whole = createTestDisk();
    const sample = await open({ disk: whole });
    const before = whole.steps().length;
    await say(sample.store, 'c:1', 'a', 'begin CODE');
    const steps = whole.steps().length - before;
    expect(steps).toBeGreaterThan(8);
    await Promise.all(Array.from({ length: steps + 1 }, (_, step) => dieAfter(step)));
  });

  async function dieAfter(steps: number): Promise<void> {
    const disk = createTestDisk();
    const opened = await open({ disk });
    disk.stopAfter(steps);
    const outcome = await say(opened.store, 'c:1', 'a', 'begin CODE').catch(() => 'died');
    const { store } = await opened.again();
    const written = (await store.conversation('c:1')) !== undefined;
    if (outcome === 'applied') expect(written).toBe(true);
    // Whoever comes first has it, and the other one is told.
    await say(store, 'c:2', 'a', 'begin CODE');
    expect((await store.conversation('c:2'))?.session?.run?.resume).toBe(written ? undefined : 'CODE');
    await say(store, 'c:1', 'a', 'begin CODE');
    expect((await store.conversation('c:1'))?.session?.run?.resume).toBe(written ? 'CODE' : undefined);
    expect(trail((await store.conversation('c:1'))?.session)).toEqual(['a']);
    expect(await isClaimed(store, codeName('CODE'))).toBe(true);
  }
}
