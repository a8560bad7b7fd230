/** A write that fails leaves everything as it was, and the same activity then succeeds. */
import { expect, it } from 'vitest';
import { createTestDisk } from '../../support/disk.ts';
import { type Driver, diskLaw, type Opened } from './driver.ts';
import { answersIn, codeName, deliverAll, message, nothing, openWave, saidIn, say, trail, turn } from './kit.ts';

export function failureLaws(driver: Driver): void {
  const { open } = driver;

  /** A store in which c:1 has begun, and whose disk is at hand. */
  async function opened() {
    const disk = createTestDisk();
    const facts: string[] = [];
    const store = await open({ disk, report: ({ kind }) => void facts.push(kind) });
    await openWave(store.store);
    await say(store.store, 'c:1', 'a', 'begin CODE');
    await say(store.store, 'c:1', 'b', 'answer yes');
    return { disk, facts, ...store };
  }

  diskLaw(
    driver,
    'keeps what was there when the disk is full, full of holes or read-only, and then goes on',
    async () => {
      const { disk, store } = await opened();
      for (const code of ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE']) {
        for (const kind of ['write', 'rename'] as const) {
          disk.fail(code, { kind });
          const id = `${code}-${kind}`;
          await expect(say(store, 'c:1', id)).rejects.toMatchObject({ code });
          expect(trail((await store.conversation('c:1'))?.session)).not.toContain(id);
          expect(await say(store, 'c:1', id)).toBe('applied');
          expect(trail((await store.conversation('c:1'))?.session).filter((one) => one === id)).toHaveLength(1);
        }
      }
      const said = saidIn(await deliverAll(store));
      expect(said).toEqual([...new Set(said)]);
      expect(said).toHaveLength(12);
    },
  );

  diskLaw(driver, 'loses and doubles nothing whichever step of sending the answers fails', async () => {
    const whole = await opened();
    const before = whole.disk.steps().length;
    await say(whole.store, 'c:1', 's', 'submit');
    const steps = whole.disk.steps().length - before;
    expect(steps).toBeGreaterThan(15);
    await Promise.all(Array.from({ length: steps }, (_, step) => failAt(step + 1)));
  });

  async function failAt(nth: number): Promise<void> {
    const { disk, facts, store, again } = await opened();
    const step = { kind: ['write', 'sync', 'setTimes', 'rename', 'remove', 'link'], path: '' } as const;
    disk.fail('ENOSPC', step, nth);
    const outcome = await say(store, 'c:1', 's', 'submit').catch(() => 'failed');
    disk.heal();
    const { session } = (await store.conversation('c:1')) ?? {};
    expect(trail(session).includes('s')).toBe(outcome === 'applied');
    // A name of a file that may not be durable: no more is written until the next start.
    let next: Opened = { store, again, stored: async () => '' };
    if (facts.includes('broken')) {
      await expect(say(store, 'c:2', 'x')).rejects.toThrow('started again');
      await store.close();
      next = await again();
    }
    await say(next.store, 'c:1', 's', 'submit');
    await next.store.sweep();
    expect(trail((await next.store.conversation('c:1'))?.session)).toEqual(['a', 'b', 's']);
    expect(await answersIn(next.store)).toEqual([['yes'], ['yes'], ['yes']]);
    expect(saidIn(await deliverAll(next.store))).toEqual(['heard a', 'heard b', 'heard s']);
  }

  diskLaw(driver, 'gives a name to somebody else when its taker could not be written', async () => {
    const { disk, store } = await opened();
    const take = (conversation: string) =>
      store.transact(
        message(conversation, 'take'),
        () => nothing,
        (before) => ({ ...turn(before, 'take'), claims: [codeName('NEXT')] }),
      );
    disk.fail('ENOSPC', { kind: 'write' }, 2);
    await expect(take('c:2')).rejects.toThrow('ENOSPC');
    expect(await take('c:3')).toBe('applied');
    await expect(take('c:2')).rejects.toThrow('taken');
  });

  diskLaw(driver, 'does not mistake a conversation that cannot be read for one that is new', async () => {
    const first = await opened();
    await first.store.close();
    const disk = createTestDisk();
    const { store } = await first.again({ disk });
    disk.fail('EIO', { kind: 'read' });
    await expect(say(store, 'c:1', 'c')).rejects.toThrow('EIO');
    expect(await say(store, 'c:1', 'c')).toBe('applied');
    expect(trail((await store.conversation('c:1'))?.session)).toEqual(['a', 'b', 'c']);
  });

  it('fails one conversation without failing the others', async () => {
    const { store } = await open();
    const fault = () => {
      throw new Error('a fault in the dialog');
    };
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        n % 2 === 0 ? say(store, `c:${n}`, `n${n}`) : store.transact(message(`c:${n}`, `n${n}`), () => nothing, fault),
      ),
    );
    expect(results.map(({ status }) => status)).toEqual(
      results.map((_, n) => (n % 2 === 0 ? 'fulfilled' : 'rejected')),
    );
  });
}
