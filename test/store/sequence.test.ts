import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/bot/simulate.ts';
import { createSequence } from '../../src/store/sequence.ts';
import { drawSeed } from '../support/data-folder.ts';

/** Lets everything that is ready go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('sequence', () => {
  it('runs the work of one key one at a time, in call order', async () => {
    const sequence = createSequence();
    const log: string[] = [];
    const gates = [0, 1, 2].map(() => Promise.withResolvers<void>());
    const all = gates.map((gate, n) =>
      sequence('key', async () => {
        log.push(`begin ${n}`);
        await gate.promise;
        log.push(`end ${n}`);
        return n;
      }),
    );
    // The last may go on first: it does not matter, its turn has not come.
    gates[2]?.resolve();
    await settled();
    expect(log).toEqual(['begin 0']);
    gates[0]?.resolve();
    await settled();
    expect(log).toEqual(['begin 0', 'end 0', 'begin 1']);
    gates[1]?.resolve();
    expect(await Promise.all(all)).toEqual([0, 1, 2]);
    expect(log).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2', 'end 2']);
  });

  it('does not let keys wait for each other', async () => {
    const sequence = createSequence();
    const held = Promise.withResolvers<string>();
    const slow = sequence('slow', () => held.promise);
    expect(await sequence('quick', async () => 'done')).toBe('done');
    held.resolve('done at last');
    expect(await slow).toBe('done at last');
  });

  it('goes on after a failure, which only its caller hears of', async () => {
    const sequence = createSequence();
    const failing = sequence('key', async () => {
      throw new Error('no');
    });
    const next = sequence('key', async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
    expect(await sequence('key', async () => 'and again')).toBe('and again');
  });

  it('forgets a key that nobody waits for: its next work begins at once', async () => {
    const sequence = createSequence();
    for (const fails of [false, true]) {
      await sequence('key', async () => {
        if (fails) throw new Error('no');
      }).catch(() => undefined);
      await settled();
      let begun = false;
      const work = sequence('key', async () => {
        begun = true;
      });
      expect(begun).toBe(true);
      await work;
    }
  });

  it('takes work for a key from within the work of another', async () => {
    const sequence = createSequence();
    const result = sequence('a', () => sequence('b', () => sequence('c', async () => 'deep')));
    expect(await result).toBe('deep');
  });

  const seed = drawSeed();
  it(`keeps the order of each of 20 keys under 2000 calls, some of them failing (seed ${seed})`, async () => {
    const random = createRandom(seed);
    const sequence = createSequence();
    const asked = new Map<string, number[]>();
    const done = new Map<string, number[]>();
    const inside = new Set<string>();
    const calls = Array.from({ length: 2_000 }, (_, n) => {
      const key = `key ${Math.floor(random() * 20)}`;
      const [fails, waits] = [random() < 0.2, Math.floor(random() * 3)];
      asked.set(key, [...(asked.get(key) ?? []), n]);
      return sequence(key, async () => {
        expect(inside.has(key)).toBe(false);
        inside.add(key);
        for (let turn = 0; turn < waits; turn += 1) await settled();
        done.set(key, [...(done.get(key) ?? []), n]);
        inside.delete(key);
        if (fails) throw new Error('no');
        return fails;
      }).catch(() => true);
    });
    await Promise.all(calls);
    expect(done.size).toBe(20);
    for (const [key, order] of asked) expect(done.get(key)).toEqual(order);
  });
});
