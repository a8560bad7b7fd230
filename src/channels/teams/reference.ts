/** Where a conversation is reached: kept beside it, and refreshed by everything that comes in. */
import { z } from 'zod';
import type { Route } from '../../dialog/activity.ts';

/** What the SDK calls a conversation reference, without the person's name. */
export const Reference = z.strictObject({
  channelId: z.literal('msteams'),
  serviceUrl: z.string(),
  bot: z.strictObject({ id: z.string(), name: z.string().optional() }),
  user: z.strictObject({ id: z.string() }),
  conversation: z.strictObject({
    id: z.string(),
    conversationType: z.string(),
    tenantId: z.string().optional(),
  }),
  locale: z.string().optional(),
});
export type Reference = z.infer<typeof Reference>;

/** The reference in a conversation's route; `undefined` where nothing ever came from there. */
export function referenceIn(route: Route): Reference | undefined {
  const read = Reference.safeParse(route.reference);
  return read.success ? read.data : undefined;
}
