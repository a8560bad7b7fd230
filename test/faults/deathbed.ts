/** A disk that knows at which step of which write it stands, notes it outside the process, and dies at a chosen one. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { openSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type Disk, nodeDisk } from '../../src/store/lowdb/disk.ts';

/** Where a process can be when it dies. The order is the one in which a turn goes through them. */
export const places = [
  'between turns',
  'claim files',
  'temp opened',
  'part of the bytes out',
  'all bytes, before fsync',
  'after fsync, before rename',
  'after rename, before folder sync',
  'box (effect) writes',
  'after commit, before settle',
  'during settle',
] as const;
export type Place = (typeof places)[number];

/** From the first byte of a commit until its settle. */
export const insideTurn: readonly Place[] = places.filter(
  (place) => place !== 'between turns' && place !== 'temp opened',
);

/** Die at the n-th step of this kind; of a write cut in the middle, this part of the bytes goes out. */
export type Aim = { readonly place: Place; readonly nth: number; readonly part: number };

/** What the code that asks the disk is doing, told by whoever called it. */
type Doing = { readonly who: string; phase: 'commit' | 'after' | 'settle' };

export type Deathbed = {
  readonly disk: Disk;
  /** Everything that `work` writes belongs to a turn, or to the settling of a delivery, of this conversation. */
  readonly within: <T>(who: string, phase: 'commit' | 'settle', work: () => Promise<T>) => Promise<T>;
  /** A step that is none of the disk: acknowledged, sent. */
  readonly step: (who: string, place: Place) => void;
  /** Nothing of this conversation is under way any more. */
  readonly rest: (who: string) => void;
  /** A slow disk answers late now and then, so that what seldom meets meets. */
  readonly aimAt: (aim: Aim | undefined, slow: boolean) => void;
};

const lateMs = 4;
const lateOften = 0.25;

export function createDeathbed(notePath: string): Deathbed {
  const note = openSync(notePath, 'w');
  const doing = new AsyncLocalStorage<Doing>();
  const files = new Map<number, string>();
  const under = new Map<string, Place>();
  let aim: Aim | undefined;
  let count = 0;
  let slow = false;

  const tell = (place: Place): void => void writeSync(note, Uint8Array.of(places.indexOf(place)), 0, 1, 0);
  const die = (place: Place): void => {
    tell(place);
    process.kill(process.pid, 'SIGKILL');
    // The signal takes a moment; not one step more may be done.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
  const isTime = (place: Place): boolean => {
    if (aim?.place !== place) return false;
    count += 1;
    return count === aim.nth;
  };
  const enter = (who: string | undefined, place: Place): void => {
    tell(place);
    if (who === undefined) return;
    under.delete(who);
    under.set(who, place);
  };
  const pass = (place: Place): void => {
    enter(doing.getStore()?.who, place);
    if (isTime(place)) die(place);
  };

  /** What a step of a write to this path is called; `own` is its name in the commit of a conversation. */
  const placeOf = (path: string, own: Place): Place => {
    if (path.includes('/claims/')) return 'claim files';
    if (path.includes('/boxes/')) return 'box (effect) writes';
    const now = doing.getStore();
    if (now?.phase === 'settle') return 'during settle';
    return now?.phase === 'commit' ? own : 'after commit, before settle';
  };

  const linger = async (): Promise<void> => {
    if (slow && Math.random() < lateOften) await pause(Math.random() * lateMs);
  };

  const disk: Disk = {
    ...nodeDisk,
    async read(path) {
      const bytes = await nodeDisk.read(path);
      await linger();
      return bytes;
    },
    async open(path, flags) {
      const file = await nodeDisk.open(path, flags);
      files.set(file, path);
      await linger();
      if (flags === 'wx') pass(placeOf(path, 'temp opened'));
      return file;
    },
    async write(file, bytes, offset) {
      const place = placeOf(files.get(file) ?? '', 'part of the bytes out');
      enter(doing.getStore()?.who, place);
      if (isTime(place)) {
        const out = offset + Math.max(1, Math.floor((bytes.length - offset) * (aim?.part ?? 0)));
        await nodeDisk.write(file, bytes.subarray(0, out), offset);
        die(place);
      }
      const written = await nodeDisk.write(file, bytes, offset);
      pass(placeOf(files.get(file) ?? '', 'all bytes, before fsync'));
      return written;
    },
    async sync(file) {
      await nodeDisk.sync(file);
      await linger();
      const path = files.get(file) ?? '';
      if (path.endsWith('.tmp')) return pass(placeOf(path, 'after fsync, before rename'));
      // A folder: what was renamed in it is there to stay.
      const now = doing.getStore();
      if (now?.phase === 'commit' && path.includes('/conversations/')) now.phase = 'after';
      pass(placeOf(path, 'after commit, before settle'));
    },
    async rename(from, to) {
      await nodeDisk.rename(from, to);
      await linger();
      if (to.endsWith('.json')) pass(placeOf(to, 'after rename, before folder sync'));
    },
    async link(from, to) {
      await nodeDisk.link(from, to);
      pass(placeOf(to, 'claim files'));
    },
    async remove(path) {
      await nodeDisk.remove(path);
      pass(placeOf(path, 'after commit, before settle'));
    },
  };

  return {
    disk,
    within: (who, phase, work) => doing.run({ who, phase }, work),
    step(who, place) {
      enter(who, place);
      if (isTime(place)) die(place);
    },
    rest(who) {
      under.delete(who);
      tell([...under.values()].at(-1) ?? 'between turns');
    },
    aimAt(wanted, late) {
      aim = wanted;
      slow = late;
      count = 0;
      tell('between turns');
    },
  };
}
