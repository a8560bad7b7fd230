/**
 * The process dies, or the power fails, at every single step that the store takes on the disk; then the store opens
 * again on what is left, sweeps, and the same activity comes once more. Everything must then hold exactly once.
 */
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { answersIn, deliverAll, openWave, saidIn, say, startMs, trail } from '../contract/store/kit.ts';
import { drawSeed, makeDataFolder } from '../support/data-folder.ts';
import { createTestDisk } from '../support/disk.ts';
import { createMemoryDisk, type MemoryDisk } from './memory-disk.ts';
import { openAt } from './open.ts';

type Scenario = {
  readonly name: string;
  readonly prepare: (store: Store) => Promise<unknown>;
  /** What is interrupted, and comes again afterwards. Resolves only when it was acknowledged. */
  readonly act: (store: Store) => Promise<unknown>;
  /** What must hold in the end. */
  readonly check: (store: Store, disk: MemoryDisk) => Promise<void>;
  /** What must hold of an act that was acknowledged before everything stopped, though it does not come again. */
  readonly acknowledged: (store: Store) => Promise<void>;
  /** Fewer steps than this, and the sweep would not look at what it is meant to. */
  readonly stepsMin: number;
};

const runOf = async (store: Store, id: string) => (await store.conversation(id))?.session?.run;
const trailOf = async (store: Store, id: string) => trail((await store.conversation(id))?.session);
const begin = async (store: Store, id: string): Promise<void> => {
  await say(store, id, `${id}-a`, 'begin CODE');
  await say(store, id, `${id}-b`, 'answer yes');
};
const oneSet = [['yes'], ['yes'], ['yes']];
const holding = (disk: MemoryDisk, words: string): string[] =>
  [...disk.files()].filter(([path, bytes]) => `${path} ${bytes}`.includes(words)).map(([path]) => path);

const scenarios: readonly Scenario[] = [
  {
    name: 'a turn',
    prepare: (store) => begin(store, 'c:1'),
    act: (store) => say(store, 'c:1', 'x', 'answer no'),
    acknowledged: async (store) => expect((await runOf(store, 'c:1'))?.answers).toEqual({ q: 'no' }),
    async check(store) {
      expect(await trailOf(store, 'c:1')).toEqual(['c:1-a', 'c:1-b', 'x']);
      expect(saidIn(await deliverAll(store))).toEqual(['heard c:1-a', 'heard c:1-b', 'heard x']);
    },
    stepsMin: 5,
  },
  {
    name: 'sending a delivery',
    prepare: (store) => begin(store, 'c:1'),
    async act(store) {
      await store.sweep();
      const delivery = await store.claim(startMs, 60_000);
      if (delivery) await store.settle(delivery, { kind: 'sent' }, startMs);
      // What was sent comes to the disk with what is written next.
      await say(store, 'c:1', 'x', 'answer no');
    },
    acknowledged: async (store) => expect((await store.conversation('c:1'))?.outbox).toBe(2),
    async check(store) {
      await store.sweep();
      const waiting = saidIn(await deliverAll(store));
      expect(waiting).toEqual(['heard c:1-a', 'heard c:1-b', 'heard x'].slice(3 - waiting.length));
      expect(await trailOf(store, 'c:1')).toEqual(['c:1-a', 'c:1-b', 'x']);
      expect(await deliverAll(store, startMs + 60_000)).toEqual([]);
    },
    stepsMin: 5,
  },
  {
    name: 'sending the answers into three boxes',
    prepare: (store) => begin(store, 'c:1'),
    act: (store) => say(store, 'c:1', 's', 'submit'),
    acknowledged: async (store) => expect(await answersIn(store)).toEqual(oneSet),
    async check(store, disk) {
      expect(await answersIn(store)).toEqual(oneSet);
      expect(await trailOf(store, 'c:1')).toEqual(['c:1-a', 'c:1-b', 's']);
      expect(JSON.stringify(await store.held('c:1'))).not.toContain('"yes"');
      expect(holding(disk, '"yes"')).toHaveLength(3);
      expect(saidIn(await deliverAll(store))).toEqual(['heard c:1-a', 'heard c:1-b', 'heard s']);
      await say(store, 'c:1', 's2', 'begin CODE');
      await say(store, 'c:2', 's2', 'begin CODE');
      expect(await runOf(store, 'c:2')).toBeUndefined();
    },
    stepsMin: 30,
  },
  {
    name: 'handing a survey over to another conversation',
    prepare: (store) => begin(store, 'c:1'),
    act: (store) => say(store, 'c:2', 'ask', 'ask c:1'),
    acknowledged: async (store) => expect((await runOf(store, 'c:2'))?.answers).toEqual({ q: 'yes' }),
    async check(store) {
      expect((await runOf(store, 'c:2'))?.answers).toEqual({ q: 'yes' });
      expect(await runOf(store, 'c:1')).toBeUndefined();
      await say(store, 'c:3', 'y', 'begin CODE');
      expect(await runOf(store, 'c:3')).toBeUndefined();
      await say(store, 'c:2', 's', 'submit');
      expect(await answersIn(store)).toEqual(oneSet);
      expect(await trailOf(store, 'c:1')).toEqual(['c:1-a', 'c:1-b', 'ask>']);
      expect(await trailOf(store, 'c:2')).toEqual(['ask', 'ask>>', 's']);
    },
    stepsMin: 25,
  },
  {
    name: 'erasing a conversation that has begun',
    prepare: (store) => begin(store, 'c:the-one'),
    act: (store) => store.erase('c:the-one'),
    acknowledged: async (store) => expect(await store.conversation('c:the-one')).toBeUndefined(),
    async check(store, disk) {
      expect(holding(disk, 'c:the-one')).toEqual([]);
      expect(holding(disk, '"yes"')).toEqual([]);
      await say(store, 'c:2', 'x', 'begin CODE');
      expect((await runOf(store, 'c:2'))?.resume).toBe('CODE');
    },
    stepsMin: 4,
  },
  {
    name: 'erasing a conversation that has sent its answers, with a last word',
    async prepare(store) {
      await begin(store, 'c:the-one');
      await say(store, 'c:the-one', 's', 'submit');
    },
    async act(store) {
      // Who is gone already is not asked twice; a platform that repeats after that long begins anew.
      if (await store.conversation('c:the-one')) await say(store, 'c:the-one', 'e', 'erase');
      await store.sweep();
      await deliverAll(store);
    },
    acknowledged: async (store) => expect(await store.conversation('c:the-one')).toBeUndefined(),
    async check(store, disk) {
      expect(holding(disk, 'c:the-one')).toEqual([]);
      expect(await answersIn(store)).toEqual(oneSet);
      await say(store, 'c:2', 'x', 'begin CODE');
      expect(await runOf(store, 'c:2')).toBeUndefined();
    },
    stepsMin: 20,
  },
  {
    name: 'opening a wave',
    prepare: async () => undefined,
    act: (store) => openWave(store, 'second'),
    acknowledged: async (store) => expect(store.campaigns().map(({ id }) => id)).toEqual(['fala-1', 'second']),
    async check(store) {
      expect(store.campaigns().map(({ state }) => state)).toEqual(['open', 'open']);
      expect((await store.box({ table: 'background', campaign: 'second' })).rows).toEqual([]);
    },
    stepsMin: 30,
  },
];

