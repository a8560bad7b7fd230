/** Everything that a report is made of. */
import type { Localized } from '../dialog/language.ts';
import type { Count, Published } from '../survey/published.ts';

/** Open answers that a person has read and released, under the heading they were put under; without one: ''. */
export type Theme = { readonly name: string; readonly texts: readonly string[] };

export type Report = {
  readonly published: Published;
  readonly name: Localized;
  /** Name of the wave that this one is compared with. */
  readonly earlierName?: Localized;
  /** That wave as its own report shows it. */
  readonly earlier?: Published;
  /** The day on which the wave closed, as 2026-12-15. */
  readonly closedOn: string;
  readonly simulated: boolean;
  /** How many answers came by an open link: a browser is not a person. */
  readonly byLink: Count;
  readonly themes: readonly Theme[];
  /** Its questionnaire with its texts, frozen when the wave opened: `<dialog>@<version>`. */
  readonly space: string;
};
