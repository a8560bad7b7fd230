import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/bot/simulate.ts';
import { createGate } from '../../src/store/lowdb/gate.ts';
import { drawSeed } from '../support/data-folder.ts';

/** Lets everything that is ready go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const nothing = async (): Promise<void> => undefined;

describe('gate', () => {
  it('lets any number in at once', async () => {
    const gate = createGate();
    const held = Promise.withResolvers<void>();
    let inside = 0;
    const enter = () =>
      gate.enter(async () => {
        inside += 1;
        await held.promise;
      });
    const all = [enter(), enter(), enter()];
    expect(inside).toBe(3);
    held.resolve();
    await Promise.all(all);
  });

  it('lets one be alone when the others have left, and keeps newcomers out until then', async () => {
    const gate = createGate();
    const log: string[] = [];
    const [writing, reading] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const writer = gate.enter(() => writing.promise.then(() => void log.push('writer')));
    const alone = gate.alone(async () => {
      log.push('alone');
      await reading.promise;
      log.push('alone no more');
    });
    const newcomer = gate.enter(async () => void log.push('newcomer'));
    await settled();
    expect(log).toEqual([]);
    writing.resolve();
    await settled();
    expect(log).toEqual(['writer', 'alone']);
    reading.resolve();
    await Promise.all([writer, alone, newcomer]);
    expect(log).toEqual(['writer', 'alone', 'alone no more', 'newcomer']);
  });

  it('lets those who want to be alone have it one after the other, and then lets the others in', async () => {
    const gate = createGate();
    const log: string[] = [];
    const alone = (name: string) =>
      gate.alone(async () => {
        log.push(`${name} in`);
        await settled();
        log.push(`${name} out`);
      });
    await Promise.all([alone('a'), alone('b'), alone('c'), gate.enter(async () => void log.push('other'))]);
    expect(log.filter((line) => line !== 'other')).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
    expect(log).toContain('other');
  });

  it('does not keep the one who wants to be alone waiting while others come and go', async () => {
    const gate = createGate();
    let stop = false;
    const comeAndGo = async (): Promise<void> => {
      while (!stop) await gate.enter(settled);
    };
    const others = Array.from({ length: 5 }, comeAndGo);
    await settled();
    await gate.alone(nothing);
    await gate.alone(nothing);
    stop = true;
    await Promise.all(others);
  });

  it('goes on after a failure inside, and after one of the one who was alone', async () => {
    const gate = createGate();
    const fail = async (): Promise<void> => {
      throw new Error('no');
    };
    await expect(gate.enter(fail)).rejects.toThrow('no');
    await expect(gate.alone(fail)).rejects.toThrow('no');
    await expect(gate.enter(async () => 'in')).resolves.toBe('in');
    await expect(gate.alone(async () => 'alone')).resolves.toBe('alone');
  });

  it('closes when the last one inside has left, and lets nobody in any more', async () => {
    const gate = createGate();
    const held = Promise.withResolvers<void>();
    let closed = false;
    const inside = gate.enter(() => held.promise);
    const closing = gate.close().then(() => {
      closed = true;
    });
    const late = expect(gate.enter(nothing)).rejects.toThrow('closed');
    await settled();
    expect(closed).toBe(false);
    held.resolve();
    await Promise.all([inside, closing, late]);
    await expect(gate.enter(nothing)).rejects.toThrow('closed');
  });

  const seed = drawSeed();
  it(`keeps whoever is alone alone under 1500 visits (seed ${seed})`, async () => {
    const random = createRandom(seed);
    const gate = createGate();
    let inside = 0;
    let isAlone = false;
    let visits = 0;
    const visit = async (): Promise<void> => {
      expect(isAlone).toBe(false);
      inside += 1;
      visits += 1;
      if (random() < 0.5) await settled();
      inside -= 1;
      if (random() < 0.1) throw new Error('no');
    };
    const beAlone = async (): Promise<void> => {
      expect([inside, isAlone]).toEqual([0, false]);
      isAlone = true;
      visits += 1;
      if (random() < 0.5) await settled();
      expect(inside).toBe(0);
      isAlone = false;
      if (random() < 0.1) throw new Error('no');
    };
    const faults: string[] = [];
    const all = Array.from({ length: 1_500 }, async () => {
      if (random() < 0.5) await settled();
      await (random() < 0.1 ? gate.alone(beAlone) : gate.enter(visit)).catch((error: Error) =>
        faults.push(error.message),
      );
    });
    await Promise.all(all);
    expect(visits).toBe(1_500);
    expect(new Set(faults)).toEqual(new Set(['no']));
  });
});
