/** What a page posts → what happened. Pure but for the dice and the clock, which are handed in. */
import { z } from 'zod';
import type { Activity } from '../../dialog/activity.ts';
import { Language } from '../../dialog/language.ts';

/** The id that the page draws for what a person does: sent again after a lost line, it is the same, and counts once. */
const id = z.string().regex(/^[A-Za-z0-9_-]{8,40}$/);
const language = Language.optional();

export const Posted = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened'), id, language }),
  z.strictObject({ kind: z.literal('message'), id, language, text: z.string() }),
  z.strictObject({
    kind: z.literal('choice'),
    id,
    language,
    nonce: z.string().max(40),
    prompt: z.int().min(0),
    step: z.string().max(100),
    choice: z.string().max(200),
  }),
  /** A delivery is on the screen. */
  z.strictObject({ kind: z.literal('seen'), number: z.int().min(1) }),
]);
export type Posted = z.infer<typeof Posted>;

export type Parsed =
  | { readonly kind: 'activity'; readonly activity: Activity }
  | { readonly kind: 'seen'; readonly number: number }
  | { readonly kind: 'unsupported'; readonly reason: string };

export type Around = {
  readonly conversation: string;
  readonly at: number;
  /** Looked at only when it is needed: half of all posts need none. */
  readonly chance: string;
  /** The code that the person came with, if they came by an invitation. */
  readonly code: string | undefined;
};

/** Reads what was posted. Never throws; the reason names fields, never what stood in them. */
export function readPosted(body: unknown, around: Around): Parsed {
  const result = Posted.safeParse(body);
  if (!result.success) return { kind: 'unsupported', reason: reasonOf(result.error) };
  const posted = result.data;
  if (posted.kind === 'seen') return posted;
  const { conversation, at, chance, code } = around;
  const common = { id: `webchat:${posted.id}`, conversation, at, chance, locale: posted.language };
  switch (posted.kind) {
    case 'opened':
      return {
        kind: 'activity',
        activity: { ...common, ...(code ? { kind: 'invitation', code } : { kind: 'opened' }) },
      };
    case 'message':
      return { kind: 'activity', activity: { ...common, kind: 'message', text: posted.text } };
    case 'choice': {
      const { nonce, prompt, step, choice } = posted;
      return { kind: 'activity', activity: { ...common, kind: 'choice', nonce, prompt, step, choice } };
    }
    default:
      return posted satisfies never;
  }
}

function reasonOf(error: z.ZodError): string {
  return [...new Set(error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.code}`))].join(', ');
}
