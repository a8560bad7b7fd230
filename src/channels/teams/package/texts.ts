/** What the app says about itself in Teams: `locales/<language>/teams-app.yaml`. */
import { z } from 'zod';

/** In the order of Teams' menu. At most ten: twelve are allowed since 1.24, for the starters of Copilot. */
export const suggested = [
  'survey',
  'explain',
  'back',
  'pause',
  'language',
  'privacy',
  'mydata',
  'withdraw',
  'delete',
  'help',
] as const;

/** The schema allows 128 and 4000 characters; in a menu each should stay one short line. */
const Suggestion = z.strictObject({ title: z.string().min(1).max(32), description: z.string().min(1).max(128) });
export type Suggestion = z.infer<typeof Suggestion>;

/** Lengths: https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json */
export const AppTexts = z.strictObject({
  name: z.strictObject({ short: z.string().min(1).max(30), full: z.string().min(1).max(100) }),
  description: z.strictObject({ short: z.string().min(1).max(80), full: z.string().min(1).max(4000) }),
  commands: z.record(z.enum(suggested), Suggestion),
  together: z.strictObject({ help: Suggestion }).describe('In a team or a group chat'),
});
export type AppTexts = z.infer<typeof AppTexts>;
