/** Ids that were seen, as hashes: eight bytes each instead of the id, so "seen" may be wrong and has to be looked up. */

const slotsMin = 1 << 12;
const slotsMax = 1 << 24;
const loadMax = 0.75;

/** So many ids can be kept: more would need more memory than is promised. */
export const idsMax = slotsMax * loadMax;

export type SeenIds = {
  /** Keeps an id that lies in these bytes. `true`: it, or once in many millions of files another one, was kept before. */
  readonly add: (bytes: Uint8Array, from: number, to: number) => boolean;
  readonly size: () => number;
};

export function createSeenIds(): SeenIds {
  let slots = new Uint32Array(2 * slotsMin);
  let size = 0;

  /** Puts a hash of two halves in. `false`: it is there already. The hash 0, 0 marks an empty slot. */
  const put = (low: number, high: number): boolean => {
    const mask = slots.length / 2 - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const first = slots[2 * slot];
      const second = slots[2 * slot + 1];
      if (first === low && second === high) return false;
      if (first === 0 && second === 0) {
        slots[2 * slot] = low;
        slots[2 * slot + 1] = high;
        return true;
      }
    }
  };

  const grow = (): void => {
    const old = slots;
    slots = new Uint32Array(2 * old.length);
    for (let at = 0; at < old.length; at += 2) {
      const [low, high] = [old[at] ?? 0, old[at + 1] ?? 0];
      if (low !== 0 || high !== 0) put(low, high);
    }
  };

  return {
    size: () => size,
    add(bytes, from, to) {
      if (size >= (slots.length / 2) * loadMax) grow();
      // FNV-1a and a second one with other constants, each stirred as MurmurHash3 ends.
      let low = 0x811c9dc5;
      let high = 0x9e3779b9;
      for (let at = from; at < to; at += 1) {
        const byte = bytes[at] ?? 0;
        low = Math.imul(low ^ byte, 0x01000193);
        high = Math.imul(high ^ byte, 0x5bd1e995) ^ (high >>> 15);
      }
      low = stir(low);
      const isNew = put(low === 0 ? 1 : low, stir(high ^ (to - from)));
      if (isNew) size += 1;
      return !isNew;
    },
  };
}

function stir(hash: number): number {
  const first = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (second ^ (second >>> 16)) >>> 0;
}