/** What becomes of what was not synced: nothing is lost when only the process dies. */
const cuts: Readonly<Record<string, (seed: string, path: string) => boolean>> = {
  'the process dies': () => false,
  'the power fails': () => true,
  'some of it is lost': (seed, path) => crc32(`${seed} ${path}`) % 2 === 0,
};

/** So many at once: a sweep takes a breath now and then, in which another one may go on. */
const atOnce = 8;

describe('a crash', () => {
  const seed = drawSeed();

  it.each(scenarios)(`at every step of $name loses and doubles nothing (seed ${seed})`, async (scenario) => {
    const dataDir = await makeDataFolder();
    const prepared = createMemoryDisk();
    const first = await openAt(dataDir, { disk: prepared });
    await openWave(first);
    await scenario.prepare(first);
    await first.close();

    /** Runs it until that step, cuts, goes on with what is left. Returns how many steps there were. */
    const play = async (steps: number, lose: (path: string) => boolean): Promise<number> => {
      const before = prepared.copy();
      const disk = createTestDisk(before);
      const store = await openAt(dataDir, { disk });
      const opening = disk.steps().length;
      disk.stopAfter(steps);
      const acknowledged = await scenario.act(store).then(
        () => true,
        () => false,
      );
      const left = before.cut(lose);
      const next = await openAt(dataDir, { disk: left });
      await next.sweep();
      if (acknowledged) await scenario.acknowledged(next);
      await scenario.act(next);
      await next.sweep();
      await scenario.check(next, left);
      expect(holding(left, '.tmp'), 'unfinished files').toEqual([]);
      return disk.steps().length - opening;
    };

    const steps = await play(Number.POSITIVE_INFINITY, () => false);
    expect(steps).toBeGreaterThanOrEqual(scenario.stepsMin);
    const points = Object.entries(cuts).flatMap(([cut, lose]) =>
      Array.from({ length: steps + 1 }, (_, step) => ({
        cut,
        step,
        lose: (path: string) => lose(`${seed} ${step}`, path),
      })),
    );
    const work = async (): Promise<void> => {
      for (let next = points.shift(); next; next = points.shift()) {
        const { cut, step, lose } = next;
        await play(step, lose).catch((cause: unknown) => {
          throw new Error(`${cut} after step ${step} of ${steps}: ${cause instanceof Error ? cause.message : cause}`, {
            cause,
          });
        });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  });
});
