/**
 * Names that may be taken once, one small file each. The file is created before the conversation that takes the name
 * is written; the name is held only when that conversation says so. So a crash between the two locks nobody out.
 */
import { type ClaimRecord, kinds } from '../records.ts';
import type { Sequence } from '../sequence.ts';
import type { Conversations } from './conversations.ts';
import { type Documents, encode } from './document.ts';
import type { Durable } from './durable.ts';
import type { Folder } from './folder.ts';

export type Claims = {
  /** The conversation that holds the name, or `undefined`. A sealed name is held by nobody who could be asked. */
  readonly holder: (name: string) => Promise<{ readonly conversation: string; readonly sealed: boolean } | undefined>;
  /**
   * Takes the names for a conversation, runs `work` while nobody else can, and returns its result; or returns the
   * names that are another's, without running it. `from` may lose its names to this conversation.
   */
  readonly take: <T>(
    names: readonly string[],
    taker: string,
    from: string | undefined,
    work: () => Promise<T>,
  ) => Promise<{ readonly done: T } | { readonly taken: ReadonlySet<string> }>;
  /** Gives a name back, if it is this conversation's. */
  readonly release: (name: string, holder: string) => Promise<void>;
  /** Keeps a name taken for good, though its holder, who asks for it, is about to be erased. */
  readonly seal: (name: string) => Promise<void>;
  /** Removes the claim in this file when nobody holds its name: what a crash or a full disk left. */
  readonly tidy: (path: string) => Promise<void>;
};

/** All claims' files say this time: when a name was taken is nobody's business. */
const claimTimeMs = Date.UTC(2026, 0, 1);

export function createClaims(
  sequence: Sequence,
  durable: Durable,
  documents: Documents,
  folder: () => Folder,
  conversations: Pick<Conversations, 'peek' | 'isSetAside'>,
): Claims {
  const read = (name: string): Promise<ClaimRecord | undefined> => documents.read(kinds.claim, folder().claim(name));
  const write = (record: ClaimRecord): Promise<void> =>
    documents.write(kinds.claim, folder().claim(record.name), record, claimTimeMs);

  const isHeld = async (claim: ClaimRecord): Promise<boolean> => {
    if (claim.sealed) return true;
    const record = await conversations.peek(claim.holder);
    // Nobody may answer again because a document was damaged; its own conversation may go on with the name.
    if (!record) return conversations.isSetAside(claim.holder);
    // A name that travels with a survey is held by the sender until it has arrived.
    return (
      record.claims.includes(claim.name) ||
      record.pending.some((effect) => effect.kind === 'activity' && effect.claims.includes(claim.name))
    );
  };

  const takeOne = async (name: string, taker: string, from: string | undefined): Promise<boolean> => {
    const record: ClaimRecord = { name, holder: taker };
    if (await durable.create(folder().claim(name), encode(kinds.claim, record), claimTimeMs)) return true;
    const before = await read(name);
    const ours = before !== undefined && [taker, from].includes(before.holder);
    if (before && !ours && (await isHeld(before))) return false;
    // Also when it is the taker's already: a crash may have come before the name was safe on the disk.
    await write(record);
    return true;
  };

  return {
    async holder(name) {
      const claim = await read(name);
      if (!claim || !(await isHeld(claim))) return undefined;
      return { conversation: claim.holder, sealed: claim.sealed === true };
    },
    async take(names, taker, from, work) {
      // In one order for everybody, so that two who want the same two names do not wait for each other.
      const [first, ...rest] = [...new Set(names)].sort();
      if (first === undefined) return { done: await work() };
      return sequence(`claim:${first}`, async () => {
        if (!(await takeOne(first, taker, from))) return { taken: new Set([first]) };
        return this.take(rest, taker, from, work);
      });
    },
    release: (name, holder) =>
      sequence(`claim:${name}`, async () => {
        const claim = await read(name);
        if (claim?.holder === holder && !claim.sealed) await durable.remove(folder().claim(name));
      }),
    // Not in sequence: nobody else may change what its holder has, and the turn that takes it may be the one that seals.
    async seal(name) {
      const claim = await read(name);
      if (claim && !claim.sealed) await write({ ...claim, sealed: true, holder: '' });
    },
    async tidy(path) {
      const found = await documents.read(kinds.claim, path);
      if (!found || (await isHeld(found))) return;
      // Whoever takes it now is in this sequence until the conversation says so.
      await sequence(`claim:${found.name}`, async () => {
        const claim = await read(found.name);
        if (claim && !(await isHeld(claim))) await durable.remove(folder().claim(found.name));
      });
    },
  };
}
