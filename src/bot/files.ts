/** Files that are reached by a link. What it stands for, and until when, is sealed in the link: nothing has to be kept. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { z } from 'zod';
import { ReportFile } from '../dialog/reply.ts';
import type { Hash } from './secret.ts';

/** What can be fetched so. */
export const FileRef = z.discriminatedUnion('kind', [
  /** Everything that is stored of a conversation, for the person it belongs to (art. 15 and 20 RODO). */
  z.strictObject({ kind: z.literal('mydata'), conversation: z.string() }),
  /** A report of a wave that is over, for somebody of the staff. */
  ReportFile,
]);
export type FileRef = z.infer<typeof FileRef>;

const Sealed = z.strictObject({ file: FileRef, until: z.number() });

export type Files = {
  /** Letters, digits, - and _: what stands behind them cannot be read, nor changed. `until`: milliseconds since 1970. */
  readonly seal: (file: FileRef, until: number) => string;
  /** `undefined` for what was not sealed here, and after its time. Never throws. */
  readonly open: (token: string, now: number) => FileRef | undefined;
};

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
const tokenCharsMax = 2_000;

export function createFiles(hash: Hash): Files {
  const key = Buffer.from(hash('files') + hash('files, second half'), 'hex');
  return {
    seal(file, until) {
      const plain = JSON.stringify({ file, until } satisfies z.infer<typeof Sealed>);
      // Follows from what is sealed: the same link for the same file, and never one key stream for two.
      const iv = Buffer.from(hash(`file ${plain}`), 'hex').subarray(0, ivBytes);
      const sealing = createCipheriv(cipher, key, iv);
      const body = Buffer.concat([sealing.update(plain, 'utf8'), sealing.final()]);
      return Buffer.concat([iv, sealing.getAuthTag(), body]).toString('base64url');
    },
    open(token, now) {
      if (token.length > tokenCharsMax) return undefined;
      const bytes = Buffer.from(token, 'base64url');
      try {
        const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes));
        opening.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        const plain = Buffer.concat([opening.update(bytes.subarray(ivBytes + tagBytes)), opening.final()]).toString();
        const { file, until } = Sealed.parse(JSON.parse(plain));
        return now < until ? file : undefined;
      } catch {
        // Changed, cut off, or made up: it opens nothing, and there is nothing more to say.
        return undefined;
      }
    },
  };
}
