/** A disk that fails, fills up, waits or stops where a test wants it to. Wraps another disk and counts what is asked. */
import { type Disk, nodeDisk } from '../../src/store/lowdb/disk.ts';

export type Kind = keyof Disk;
export type Call = { readonly kind: Kind; readonly path: string };
/** Which calls are meant: kinds, and what their path must contain or match. */
export type Which = { readonly kind?: Kind | readonly Kind[]; readonly path?: string | RegExp };

/** What the process would have done next if it had not died: nothing of it reaches the disk. */
export class Stopped extends Error {}

export type TestDisk = Disk & {
  /** Every call so far, in order. */
  readonly calls: readonly Call[];
  /** Calls that change what is on the disk, or promise that it stays. */
  readonly steps: () => readonly Call[];
  /** The n-th such call from now on (1 is the next) fails; `times` of them in a row. */
  readonly fail: (code: string, which?: Which, nth?: number, times?: number) => void;
  /** Each write takes only so many of the bytes that it is asked to. */
  readonly shorten: (bytes: (asked: number) => number) => void;
  /**
   * The n-th such call waits, before the disk does it or, `late`, when the disk has done it. `reached` resolves when it
   * is there; it goes on after `release`.
   */
  readonly hold: (
    which: Which,
    options?: { readonly nth?: number; readonly late?: boolean },
  ) => { readonly reached: Promise<void>; readonly release: () => void };
  /** Dies after so many more steps: the next is done by half if it is a write, and everything later is refused. */
  readonly stopAfter: (steps: number) => void;
  readonly isStopped: () => boolean;
  /** Does again whatever it is asked to. A disk that stopped stays stopped. */
  readonly heal: () => void;
};

const changing: ReadonlySet<Kind> = new Set<Kind>([
  'write',
  'sync',
  'setTimes',
  'rename',
  'remove',
  'makeFolder',
  'link',
  'removeFolder',
]);

/** A failure as the operating system words it. */
export function diskError(code: string, { kind, path }: Call): Error {
  return Object.assign(new Error(`${code}: made by a test, ${kind} '${path}'`), { code });
}

/** Does this call mean that one? */
function fits({ kind, path }: Which, call: Call): boolean {
  if (kind !== undefined && ![kind].flat().includes(call.kind)) return false;
  return path === undefined || (typeof path === 'string' ? call.path.includes(path) : path.test(call.path));
}

type Rule = {
  readonly which: Which;
  nth: number;
  times: number;
  readonly late: boolean;
  readonly act: (call: Call) => Promise<void>;
};

export function createTestDisk(disk: Disk = nodeDisk): TestDisk {
  const calls: Call[] = [];
  const steps: Call[] = [];
  const opened = new Map<number, { readonly path: string; readonly flags: 'wx' | 'r' }>();
  let rules: Rule[] = [];
  let short: ((asked: number) => number) | undefined;
  let left = Number.POSITIVE_INFINITY;
  let stopped = false;

  const isStep = (call: Call, flags?: 'wx' | 'r'): boolean => flags === 'wx' || changing.has(call.kind);

  const through = async <T>(call: Call, work: () => Promise<T>, half?: () => Promise<T>, flags?: 'wx' | 'r') => {
    if (stopped) throw new Stopped();
    calls.push(call);
    if (isStep(call, flags)) {
      if (left === 0) {
        stopped = true;
        await half?.();
        throw new Stopped();
      }
      left -= 1;
      steps.push(call);
    }
    const mine = due(call);
    for (const rule of mine) if (!rule.late) await rule.act(call);
    // It died while this call was waiting.
    if (stopped) throw new Stopped();
    const result = await work();
    for (const rule of mine) if (rule.late) await rule.act(call);
    return result;
  };
  /** The rules that are for this call, each counted. */
  const due = (call: Call): Rule[] =>
    rules.filter((rule) => {
      if (!fits(rule.which, call)) return false;
      rule.nth -= 1;
      if (rule.nth > 0) return false;
      rule.times -= 1;
      if (rule.times <= 0) rules = rules.filter((other) => other !== rule);
      return true;
    });
  const at = (file: number): string => opened.get(file)?.path ?? '';

  return {
    calls,
    steps: () => steps,
    fail(code, which = {}, nth = 1, times = 1) {
      rules.push({ which, nth, times, late: false, act: (call) => Promise.reject(diskError(code, call)) });
    },
    shorten(bytes) {
      short = bytes;
    },
    hold(which, { nth = 1, late = false } = {}) {
      const here = Promise.withResolvers<void>();
      const go = Promise.withResolvers<void>();
      rules.push({
        which,
        nth,
        times: 1,
        late,
        act: async () => {
          here.resolve();
          await go.promise;
        },
      });
      return { reached: here.promise, release: go.resolve };
    },
    stopAfter(count) {
      left = count;
    },
    isStopped: () => stopped,
    heal() {
      rules = [];
      short = undefined;
      left = Number.POSITIVE_INFINITY;
    },

    open: (path, flags) =>
      through(
        { kind: 'open', path },
        async () => {
          const file = await disk.open(path, flags);
          opened.set(file, { path, flags });
          return file;
        },
        undefined,
        flags,
      ),
    write: (file, bytes, offset) => {
      const asked = bytes.length - offset;
      const part = (length: number) => disk.write(file, bytes.subarray(0, offset + length), offset);
      const take = (): Promise<number> => {
        const length = Math.min(asked, short ? short(asked) : asked);
        return length > 0 ? part(length) : Promise.resolve(0);
      };
      return through({ kind: 'write', path: at(file) }, take, () => part(Math.floor(asked / 2)));
    },
    sync: (file) => through({ kind: 'sync', path: at(file) }, () => disk.sync(file)),
    setTimes: (file, ms) => through({ kind: 'setTimes', path: at(file) }, () => disk.setTimes(file, ms)),
    async close(file) {
      const call = { kind: 'close', path: at(file) } as const;
      opened.delete(file);
      // The files of a process that dies are closed, too.
      if (stopped) return disk.close(file);
      return through(call, () => disk.close(file));
    },
    rename: (from, to) => through({ kind: 'rename', path: to }, () => disk.rename(from, to)),
    remove: (path) => through({ kind: 'remove', path }, () => disk.remove(path)),
    read: (path) => through({ kind: 'read', path }, () => disk.read(path)),
    list: (folder) => through({ kind: 'list', path: folder }, () => disk.list(folder)),
    makeFolder: (path) => through({ kind: 'makeFolder', path }, () => disk.makeFolder(path)),
    link: (from, to) => through({ kind: 'link', path: to }, () => disk.link(from, to)),
    removeFolder: (path) => through({ kind: 'removeFolder', path }, () => disk.removeFolder(path)),
  };
}
