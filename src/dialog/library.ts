/** What the engine may look up: a record of functions, so that it imports neither texts, knowledge nor stores. */
import type { Command } from './command.ts';
import type { Area, Dialog } from './dialog.ts';
import type { Find } from './find.ts';
import type { Knowledge } from './knowledge.ts';
import type { Language } from './language.ts';
import type { Group, Side } from './session.ts';
import type { StaffMember } from './staff.ts';

/** What a typed or linked code means now. */
export type CodeMeaning =
  | {
      readonly kind: 'invitation';
      readonly campaign: string;
      readonly unit: string;
      readonly side: Side;
      readonly entry: 'personal' | 'link';
      readonly hash: string;
    }
  | { readonly kind: 'resume'; readonly from: string }
  | { readonly kind: 'receipt'; readonly campaign: string; readonly unit: string; readonly group: Group }
  | { readonly kind: 'staff'; readonly member: StaffView }
  | { readonly kind: 'unknown' }
  /** Not looked up: too many wrong codes are typed just now. */
  | { readonly kind: 'refused' };

/** Somebody of the project's staff. */
export type StaffView = Pick<StaffMember, 'id' | 'role' | 'units'>;

/** What the engine needs to know of a wave. */
export type CampaignView = {
  readonly id: string;
  readonly name: string;
  readonly dialog: string;
  readonly version: number;
  readonly state: 'open' | 'closing' | 'over';
  readonly entry: readonly ('personal' | 'link')[];
  readonly simulated: boolean;
  readonly units: readonly { readonly id: string; readonly name: string; readonly scope: readonly Area[] }[];
  /** Values for the notice: controller, contact, dpo, purpose, legalBasis, retention, k, closes. */
  readonly notice: Readonly<Record<string, string>>;
  /** Present when nothing can come in any more, and reports may be made. */
  readonly results?: {
    readonly published: boolean;
    /** Where everybody sees them; absent while they are not public, and where no link leads. */
    readonly page?: string;
  };
};

export type Library = {
  /** The language of those whose app does not say theirs. */
  readonly language: Language;
  readonly command: (text: string) => Command | undefined;
  /** A dialog as it was when its wave opened. */
  readonly dialog: (id: string, version: number) => Dialog | undefined;
  readonly find: Find;
  readonly knowledge: Knowledge;
  readonly campaign: (id: string, language: Language) => CampaignView | undefined;
  /** Waves that anybody may enter now, by link entry. */
  readonly openCampaigns: (language: Language) => readonly CampaignView[];
  /** All waves but those that are not open yet, the one that closes last first. */
  readonly waves: (language: Language) => readonly CampaignView[];
  /** Who of the staff talks here, as things stand now. */
  readonly staff: StaffView | undefined;
  /** What the code in this activity means; `undefined` when there is none in it. */
  readonly code: CodeMeaning | undefined;
  /** Waves that this conversation has answered, also in an earlier life of it. */
  readonly answered: (campaign: string) => boolean;
  /** Where the page is on which the survey can be answered instead; `undefined` on the page itself, or if there is none. */
  readonly page: string | undefined;
  /** Where the person can fetch all that is kept of this conversation, for a while; `undefined` where no link leads. */
  readonly dataLink: () => string | undefined;
  /** Names that turned out to be another's when this turn was first decided. */
  readonly taken: (name: string) => boolean;
  /** One-way hash under the store's key, for what must be recognised but not known. */
  readonly hash: (secret: string) => string;
};
