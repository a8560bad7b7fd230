/** A campaign is one wave of one assessment in several JST (units). */
import { z } from 'zod';
import { Area } from '../dialog/dialog.ts';
import { Localized } from '../dialog/language.ts';
import { Group } from '../dialog/session.ts';

const Id = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'an id is 1–32 of a–z, 0–9 and -, and begins with a letter');

/** All six areas, or the two areas of one plane. */
const Scope = z.enum(['all', 'I', 'II', 'III']);
type Scope = z.infer<typeof Scope>;

export const Unit = z.strictObject({ id: Id, name: z.string().min(1), scope: Scope.default('all') });
export type Unit = z.infer<typeof Unit>;

/** How small a group may be shown: 5 by default, never under 3. */
const smallestGroup = z.int().min(3).default(5);

/** What an organiser writes. Every field of the notice is required by art. 13 RODO: a wave cannot open without it. */
export const CampaignFile = z.strictObject({
  id: Id,
  name: Localized,
  dialog: z.string().default('cooperation-assessment'),
  entry: z.array(z.enum(['personal', 'link'])).min(1),
  /** The wave before, with which this one is compared. */
  previous: Id.optional(),
  /** The last day on which answers are taken, in the operator's time zone. */
  closes: z.iso.date(),
  k: smallestGroup,
  notice: z.strictObject({
    controller: z.string().min(1),
    contact: z.string().min(1),
    dpo: z.string().min(1),
    purpose: Localized,
    legalBasis: Localized,
    retention: Localized,
  }),
  units: z
    .array(Unit)
    .min(1)
    .refine((units) => new Set(units.map((unit) => unit.id)).size === units.length, 'two units have the same id')
    .refine((units) => new Set(units.map((unit) => unit.name)).size === units.length, 'two units have the same name'),
});
export type CampaignFile = z.infer<typeof CampaignFile>;

/** Counts while a wave is open: how many answered at least, in steps of five. Recomputed once a night. */
const Count = z.strictObject({ unit: z.string(), group: Group, atLeast: z.int() });

export const Campaign = z.strictObject({
  ...CampaignFile.shape,
  demo: z.boolean(),
  state: z.enum(['draft', 'open', 'closed']),
  /** Version of the dialog, frozen when the wave opened. */
  version: z.int().optional(),
  /** All instants in milliseconds since 1970, UTC. */
  openedAt: z.number().optional(),
  closesAt: z.number().optional(),
  /** What was begun before the close may be sent until then. */
  graceUntil: z.number().optional(),
  /** Nothing can come in any more; exports and results may be made. */
  final: z.boolean(),
  /** Answers come from `simulate`; real ones are refused, so that the two are never pooled. */
  simulated: z.boolean(),
  /** Personal codes given out, by `unit/group`. */
  invited: z.record(z.string(), z.int()),
  counts: z.array(Count),
  /** Scores from 0 to 5 that a workshop agreed on, by unit and area: shown beside the index, never in it. */
  agreed: z.record(z.string(), z.partialRecord(Area, z.number().min(0).max(5))),
  /** The organiser has switched on the page with the results. */
  published: z.boolean(),
});
export type Campaign = z.infer<typeof Campaign>;

/** Conversations of simulated respondents begin with this; only they may enter a simulated wave. */
export const simulatedMark = 'simulated:';

/** What was begun before the close may be sent for this long. */
export const graceMs = 48 * 3_600_000;

/** Where the wave stands at `now`, also when the job that closes it has not come by yet. */
export function stateAt(campaign: Campaign, now: number): 'draft' | 'open' | 'closing' | 'over' {
  if (campaign.state === 'draft' || campaign.closesAt === undefined) return 'draft';
  if (campaign.state === 'open' && now < campaign.closesAt) return 'open';
  return !campaign.final && now < (campaign.graceUntil ?? campaign.closesAt) ? 'closing' : 'over';
}

/** The areas a JST is asked about. */
export function areasOf(scope: Scope): readonly Area[] {
  return scope === 'all' ? Area.options : Area.options.filter((area) => area.split('.')[0] === scope);
}

/** "5+" steps: what may be said of a count while the wave is open. */
export function coarse(count: number): number {
  return Math.floor(count / 5) * 5;
}
